"""POST: what programs say and ask. The recorder's desk decides; the answer comes after the commit."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response, request

from andon.base.errors import BadInput
from andon.web import access, limits
from andon.web.api import schemas
from andon.web.api.looking import answer
from andon.web.parts import parts

blueprint = APIBlueprint("asking", __name__, url_prefix="/api/v1", tag="Asking")
KEY_MAX = 128  # characters of an Idempotency-Key


@blueprint.post("/signals")
@blueprint.output(schemas.SignalsOut)
@access.program("signals")
def signals() -> Response:
    """Readings of points, one or a list.

    Answered when they are on disk. A reading with `boot` and `seq` may be sent again: a repeat changes nothing.
    """
    return answer(ask_desk("signals", {"token": access.caller(), "body": limits.text_of_body()}))


@blueprint.post("/stops/<int:id>/classify")
@blueprint.input(schemas.ClassifyIn)
@blueprint.output(schemas.DoneOut)
@access.program("stops")
def classify(id: int, json_data: schemas.ClassifyIn) -> Response:
    """Give a stop its reason."""
    asked = {"who": access.caller(), "stop": id, "reason": json_data.reason, "version": json_data.version}
    return answer(ask_desk("classify", asked))


@blueprint.post("/stops/<int:id>/acknowledge")
@blueprint.output(schemas.DoneOut)
@access.program("calls")
def acknowledge_stop(id: int) -> Response:
    """Say "I heard" of a stop."""
    return answer(ask_desk("acknowledge-stop", {"who": access.caller(), "stop": id}))


@blueprint.post("/calls")
@blueprint.input(schemas.CallIn)
@blueprint.output(schemas.DoneOut)
@access.program("calls")
def raise_call(json_data: schemas.CallIn) -> Response:
    """Pull the cord on a screen. The answer's `seq` is the id of the call."""
    where = {"line": json_data.line, "station": json_data.station, "type": json_data.type}
    return answer(ask_desk("raise-call", {"who": access.caller(), **where}))


@blueprint.post("/calls/<int:id>/acknowledge")
@blueprint.output(schemas.DoneOut)
@access.program("calls")
def acknowledge(id: int) -> Response:
    """Say "I heard"."""
    return answer(ask_desk("acknowledge-call", {"who": access.caller(), "call": id}))


@blueprint.post("/calls/<int:id>/arrive")
@blueprint.input(schemas.ArriveIn)
@blueprint.output(schemas.DoneOut)
@access.program("calls")
def arrive(id: int, json_data: schemas.ArriveIn) -> Response:
    """Say "I am here"."""
    asked = {"who": access.caller(), "call": id, "at_station": json_data.at_station}
    return answer(ask_desk("arrive-call", asked))


@blueprint.post("/calls/<int:id>/resolve")
@blueprint.output(schemas.DoneOut)
@access.program("calls")
def resolve(id: int) -> Response:
    """Say that it runs."""
    return answer(ask_desk("resolve-call", {"who": access.caller(), "call": id}))


@blueprint.post("/calls/<int:id>/cancel")
@blueprint.output(schemas.DoneOut)
@access.program("calls")
def cancel(id: int) -> Response:
    """The second pull."""
    return answer(ask_desk("cancel-call", {"who": access.caller(), "call": id}))


@blueprint.post("/calls/<int:id>/wrong")
@blueprint.output(schemas.DoneOut)
@access.program("calls")
def wrong(id: int) -> Response:
    """It was a wrong call: neutral, outside every average."""
    return answer(ask_desk("wrong-call", {"who": access.caller(), "call": id}))


@blueprint.post("/kaizens/<int:id>/rest")
@blueprint.output(schemas.DoneOut)
@access.program("kaizens")
def rest(id: int) -> Response:
    """Put a trigger to rest: the improvement is made, or there will be none."""
    return answer(ask_desk("rest-trigger", {"who": access.caller(), "trigger": id}))


def ask_desk(verb: str, payload: dict[str, Any]) -> dict[str, object]:
    """What the recorder answers. An `Idempotency-Key` of the request makes a repeat harmless."""
    if key := request.headers.get("Idempotency-Key"):
        if len(key) > KEY_MAX:
            raise BadInput(f"the Idempotency-Key is longer than {KEY_MAX} characters")
        payload["key"] = key
    return parts().desk.ask(verb, payload)
