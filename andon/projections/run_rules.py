"""Rules about several points of a control chart in a row. Distances are in sigmas from the centre.

    Western Electric 1   one point beyond 3 sigma              every chart
    Western Electric 2   2 of 3 beyond 2 sigma, one side       not for counts: their distribution leans
    Western Electric 3   4 of 5 beyond 1 sigma, one side       not for counts
    Western Electric 4   8 in a row on one side                every chart
    Nelson 2             9 in a row on one side                Nelson's nine, by name, and never meant by "a run"

A rule hits at the point that completes its pattern. "Beyond" is strict, and a point on the centre ends a run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from andon.base.errors import BadInput

WESTERN_ELECTRIC_RUN = 8
NELSON_RUN = 9
ZONE_RULES = (2, 3)
ATTRIBUTE_RULES = (1, 4)


@dataclass(frozen=True, slots=True)
class _Rule:
    """`least` of `among` points beyond `sigmas` on one side."""

    least: int
    among: int
    sigmas: float


_WESTERN_ELECTRIC = {1: _Rule(1, 1, 3), 2: _Rule(2, 3, 2), 3: _Rule(4, 5, 1), 4: _Rule(8, WESTERN_ELECTRIC_RUN, 0)}


def western_electric(rule: int, sigmas: Sequence[float], *, of_counts: bool = False) -> set[int]:
    """Indices at which a rule hits. BadInput for a rule that is none, and for a zone rule on a chart of counts."""
    if rule not in _WESTERN_ELECTRIC:
        raise BadInput(f"Western Electric's rules are 1 to 4, not {rule}")
    if of_counts and rule in ZONE_RULES:
        raise BadInput(f"rule {rule} is a zone rule: on charts of counts it cries wolf; use 1 and 4")
    wanted = _WESTERN_ELECTRIC[rule]
    return {i for side in (1, -1) for i in _hits(wanted, [side * distance for distance in sigmas])}


def nelson_nine(sigmas: Sequence[float]) -> set[int]:
    """Indices at which Nelson's second rule hits: nine in a row on one side."""
    return runs([(distance > 0) - (distance < 0) for distance in sigmas], NELSON_RUN)


def runs(sides: Sequence[int], length: int) -> set[int]:
    """Indices that end at least `length` points in a row on one side; a side is 1, -1, or 0 on the centre."""
    found, so_far, before = set(), 0, 0
    for i, side in enumerate(sides):
        so_far = so_far + 1 if side and side == before else abs(side)
        before = side
        if so_far >= length:
            found.add(i)
    return found


def _hits(rule: _Rule, distances: Sequence[float]) -> set[int]:
    beyond = [distance > rule.sigmas for distance in distances]
    return {
        i for i, is_out in enumerate(beyond) if is_out and sum(beyond[max(0, i + 1 - rule.among) : i + 1]) >= rule.least
    }
