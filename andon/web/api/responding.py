"""GET /api/v1/responses: how soon somebody came."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from apiflask import APIBlueprint
from flask import Response
from pydantic import BaseModel, Field

from andon.base.units import US_PER_DAY
from andon.projections.distribution import Spread
from andon.projections.responses import Responses
from andon.web import access
from andon.web.api import schemas
from andon.web.api.answers import iso
from andon.web.api.looking import answer, must_be_a_line
from andon.web.parts import parts

blueprint = APIBlueprint("responding", __name__, url_prefix="/api/v1", tag="Calls and stops")


class SpreadOut(BaseModel):
    n: int
    median_s: float | None = Field(description="nearest rank; null where there is none")
    p90_s: float | None


class ResponseOut(BaseModel):
    line: str
    calls: int = Field(description="without wrong and missed ones")
    left_out: int = Field(description="wrong and missed ones")
    heard: SpreadOut = Field(description="from the pull until somebody said that he heard, or was there")
    arrived: SpreadOut = Field(description="from the pull until somebody said that he is there")
    at_station: float | None = Field(description="share of the arrivals that were said at the station")


class ResponsesOut(BaseModel):
    begin: datetime = Field(alias="from")
    end: datetime = Field(alias="to")
    items: list[ResponseOut]


@blueprint.get("/responses")
@blueprint.input(schemas.ResponsesQuery, location="query")
@blueprint.output(ResponsesOut)
@access.everyone
def responses(query_data: schemas.ResponsesQuery) -> Response:
    """Response figures of each line, of the calls that were pulled from `from` until before `to`."""
    if query_data.line is not None:
        must_be_a_line(query_data.line)
    window = query_data.window()
    end = parts().clock.now() if window.end is None else window.end
    begin = end - US_PER_DAY if window.begin is None else window.begin
    found = parts().reader.responses(begin, end, window.line)
    items = [_line_json(line, figures) for line, figures in found.items()]
    return answer({"from": iso(begin), "to": iso(end), "items": items})


def _line_json(line: str, found: Responses) -> dict[str, Any]:
    counted = {"line": line, "calls": found.calls, "left_out": found.left_out, "at_station": found.at_station}
    return counted | {"heard": _spread_json(found.heard), "arrived": _spread_json(found.arrived)}


def _spread_json(found: Spread) -> dict[str, Any]:
    return {"n": found.n, "median_s": found.p50_s, "p90_s": found.p90_s}
