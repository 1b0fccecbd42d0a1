"""Keeps the sums of days that are over: reckons them here, where nobody waits for it, and has the recorder write them.

One day of one line at a time, and then as long a rest as it took: the recorder writes some dozen rows, once for each
day and line. A day whose past was changed meanwhile is reckoned again.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable

import structlog

from andon.base.errors import AndonError
from andon.journal.reader import BookUnavailable, Reader
from andon.ports import Clock, Desk

IDLE_S = 30.0  # between two looks for a day that is over, or was changed
SHARE = 1.0  # of the time it works it rests as well

_log = structlog.get_logger()


class Keeper:
    """Its loop. `pace` says how long something took, in seconds."""

    def __init__(self, reader: Reader, desk: Desk, clock: Clock, pace: Callable[[], float] = time.monotonic) -> None:
        self._reader, self._desk, self._clock, self._pace = reader, desk, clock, pace

    def run(self, stop: threading.Event) -> None:
        """Until `stop`."""
        try:
            while not stop.is_set():
                begun = self._pace()
                stop.wait(self._worked(begun) if self._try() else IDLE_S)
        finally:
            self._reader.close()

    def step(self) -> bool:
        """Keep a day of each line that has one to keep. Whether there was any."""
        held, now = self._reader.plan(), self._clock.now()
        lines = held.plan.lines if held else ()
        kept = [self._keep(line.id, now) for line in lines]  # each line its turn, whatever the one before had to do
        return any(kept)

    def _keep(self, line: str, now: int) -> bool:
        day = self._reader.day_to_keep(line, now)
        if day is None:
            return False
        token = secrets.token_hex(8)
        self._desk.ask("announce-day", {"line": line, "since": day.since, "until": day.until, "token": token})
        rows = [list(row) for row in self._reader.rows_to_keep(line, day, now)]
        self._desk.ask("keep-day", {"token": token, "rows": rows})
        return True

    def _try(self) -> bool:
        try:
            return self.step()
        except (BookUnavailable, AndonError) as away:
            _log.info("nothing kept for now", reason=str(away))
            return False

    def _worked(self, begun: float) -> float:
        return (self._pace() - begun) * SHARE
