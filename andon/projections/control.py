"""Shewhart charts of counts: c, u, p and np, with sizes that may differ from point to point.

    chart   counts                         size of a point                   centre      sigma at size n
    c       stops in equal stretches       1                                 total / k   sqrt(c)
    u       stops in unequal stretches     hours run, or thousands made      total / n   sqrt(u / n)
    p       rejects among pieces, share    pieces                            total / n   sqrt(p (1 - p) / n)
    np      rejects among pieces, number   pieces                            n p         sqrt(n p (1 - p))

Limits are those of a named baseline and stay what they were ("frozen") until somebody recomputes them and says why.
Sums are kept, not quotients, so that "beyond" can be strict to the last digit: a point on its limit is inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Literal, get_args

from andon.base.errors import BadInput
from andon.projections.run_rules import NELSON_RUN, WESTERN_ELECTRIC_RUN, runs

Kind = Literal["c", "u", "p", "np"]
KINDS: tuple[Kind, ...] = get_args(Kind)
SIGMAS = 3  # Shewhart's distance of the limits
POINTS_FEW = 20  # a baseline with fewer points gives limits that move much; it is said, not refused


@dataclass(frozen=True, slots=True)
class Point:
    """What was counted, and among how much. `size` is in the chart's own unit, and 1 on a c chart."""

    count: int
    size: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Frozen:
    """The sums of a baseline, from which every limit follows."""

    kind: Kind
    count: int
    size: Fraction
    points: int

    @property
    def rate(self) -> Fraction:
        """Counts for one unit of size."""
        return Fraction(self.count) / self.size

    @property
    def is_few(self) -> bool:
        return self.points < POINTS_FEW


@dataclass(frozen=True, slots=True)
class Judged:
    """A point as it is drawn. `low` is None where three sigmas reach below zero: no point can be beyond it."""

    value: float
    centre: float
    low: float | None
    high: float
    beyond: bool
    run: bool
    sigmas: float  # distance from the centre; 0 where the limits have no width


def freeze(kind: Kind, baseline: Sequence[Point]) -> Frozen:
    """Limits of a baseline. BadInput where it holds nothing to compute them from."""
    for point in baseline:
        _must_fit(kind, point)
    size = sum((point.size for point in baseline), Fraction(0))
    if not size:
        raise BadInput("this baseline holds no hour run and no piece made: choose a period in which work was done")
    return Frozen(kind, sum(point.count for point in baseline), size, len(baseline))


def judge(frozen: Frozen, points: Sequence[Point], run: int = WESTERN_ELECTRIC_RUN) -> tuple[Judged | None, ...]:
    """Each point against the limits, None where its size is zero: a rate of nothing is undefined.

    `run`: how many in a row on one side of the centre are told, 8 (Western Electric) or 9 (Nelson).
    """
    if run not in (WESTERN_ELECTRIC_RUN, NELSON_RUN):
        raise BadInput(f"a run is {WESTERN_ELECTRIC_RUN} (Western Electric) or {NELSON_RUN} (Nelson), not {run}")
    for point in points:
        _must_fit(frozen.kind, point)
    judged = [(i, point) for i, point in enumerate(points) if point.size]
    long_runs = runs([_side(frozen, point) for _, point in judged], run)
    found: list[Judged | None] = [None] * len(points)
    for n, (i, point) in enumerate(judged):
        found[i] = _judged(frozen, point, n in long_runs)
    return tuple(found)


def _must_fit(kind: Kind, point: Point) -> None:
    if point.count < 0 or point.size < 0:
        raise BadInput("counts and sizes are never below zero")
    if kind == "c" and point.size not in (0, 1):
        raise BadInput("a c chart is for stretches of equal size; for others take a u chart")
    if kind in ("p", "np") and point.count > point.size:
        raise BadInput("a p chart counts pieces among pieces; where one piece can count twice take a u chart")


def _judged(frozen: Frozen, point: Point, run: bool) -> Judged:
    centre, value = _expected(frozen, point), Fraction(point.count)
    sigma = sqrt(_variance(frozen, point))
    scale = float(point.size) if frozen.kind in ("u", "p") else 1.0
    low, high = float(centre) - SIGMAS * sigma, float(centre) + SIGMAS * sigma
    if frozen.kind in ("p", "np"):
        high = min(high, float(point.size))
    return Judged(
        value=float(value) / scale,
        centre=float(centre) / scale,
        low=low / scale if low > 0 else None,
        high=high / scale,
        beyond=_is_beyond(frozen, point),
        run=run,
        sigmas=float(value - centre) / sigma if sigma else 0.0,
    )


def _expected(frozen: Frozen, point: Point) -> Fraction:
    """Counts that the baseline's rate lets expect at the size of this point."""
    return frozen.rate * point.size


def _variance(frozen: Frozen, point: Point) -> Fraction:
    expected = _expected(frozen, point)
    return expected * (1 - frozen.rate) if frozen.kind in ("p", "np") else expected


def _is_beyond(frozen: Frozen, point: Point) -> bool:
    distance = point.count - _expected(frozen, point)
    return distance * distance > SIGMAS * SIGMAS * _variance(frozen, point)


def _side(frozen: Frozen, point: Point) -> int:
    distance = point.count - _expected(frozen, point)
    return (distance > 0) - (distance < 0)
