"""The plant's clock as SQL can reckon with it: stretches in which it is ahead of UTC by the same amount throughout."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from andon.base.units import US_PER_DAY, US_PER_QUARTER, to_datetime


@dataclass(frozen=True, slots=True)
class Even:
    """[since, until) microseconds; add `ahead_us` to an instant in it and the quotients by days and hours are local."""

    since: int
    until: int
    ahead_us: int


def even_stretches(begin: int, end: int, zone: ZoneInfo) -> tuple[Even, ...]:
    """[begin, end) cut where the clocks change. They change on a UTC quarter hour, and at most once in a day."""
    found: list[Even] = []
    at = begin
    while at < end:
        until = min(end, at + US_PER_DAY)
        if _ahead_us(until, zone) != _ahead_us(at, zone):
            until = min(end, _change(at, until, zone))
        if found and found[-1].ahead_us == _ahead_us(at, zone):
            found[-1] = Even(found[-1].since, until, found[-1].ahead_us)
        else:
            found.append(Even(at, until, _ahead_us(at, zone)))
        at = until
    return tuple(found)


def _change(low: int, high: int, zone: ZoneInfo) -> int:
    """The first quarter hour at which the offset is another than at `low`."""
    before, first, last = _ahead_us(low, zone), low // US_PER_QUARTER + 1, -(-high // US_PER_QUARTER)
    while first < last:
        middle = (first + last) // 2
        if _ahead_us(middle * US_PER_QUARTER, zone) == before:
            first = middle + 1
        else:
            last = middle
    return first * US_PER_QUARTER


def _ahead_us(instant: int, zone: ZoneInfo) -> int:
    ahead = to_datetime(instant).astimezone(zone).utcoffset()
    return 0 if ahead is None else int(ahead.total_seconds() * 1_000_000)
