"""What was: stops, calls and triggers in keyset pages, and the Pareto of stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Table,
    asc,
    case,
    desc,
    func,
    literal,
    select,
    tuple_,
)

from andon.base.units import US_PER_S
from andon.journal.reader_overlap import crossing
from andon.journal.reader_rows import (
    UNCLASSIFIED,
    CallRow,
    ParetoBy,
    ParetoMeasure,
    ParetoRow,
    Place,
    StopRow,
    SuggestionRow,
    TriggerRow,
    Window,
)
from andon.journal.tables import call, stop, suggestion, trigger

STOPS_PER_TRIGGER = 20  # the newest; the whole list is in the history


def stops(
    connection: Connection, window: Window, now: int, after: Place | None, limit: int, *, newer: bool = False
) -> tuple[StopRow, ...]:
    """Newest first, those older than the place `after`, or with `newer` the nearest ones that are newer than it."""
    wanted = _Page(stop, window.begin, now, after, limit, newer)
    return tuple(StopRow(**row) for row in _page(connection, select(stop).where(*of_stops(window, now)), wanted))


def calls(
    connection: Connection, window: Window, now: int, after: Place | None, limit: int, *, only_open: bool
) -> tuple[CallRow, ...]:
    """Newest first, those that began before the place `after`."""
    wanted = select(call).where(*at_places(call, window), *begun(call, window))
    if only_open:
        wanted = wanted.where(call.c.ended.is_(None))
    page = _Page(call, window.begin, now, after, limit)
    return tuple(CallRow(**row) for row in _page(connection, wanted, page))


def place_of(connection: Connection, table: Table, row_id: int) -> tuple[str, str] | None:
    """Where a call or a stop is."""
    row = connection.execute(select(table.c.line, table.c.station).where(table.c.id == row_id)).first()
    return None if row is None else (row.line, row.station)


def triggers(
    connection: Connection, line: str | None, after: Place | None, limit: int, *, only_open: bool
) -> tuple[TriggerRow, ...]:
    """Newest first, each with its newest stops."""
    wanted = select(trigger).order_by(desc(trigger.c.opened), desc(trigger.c.id)).limit(limit)
    if only_open:
        wanted = wanted.where(trigger.c.closed.is_(None))
    if line is not None:
        wanted = wanted.where(trigger.c.line == line)
    if after is not None:
        wanted = wanted.where(tuple_(trigger.c.opened, trigger.c.id) < tuple_(*map(literal, after)))
    rows = connection.execute(wanted).mappings().all()
    return tuple(TriggerRow(**row, newest=_stops_of(connection, row["id"])) for row in rows)


def suggestions(connection: Connection, window: Window, after: Place | None, limit: int) -> tuple[SuggestionRow, ...]:
    """Newest first, those made before the place `after`."""
    at, wanted = suggestion.c.at, select(suggestion).where(*at_places(suggestion, window))
    if window.begin is not None:
        wanted = wanted.where(at >= window.begin)
    if window.end is not None:
        wanted = wanted.where(at < window.end)
    if after is not None:
        wanted = wanted.where(tuple_(at, suggestion.c.id) < tuple_(*map(literal, after)))
    wanted = wanted.order_by(desc(at), desc(suggestion.c.id)).limit(limit)
    return tuple(SuggestionRow(**row) for row in connection.execute(wanted).mappings())


def _stops_of(connection: Connection, trigger_id: int) -> tuple[StopRow, ...]:
    wanted = (
        select(stop)
        .where(stop.c.trigger == trigger_id)
        .order_by(desc(stop.c.began), desc(stop.c.id))
        .limit(STOPS_PER_TRIGGER)
    )
    return tuple(StopRow(**row) for row in connection.execute(wanted).mappings())


def pareto(
    connection: Connection, by: ParetoBy, measure: ParetoMeasure, window: Window, now: int
) -> tuple[ParetoRow, ...]:
    """Bars, greatest first. A stop is cut to the window; an open one lasts until `now`."""
    amount = _seconds_inside(window, now) if measure == "seconds" else literal(1)
    unclassified = stop.c.stop_class == UNCLASSIFIED
    columns = _bar(by, unclassified)
    sums = select(*columns, func.sum(amount), func.sum(case((unclassified, amount), else_=0)))
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for overlaps in overlapping(connection, stop, window.begin, now):
        for row in connection.execute(sums.where(*of_stops(window, now), overlaps).group_by(*columns)):
            value, unexplained = found.get((row[0], row[1]), (0, 0))
            found[row[0], row[1]] = value + row[2], unexplained + row[3]
    return _bars([(line, key, *amounts) for (line, key), amounts in found.items()], by)


def _bar(by: ParetoBy, unclassified: ColumnElement[bool]) -> tuple[ColumnElement[str], ColumnElement[str]]:
    """What makes two stops fall into the same bar: (line, key)."""
    if by == "station":
        return stop.c.line, stop.c.station
    if by == "class":
        return literal("").label("everywhere"), stop.c.stop_class
    return literal("").label("everywhere"), case((unclassified, UNCLASSIFIED), else_=stop.c.reason)


def _bars(sums: Sequence[tuple[str, str, float, float]], by: ParetoBy) -> tuple[ParetoRow, ...]:
    total = sum(value for _, _, value, _ in sums)
    if sums and by != "station" and all(key != UNCLASSIFIED for _, key, _, _ in sums):
        sums = [*sums, ("", UNCLASSIFIED, 0, 0)]  # always shown: that nothing is unexplained is worth seeing too
    rows, so_far = [], 0.0
    for line, key, value, unclassified in sorted(sums, key=lambda bar: (-bar[2], bar[0], bar[1])):
        so_far += value
        rows.append(ParetoRow(key, line, value, _percent(value, total), _percent(so_far, total), unclassified))
    return tuple(rows)


def _percent(part: float, total: float) -> float:
    return round(100 * part / total, 2) if total else 0.0


def _seconds_inside(window: Window, now: int) -> ColumnElement[Any]:
    ended = func.coalesce(stop.c.ended, now)
    until = ended if window.end is None else func.min(ended, window.end)
    since = stop.c.began if window.begin is None else func.max(stop.c.began, window.begin)
    return func.max(until - since, 0) / float(US_PER_S)


def of_stops(window: Window, now: int) -> list[ColumnElement[bool]]:
    conditions = [*at_places(stop, window), *begun(stop, window)]
    if window.reason is not None:
        conditions.append(stop.c.reason == window.reason)
    if window.stop_class is not None:
        conditions.append(stop.c.stop_class == window.stop_class)
    if window.min_seconds is not None:
        lasted = func.coalesce(stop.c.ended, now) - stop.c.began
        conditions.append(lasted >= int(window.min_seconds * US_PER_S))
    return conditions


def at_places(table: Table, window: Window) -> list[ColumnElement[bool]]:
    wanted = (("line", window.line), ("station", window.station))
    return [table.c[column] == value for column, value in wanted if value is not None]


def begun(table: Table, window: Window) -> list[ColumnElement[bool]]:
    return [] if window.end is None else [table.c.began < window.end]


def overlapping(connection: Connection, table: Table, begin: int | None, now: int) -> list[ColumnElement[bool]]:
    """What began inside a window, and beside it the few that began before and last into it: apart, each is one range
    of an index, where together they would be a walk through everything that is older.
    """
    if begin is None:
        return [literal(True)]
    return [table.c.began >= begin, table.c.id.in_(crossing(connection, table, begin, now))]


@dataclass(frozen=True, slots=True)
class _Page:
    """Which rows of a table a page holds."""

    table: Table
    begin: int | None
    now: int
    after: Place | None
    limit: int
    newer: bool = False


def _page(connection: Connection, wanted: Select[Any], page: _Page) -> list[RowMapping]:
    """What crosses the begin of a window began before all else in it, so it is the end of the last page."""
    began, id, order = page.table.c.began, page.table.c.id, desc
    if page.after is not None:
        place, edge = tuple_(began, id), tuple_(*map(literal, page.after))
        wanted = wanted.where(place > edge if page.newer else place < edge)
    parts = overlapping(connection, page.table, page.begin, page.now)
    if page.newer:
        parts, order = parts[::-1], asc
    rows: list[RowMapping] = []
    for part in parts:
        if len(rows) < page.limit:
            here = wanted.where(part).order_by(order(began), order(id)).limit(page.limit - len(rows))
            rows += connection.execute(here).mappings()
    return rows[::-1] if page.newer else rows
