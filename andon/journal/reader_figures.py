"""The past of stations as figures are made of it: the calendar, stops, counts, calls of some time, put together.

The book is asked station by station and in order of time, so that what is read grows with the time that is asked
about and not with the book.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, and_, func, select

from andon.base.units import US_PER_S
from andon.floor.shifts import Slot
from andon.journal.kept_sums import Kept, read_kept
from andon.journal.reader_counts import made
from andon.journal.reader_plans import PlanSpan
from andon.journal.reader_slots import slots_of
from andon.journal.tables import call, stop, unknown
from andon.model.plan import Line, Station
from andon.projections.board import find_line
from andon.projections.periods import By, Period, periods
from andon.projections.strata import PARTS_OF_CLASS, Layer, layer, strata
from andon.projections.summing import (
    Breakdown,
    OrderRun,
    Part,
    Pull,
    Rating,
    StationPast,
    Stretch,
    sums_of,
)
from andon.projections.times import Sums

_Key = tuple[str, str, int | None, int]
"""Of a period: what is the same in several lines is added up."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which time and place figures are asked for; `by` None: as one whole. Microseconds, `end` after `begin`."""

    begin: int
    end: int
    by: By | None = None
    line: str | None = None
    station: str | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """The sums of each period, in order, and of all together.

    `until`: how far the time asked for has passed. `micro_stop_s`: the threshold as it was agreed last.
    """

    items: tuple[tuple[Period, Sums], ...]
    total: Sums
    until: int
    micro_stop_s: float


@dataclass(frozen=True, slots=True)
class _Stop:
    began: int
    ended: int | None
    stop_class: str
    category: str | None
    evidence: str
    stood: int | None


def told(connection: Connection, spans: Sequence[PlanSpan], wanted: Wanted, now: int) -> Told:
    """The sums of what is wanted, up to now. `spans`: the plans that held, in order.

    What is kept is taken from there; the rest, always the ends, is reckoned.
    """
    end = min(wanted.end, now)
    found: dict[_Key, tuple[Period, Sums]] = {}
    for line, stations in lines_of(spans).values() if wanted.begin < end else ():
        if wanted.line in (None, line.id) and wanted.area in (None, line.area):
            kept = _kept(connection, wanted, line.id, end)
            for period, sums in kept.items:
                _add(found, period, sums)
            chosen = [station for id, station in stations.items() if wanted.station in (None, id)]
            for since, until in kept.missing:
                cut = _cut(connection, spans, wanted.by, line.id, since, until)
                for sums_of_station in reckoned(connection, spans, line, chosen, cut, now):
                    for period, sums in zip(cut, sums_of_station, strict=True):
                        _add(found, period, sums)
    items = tuple(sorted(found.values(), key=lambda item: item[0].since))
    total = sum((sums for _, sums in items), Sums())
    return Told(items if wanted.by else (), total, end, spans[-1].plan.thresholds.micro_stop_s if spans else 0.0)


def _kept(connection: Connection, wanted: Wanted, line: str, end: int) -> Kept:
    if wanted.by in ("hour", "order"):
        return Kept((), ((wanted.begin, end),))
    return read_kept(connection, line, wanted.station, wanted.by, wanted.begin, end)


def reckoned(
    connection: Connection,
    spans: Sequence[PlanSpan],
    line: Line,
    stations: Sequence[Station],
    cut: Sequence[Period],
    now: int,
) -> Iterator[list[Sums]]:
    """The sums of each station in the periods, which are in order and touch, from what was."""
    slots = slots_of(connection, spans, line.id, cut[0].since, cut[-1].until)
    for station in stations:
        yield sums_of(_past(connection, spans, line, station, slots, cut, now), cut)


def _cut(
    connection: Connection, spans: Sequence[PlanSpan], by: By | None, line: str, begin: int, end: int
) -> tuple[Period, ...]:
    if by is None:
        return (Period(begin, end),)
    slots = slots_of(connection, spans, line, begin, end)
    return periods(by, begin, end, ZoneInfo(spans[-1].plan.timezone), slots)


def lines_of(spans: Sequence[PlanSpan]) -> dict[str, tuple[Line, dict[str, Station]]]:
    """Every line and station that any of the plans had, as the last that had it says."""
    found: dict[str, tuple[Line, dict[str, Station]]] = {}
    for span in spans:
        for line in span.plan.lines:
            _, stations = found.get(line.id, (line, {}))
            found[line.id] = line, stations | {station.id: station for station in line.stations}
    return found


def _add(found: dict[_Key, tuple[Period, Sums]], period: Period, sums: Sums) -> None:
    held = found.get(period.key)
    if held is None:
        found[period.key] = (period, sums)
        return
    was = held[0]
    since, until = min(was.since, period.since), max(was.until, period.until)
    found[period.key] = (Period(since, until, was.shift, was.day, was.order), held[1] + sums)


def _past(
    connection: Connection,
    spans: Sequence[PlanSpan],
    line: Line,
    station: Station,
    slots: Sequence[Slot],
    cut: Sequence[Period],
    now: int,
) -> StationPast:
    begin, end = cut[0].since, cut[-1].until
    stops = _stops(connection, line.id, station.id, begin, end)
    orders: tuple[OrderRun, ...] = ()
    layers = [
        layer([*_absent(spans, line.id, station.id, begin, end), *_off(slots)]),
        _of_stops(stops, now, spans),
        _unknown(connection, line.id, station.id, begin, end),
        layer([Stretch(begin, spans[0].since, "unknown")] if begin < spans[0].since else []),
    ]
    is_told = any(point.kind in ("run", "state") for point in station.points.values())
    return StationPast(
        stretches=strata(begin, end, layers, assumed=not is_told),
        ratings=tuple(_ratings(spans, line.id, station.id)),
        orders=orders,
        made=made(connection, line.id, station.id, cut, now),
        breakdowns=tuple(_breakdowns(stops, spans)),
        pulls=_pulls(connection, line.id, station.id, begin, end),
    )


def _off(slots: Sequence[Slot]) -> Iterator[Stretch]:
    return (Stretch(slot.since, slot.until, "off") for slot in slots if slot.kind != "work")


def _absent(spans: Sequence[PlanSpan], line: str, station: str, begin: int, end: int) -> Iterator[Stretch]:
    """When the plan did not have the station: it was not there, or not yet."""
    for index, span in enumerate(spans):
        since = begin if index == 0 else max(span.since, begin)
        until = min(spans[index + 1].since, end) if index + 1 < len(spans) else end
        held = find_line(span.plan, line)
        if since < until and (held is None or all(each.id != station for each in held.stations)):
            yield Stretch(since, until, "off")


def _stops(connection: Connection, line: str, station: str, begin: int, end: int) -> Sequence[_Stop]:
    """Those that touch [begin, end); of those that began before only the last can, for they do not overlap."""
    here = and_(stop.c.line == line, stop.c.station == station)
    columns = (stop.c.began, stop.c.ended, stop.c.stop_class, stop.c.category, stop.c.evidence, stop.c.stood)
    before = select(func.max(stop.c.began)).where(here, stop.c.began < begin).scalar_subquery()
    since = func.coalesce(before, begin)
    wanted = select(*columns).where(here, stop.c.began >= since, stop.c.began < end).order_by(stop.c.began)
    return [_Stop(*row) for row in connection.execute(wanted)]


def _unknown(connection: Connection, line: str, station: str, begin: int, end: int) -> Layer:
    """When nothing was known; of what began before only the last can reach into [begin, end)."""
    here = and_(unknown.c.line == line, unknown.c.station == station)
    before = select(func.max(unknown.c.since)).where(here, unknown.c.since < begin).scalar_subquery()
    since = func.coalesce(before, begin)
    wanted = select(unknown.c.since, unknown.c.until).where(here, unknown.c.since >= since, unknown.c.since < end)
    rows = connection.execute(wanted.order_by(unknown.c.since))
    return layer(Stretch(row.since, end if row.until is None else row.until, "unknown") for row in rows)


def _of_stops(stops: Sequence[_Stop], now: int, spans: Sequence[PlanSpan]) -> Layer:
    return layer(
        Stretch(
            row.stood or row.began, now if row.ended is None else row.ended, _part(row, spans), row.evidence != "run"
        )
        for row in stops
        if row.stood is not None or row.evidence != "asked"
    )


def _part(row: _Stop, spans: Sequence[PlanSpan]) -> Part:
    part = PARTS_OF_CLASS.get(row.stop_class, "unexplained")
    if row.ended is None or part not in ("fault", "unexplained"):
        return part
    agreed = next((span.plan for span in reversed(spans) if span.since <= row.began), spans[0].plan)
    return "micro" if row.ended - row.began < agreed.thresholds.micro_stop_s * US_PER_S else part


def _breakdowns(stops: Sequence[_Stop], spans: Sequence[PlanSpan]) -> Iterator[Breakdown]:
    for row in stops:
        if row.category == "equipment" and _part(row, spans) == "fault":
            yield Breakdown(row.began, row.ended)


def _ratings(spans: Sequence[PlanSpan], line: str, station: str) -> Iterator[Rating]:
    for span in spans:
        found = next((s for li in span.plan.lines if li.id == line for s in li.stations if s.id == station), None)
        if found is not None:
            counts = any(point.kind == "count" for point in found.points.values())
            yield Rating(span.since, counts, round(found.cycle_s * US_PER_S) if found.cycle_s else None)


def _pulls(connection: Connection, line: str, station: str, begin: int, end: int) -> tuple[Pull, ...]:
    c = call.c
    wanted = select(c.began, c.acknowledged, c.arrived, c.ended, c.outcome, c.until, c.expired)
    wanted = wanted.where(c.line == line, c.station == station, c.began >= begin, c.began < end).order_by(c.began)
    return tuple(_pull(*row) for row in connection.execute(wanted))


def _pull(
    began: int,
    heard: int | None,
    arrived: int | None,
    ended: int | None,
    outcome: str | None,
    until: int | None,
    expired: int | None,
) -> Pull:
    """`expired` is kept when the call asked for a stop; one that still runs may do so yet."""
    has_stop_point = expired is not None or (until is not None and ended is not None)
    return Pull(began, heard, arrived, outcome == "wrong", has_stop_point, expired is not None)
