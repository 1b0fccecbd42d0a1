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


@blueprint.post("/calls/<int:id>/hand-over")
@blueprint.input(schemas.HandOverIn)
@blueprint.output(schemas.DoneOut)
@access.role("leader", scope="calls")
def hand_over_call(id: int, json_data: schemas.HandOverIn) -> Response:
    """Put an open call into somebody's hands."""
    return _hand_over("call", id, json_data)


@blueprint.post("/stops/<int:id>/hand-over")
@blueprint.input(schemas.HandOverIn)
@blueprint.output(schemas.DoneOut)
@access.role("leader", scope="calls")
def hand_over_stop(id: int, json_data: schemas.HandOverIn) -> Response:
    """Put an open stop into somebody's hands."""
    return _hand_over("stop", id, json_data)


@blueprint.post("/kaizens/<int:id>/hand-over")
@blueprint.input(schemas.HandOverIn)
@blueprint.output(schemas.DoneOut)
@access.role("leader", scope="calls")
def hand_over_trigger(id: int, json_data: schemas.HandOverIn) -> Response:
    """Put an open trigger into somebody's hands."""
    return _hand_over("trigger", id, json_data)


def _hand_over(what: OpenWork, subject: int, said: schemas.HandOverIn) -> Response:
    for row in parts().reader.open_work():
        if (row.what, row.id) == (what, subject):
            access.may_act_at(row.line, row.station)
    if not parts().reader.people.is_at_work(said.to):
        raise BadInput(f"there is nobody {said.to!r} who may sign in; `andon user list` names who there is")
    return done("hand-over", what=what, subject=subject, to=said.to, note=said.note)
