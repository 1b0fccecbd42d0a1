"""What charts are made of: stops by day and by hour of the plant's clock, how long they lasted, pieces by day.

SQLite sums what lies within one day or hour; only what reaches over its end is read, and cut. A stop counts where it
began, its time where it passed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Select, func, select

from andon.base.units import US_PER_DAY
from andon.journal.reader_history import at_places, of_stops
from andon.journal.reader_overlap import crossing
from andon.journal.reader_rows import Window
from andon.journal.tables import count_quarter, limits, stop
from andon.projections.wall_clock import Even, even_stretches

Bins = dict[int, tuple[int, int]]
"""Local days or hours since 1970 -> (stops that began in it, microseconds stood in it)."""


@dataclass(frozen=True, slots=True)
class LimitsRow:
    """Limits as they were frozen: the sums of the baseline [begin, end), and why. `size` in days or pieces."""

    at: int
    begin: int
    end: int
    count: int
    size: int
    points: int
    why: str
    who: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Which stops: `window` has a begin and an end, which is not after now; the zone is the plant's."""

    window: Window
    begin: int
    end: int
    zone: ZoneInfo

    @classmethod
    def of(cls, window: Window, begin: int, end: int, now: int, zone: ZoneInfo) -> Asked:
        end = max(begin, min(end, now))
        return cls(replace(window, begin=begin, end=end), begin, end, zone)


def binned(connection: Connection, asked: Asked, unit_us: int) -> Bins:
    """Stops by local days (US_PER_DAY) or hours (US_PER_HOUR)."""
    counts: Counter[int] = Counter()
    lasted: Counter[int] = Counter()
    evens = even_stretches(asked.begin, asked.end, asked.zone)
    for even in evens:
        for place, many, us in connection.execute(_within(asked, even, unit_us)):
            counts[place] += many
            lasted[place] += us
        for began, ended in connection.execute(_across(asked, even, unit_us)):
            counts[(began + even.ahead_us) // unit_us] += 1
            _add(lasted, began, ended, evens, unit_us)
    for id in crossing(connection, stop, asked.begin, asked.end):
        wanted = select(_ended(asked)).where(stop.c.id == id, *of_stops(asked.window, asked.end))
        for (ended,) in connection.execute(wanted):
            _add(lasted, asked.begin, ended, evens, unit_us)
    return {place: (counts[place], lasted[place]) for place in sorted(counts.keys() | lasted.keys())}


def durations_us(connection: Connection, asked: Asked, least_us: int) -> list[int]:
    """How long the stops lasted that began in the time and are over, those shorter than `least_us` apart; rising."""
    lasted = (stop.c.ended - stop.c.began).label("lasted")
    wanted = select(lasted).where(stop.c.ended.is_not(None), *_began(asked.begin, asked.end), lasted >= least_us)
    return sorted(connection.execute(wanted.where(*of_stops(asked.window, asked.end))).scalars())


def pieces_by_day(connection: Connection, asked: Asked) -> dict[int, tuple[int, int]]:
    """Local days since 1970 -> (good, scrap), from the quarter hours that are closed."""
    at, found = count_quarter.c.at, dict[int, tuple[int, int]]()
    for even in even_stretches(asked.begin, asked.end, asked.zone):
        day = (at + even.ahead_us) // US_PER_DAY
        wanted = (
            select(day, count_quarter.c.kind, func.sum(count_quarter.c.pieces))
            .where(*at_places(count_quarter, asked.window), at >= even.since, at < even.until)
            .group_by(day, count_quarter.c.kind)
        )
        for place, kind, pieces in connection.execute(wanted):
            good, scrap = found.get(place, (0, 0))
            found[place] = (good + pieces, scrap) if kind == "count" else (good, scrap + pieces)
    return found


def limits_of(connection: Connection, chart: str, line: str, station: str) -> LimitsRow | None:
    """The last that were frozen for a place."""
    at = limits.c
    wanted = select(at.at, at.begin, at.end, at.count, at.size, at.points, at.why, at.who)
    row = connection.execute(wanted.where(at.chart == chart, at.line == line, at.station == station)).first()
    return None if row is None else LimitsRow(*row)


def _within(asked: Asked, even: Even, unit_us: int) -> Select[Any]:
    place = (stop.c.began + even.ahead_us) // unit_us
    return (
        select(place, func.count(), func.sum(_ended(asked) - stop.c.began))
        .where(*_of(asked, even), place == (_ended(asked) + even.ahead_us) // unit_us)
        .group_by(place)
    )


def _across(asked: Asked, even: Even, unit_us: int) -> Select[Any]:
    place = (stop.c.began + even.ahead_us) // unit_us
    return select(stop.c.began, _ended(asked)).where(
        *_of(asked, even), place != (_ended(asked) + even.ahead_us) // unit_us
    )


def _of(asked: Asked, even: Even) -> list[ColumnElement[bool]]:
    return [*of_stops(asked.window, asked.end), *_began(even.since, even.until)]


def _began(since: int, until: int) -> list[ColumnElement[bool]]:
    return [stop.c.began >= since, stop.c.began < until]


def _ended(asked: Asked) -> ColumnElement[int]:
    return func.min(func.coalesce(stop.c.ended, asked.end), asked.end)


def _add(lasted: Counter[int], began: int, ended: int, evens: tuple[Even, ...], unit_us: int) -> None:
    """Cut at the ends of days or hours, and where the clocks change."""
    for since, until, ahead_us in _pieces(began, ended, evens):
        while since < until:
            place = (since + ahead_us) // unit_us
            cut = min(until, (place + 1) * unit_us - ahead_us)
            lasted[place] += cut - since
            since = cut


def _pieces(began: int, ended: int, evens: tuple[Even, ...]) -> Iterator[tuple[int, int, int]]:
    for even in evens:
        since, until = max(began, even.since), min(ended, even.until)
        if since < until:
            yield since, until, even.ahead_us
