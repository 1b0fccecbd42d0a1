"""board: /board/<line>, the TV over a line: every station with its state, since when, counts, calls, stop, triggers.

In: the board rows, then the live stream. Out: one page without scrolling on a TV, a list on a phone; in two languages
where the device asks for a `second`; melodies; `/board/<line>/people`, the names of who comes; `/board/<line>/past`,
the same board as it was at any moment.
May import: the web's core modules.
"""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import NotFound

from andon.journal.reader import BookUnavailable
from andon.web import access
from andon.web.language import in_my_language, plan_in_force, plant_zone
from andon.web.pages import show
from andon.web.parts import parts
from andon.web.picture import line_of
from andon.web.screens.board.context import board_context, past_context, people_of
from andon.web.screens.board.past import SPEEDS, Day, moment_asked, speed_asked

blueprint = Blueprint(
    "board", __name__, static_folder="static", template_folder="templates", static_url_path="/board-files"
)


@blueprint.get("/board/<line>")
@access.everyone
def board(line: str) -> str:
    plan = plan_in_force()
    if plan is None:
        raise BookUnavailable("no plan was adopted yet")  # so that a TV switched on too early tries again
    found = line_of(plan, line)
    if found is None:
        raise NotFound
    return show("board/board.html", active="board", title=in_my_language(found.name), **board_context(plan, found))


@blueprint.get("/board/<line>/past")
@access.everyone
def past(line: str) -> str:
    """The plan that held then, not today's: stations come and go."""
    reader, zone, now = parts().reader, plant_zone(), parts().clock.now()
    day = Day.of(moment_asked(request.args.get("at"), request.args.get("day"), zone, now), zone)
    held = reader.plan_at(day.at) or reader.plan()
    found = line_of(held.plan, line) if held else None
    if held is None or found is None:
        raise NotFound
    speed = speed_asked(request.args.get("speed"))
    context = past_context(held.plan, found) | {"held": held, "day": day, "speed": speed, "speeds": SPEEDS}
    today = Day.of(now, zone).date
    return show("board/past.html", active="past", title=in_my_language(found.name), today=today, **context)


@blueprint.get("/board/<line>/people")
@access.everyone
def people(line: str) -> Response:
    """Only those who have heard, or come to, what is open now: a wall tells nobody's name without need."""
    return jsonify(people_of(line))
