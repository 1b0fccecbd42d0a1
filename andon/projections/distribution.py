"""How long repairs take: a histogram whose steps a person knows, percentiles, and always n."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from andon.base.errors import BadInput

STEPS_S = (0, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800)
"""Lower ends; the last step has no upper end."""


@dataclass(frozen=True, slots=True)
class Step:
    """How many lasted at least `least_s` and less than `below_s`, which is None on the last step."""

    least_s: float
    below_s: float | None
    count: int


@dataclass(frozen=True, slots=True)
class Spread:
    """A distribution. Everything but `n` and `steps` is None where nothing was measured."""

    n: int
    mean_s: float | None
    p50_s: float | None
    p90_s: float | None
    p95_s: float | None
    longest_s: float | None
    steps: tuple[Step, ...]


def spread(seconds: Sequence[float]) -> Spread:
    """The distribution of durations."""
    ordered = sorted(seconds)
    ends: list[float | None] = [*STEPS_S[1:], None]
    steps = tuple(
        Step(
            least, below, (len(ordered) if below is None else bisect_left(ordered, below)) - bisect_left(ordered, least)
        )
        for least, below in zip(STEPS_S, ends, strict=True)
    )
    if not ordered:
        return Spread(0, None, None, None, None, None, steps)
    p50, p90, p95 = (percentile(ordered, share) for share in (50, 90, 95))
    return Spread(len(ordered), sum(ordered) / len(ordered), p50, p90, p95, ordered[-1], steps)


def percentile(ordered: Sequence[float], share: float) -> float:
    """The nearest rank: the least value that `share` percent do not exceed. It is one that was measured.

    BadInput where nothing was measured, or the values do not rise.
    """
    if not ordered or not 0 < share <= 100:
        raise BadInput("a percentile wants values, and a share above 0 and up to 100")
    if any(after < before for before, after in pairwise(ordered)):
        raise BadInput("a percentile wants values in rising order")
    return ordered[ceil(len(ordered) * share / 100) - 1]
