"""What the kaizen page is given: open triggers with the plan's names, their age, their newest stops."""

from __future__ import annotations

from typing import Any

from andon.base.errors import BadInput
from andon.journal.reader_rows import Place, StopRow, TriggerRow
from andon.model.plan import Line, Plan
from andon.web import wording
from andon.web.api.answers import cursor_of, place_of
from andon.web.language import age, in_my_language, lasted, moment, plan_in_force
from andon.web.parts import parts
from andon.web.picture import line_of

ROWS = 10  # a page that a phone can scroll
STOPS_SHOWN = 3  # the newest; the others are in the history


def kaizen_context(cursor: str) -> dict[str, Any]:
    now, plan = parts().clock.now(), plan_in_force()
    rows = parts().reader.triggers(None, _place(cursor), ROWS)
    older = cursor_of((rows[-1].opened, rows[-1].id)) if len(rows) == ROWS else None
    return {"triggers": [_shown(row, plan, now) for row in rows], "older": older}


def _shown(row: TriggerRow, plan: Plan | None, now: int) -> dict[str, Any]:
    line = line_of(plan, row.line) if plan else None
    return {
        "id": row.id,
        "line": in_my_language(line.name) if line else row.line,
        "station": _station_name(line, row.station),
        "category": wording.categories().get(row.category, row.category),
        "opened": moment(row.opened),
        "age": age(now - row.opened),
        "count": row.stops,
        "stops": [_stop(stop, plan, now) for stop in row.newest[:STOPS_SHOWN]],
        "more": row.stops - min(STOPS_SHOWN, len(row.newest)),
        "more_address": f"/history?line={row.line}&station={row.station}",
    }


def _stop(row: StopRow, plan: Plan | None, now: int) -> dict[str, Any]:
    names = {reason.id: in_my_language(reason.name) for reason in plan.reasons} if plan else {}
    return {
        "began": moment(row.began),
        "lasted": lasted((row.ended or now) - row.began),
        "reason": names.get(row.reason, row.reason),
        "open": row.ended is None,
    }


def _station_name(line: Line | None, id: str) -> str:
    stations = line.stations if line else ()
    return next((in_my_language(station.name) for station in stations if station.id == id), id)


def _place(cursor: str) -> Place | None:
    try:
        return place_of(cursor)
    except BadInput:
        return None
