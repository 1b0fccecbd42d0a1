"""A Pareto: the greatest first, each with its share and the share of all up to it, in percent of the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Bar(Generic[Key]):
    """`share` and `cumulative` in percent; 0 where there is nothing at all."""

    key: Key
    value: float
    so_far: float
    share: float
    cumulative: float


def pareto(amounts: Mapping[Key, float]) -> tuple[Bar[Key], ...]:
    """Bars, greatest first; equal ones by their key, so that a page never shuffles them."""
    total = sum(amounts.values())
    bars, so_far = [], 0.0
    for key, value in sorted(amounts.items(), key=lambda item: (-item[1], str(item[0]))):
        so_far += value
        bars.append(Bar(key, value, so_far, _percent(value, total), _percent(so_far, total)))
    return tuple(bars)


def _percent(part: float, total: float) -> float:
    return 100 * part / total if total else 0.0
