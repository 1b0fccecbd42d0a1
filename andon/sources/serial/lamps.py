"""The lamps of one box: a lease that is renewed. Pure.

wanted changes        -> L at once, and once more soon after, because one frame in four is hurt on a bad wire
nothing changes       -> L each second, good for three
wanted is None        -> nothing: the lease runs out and the box shows that it has lost its link, never green
"""

from __future__ import annotations

from andon.model.signal import Glow, Lamp, Lamps
from andon.sources.serial.codec import UINT32_MAX

LEASE_MS = 3_000
RENEW_US = 1_000_000
CONFIRM_US = 150_000

BITS: dict[Lamp, int] = {"green": 1, "yellow": 2, "red": 4, "buzzer": 8, "blue": 16, "white": 32}


def to_bits(lamps: Lamps) -> int:
    """The number on the wire."""
    return sum(BITS[lamp] for lamp in lamps)


def from_bits(bits: int) -> Glow:
    """What a box says that it shows: it tells of every lamp it has."""
    return Glow(frozenset(lamp for lamp, bit in BITS.items() if bits & bit), frozenset(BITS))


class LampLease:
    """What one box was told to show."""

    def __init__(self) -> None:
        self.n = 0
        self.told: int | None = None  # None: nothing, or no longer
        self._sent_at_us = 0
        self._renew_us = RENEW_US

    def due(self, wanted: Lamps | None, at_us: int) -> int | None:
        """The lamps to send now under a new `n`, or None when nothing is to be sent."""
        if wanted is None:
            self.told = None
            return None
        bits = to_bits(wanted)
        if bits == self.told and at_us - self._sent_at_us < self._renew_us:
            return None
        self._renew_us = RENEW_US if bits == self.told else CONFIRM_US
        self.n = (self.n + 1) & UINT32_MAX
        self.told, self._sent_at_us = bits, at_us
        return bits
