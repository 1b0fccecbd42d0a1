"""What was: stops, calls and triggers in keyset pages, and the Pareto of stops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Table,
    asc,
    desc,
    func,
    literal,
    literal_column,
    select,
    tuple_,
)

from andon.base.units import US_PER_S
from andon.journal.reader_overlap import crossing
from andon.journal.reader_rows import (
    CallRow,
    Place,
    StopRow,
    SuggestionRow,
    TriggerRow,
    Window,
)
from andon.journal.tables import IS_LONG, LONG_US, call, stop, suggestion, trigger

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


def of_stops(window: Window, now: int) -> list[ColumnElement[bool]]:
    conditions = [*at_places(stop, window), *begun(stop, window)]
    if window.reason is not None:
        conditions.append(stop.c.reason == window.reason)
    if window.stop_class is not None:
        conditions.append(stop.c.stop_class == window.stop_class)
    if window.category is not None:
        conditions.append(stop.c.category == window.category)
    if window.min_seconds is not None:
        least_us = int(window.min_seconds * US_PER_S)
        conditions.append(func.coalesce(stop.c.ended, now) - stop.c.began >= least_us)
        if least_us >= LONG_US:
            conditions.append(literal_column(IS_LONG, Boolean))
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
