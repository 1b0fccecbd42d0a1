"""Rows of the book as the API says them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from andon.base.errors import BadInput
from andon.base.units import US_PER_S, to_iso
from andon.journal.reader_rows import CallRow, ParetoRow, Place, StopRow, SuggestionRow, TriggerRow, WorkRow


def stop_json(row: StopRow, now: int) -> dict[str, Any]:
    lasted_us = (now if row.ended is None else row.ended) - row.began
    return {
        "id": row.id,
        "line": row.line,
        "station": row.station,
        "began": to_iso(row.began),
        "ended": iso(row.ended),
        "seconds": round(max(0, lasted_us) / US_PER_S, 3),
        "outcome": row.outcome,
        "cause": row.cause,
        "reason": row.reason,
        "class": row.stop_class,
        "category": row.category,
        "trigger": row.trigger,
        "version": row.version,
        "evidence": row.evidence,
        "stood": iso(row.stood),
        "call": row.call,
        "caused_by": row.caused_by,
        **_answered(row),
    }


def _answered(row: StopRow | CallRow) -> dict[str, Any]:
    return {
        "acknowledged": iso(row.acknowledged),
        "acknowledged_by": row.acknowledged_by,
        "arrived": iso(row.arrived),
        "arrived_by": row.arrived_by,
        "at_station": row.at_station,
    }


def call_json(row: CallRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "line": row.line,
        "station": row.station,
        "type": row.type,
        "point": row.point,
        "began": to_iso(row.began),
        **_answered(row),
        "ended": iso(row.ended),
        "ended_by": row.ended_by,
        "outcome": row.outcome,
        "who": row.who,
        "until": iso(row.until),
        "expired": iso(row.expired),
        "fixed": row.fixed,
        "returns": row.returns,
        "again": row.again,
        "told": f"/api/v1/calls/{row.id}/told",
    }


def work_json(row: WorkRow) -> dict[str, Any]:
    """Something open, with its instants as text."""
    instants = {name: iso(getattr(row, name)) for name in ("began", "until", "acknowledged", "arrived", "handed_at")}
    return asdict(row) | instants


def trigger_json(row: TriggerRow, now: int) -> dict[str, Any]:
    return {
        "id": row.id,
        "line": row.line,
        "station": row.station,
        "category": row.category,
        "opened": to_iso(row.opened),
        "closed": iso(row.closed),
        "stops": row.stops,
        "newest": [stop_json(stop, now) for stop in row.newest],
    }


def suggestion_json(row: SuggestionRow) -> dict[str, Any]:
    where = {"line": row.line, "station": row.station}
    return {"id": row.id, "at": to_iso(row.at), **where, "text": row.text, "by": row.by, "who": row.who}


def pareto_json(row: ParetoRow) -> dict[str, Any]:
    return {
        "key": row.key,
        "line": row.line,
        "value": round(row.value, 3),
        "share": row.share,
        "cumulative": row.cumulative,
        "unclassified": round(row.unclassified, 3),
    }


def iso(instant: int | None) -> str | None:
    return None if instant is None else to_iso(instant)


def next_cursor(rows: Sequence[StopRow | CallRow], limit: int) -> str | None:
    """Where the next page begins; None when this one was not full."""
    return cursor_of((rows[-1].began, rows[-1].id)) if len(rows) == limit else None


def cursor_of(place: Place) -> str:
    return f"{place[0]}-{place[1]}"


def place_of(cursor: str | None) -> Place | None:
    if not cursor:
        return None
    began, _, id = cursor.partition("-")
    if not (began.isdecimal() and id.isdecimal() and len(cursor) < 42):
        raise BadInput("this cursor was not made here; leave it out to begin with the newest")
    return int(began), int(id)
