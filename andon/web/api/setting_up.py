"""/api/v1/setup: boxes that belong to no station, and stations under test."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response

from andon.base.errors import CommandRejected
from andon.base.units import to_iso
from andon.journal.reader_rows import BoardRow, TestHeardRow
from andon.model.event import OpenTest
from andon.web import access
from andon.web.api import plan_schemas as schemas
from andon.web.api.looking import answer
from andon.web.api.schemas import DoneOut
from andon.web.parts import parts

blueprint = APIBlueprint("setting_up", __name__, url_prefix="/api/v1/setup", tag="Setting up")


@blueprint.get("")
@blueprint.output(schemas.SetupOut)
@access.role("engineer", scope="plan")
def setup() -> Response:
    """Boxes of no station, and what each station under test has heard."""
    boxes = parts().desk.ask("strangers", {})["boxes"]
    held, heard = parts().reader.plan(), parts().reader.tests_heard()
    tests = [_test_json(row, row.test, heard) for row in parts().reader.board() if row.test is not None]
    told = [box | {"at": to_iso(box["at"])} for box in boxes] if isinstance(boxes, list) else []
    version = held.seq if held else 0
    return answer({"at": to_iso(parts().clock.now()), "version": version, "boxes": told, "tests": tests})


@blueprint.post("/boxes/<uid>/identify")
@blueprint.output(schemas.LitOut)
@access.role("engineer", scope="plan")
def identify(uid: str) -> Response:
    """Have a box that belongs to no station blink for a while."""
    if not parts().desk.ask("identify", {"uid": uid})["lit"]:
        raise CommandRejected(f"{uid[:16]} is no box that waits for a station")
    return answer({"lit": True})


@blueprint.post("/tests")
@blueprint.input(schemas.PlaceIn)
@blueprint.output(DoneOut)
@access.role("engineer", scope="plan")
def begin(json_data: schemas.PlaceIn) -> Response:
    """Test a station: nothing that its devices say counts, for five minutes or until the test is ended."""
    return _ask("begin-test", json_data)


@blueprint.post("/tests/light")
@blueprint.input(schemas.LightIn)
@blueprint.output(DoneOut)
@access.role("engineer", scope="plan")
def light(json_data: schemas.LightIn) -> Response:
    """Light these lamps of a station under test, and no others."""
    return _ask("light-test", json_data, lamps=json_data.lamps)


@blueprint.post("/tests/end")
@blueprint.input(schemas.PlaceIn)
@blueprint.output(DoneOut)
@access.role("engineer", scope="plan")
def end(json_data: schemas.PlaceIn) -> Response:
    """End a test; what still holds counts from now on."""
    return _ask("end-test", json_data)


def _ask(verb: str, place: schemas.PlaceIn, **more: Any) -> Response:
    access.may_act_at(place.line, place.station)
    asked = {"who": access.caller(), "line": place.line, "station": place.station, **more}
    return answer(parts().desk.ask(verb, asked))


def _test_json(row: BoardRow, test: OpenTest, heard: tuple[TestHeardRow, ...]) -> dict[str, Any]:
    own = [one for one in heard if (one.line, one.station) == (row.line, row.station) and one.at >= test.since]
    return {
        "line": row.line,
        "station": row.station,
        "since": to_iso(test.since),
        "until": to_iso(test.until),
        "who": test.who,
        "lamps": list(test.lamps),
        "heard": [{"point": one.point, "value": one.value, "at": to_iso(one.at)} for one in own],
    }
