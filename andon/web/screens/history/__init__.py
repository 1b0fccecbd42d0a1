"""history: /history, the stops that were, with filters in the address, and their Pareto.

In: the reader. Out: one page of stops, the way to older ones. May import: the web's core modules.
"""

from __future__ import annotations

from flask import Blueprint, request

from andon.web import access
from andon.web.language import gettext as _
from andon.web.pages import show
from andon.web.screens.history.context import history_context
from andon.web.screens.history.filters import Filters

blueprint = Blueprint(
    "history", __name__, static_folder="static", template_folder="templates", static_url_path="/history-files"
)


@blueprint.get("/history")
@access.everyone
def history() -> str:
    context = history_context(Filters.read(request.args))
    return show("history/history.html", active="history", title=_("History"), **context)
