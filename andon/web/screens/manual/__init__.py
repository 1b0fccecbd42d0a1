"""manual: /api/v1/docs, the API as a page. It is rendered here from the same OpenAPI and loads nothing from outside.

In: the app's own description. Out: one page. May import: the web's core modules.
"""

from __future__ import annotations

from apiflask import APIFlask
from flask import Blueprint, current_app

from andon.web import access
from andon.web.language import gettext as _
from andon.web.pages import show
from andon.web.screens.manual.context import manual_context

blueprint = Blueprint(
    "manual", __name__, static_folder="static", template_folder="templates", static_url_path="/manual-files"
)


@blueprint.get("/api/v1/docs")
@access.everyone
def manual() -> str:
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    spec = app.spec if isinstance(app, APIFlask) else {}
    return show("manual/manual.html", active="manual", title=_("For programs"), **manual_context(spec))
