"""Carries the book to one forwarder: read from the cursor, deliver, move the cursor. Its loop, as numbered steps:

1 read what follows the cursor, or wait to be woken   2 deliver it; wait and repeat while the far end is down
3 what will never be taken is split until the one bad entry is alone, and set aside
4 once a second, ask the desk to keep the cursor
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

import structlog

from andon.base.errors import DeliveryFailed, DeskUnavailable
from andon.journal.tail import Tail, Told
from andon.ports import Desk, Forwarder

BATCH_MOST = 1_000
RETRY_FIRST_S, RETRY_MOST_S = 0.5, 30.0
LOOK_EVERY_S = 1.0  # the net under a lost wake-up
PAUSE_S = 0.02  # after a wake-up: what moved a tile is on the screens before anybody else reads it
KEEP_EVERY_S = 1.0  # each kept cursor is a commit that a cord may have to wait for

_log = structlog.get_logger()


@runtime_checkable
class Sized(Protocol):
    """A forwarder that wants other batches than the usual ones."""

    batch_most: int


class Pump:
    """One forwarder's loop. A cursor never goes back by itself."""

    def __init__(
        self, forwarder: Forwarder, tail: Tail, desk: Desk, watch: Callable[[], float] = time.monotonic
    ) -> None:
        self._forwarder, self._tail, self._desk, self._watch = forwarder, tail, desk, watch
        self._batch_most = forwarder.batch_most if isinstance(forwarder, Sized) else BATCH_MOST
        self._cursor = self._kept = tail.cursor(forwarder.name)
        self._retry_s = RETRY_FIRST_S
        self._keep_at = watch()
        self._waits_because = ""

    def run(self, wait: Callable[[float], None], stop: threading.Event) -> None:
        """Until `stop`. `wait(seconds)` returns early when the journal has grown."""
        while not stop.is_set():
            try:
                moved = self.step(stop)
            except Exception:  # what nobody foresaw must not end the forwarding for good
                _log.exception("a forwarder broke", forwarder=self._forwarder.name)
                moved = stop.wait(RETRY_MOST_S)
            if not moved:
                wait(LOOK_EVERY_S)
                stop.wait(PAUSE_S)
        self._keep_cursor()
        self._forwarder.close()
        self._tail.close()

    def step(self, stop: threading.Event) -> bool:
        """One round; true when there was something to carry."""
        told, upto = self._tail.after(self._cursor, self._batch_most)
        moved = upto != self._cursor
        if moved:
            self._deliver(told, stop)
            if not stop.is_set():
                self._cursor = upto
        if self._watch() >= self._keep_at:
            self._keep_cursor()
        return moved

    def _deliver(self, told: Sequence[Told], stop: threading.Event) -> None:
        while told and not stop.is_set():
            try:
                self._forwarder.deliver(told)
            except DeliveryFailed as failed:
                if failed.permanent:
                    self._split(told, failed, stop)
                    return
                self._back_off(failed, stop)
            else:
                self._retry_s = RETRY_FIRST_S
                self._tell("")
                return

    def _split(self, told: Sequence[Told], failed: DeliveryFailed, stop: threading.Event) -> None:
        """Halves, but never half of an entry: its events are told apart by their order in it."""
        middle = _middle(told)
        if middle:
            self._deliver(told[:middle], stop)
            self._deliver(told[middle:], stop)
        else:
            self._set_aside(told, failed, stop)

    def _set_aside(self, told: Sequence[Told], failed: DeliveryFailed, stop: threading.Event) -> None:
        seq, what = told[0][0], "; ".join(repr(piece) for _, piece in told)
        _log.warning("set aside", forwarder=self._forwarder.name, seq=seq, reason=str(failed))
        asked = {"where": self._forwarder.name, "what": f"{seq}: {what}"[:500], "reason": str(failed)}
        while not stop.is_set():
            try:
                self._desk.ask("set-aside", dict(asked))
                return
            except DeskUnavailable as away:
                self._back_off(away, stop)

    def _back_off(self, error: DeliveryFailed | DeskUnavailable, stop: threading.Event) -> None:
        asked_s = error.retry_after_s if isinstance(error, DeliveryFailed) else None
        self._tell(str(error))
        _log.info("waiting", forwarder=self._forwarder.name, reason=str(error), seconds=asked_s or self._retry_s)
        stop.wait(asked_s or self._retry_s)
        self._retry_s = min(2 * self._retry_s, RETRY_MOST_S)

    def _tell(self, because: str) -> None:
        """Let `/health` know why this forwarder waits, each time, for the recorder may be a new one; its end once."""
        if not because and not self._waits_because:
            return
        with contextlib.suppress(DeskUnavailable):
            self._desk.ask("forwarder", {"forwarder": self._forwarder.name, "waits_because": because})
            self._waits_because = because

    def _keep_cursor(self) -> None:
        if self._kept == self._cursor:
            return
        with contextlib.suppress(DeskUnavailable):  # it is asked again, and a repeat changes nothing
            self._desk.ask("cursor", {"forwarder": self._forwarder.name, "seq": self._cursor})
            self._kept = self._cursor
            self._keep_at = self._watch() + KEEP_EVERY_S


def _middle(told: Sequence[Told]) -> int:
    """The first border between two entries at or after the middle, else the last one before it; 0 for one entry."""
    borders = [i for i in range(1, len(told)) if told[i][0] != told[i - 1][0]]
    later = [border for border in borders if border >= len(told) // 2]
    return later[0] if later else borders[-1] if borders else 0
