"""When it happens: by weekday and hour of the plant's own clock.

An hour that comes twice on the day of a clock change is summed twice into its field, one that is left out gives none,
and the fields sum to the whole.
"""

from __future__ import annotations

from collections.abc import Iterable

from andon.base.units import US_PER_S

Field = tuple[int, int]
"""(weekday, hour): Monday is 0."""

_THURSDAY = 3  # 1970-01-01


def field_of_hour(hour: int) -> Field:
    """The field of a local hour since 1970."""
    return (hour // 24 + _THURSDAY) % 7, hour % 24


def heat(hours: Iterable[tuple[int, tuple[int, int]]]) -> dict[Field, tuple[int, float]]:
    """(count, seconds) of each field that has any, from (local hour since 1970, (count, microseconds))."""
    found: dict[Field, tuple[int, int]] = {}
    for hour, (count, lasted_us) in hours:
        held = found.get(field_of_hour(hour), (0, 0))
        found[field_of_hour(hour)] = held[0] + count, held[1] + lasted_us
    return {field: (count, lasted_us / US_PER_S) for field, (count, lasted_us) in found.items()}
