"""Posts signals over HTTP, each second or sooner on a change, the same batch until it is answered.

    2xx                  taken: go on
    400, 413, 415, 422   answered, but nobody will ever want it: counted in `refused`, logged, go on
    anything else        the far end's trouble: the same batch again, after Retry-After or a growing pause

Nothing here raises into the plant: a refused connection, a cut one and a missing token file are pauses like any other.
"""

import contextlib
import http.client
import json
import logging
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from firmware_sim.controllers.outbox import Outbox

PATH = "/api/v1/signals"
POST_EVERY_S = 1.0
ANSWER_WITHIN_S = 5.0
PAUSE_S = 0.2
PAUSE_S_MAX = 2.0
RETRY_AFTER_S_MAX = 60.0  # a far end may ask for patience, not for silence
STOP_WITHIN_S = 1.5
ANSWERED_FOR_GOOD = (400, 413, 415, 422)

log = logging.getLogger("firmware_sim.poster")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the far end said: an HTTP status (0: it could not be reached), what it asked us to wait, its words."""

    status: int
    retry_after_s: float | None = None
    text: str = ""

    @property
    def final(self) -> bool:
        """Whether the batch is done with, one way or the other."""
        return 200 <= self.status < 300 or self.status in ANSWERED_FOR_GOOD


def retry_after_s(header: str | None, now: datetime) -> float | None:
    """The seconds a Retry-After header asks for (both its forms), within limits; None without one or with nonsense."""
    if header is None:
        return None
    try:
        wait_s = float(header) if header.strip().isdigit() else (parsedate_to_datetime(header) - now).total_seconds()
    except (ValueError, TypeError):
        return None
    return min(max(wait_s, 0.0), RETRY_AFTER_S_MAX)


class HttpPoster:
    """One controller. `say` may be called from any thread and never blocks on the network."""

    def __init__(self, url: str, token: Callable[[], str], boot: str, stations: list[tuple[str, str]]) -> None:
        """`url` is `http://HOST:PORT`; `token` is asked before every post, so that a token may come late or change."""
        parts = urlsplit(url)
        if parts.scheme != "http" or not parts.hostname:
            raise ValueError(f"{url}: a controller posts to http://HOST:PORT")
        self._address = (parts.hostname, parts.port or 80)
        self._token = token
        self._outbox = Outbox(boot, stations)
        self._news = threading.Condition()
        self._connection: http.client.HTTPConnection | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="poster", daemon=True)
        self.refused = 0

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

    def _run(self) -> None:
        pause_s, missed = 0.0, False
        while self._wait(pause_s):  # 1 wait for news, for the second to pass, or for the pause to end
            batch = self._next_batch()  # 2 take what there is, or the unanswered batch again
            answer = self._post(batch) if batch else Answer(204)  # 3 post it
            if answer.final:  # 4 go on, with the levels first when the far end had been away
                self._settle(answer, batch, missed)
                pause_s, missed = 0.0, False
            else:
                pause_s, missed = self._pause_after(answer, pause_s), True

    def _wait(self, pause_s: float) -> bool:
        """Sleep until it is time to post; false when stopping."""
        with self._news:
            if pause_s:
                self._news.wait_for(lambda: self._stopping, pause_s)
            elif not self._outbox.urgent:
                self._news.wait_for(lambda: self._stopping or self._outbox.urgent, POST_EVERY_S)
            return not self._stopping

    def _next_batch(self) -> list[dict[str, int | str]]:
        with self._news:
            self._outbox.say_alive(time.monotonic())
            return self._outbox.batch()

    def _settle(self, answer: Answer, batch: list[dict[str, int | str]], missed: bool) -> None:
        if answer.status in ANSWERED_FOR_GOOD:
            self.refused += len(batch)
            log.error("refused %d signals with %d: %s", len(batch), answer.status, answer.text)
        with self._news:
            self._outbox.answered()
            if missed:
                self._outbox.say_levels(time.monotonic())

    def _pause_after(self, answer: Answer, pause_s: float) -> float:
        if not pause_s:
            log.warning("not heard (status %d), keeping on: %s", answer.status, answer.text)
        if answer.retry_after_s is not None:
            return max(answer.retry_after_s, PAUSE_S)
        return min(max(pause_s * 2, PAUSE_S), PAUSE_S_MAX)

    def _post(self, batch: list[dict[str, int | str]]) -> Answer:
        reused = self._connection is not None
        try:
            return self._ask(batch)
        except (OSError, http.client.HTTPException) as error:
            self._cut()
            if (
                reused and not self._stopping
            ):  # the far end may just have closed an idle connection: that is no trouble yet
                return self._post(batch)
            return Answer(0, text=str(error) or type(error).__name__)

    def _ask(self, batch: list[dict[str, int | str]]) -> Answer:
        headers = {
            "Authorization": f"Bearer {self._token()}",
            "Content-Type": "application/json",
        }
        if self._connection is None:
            self._connection = http.client.HTTPConnection(*self._address, timeout=ANSWER_WITHIN_S)
        self._connection.request("POST", PATH, json.dumps(batch), headers)
        response = self._connection.getresponse()
        text = response.read(10_000).decode("utf-8", "replace")
        if response.will_close or not response.isclosed():
            self._cut()
        return Answer(response.status, retry_after_s(response.headers.get("Retry-After"), datetime.now(UTC)), text)

    def _cut(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _hang_up(self) -> None:
        """From another thread: wake the posting one if it waits for an answer. Only that one closes what it opened."""
        connection = self._connection
        sock = connection.sock if connection is not None else None
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
