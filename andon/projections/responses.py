"""How soon somebody came: from the pull until it was heard and until somebody was there. Pure.

A wrong call counts nowhere, and one that was missed was never heard by anybody's watch. Whoever says from afar that he
is there has heard; the share of arrivals that were said at the station tells how far these figures hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from andon.base.units import US_PER_S
from andon.projections.distribution import Spread, spread

NO_PART = frozenset({"wrong", "missed"})


@dataclass(frozen=True, slots=True)
class Answered:
    """A call's instants, in us; None for what did not happen. `at_station`: whether the arrival was said there."""

    pulled: int
    heard: int | None
    arrived: int | None
    at_station: bool | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Responses:
    """`at_station`: of `arrived.n` arrivals the share that was said at the station; None where nobody arrived."""

    calls: int
    left_out: int
    heard: Spread
    arrived: Spread
    at_station: float | None


def responses(calls: Iterable[Answered]) -> Responses:
    """The response figures of these calls."""
    all_calls = list(calls)
    counted = [call for call in all_calls if call.outcome not in NO_PART]
    heard = [_after(call, call.arrived if call.heard is None else call.heard) for call in counted]
    came = [call for call in counted if call.arrived is not None]
    return Responses(
        calls=len(counted),
        left_out=len(all_calls) - len(counted),
        heard=spread([after for after in heard if after is not None]),
        arrived=spread([after for call in came if (after := _after(call, call.arrived)) is not None]),
        at_station=sum(bool(call.at_station) for call in came) / len(came) if came else None,
    )


def _after(call: Answered, at: int | None) -> float | None:
    """Seconds since the pull; an answer dated before a late pull was there at once."""
    return None if at is None else max(0, at - call.pulled) / US_PER_S
