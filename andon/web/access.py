"""Who may call a route. Each route declares it; a route that declares nothing answers nobody.

In this house people have no log-in yet, so whatever changes something asks for a program's bearer token.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, g, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from andon.journal.reader_rows import TokenRow
from andon.web.parts import parts

View = TypeVar("View", bound=Callable[..., Any])
EVERYONE = "everyone"
_MARK = "andon_access"


def everyone(view: View) -> View:
    """Anyone in the shop may look: boards hang on walls."""
    setattr(view, _MARK, EVERYONE)
    return view


def program(scope: str) -> Callable[[View], View]:
    """Only a program whose token has this scope."""

    def declare(view: View) -> View:
        setattr(view, _MARK, scope)
        return view

    return declare


def declared(app: Flask, endpoint: str) -> str | None:
    """What a route declared; files of a blueprint's own static folder are for everyone."""
    if endpoint.endswith(".static"):
        return EVERYONE
    return getattr(app.view_functions[endpoint], _MARK, None)


def check() -> None:
    """Before each request: let in, or raise 401, 403. An unknown path goes on to its 404."""
    if request.endpoint is None:
        return
    wanted = declared(current_app, request.endpoint)
    if wanted == EVERYONE:
        return
    if wanted is None:
        raise Forbidden("this address declares no access, so nobody has it")
    g.token = _token_with(wanted)


def caller() -> str:
    """The name of the token that called."""
    token: TokenRow = g.token
    return token.name


def _token_with(scope: str) -> TokenRow:
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not secret.strip():
        raise _unauthorized("this needs a bearer token; `andon token add` makes one")
    token = parts().reader.token(hashlib.sha256(secret.strip().encode()).digest())
    if token is None:
        raise _unauthorized("this bearer token is not known, or it was revoked")
    if scope not in token.scopes:
        raise Forbidden(f"the token {token.name!r} lacks the scope {scope!r}")
    return token


def _unauthorized(detail: str) -> Unauthorized:
    return Unauthorized(detail, www_authenticate=WWWAuthenticate("bearer"))
