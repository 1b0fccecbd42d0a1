"""Who may call a route. Each route declares it; a route that declares nothing answers nobody.

everyone          whoever is in the shop may look
program(scope)    a bearer token with the scope
hand(scope)       such a token, a paired device, or a person from operator on: what is done on the floor
role(name)        a person of that role or above; `scope` lets a program with it in too
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, g, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from andon.journal.reader_rows import TokenRow
from andon.model.person import Role
from andon.web.parts import parts

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "andon_access"


@dataclass(frozen=True, slots=True)
class Access:
    """What lets a caller in: any one of them is enough. `least` is the lowest role of a person."""

    anyone: bool = False
    scope: str | None = None
    device: bool = False
    least: Role | None = None


EVERYONE = Access(anyone=True)


def everyone(view: View) -> View:
    """Anyone in the shop may look: boards hang on walls."""
    return _declare(EVERYONE)(view)


def program(scope: str) -> Callable[[View], View]:
    """Only a program whose token has this scope."""
    return _declare(Access(scope=scope))


def hand(scope: str) -> Callable[[View], View]:
    """What hands on the floor do. The view still asks `may_act_at` where."""
    return _declare(Access(scope=scope, device=True, least="operator"))


def role(name: Role, *, scope: str | None = None) -> Callable[[View], View]:
    """A signed-in person of this role or above, or a program with the scope, if one is named."""
    return _declare(Access(scope=scope, least=name))


def _declare(wanted: Access) -> Callable[[View], View]:
    def declare(view: View) -> View:
        setattr(view, _MARK, wanted)
        return view

    return declare


def declared(app: Flask, endpoint: str) -> Access | None:
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
    g.token = _token_with(wanted.scope)


def caller() -> str:
    """Who calls, for the journal: a token's name, `person:<id>` or `device:<id>`."""
    token: TokenRow = g.token
    return token.name


def may_act_at(line: str, station: str | None = None) -> None:
    """403 unless the caller may act there. A token may act anywhere."""


def _token_with(scope: str | None) -> TokenRow:
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
