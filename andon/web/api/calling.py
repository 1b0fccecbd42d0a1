"""POST: what hands on the floor do to calls and stops. Each acts in the name of its caller, at a place of theirs."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response

from andon.base.units import US_PER_S
from andon.web import access
from andon.web.api import schemas
from andon.web.api.asking import done
from andon.web.parts import parts

blueprint = APIBlueprint("calling", __name__, url_prefix="/api/v1", tag="Calls and stops")

_SAID = {
    "/calls/<int:id>/acknowledge": 'Say "I heard".',
    "/calls/<int:id>/resolve": "Say that it runs.",
    "/calls/<int:id>/cancel": "The second pull.",
    "/calls/<int:id>/wrong": "It was a wrong call: neutral, outside every average.",
    "/calls/<int:id>/seek-help": "Tell the next tier at once.",
    "/stops/<int:id>/acknowledge": 'Say "I heard" of a stop.',
    "/stops/<int:id>/seek-help": "Tell the next tier at once.",
}
"""What a hand says of a call or a stop in one word, and with nothing beside it."""


def _say(path: str, told: str) -> None:
    """Hang in the route; the desk knows the word as `acknowledge-call`."""
    what, _, word = path.strip("/").split("/")
    of = {"calls": _of_call, "stops": _of_stop}[what]

    @blueprint.post(path, endpoint=f"{word}-{what[:-1]}")
    @blueprint.output(schemas.DoneOut)
    @blueprint.doc(summary=f"{word} a {what[:-1]}".capitalize().replace("-", " "), description=told)
    @access.hand("calls")
    def say(id: int) -> Response:
        return of(f"{word}-{what[:-1]}", id)


@blueprint.post("/calls")
@blueprint.input(schemas.CallIn)
@blueprint.output(schemas.DoneOut)
@access.hand("calls")
def raise_call(json_data: schemas.CallIn) -> Response:
    """Pull the cord on a screen. The answer's `seq` is the id of the call.

    A pull that could not be told at once says how old it is (`age_s`) and counts from then; one that is older than the
    plan's `late_after_s` raises nothing and goes to history as `missed`.
    """
    access.may_act_at(json_data.line, json_data.station)
    where = {"line": json_data.line, "station": json_data.station, "type": json_data.type}
    return done("raise-call", **where, age_us=int(json_data.age_s * US_PER_S))


@blueprint.post("/calls/<int:id>/arrive")
@blueprint.input(schemas.ArriveIn)
@blueprint.output(schemas.DoneOut)
@access.hand("calls")
def arrive(id: int, json_data: schemas.ArriveIn) -> Response:
    """Say "I am here"."""
    return _of_call("arrive-call", id, **_where(json_data))


@blueprint.post("/calls/<int:id>/retype")
@blueprint.input(schemas.RetypeIn)
@blueprint.output(schemas.DoneOut)
@access.hand("calls")
def retype(id: int, json_data: schemas.RetypeIn) -> Response:
    """Say what kind of help is needed: the type may follow the pull."""
    return _of_call("retype-call", id, type=json_data.type)


@blueprint.post("/calls/<int:id>/fixed")
@blueprint.input(schemas.FixedIn)
@blueprint.output(schemas.DoneOut)
@access.hand("calls")
def fixed(id: int, json_data: schemas.FixedIn) -> Response:
    """The operator's answer after a call. One that is not fixed is raised again."""
    return _of_call("answer-fixed", id, fixed=json_data.fixed)


@blueprint.post("/stops/<int:id>/classify")
@blueprint.input(schemas.ClassifyIn)
@blueprint.output(schemas.DoneOut)
@access.hand("stops")
def classify(id: int, json_data: schemas.ClassifyIn) -> Response:
    """Give a stop its reason."""
    return _of_stop("classify", id, reason=json_data.reason, version=json_data.version)


@blueprint.post("/stops/<int:id>/arrive")
@blueprint.input(schemas.ArriveIn)
@blueprint.output(schemas.DoneOut)
@access.hand("calls")
def arrive_stop(id: int, json_data: schemas.ArriveIn) -> Response:
    """Say "I am here" at a stop."""
    return _of_stop("arrive-stop", id, **_where(json_data))


def _where(said: schemas.ArriveIn) -> dict[str, object]:
    """Whoever signed in says it on a screen of his own, wherever that is; a tablet stands at its station.

    With the proof of a PIN or badge it is that person, at that tablet.
    """
    if said.proof:
        return {"at_station": True, "who": access.proven_here(said.proof)}
    return {"at_station": said.at_station and access.is_at_station()}


def _of_call(verb: str, id: int, **more: object) -> Response:
    if place := parts().reader.place_of_call(id):
        access.may_act_at(*place)
    return done(verb, call=id, **more)


def _of_stop(verb: str, id: int, **more: object) -> Response:
    if place := parts().reader.place_of_stop(id):
        access.may_act_at(*place)
    return done(verb, stop=id, **more)


for _path, _told in _SAID.items():
    _say(_path, _told)
