"""Where the time went: the Pareto of stops, from a minute to all the years there are.

Whole weeks come from `stop_week`; what lies at the ends of the time, and the few stops that reach over an end, are read
as they are. Both ways give the same to the microsecond.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, case, func, literal, select

from andon.base.units import US_PER_S
from andon.journal.reader_history import at_places, of_stops
from andon.journal.reader_overlap import crossing
from andon.journal.reader_rows import UNCLASSIFIED, ParetoBy, ParetoMeasure, ParetoRow, Window
from andon.journal.tables import stop, stop_week
from andon.journal.triggers import US_PER_WEEK

_Sum = tuple[str, str, int, int]
"""(line, key, how much, how much of it nobody has explained)."""


def pareto(
    connection: Connection, by: ParetoBy, measure: ParetoMeasure, window: Window, now: int
) -> tuple[ParetoRow, ...]:
    """Bars, greatest first. A stop is cut to the window; an open one lasts until `now`."""
    until = now if window.end is None else min(window.end, now)
    found: dict[tuple[str, str], list[int]] = {}
    for line, key, amount, unclassified in _sums(connection, by, measure, replace(window, end=until), until, now):
        held = found.setdefault((line, key), [0, 0])
        held[0] += amount
        held[1] += unclassified
    per = US_PER_S if measure == "seconds" else 1
    sums = [(line, key, one / per, other / per) for (line, key), (one, other) in found.items() if one]
    return _bars(sums, by)


def _sums(
    connection: Connection, by: ParetoBy, measure: ParetoMeasure, window: Window, until: int, now: int
) -> Iterator[_Sum]:
    """Ends and middle: a stop is told where it began, and one that reaches over an end is told apart."""
    begin = -(-(window.begin or 0) // US_PER_WEEK)
    end = until // US_PER_WEEK
    if window.min_seconds is not None or begin >= end:  # weeks do not know how long each stop was
        begin = end = 0
        edges = [stop.c.began >= (window.begin or 0)]
    else:
        first = stop.c.began < begin * US_PER_WEEK
        edges = [first & (stop.c.began >= (window.begin or 0)), stop.c.began >= end * US_PER_WEEK]
        yield from _of_weeks(connection, by, measure, window, begin, end)
        for id in crossing(connection, stop, until, now + 1):
            inside = (stop.c.began >= begin * US_PER_WEEK) & (stop.c.began < end * US_PER_WEEK)
            yield from _reaching_over(connection, by, measure, window, until, inside & (stop.c.id == id))
    if window.begin is not None:
        edges += [stop.c.id == id for id in crossing(connection, stop, window.begin, now)]
    for edge in edges:
        yield from _of_stops(connection, by, measure, window, until, now, edge)


def _of_stops(
    connection: Connection,
    by: ParetoBy,
    measure: ParetoMeasure,
    window: Window,
    until: int,
    now: int,
    edge: ColumnElement[bool],
) -> Iterator[_Sum]:
    since = stop.c.began if window.begin is None else func.max(stop.c.began, window.begin)
    lasted = func.max(func.min(func.coalesce(stop.c.ended, now), until) - since, 0)
    amount = lasted if measure == "seconds" else literal(1)
    yield from _grouped(connection, by, stop, amount, [*of_stops(window, now), edge])


def _of_weeks(
    connection: Connection, by: ParetoBy, measure: ParetoMeasure, window: Window, begin: int, end: int
) -> Iterator[_Sum]:
    week = stop_week.c
    amount = week.lasted if measure == "seconds" else week.stops
    conditions = [*at_places(stop_week, window), week.week >= begin, week.week < end]
    if window.reason is not None:
        conditions.append(week.reason == window.reason)
    if window.stop_class is not None:
        conditions.append(week.stop_class == window.stop_class)
    if window.category is not None:
        conditions.append(week.category == window.category)
    yield from _grouped(connection, by, stop_week, amount, conditions)


def _reaching_over(
    connection: Connection,
    by: ParetoBy,
    measure: ParetoMeasure,
    window: Window,
    until: int,
    which: ColumnElement[bool],
) -> Iterator[_Sum]:
    """Of a stop that began in a whole week: what the weeks have too much of it, or nothing of it while it is open."""
    is_open = stop.c.ended.is_(None)
    if measure == "seconds":
        amount = case((is_open, until - stop.c.began), else_=until - stop.c.ended)
    else:
        amount = case((is_open, 1), else_=0)
    yield from _grouped(connection, by, stop, amount, [*of_stops(window, until), which])


def _grouped(
    connection: Connection, by: ParetoBy, table: FromClause, amount: Any, conditions: Sequence[ColumnElement[bool]]
) -> Iterator[_Sum]:
    unclassified = table.c.stop_class == UNCLASSIFIED
    columns = _bar(by, table, unclassified)
    sums = select(*columns, func.sum(amount), func.sum(case((unclassified, amount), else_=0)))
    for row in connection.execute(sums.where(*conditions).group_by(*columns)):
        yield row[0], row[1], row[2], row[3]


def _bar(
    by: ParetoBy, table: FromClause, unclassified: ColumnElement[bool]
) -> tuple[ColumnElement[str], ColumnElement[str]]:
    """What makes two stops fall into the same bar: (line, key)."""
    everywhere = literal("").label("everywhere")
    if by == "station":
        return table.c.line, table.c.station
    if by == "class":
        return everywhere, table.c.stop_class
    if by == "category":
        return everywhere, func.coalesce(func.nullif(table.c.category, ""), table.c.stop_class)
    return everywhere, case((unclassified, UNCLASSIFIED), else_=table.c.reason)


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
