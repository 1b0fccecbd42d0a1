"""connect: /connect, what this connection can do, and how a device comes to trust this edge; the authority to install.

In: the certificates of `web/tls`, the request. Out: one page, `ca.crt`, the kiosk guide.
May import: the web's core modules.
"""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, abort

from andon.web import access
from andon.web.language import gettext as _
from andon.web.pages import show
from andon.web.screens.connect.context import certificates, connect_context

KIOSK = Path(__file__).parents[2] / "KIOSK.md"

blueprint = Blueprint(
    "connect", __name__, static_folder="static", template_folder="templates", static_url_path="/connect-files"
)


@blueprint.get("/connect")
@access.everyone
def connect() -> str:
    return show("connect/connect.html", active="connect", title=_("Connect a device"), **connect_context())


@blueprint.get("/connect/ca.crt")
@access.everyone
def authority() -> Response:
    """The type makes phones and tablets offer to install it."""
    shown = certificates()
    if shown is None:
        abort(404, "this edge has no certificate yet; `andon cert` makes one")
    return Response(shown.authority, content_type="application/x-x509-ca-cert")


@blueprint.get("/connect/kiosk.md")
@access.everyone
def kiosk() -> Response:
    return Response(KIOSK.read_text(encoding="utf-8"), content_type="text/plain; charset=utf-8")
