"""The board of a day that is over, or of this one so far: which day, and how it lies between two midnights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from andon.base.errors import BadInput
from andon.base.units import from_datetime, from_iso, to_datetime

SPEEDS = (1, 10, 60, 600)  # seconds of the past in one of ours: a shift in a minute at the last


@dataclass(frozen=True, slots=True)
class Day:
    """A local day: 23 to 25 hours of it, where clocks are set. `at`: the moment that is looked at."""

    date: date
    begin: int
    end: int
    at: int

    @classmethod
    def of(cls, at: int, zone: str) -> Self:
        day = to_datetime(at).astimezone(ZoneInfo(zone)).date()
        return cls(day, _midnight(day, zone), _midnight(day + timedelta(days=1), zone), at)


def moment_asked(said: str | None, day: str | None, zone: str, now: int) -> int:
    """The moment that an address asks for: `at`, or the noon of `day`; never one to come. BadInput where it is none."""
    try:
        if said:
            return min(from_iso(said), now)
        if day:
            noon = datetime.combine(date.fromisoformat(day), time(12), tzinfo=ZoneInfo(zone))
            return min(from_datetime(noon.astimezone(UTC)), now)
    except (ValueError, OverflowError) as error:
        raise BadInput(f"{(said or day)!r} is no moment; at=2026-11-22T08:00:00Z or day=2026-11-22 is one") from error
    return now


def speed_asked(said: str | None) -> int:
    """The speed that an address asks for, else one that shows something happen."""
    return next((speed for speed in SPEEDS if str(speed) == said), 60)


def _midnight(day: date, zone: str) -> int:
    return from_datetime(datetime.combine(day, time(0), tzinfo=ZoneInfo(zone)).astimezone(UTC))
