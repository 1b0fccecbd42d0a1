"""GET: what pictures of the past are drawn from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apiflask import APIBlueprint
from flask import Response

from andon.base.units import US_PER_S, to_iso
from andon.journal.reader_timeline import Band
from andon.projections.board import find_line
from andon.web import access
from andon.web.api.looking import answer
from andon.web.api.timeline_schemas import TimelineOut, TimelineQuery
from andon.web.parts import parts

blueprint = APIBlueprint("drawing", __name__, url_prefix="/api/v1", tag="Looking")


@blueprint.get("/timeline")
@blueprint.input(TimelineQuery, location="query")
@blueprint.output(TimelineOut)
@access.everyone
def timeline(query_data: TimelineQuery) -> Response:
    """Stops and calls of a line's stations, as a picture of so many columns can show them: some thousands at most."""
    stations = _stations(query_data.line, query_data.station)
    stops, calls = parts().reader.pictures.bands(query_data.span(len(stations)), parts().clock.now())
    known = dict.fromkeys([*stations, *sorted({band.station for band in (*stops, *calls)})])
    strips = [{"station": name, "stops": _bands(stops, name), "calls": _bands(calls, name)} for name in known]
    return answer({"line": query_data.line, "stations": strips})


def _stations(line_id: str, station: str | None) -> list[str]:
    """Those of the plan in their order; what was there once and has stops comes after them."""
    held = parts().reader.plan()
    line = find_line(held.plan, line_id) if held else None
    return [each.id for each in (line.stations if line else ()) if station in (None, each.id)]


def _bands(bands: Iterable[Band], station: str) -> list[dict[str, Any]]:
    return [_band(band) for band in bands if band.station == station]


def _band(band: Band) -> dict[str, Any]:
    return {
        "kind": band.kind,
        "reason": band.about,
        "since": to_iso(band.since),
        "until": to_iso(band.until),
        "id": band.id,
        "count": band.count,
        "seconds": round(band.lasted_us / US_PER_S, 3),
    }
