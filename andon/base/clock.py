"""The one place that asks the time.

`Clock.now()` follows the monotonic clock from an anchor taken off the wall clock, so a wall clock that is set
does not move it. `stepped()` compares the two and, when they differ by more than 2 s, takes a new anchor.
"""

from __future__ import annotations

import time

STEP_MIN_US = 2_000_000


class Clock:
    """Wall time that never jumps by itself; microseconds since the epoch, UTC."""

    def __init__(self) -> None:
        self._anchor_us = time.time_ns() // 1000 - time.monotonic_ns() // 1000

    def now(self) -> int:
        """The present instant."""
        return self._anchor_us + time.monotonic_ns() // 1000

    def stepped(self) -> int:
        """How far the wall clock was set since it was last asked, in microseconds; 0 within 2 s either way."""
        anchor_us = time.time_ns() // 1000 - time.monotonic_ns() // 1000
        step_us = anchor_us - self._anchor_us
        if abs(step_us) <= STEP_MIN_US:
            return 0
        self._anchor_us = anchor_us
        return step_us
