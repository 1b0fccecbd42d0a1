"""Which day of a line is to be kept next, and what of it: reckoned by whoever asks, written by the recorder."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from andon.base.units import US_PER_DAY, US_PER_MINUTE
from andon.journal.kept_sums import KeptRow, day_rows, gap
from andon.journal.reader_figures import lines_of, reckoned
from andon.journal.reader_plans import PlanHistory, PlanSpan
from andon.journal.reader_slots import slots_of
from andon.journal.tables import entry, figure_sum
from andon.projections.periods import Period, periods

SETTLED_US = 30 * US_PER_MINUTE  # after its end a day is told by its last quarter hour, and by what was late
LOOK_AHEAD_US = 3 * US_PER_DAY  # no day is longer than two


def day_to_keep(connection: Connection, plans: PlanHistory, generation: int, line: str, now: int) -> Period | None:
    """The oldest day that is over and not kept; None where all are."""
    adopted = connection.execute(select(func.min(entry.c.at)).where(entry.c.kind == "PlanAdopted")).scalar()
    if adopted is None:
        return None
    spans = plans.between(connection, adopted, adopted + 1, generation)
    missing = gap(connection, line, _first_day(connection, spans, line, adopted), now)
    if missing is None:
        return None
    begin, end = missing[0], missing[0] + LOOK_AHEAD_US
    spans = plans.between(connection, begin, end, generation)
    day = periods("day", begin, end, _zone(spans), slots_of(connection, spans, line, begin, end))[0]
    day = Period(day.since, min(day.until, missing[1]), day=day.day)
    return day if day.until <= now - SETTLED_US else None


def rows_to_keep(
    connection: Connection, plans: PlanHistory, generation: int, line: str, day: Period, now: int
) -> list[KeptRow]:
    """The rows of a day of a line; none where no plan of then had it."""
    spans = plans.between(connection, day.since, day.until, generation)
    held, stations = lines_of(spans).get(line, (None, {}))
    if held is None:
        cut: Sequence[Period] = [day]
        return day_rows(line, day, cut, {})
    cut = periods("shift", day.since, day.until, _zone(spans), slots_of(connection, spans, line, day.since, day.until))
    sums = reckoned(connection, spans, held, list(stations.values()), cut, now)
    return day_rows(line, day, cut, dict(zip(stations, sums, strict=True)))


def kept_rows(connection: Connection, line: str, day: Period) -> list[KeptRow]:
    """What is kept of a day of a line, in the order of its words."""
    c = figure_sum.c
    wanted = select(figure_sum).where(c.line == line, c.since >= day.since, c.since < day.until, c.token == "")
    return sorted((tuple(row) for row in connection.execute(wanted)), key=repr)


def _zone(spans: Sequence[PlanSpan]) -> ZoneInfo:
    return ZoneInfo(spans[-1].plan.timezone)


def _first_day(connection: Connection, spans: Sequence[PlanSpan], line: str, adopted: int) -> int:
    """Where the first whole day begins after the book did: a night that began the day before is no day's begin."""
    begin, end = adopted - LOOK_AHEAD_US, adopted + LOOK_AHEAD_US
    days = periods("day", begin, end, _zone(spans), slots_of(connection, spans, line, begin, end))
    return next(day.since for day in days if day.since >= adopted)
