"""The calendar: which shift or break holds at an instant, and how much of a time is work.

Plan times are local times of day in `plan.timezone`. A local time that a DST change skips is read with the offset
before it, one that comes twice is the first (PEP 495, fold=0). A plan without shifts works round the clock and
its pieces count from local midnight.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from andon.base.units import from_datetime, to_datetime
from andon.model.event import SlotKind
from andon.model.plan import Line, Plan, Shift

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LOOK_AHEAD = timedelta(days=8)
_LOOK_BACK = timedelta(days=8)  # a week without a shift has its beginning within it


@dataclass(frozen=True, slots=True)
class Slot:
    """One stretch of the calendar, [since, until). `shift` is empty outside every shift, `shift_since` its begin.

    `day`: the local date on which the shift begins, "2026-11-25"; outside every shift that on which the stretch does.
    """

    kind: SlotKind
    shift: str
    shift_since: int
    since: int
    until: int
    day: str


def slot_at(plan: Plan, line: Line, at: int) -> Slot:
    """The slot of the line's calendar that holds at `at`."""
    for slot in slots(plan, line, to_datetime(at) - _LOOK_BACK, to_datetime(at) + _LOOK_AHEAD):
        if slot.since <= at < slot.until:
            return slot
    raise AssertionError("slots leave no gap")  # their property, tested


def cut(slot: Slot, since: int, plan: Plan) -> Slot:
    """The slot from a later instant on: its shift began when it began, and outside every shift nothing did."""
    return replace(slot, since=since) if slot.shift else off(since, slot.until, ZoneInfo(plan.timezone))


def work_us(plan: Plan, line: Line, begin: int, end: int) -> int:
    """Microseconds of work between two instants: inside shifts, breaks out."""
    total = 0
    for slot in slots(plan, line, to_datetime(begin), to_datetime(end)):
        if slot.kind == "work":
            total += max(0, min(slot.until, end) - max(slot.since, begin))
    return total


def slots(plan: Plan, line: Line, begin: datetime, end: datetime) -> Iterator[Slot]:
    """All slots that touch [begin, end), in order and without a gap."""
    shifts = _shifts_of(plan, line)
    zone = ZoneInfo(plan.timezone)
    first = begin.astimezone(zone).date() - timedelta(days=1)
    last = end.astimezone(zone).date() + timedelta(days=1)
    known_until = _instant(first, time(0), zone)
    for shift_begin, shift_end, shift, day in _occurrences(shifts, first, last, zone):
        if shift_begin > known_until:
            yield off(known_until, shift_begin, zone)
        begun = max(shift_begin, known_until)
        if begun < shift_end:
            yield from _cut_by_breaks(shift, day, begun, shift_end, zone)
            known_until = shift_end
    closing = _instant(last + timedelta(days=1), time(0), zone)
    if closing > known_until:
        yield off(known_until, closing, zone)


def off(since: int, until: int, zone: ZoneInfo) -> Slot:
    """A stretch outside every shift."""
    day = to_datetime(since).astimezone(zone).date()
    return Slot("off", "", since, since, until, day.isoformat())


def _shifts_of(plan: Plan, line: Line) -> tuple[Shift, ...]:
    if not plan.shifts:
        return (Shift(id="day", name={"en": "Day"}, days=_WEEKDAYS, start=time(0), end=time(0)),)
    if not line.shifts:
        return plan.shifts
    return tuple(shift for shift in plan.shifts if shift.id in line.shifts)


def _occurrences(
    shifts: tuple[Shift, ...], first: date, last: date, zone: ZoneInfo
) -> list[tuple[int, int, Shift, date]]:
    found = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        for shift in shifts:
            if _WEEKDAYS[day.weekday()] in shift.days:
                end_day = day if shift.end > shift.start else day + timedelta(days=1)
                found.append((_instant(day, shift.start, zone), _instant(end_day, shift.end, zone), shift, day))
    return sorted(found, key=lambda occurrence: occurrence[:2])


def _cut_by_breaks(shift: Shift, day: date, begin: int, end: int, zone: ZoneInfo) -> Iterator[Slot]:
    known_until = begin
    for pause_begin, pause_end in sorted(_pauses(shift, day, zone)):
        pause_begin, pause_end = max(pause_begin, known_until), min(pause_end, end)
        if pause_begin >= pause_end:
            continue
        if pause_begin > known_until:
            yield Slot("work", shift.id, begin, known_until, pause_begin, day.isoformat())
        yield Slot("break", shift.id, begin, pause_begin, pause_end, day.isoformat())
        known_until = pause_end
    if known_until < end:
        yield Slot("work", shift.id, begin, known_until, end, day.isoformat())


def _pauses(shift: Shift, day: date, zone: ZoneInfo) -> Iterator[tuple[int, int]]:
    for pause in shift.breaks:
        start_day = day if pause.start >= shift.start else day + timedelta(days=1)
        end_day = start_day if pause.end > pause.start else start_day + timedelta(days=1)
        yield _instant(start_day, pause.start, zone), _instant(end_day, pause.end, zone)


def _instant(day: date, of_day: time, zone: ZoneInfo) -> int:
    return from_datetime(datetime.combine(day, of_day, tzinfo=zone).astimezone(UTC))
