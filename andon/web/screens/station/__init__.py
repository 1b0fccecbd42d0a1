"""station: /station/<line>/<station>, the operator's page: a cord, what is open, what it was, a suggestion.

In: the board rows, then the live stream; what was open last, from the API. Out: a page for gloves that says of each
press whether it was heard, and keeps a pull while nobody can be reached. Out also: the worker that keeps the page.

    station.js puts together   link        is anybody there        pulls, kept  the cord, and what waits
    press      and its answer  cards       what is open            questions    what is asked afterwards
    pin        who is here
    alive      sign of life    keeping     what HTTPS allows       worker       keeps the page without network

May import: the web's core modules.
"""

from __future__ import annotations

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from andon.journal.reader import BookUnavailable
from andon.web import access
from andon.web.language import in_my_language, plan_in_force
from andon.web.pages import show
from andon.web.picture import line_of, station_of
from andon.web.screens.station.context import station_context
from andon.web.screens.station.worker import worker_script

blueprint = Blueprint(
    "station", __name__, static_folder="static", template_folder="templates", static_url_path="/station-files"
)


@blueprint.get("/station/<line>/<station>")
@access.everyone
def station(line: str, station: str) -> str:
    plan = plan_in_force()
    if plan is None:
        raise BookUnavailable("no plan was adopted yet")  # so that a tablet switched on too early tries again
    where, found = line_of(plan, line), station_of(plan, line, station)
    if where is None or found is None:
        raise NotFound
    title = in_my_language(found.name)
    return show("station/station.html", active="station", title=title, **station_context(plan, where, found))


@blueprint.get("/station/worker.js")
@access.everyone
def worker_file() -> Response:
    """At this address it may keep the pages of stations, and no other page."""
    return Response(worker_script(), content_type="text/javascript; charset=utf-8")
