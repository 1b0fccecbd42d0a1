"""How fast a port may be read. Pure; the time is passed in.

A wire of 57600 baud brings 5.8 kB/s. A pty, or a converter gone mad, brings as much as it can, and every byte costs
time of the one processor that the recorder shares. What is not read waits in the operating system, or at the device.
"""

from __future__ import annotations

BYTES_PER_S = 128_000  # twenty-two times the wire: some 3000 frames a second, or garbage at a tenth of a core
BURST_BYTES = 8_192
READ_COSTS_BYTES = 64  # a read of one byte is not free either

US_PER_S = 1_000_000


class Pace:
    """A bucket that runs empty at `BYTES_PER_S`."""

    def __init__(self) -> None:
        self._filled_bytes = 0.0
        self._at_us: int | None = None

    def has_read(self, size_bytes: int, at_us: int) -> bool:
        """So much was read; whether to pause before the next."""
        since_us = 0 if self._at_us is None else max(0, at_us - self._at_us)
        self._at_us = at_us
        left = max(0.0, self._filled_bytes - since_us * BYTES_PER_S / US_PER_S)
        self._filled_bytes = left + size_bytes + READ_COSTS_BYTES
        return self._filled_bytes > BURST_BYTES
