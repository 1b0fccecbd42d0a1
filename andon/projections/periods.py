"""What a figure is asked by: hours of the wall clock, shifts, production days, orders, ISO weeks, months.

Each cuts a time into periods without gap or overlap. Hours go by local time, also through a change of clocks: the hour
that comes twice is two periods, the one that is skipped is none. A day is that on which the shift began, so a night
belongs to the day before; outside every shift it is the date on the wall.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from andon.base.units import US_PER_HOUR, US_PER_S, from_datetime, to_datetime

By = Literal["hour", "shift", "day", "order", "week", "month"]


class Slot(Protocol):
    """A stretch of a line's calendar, [since, until)."""

    @property
    def kind(self) -> str: ...
    @property
    def shift(self) -> str: ...
    @property
    def shift_since(self) -> int: ...
    @property
    def since(self) -> int: ...
    @property
    def until(self) -> int: ...
    @property
    def day(self) -> str: ...


class Run(Protocol):
    """An order that ran on a line, [began, ended)."""

    @property
    def id(self) -> int: ...
    @property
    def began(self) -> int: ...
    @property
    def ended(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Period:
    """[since, until), microseconds. What is the same in `shift`, `day` and `order` and touches is one period.

    `day` is a date, an ISO week (2026-W48) or a month (2026-11), by what was asked; empty is nothing said.
    """

    since: int
    until: int
    shift: str = ""
    day: str = ""
    order: int | None = None

    @property
    def key(self) -> tuple[str, str, int | None, int]:
        """Periods of several lines that are added up share it. A shift is one by its begin, an hour as well."""
        return self.day, self.shift, self.order, 0 if self.day and not self.shift else self.since


def periods(
    by: By, begin: int, end: int, zone: ZoneInfo, slots: Sequence[Slot] = (), orders: Sequence[Run] = ()
) -> tuple[Period, ...]:
    """All periods of [begin, end), in order; the first and the last are cut to it."""
    if by == "hour":
        return tuple(hours(begin, end, zone))
    if by == "order":
        return tuple(_merged(_orders(begin, end, orders)))
    cut = _days(begin, end, zone, slots)
    if by == "shift":
        return tuple(replace(each, day=each.day if each.shift else "") for each in _merged(cut))
    return tuple(_merged(Period(each.since, each.until, day=named_day(by, each.day)) for each in cut))


def hours(begin: int, end: int, zone: ZoneInfo) -> Iterator[Period]:
    """Hours of the wall clock."""
    since = begin
    while since < end:
        offset_us = _offset_us(since, zone)
        until = since - (since + offset_us) % US_PER_HOUR + US_PER_HOUR
        if (moved := _offset_us(until - 1, zone) - offset_us) != 0:  # the clocks change within it
            until = _change_within(since, until, zone) if moved % US_PER_HOUR else until
        yield Period(since, min(until, end))
        since = until


def day_of(at: int, zone: ZoneInfo) -> date:
    """The date on the wall."""
    return to_datetime(at).astimezone(zone).date()


def named_day(by: By, day: str) -> str:
    """A day as it is called by days, ISO weeks (2026-W48) or months (2026-11)."""
    if by == "month":
        return day[:7]
    if by == "week":
        year, week, _ = date.fromisoformat(day).isocalendar()
        return f"{year}-W{week:02d}"
    return day


def _orders(begin: int, end: int, orders: Iterable[Run]) -> Iterator[Period]:
    known_until = begin
    for run in sorted(orders, key=lambda run: run.began):
        since, until = max(run.began, known_until), min(end if run.ended is None else run.ended, end)
        if since >= until:
            continue
        if since > known_until:
            yield Period(known_until, since)
        yield Period(since, until, order=run.id)
        known_until = until
    if known_until < end:
        yield Period(known_until, end)


def _days(begin: int, end: int, zone: ZoneInfo, slots: Iterable[Slot]) -> Iterator[Period]:
    """The calendar's shifts, and between them the days on the wall."""
    known_until = begin
    for slot in sorted(slots, key=lambda slot: slot.since):
        since, until = max(slot.since, known_until), min(slot.until, end)
        if since >= until or not slot.shift:
            continue
        yield from _dates(known_until, since, zone)
        yield Period(since, until, shift=slot.shift, day=slot.day)
        known_until = until
    yield from _dates(known_until, end, zone)


def _dates(begin: int, end: int, zone: ZoneInfo) -> Iterator[Period]:
    since = begin
    while since < end:
        day = day_of(since, zone)
        midnight = from_datetime(datetime.combine(day + timedelta(days=1), time(0), tzinfo=zone))
        yield Period(since, min(midnight, end), day=day.isoformat())
        since = midnight


def _merged(cut: Iterable[Period]) -> Iterator[Period]:
    held: Period | None = None
    for each in cut:
        if held is not None and (held.shift, held.day, held.order) == (each.shift, each.day, each.order):
            held = replace(held, until=each.until)
        else:
            if held is not None:
                yield held
            held = each
    if held is not None:
        yield held


def _offset_us(at: int, zone: ZoneInfo) -> int:
    offset = to_datetime(at).astimezone(zone).utcoffset()
    assert offset is not None  # noqa: S101  # an aware datetime has one
    return int(offset.total_seconds()) * US_PER_S


def _change_within(since: int, until: int, zone: ZoneInfo) -> int:
    """The first second of the new offset."""
    was, low, high = _offset_us(since, zone), since // US_PER_S, until // US_PER_S
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset_us(middle * US_PER_S, zone) == was else (low, middle)
    return high * US_PER_S
