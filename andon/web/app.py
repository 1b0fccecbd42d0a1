"""The application: blueprints hung in, limits and headers around them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from apiflask import APIFlask
from flask import Flask, Response, request
from flask_wtf.csrf import CSRFProtect  # type: ignore[import-untyped]

from andon.base.errors import Problem
from andon.config.settings import OidcSettings
from andon.journal.reader import Reader
from andon.model.plan import Plan
from andon.ports import Clock, Desk
from andon.web import access, assets, language, limits, problems, watching
from andon.web.api import (
    analysing,
    asking,
    at_station,
    calling,
    devices,
    drawing,
    exporting,
    figuring,
    here,
    leading,
    looking,
    looking_back,
    planning,
    responding,
    setting_up,
    telling,
)
from andon.web.api.described import describe
from andon.web.parts import Parts, Secured, hang_in, no_checks
from andon.web.screens import SCREENS
from andon.web.stream import STREAMS_MAX, Stream
from andon.web.visits import Visits

if TYPE_CHECKING:
    from andon.web.oidc import Accounts

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
SECURE_HEADERS = {"Cross-Origin-Opener-Policy": "same-origin"}  # by plain HTTP browsers ignore it and complain


def create_app(
    reader: Reader,
    desk: Desk,
    clock: Clock,
    *,
    wake_path: Path | None = None,
    streams_max: int = STREAMS_MAX,
    secured: Secured | None = None,
    key: bytes | None = None,
    oidc: OidcSettings | None = None,
    checks: Callable[[Plan], list[Problem]] = no_checks,
) -> Flask:
    """The web application. Its stream is started by `server.serve`, in the process that serves it.

    `key` signs what pages carry; with one that is kept, a page that was opened before a restart goes on afterwards.
    """
    app = APIFlask(
        __name__,
        title="andon",
        version=version("andon"),
        spec_path="/api/v1/openapi.json",
        docs_path=None,
        static_folder=None,  # type: ignore[arg-type]  # Flask allows it: files come from the screens
    )
    app.config["MAX_CONTENT_LENGTH"] = limits.BODY_MAX_BYTES
    accounts = _accounts(oidc) if oidc else None
    stream = Stream(reader, clock, wake_path, streams_max)
    hang_in(app, Parts(reader, desk, clock, stream, secured, accounts, checks=checks))
    describe(app)
    language.register(app)
    _protect(app, key or secrets.token_bytes(32))
    app.before_request(access.check)
    app.before_request(limits.check)
    app.after_request(_with_headers)
    problems.register(app)
    api = (
        looking.blueprint,
        drawing.blueprint,
        analysing.blueprint,
        exporting.blueprint,
        figuring.blueprint,
        asking.blueprint,
        calling.blueprint,
        looking_back.blueprint,
        telling.blueprint,
        at_station.blueprint,
        here.blueprint,
        devices.blueprint,
        leading.blueprint,
        planning.blueprint,
        responding.blueprint,
        setting_up.blueprint,
    )
    for blueprint in (assets.blueprint, watching.blueprint, *api, *SCREENS):
        app.register_blueprint(blueprint)
    access.everyone(app.view_functions["openapi.spec"])
    return app


def _accounts(oidc: OidcSettings) -> Accounts:
    """Imported where it is wanted: it takes a third of a second, and most plants have none."""
    from andon.web.oidc import Accounts

    return Accounts(oidc)


def _protect(app: Flask, key: bytes) -> None:
    """Sessions in the book; `access.check` asks for the CSRF token of whatever rides on a cookie."""
    app.secret_key = key
    app.session_interface = Visits()
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # a tablet's page stays open for weeks; its token dies with the visit
    CSRFProtect(app)


def _with_headers(answer: Response) -> Response:
    for name, value in (HEADERS | SECURE_HEADERS if request.is_secure else HEADERS).items():
        answer.headers.setdefault(name, value)
    if "Cache-Control" not in answer.headers:
        answer.headers["Cache-Control"] = "no-store"
    return answer
