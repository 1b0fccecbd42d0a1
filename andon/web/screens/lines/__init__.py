"""lines: /, all lines at a glance: the worst station of each, every station as a shape, the way to its board.

In: the board rows, then the live stream. Out: one page. May import: the web's core modules.
"""

from __future__ import annotations

from flask import Blueprint

from andon.web import access
from andon.web.language import gettext as _
from andon.web.pages import show
from andon.web.screens.lines.context import lines_context

blueprint = Blueprint(
    "lines", __name__, static_folder="static", template_folder="templates", static_url_path="/lines-files"
)


@blueprint.get("/")
@access.everyone
def lines() -> str:
    return show("lines/lines.html", active="lines", title=_("Lines"), **lines_context())
