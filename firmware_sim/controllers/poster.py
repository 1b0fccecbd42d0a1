"""The thread that says what is in an outbox, each second or sooner on a change, the same batch until it was heard.

How it is said is the way's (`http_poster.py`, `mqtt_poster.py`). Nothing here raises into the plant.
"""

import threading
import time
from abc import ABC, abstractmethod

from firmware_sim.controllers.outbox import Outbox

POST_EVERY_S = 1.0
PAUSE_S = 0.2
PAUSE_S_MAX = 2.0
STOP_WITHIN_S = 1.5

Batch = list[dict[str, int | str]]


class Poster(ABC):
    """One controller. `say` may be called from any thread and never blocks on the network."""

    def __init__(self, boot: str, stations: list[tuple[str, str]]) -> None:
        """`boot` names this start of the controller; `stations` are those whose life it vouches for."""
        self._outbox = Outbox(boot, stations)
        self._news = threading.Condition()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="poster", daemon=True)

    @property
    def dropped(self) -> int:
        """Signals lost because nobody listened for too long."""
        return self._outbox.dropped

    def say(self, line: str, station: str, point: str, value: int | str) -> None:
        """Something changed; it will be posted, in order."""
        with self._news:
            self._outbox.say(line, station, point, value, time.monotonic())
            if self._outbox.urgent:
                self._news.notify()

    def start(self) -> None:
        """Begin to post, at once. What was said before is the first to go: say the levels first."""
        self._outbox.urgent = True
        self._thread.start()

    def stop(self) -> None:
        """Stop posting within 1.5 s. What is pending is lost, as in a controller whose power goes."""
        with self._news:
            self._stopping = True
            self._news.notify()
        until_s = time.monotonic() + STOP_WITHIN_S
        while self._thread.is_alive() and time.monotonic() < until_s:
            self._hang_up()  # again and again: it may have been between connecting and asking
            self._thread.join(0.05)

    @abstractmethod
    def _tell(self, batch: Batch, pause_s: float) -> float:
        """Say it. 0: it was heard, or nobody will ever want it; else the seconds until it is worth another try.

        `pause_s` is what the last try asked for, 0 when it was heard.
        """

    @abstractmethod
    def _hang_up(self) -> None:
        """From another thread: wake the telling one if it waits for an answer. Only that one closes what it opened."""

    def _run(self) -> None:
        pause_s, missed = 0.0, False
        while self._wait(pause_s):  # 1 wait for news, for the second to pass, or for the pause to end
            batch = self._next_batch()  # 2 take what there is, or the unanswered batch again
            pause_s = self._tell(batch, pause_s) if batch else 0.0  # 3 say it
            if not pause_s:  # 4 go on, with the levels first when the far end had been away
                self._settle(missed)
            missed = bool(pause_s)

    def _wait(self, pause_s: float) -> bool:
        """Sleep until it is time to post; false when stopping."""
        with self._news:
            if pause_s:
                self._news.wait_for(lambda: self._stopping, pause_s)
            elif not self._outbox.urgent:
                self._news.wait_for(lambda: self._stopping or self._outbox.urgent, POST_EVERY_S)
            return not self._stopping

    def _next_batch(self) -> Batch:
        with self._news:
            self._outbox.say_alive(time.monotonic())
            return self._outbox.batch()

    def _settle(self, missed: bool) -> None:
        with self._news:
            self._outbox.answered()
            if missed:
                self._outbox.say_levels(time.monotonic())


def longer(pause_s: float) -> float:
    """The next pause of a growing row."""
    return min(max(pause_s * 2, PAUSE_S), PAUSE_S_MAX)
