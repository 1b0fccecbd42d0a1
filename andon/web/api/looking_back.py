"""GET /api/v1/past: a line as it was, to be shown again at any speed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiflask import APIBlueprint
from flask import Response
from werkzeug.exceptions import NotFound

from andon.base.units import to_iso
from andon.journal.reader_rows import Past, PastTile
from andon.model.plan import Line
from andon.projections.past import PastTally, tallies
from andon.web import access
from andon.web.api import past_schemas
from andon.web.api.looking import answer
from andon.web.parts import parts
from andon.web.picture import line_of, tile_json, unheard

blueprint = APIBlueprint("looking_back", __name__, url_prefix="/api/v1", tag="Looking")


@blueprint.get("/past")
@blueprint.input(past_schemas.PastQuery, location="query")
@blueprint.output(past_schemas.PastOut)
@access.everyone
def past(query_data: past_schemas.PastQuery) -> Response:
    """A line over an hour at most: the tiles that stood at `from`, and each that moved until `to`.

    `to` comes back earlier than it was asked where another plan was adopted: what follows is asked from there.
    """
    begin, end = query_data.begin_us(), min(query_data.end_us(), parts().clock.now())
    found = parts().reader.past(query_data.line, begin, end) if begin < end else None
    if found is None:
        raise NotFound(f"the book has nothing of a line {query_data.line[:64]!r} at {to_iso(begin)}")
    return answer(past_json(found, query_data.line))


def past_json(past: Past, line_id: str) -> dict[str, Any]:
    """Every station of the plan opens, one that the book did not know yet as unheard."""
    line = line_of(past.plan.plan, line_id)
    assert line is not None  # noqa: S101  # the reader found the line in this plan
    return {
        "line": line_id,
        "plan": past.plan.seq,
        "from": to_iso(past.begin),
        "to": to_iso(past.end),
        "down": [{"from": to_iso(since), "to": to_iso(until)} for since, until in past.down],
        "opening": list(_opening(past, line)),
        "changes": [_change(tile) for tile in past.moved],
        "counts": [_tally(tally) for tally in _tallies(past, line)],
    }


def _opening(past: Past, line: Line) -> Iterator[dict[str, Any]]:
    told = {tile.station: tile.row for tile in past.opening}
    for station in line.stations:
        row = told.get(station.id)
        yield {"station": station.id} | (unheard(station) if row is None else tile_json(row))


def _change(tile: PastTile) -> dict[str, Any]:
    said = {"at": to_iso(tile.at), "station": tile.station}
    return said | ({"removed": True} if tile.row is None else tile_json(tile.row))


def _tallies(past: Past, line: Line) -> list[PastTally]:
    told = tallies(past.plan.plan, line, past.slots, past.before, past.minutes, past.begin, past.end)
    return sorted(told, key=lambda tally: tally.at)


def _tally(tally: PastTally) -> dict[str, Any]:
    counts = {"good": tally.good, "reject": tally.reject, "target": tally.target}
    return {"at": to_iso(tally.at), "station": tally.station} | counts
