"""Tabular CUSUM: small lasting shifts that no single point betrays. Distances are in sigmas from the centre.

    up[i] = max(0, up[i-1] + z[i] - k)        down[i] = max(0, down[i-1] - z[i] - k)

`k` is half the shift that shall be found, `h` the height at which it is told: strictly above.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from andon.base.errors import BadInput

K = 0.5  # half of a shift of one sigma
H = 5.0  # one false alarm in about 465 points


@dataclass(frozen=True, slots=True)
class Sums:
    """Both sums at a point, and for how many points each has been above zero: a shift began that many ago."""

    up: float
    down: float
    up_for: int
    down_for: int
    signal: bool


def cusum(sigmas: Sequence[float], k: float = K, h: float = H) -> tuple[Sums, ...]:
    """The sums after each point. They go on after a signal, so that one sees when it ends.

    BadInput unless k is at least 0 and h above it.
    """
    if not 0 <= k < h:
        raise BadInput(f"a CUSUM wants 0 <= k < h; k is {k:g} and h {h:g}")
    found: list[Sums] = []
    up = down = 0.0
    up_for = down_for = 0
    for z in sigmas:
        up, down = max(0.0, up + z - k), max(0.0, down - z - k)
        up_for, down_for = up_for + 1 if up else 0, down_for + 1 if down else 0
        found.append(Sums(up, down, up_for, down_for, up > h or down > h))
    return tuple(found)
