"""What is open, and into whose hands it is given: the leader's part of the API."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response

from andon.base.errors import BadInput
from andon.model.entry import OpenWork
from andon.web import access
from andon.web.api import answer_schemas, schemas
from andon.web.api.answers import work_json
from andon.web.api.asking import done
from andon.web.api.looking import answer, must_be_a_line
from andon.web.parts import parts

blueprint = APIBlueprint("leading", __name__, url_prefix="/api/v1", tag="Leading")


@blueprint.get("/open-work")
@blueprint.input(schemas.OpenWorkQuery, location="query")
@blueprint.output(answer_schemas.OpenWorkOut)
@access.everyone
def open_work(query_data: schemas.OpenWorkQuery) -> Response:
    """Open calls, stops and triggers, oldest first, each with in whose hands it is.

    For a `person`: what was handed over to them, or what they, or a tier that they are on now, were told of.
    """
    if query_data.line is not None:
        must_be_a_line(query_data.line)
    reader, person = parts().reader, query_data.person
    found = reader.open_work() if person is None else reader.waiting_for(person, parts().clock.now())
    rows = [row for row in found if query_data.line in (None, row.line)]
    return answer({"items": [work_json(row) for row in rows]})


def _may_be_handed_over(path: str, what: OpenWork) -> None:
    """Hang in the route of one kind of work."""

    @blueprint.post(f"/{path}/<int:id>/hand-over", endpoint=f"hand-over-{what}")
    @blueprint.input(schemas.HandOverIn)
    @blueprint.output(schemas.DoneOut)
    @blueprint.doc(summary=f"Hand over a {what}", description=f"Put an open {what} into somebody's hands.")
    @access.role("leader", scope="calls")
    def hand_over(id: int, json_data: schemas.HandOverIn) -> Response:
        return _hand_over(what, id, json_data)


def _hand_over(what: OpenWork, subject: int, said: schemas.HandOverIn) -> Response:
    for row in parts().reader.open_work():
        if (row.what, row.id) == (what, subject):
            access.may_act_at(row.line, row.station)
    if not parts().reader.people.is_at_work(said.to):
        raise BadInput(f"there is nobody {said.to!r} who may sign in; `andon user list` names who there is")
    return done("hand-over", what=what, subject=subject, to=said.to, note=said.note)


_may_be_handed_over("calls", "call")
_may_be_handed_over("stops", "stop")
_may_be_handed_over("kaizens", "trigger")
