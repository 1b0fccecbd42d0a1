"""A clock that moves when it is told to."""

from __future__ import annotations

from andon.base.units import US_PER_S, from_iso

MONDAY_8_UTC = from_iso("2026-11-23T08:00:00Z")


class FakeClock:
    """An `andon.ports.Clock`."""

    def __init__(self, now: int = MONDAY_8_UTC) -> None:
        self._now = now
        self._step_us = 0

    def now(self) -> int:
        return self._now

    def stepped(self) -> int:
        step_us, self._step_us = self._step_us, 0
        self._now += step_us
        return step_us

    def advance(self, seconds: float) -> int:
        """Time passes; returns the new instant."""
        self._now += round(seconds * US_PER_S)
        return self._now

    def set_wall(self, seconds: float) -> None:
        """Somebody sets the wall clock; it shows when the clock is asked whether it stepped."""
        self._step_us += round(seconds * US_PER_S)
