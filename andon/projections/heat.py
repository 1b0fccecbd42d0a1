"""When it happens: by weekday and hour of the plant's own clock.

A stretch is cut at every change of the local hour, on the days of a clock change as well: an hour that comes twice is
counted twice in its field, one that is left out gets nothing, and the fields sum to the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from andon.base.units import US_PER_QUARTER, US_PER_S, to_datetime

Field = tuple[int, int]
"""(weekday, hour): Monday is 0."""


def field_of(instant_us: int, zone: ZoneInfo) -> Field:
    """The weekday and hour of an instant."""
    local = to_datetime(instant_us).astimezone(zone)
    return local.weekday(), local.hour


def seconds_by_hour(stretches: Iterable[tuple[int, int]], zone: ZoneInfo) -> dict[Field, float]:
    """Seconds of stretches (began, ended) in each field that has any."""
    found: dict[Field, int] = {}
    for began, ended in stretches:
        for since, until in _hours(began, ended, zone):
            field = field_of(since, zone)
            found[field] = found.get(field, 0) + until - since
    return {field: lasted / US_PER_S for field, lasted in found.items()}


def count_by_hour(instants: Iterable[int], zone: ZoneInfo) -> dict[Field, float]:
    """How many of the instants fall into each field that has any."""
    found: dict[Field, float] = {}
    for instant in instants:
        field = field_of(instant, zone)
        found[field] = found.get(field, 0) + 1
    return found


def _hours(began: int, ended: int, zone: ZoneInfo) -> Iterator[tuple[int, int]]:
    """Cut at local hours. No zone's hour turns elsewhere than on a UTC quarter hour, nor lasts less than one."""
    while began < ended:
        until = min(ended, _turn_after(began, zone))
        yield began, until
        began = until


def _turn_after(instant: int, zone: ZoneInfo) -> int:
    field = field_of(instant, zone)
    turn = (instant // US_PER_QUARTER + 1) * US_PER_QUARTER
    while field_of(turn, zone) == field:
        turn += US_PER_QUARTER
    return turn
