"""board: /board/<line>, the TV over a line: every station with its state, since when, counts, calls, stop, triggers.

In: the board rows, then the live stream. Out: one page without scrolling on a TV, a list on a phone; in two languages
where the device asks for a `second`; melodies; `/board/<line>/people`, the names of who comes.
May import: the web's core modules.
"""

from __future__ import annotations

from flask import Blueprint, Response, jsonify
from werkzeug.exceptions import NotFound

from andon.journal.reader import BookUnavailable
from andon.web import access
from andon.web.language import in_my_language, plan_in_force
from andon.web.pages import show
from andon.web.picture import line_of
from andon.web.screens.board.context import board_context, people_of

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


@blueprint.get("/board/<line>/people")
@access.everyone
def people(line: str) -> Response:
    """Only those who have heard, or come to, what is open now: a wall tells nobody's name without need."""
    return jsonify(people_of(line))
