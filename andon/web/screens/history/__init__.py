"""history: /history, the stops that were, as strips and as a table, with filters in the address; their raw entries.

In: the reader. Out: one page of stops, the ways to newer and older ones; `static/timeline*.js` draws what
`/api/v1/timeline` answers. May import: the web's core modules.
"""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.exceptions import NotFound

from andon.web import access
from andon.web.language import gettext as _
from andon.web.pages import show
from andon.web.screens.history.context import history_context
from andon.web.screens.history.filters import Filters
from andon.web.screens.history.raw import raw_context

blueprint = Blueprint(
    "history", __name__, static_folder="static", template_folder="templates", static_url_path="/history-files"
)


@blueprint.get("/history")
@access.everyone
def history() -> str:
    context = history_context(Filters.read(request.args))
    return show("history/history.html", active="history", title=_("History"), **context)


@blueprint.get("/history/stop/<int:stop>")
@access.everyone
def raw(stop: int) -> str:
    """What was said about a stop, as it is kept."""
    context = raw_context(stop) if stop < 2**63 else None
    if context is None:
        raise NotFound(f"there is no stop {stop}")
    return show("history/raw.html", active="history", title=_("Raw entries"), **context)
