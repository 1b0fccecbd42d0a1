"""What the hour-by-hour board of a line is made of: one shift, its takt, pieces, stops and comments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from andon.base.units import US_PER_DAY, US_PER_S
from andon.floor.shifts import Slot
from andon.journal.reader_counts import made
from andon.journal.reader_plans import PlanSpan
from andon.journal.reader_slots import slots_of
from andon.journal.tables import hour_comment, stop
from andon.model.plan import Line, Station
from andon.projections.board import find_line
from andon.projections.hours import Pace, ShiftPast, Stood
from andon.projections.periods import Period
from andon.projections.summing import Made

LOOK_BACK_US = 8 * US_PER_DAY  # a week without a shift has the one before it within it
SHIFT_MOST_US = 2 * US_PER_DAY  # no shift is longer


@dataclass(frozen=True, slots=True)
class HourComment:
    """What stands beside the hour that began at `hour`."""

    hour: int
    at: int
    text: str
    initials: str
    who: str


@dataclass(frozen=True, slots=True)
class ShiftTold:
    """A shift of a line as it was, or is by now. `counts_at`: the station whose pieces count, None where none does.

    `before` and `after`: an instant in the shift before it and in the one after it, where they are known.
    """

    line: Line
    shift: str
    day: str
    past: ShiftPast
    counts_at: Station | None
    comments: tuple[HourComment, ...]
    before: int | None
    after: int | None


def window(at: int) -> tuple[int, int]:
    """The time whose plans must be known to tell the shift of an instant."""
    return at - LOOK_BACK_US, at + SHIFT_MOST_US + US_PER_DAY


def shift_told(connection: Connection, spans: Sequence[PlanSpan], line_id: str, at: int, now: int) -> ShiftTold | None:
    """The shift that holds at `at`, or the last one before it; None where no plan had that line or no shift was."""
    begin, end = window(at)
    shifts = _shifts(slots_of(connection, spans, line_id, begin, end))
    index = next((i for i in reversed(range(len(shifts))) if shifts[i][0].since <= at), None)
    line = next((found for span in reversed(spans) if (found := find_line(span.plan, line_id))), None)
    if index is None or line is None:
        return None
    slots = shifts[index]
    since, until = slots[0].since, slots[-1].until
    counts_at = _count_point(spans, line_id, since, until)
    pieces: Sequence[Made] | None = None
    if counts_at is not None:
        pieces = made(connection, line_id, counts_at.id, [Period(since, until)], now)
    return ShiftTold(
        line=line,
        shift=slots[0].shift,
        day=slots[0].day,
        past=ShiftPast(slots, _paces(spans, line_id, since, until), pieces, _stops(connection, line, since, until)),
        counts_at=counts_at,
        comments=_comments(connection, line_id, since, until),
        before=shifts[index - 1][0].since if index else None,
        after=shifts[index + 1][0].since if index + 1 < len(shifts) and shifts[index + 1][0].since <= now else None,
    )


def _shifts(slots: Sequence[Slot]) -> list[list[Slot]]:
    """The slots of each shift, in order."""
    found: list[list[Slot]] = []
    for slot in slots:
        if not slot.shift:
            continue
        if found and (found[-1][-1].shift, found[-1][-1].day) == (slot.shift, slot.day):
            found[-1].append(slot)
        else:
            found.append([slot])
    return found


def _within(spans: Sequence[PlanSpan], since: int, until: int) -> list[tuple[int, int, PlanSpan]]:
    """(since, until, plan) of each plan that held in the time."""
    ends = [*(span.since for span in spans[1:]), until]
    cut = [(max(span.since if i else since, since), min(ends[i], until), span) for i, span in enumerate(spans)]
    return [each for each in cut if each[0] < each[1]]


def _paces(spans: Sequence[PlanSpan], line_id: str, since: int, until: int) -> tuple[Pace, ...]:
    """The takt that the plan of then had; a line without one goes by the cycle of where it counts."""
    paces = []
    for begin, end, span in _within(spans, since, until):
        line = find_line(span.plan, line_id)
        counting = _last_counting(line) if line else None
        takt_s = (line.takt_s if line else None) or (counting.cycle_s if counting else None)
        if takt_s:
            paces.append(Pace(begin, end, round(takt_s * US_PER_S)))
    return tuple(paces)


def _count_point(spans: Sequence[PlanSpan], line_id: str, since: int, until: int) -> Station | None:
    lines = (find_line(span.plan, line_id) for _, _, span in reversed(_within(spans, since, until)))
    return next((station for line in lines if line and (station := _last_counting(line))), None)


def _last_counting(line: Line) -> Station | None:
    """Where the line ends, of what counts."""
    counts = (each for each in reversed(line.stations) if any(point.kind == "count" for point in each.points.values()))
    return next(counts, None)


def _stops(connection: Connection, line: Line, since: int, until: int) -> tuple[Stood, ...]:
    """Station by station, for that is how the book is ordered; of those before only the last can reach into it."""
    found: list[Stood] = []
    for station in line.stations:
        here = (stop.c.line == line.id) & (stop.c.station == station.id)
        before = select(func.max(stop.c.began)).where(here, stop.c.began < since).scalar_subquery()
        columns = (stop.c.began, stop.c.ended, stop.c.reason, stop.c.stop_class)
        begun = (stop.c.began >= func.coalesce(before, since)) & (stop.c.began < until)
        found += (Stood(*row) for row in connection.execute(select(*columns).where(here, begun)))
    return tuple(found)


def _comments(connection: Connection, line: str, since: int, until: int) -> tuple[HourComment, ...]:
    c = hour_comment.c
    wanted = select(c.hour, c.at, c.text, c.initials, c.who)
    wanted = wanted.where(c.line == line, c.hour >= since, c.hour < until).order_by(c.hour)
    return tuple(HourComment(*row) for row in connection.execute(wanted))
