"""Posts signals over HTTP, the same batch until it is answered.

    2xx                  taken: go on
    400, 413, 415, 422   answered, but nobody will ever want it: counted in `refused`, logged, go on
    anything else        the far end's trouble: the same batch again, after Retry-After or a growing pause

A refused connection, a cut one and a missing token file are pauses like any other.
"""

import contextlib
import http.client
import json
import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from firmware_sim.controllers.poster import PAUSE_S, Batch, Poster, longer

PATH = "/api/v1/signals"
ANSWER_WITHIN_S = 5.0
RETRY_AFTER_S_MAX = 60.0  # a far end may ask for patience, not for silence
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


class HttpPoster(Poster):
    """Machines that post to a service."""

    def __init__(self, url: str, token: Callable[[], str], boot: str, stations: list[tuple[str, str]]) -> None:
        """`url` is `http://HOST:PORT`; `token` is asked before every post, so that a token may come late or change."""
        super().__init__(boot, stations)
        parts = urlsplit(url)
        if parts.scheme != "http" or not parts.hostname:
            raise ValueError(f"{url}: a controller posts to http://HOST:PORT")
        self._address = (parts.hostname, parts.port or 80)
        self._token = token
        self._connection: http.client.HTTPConnection | None = None
        self.refused = 0

    def _tell(self, batch: Batch, pause_s: float) -> float:
        answer = self._post(batch)
        if not answer.final:
            return self._pause_after(answer, pause_s)
        if answer.status in ANSWERED_FOR_GOOD:
            self.refused += len(batch)
            log.error("refused %d signals with %d: %s", len(batch), answer.status, answer.text)
        return 0.0

    def _pause_after(self, answer: Answer, pause_s: float) -> float:
        if not pause_s:
            log.warning("not heard (status %d), keeping on: %s", answer.status, answer.text)
        if answer.retry_after_s is not None:
            return max(answer.retry_after_s, PAUSE_S)
        return longer(pause_s)

    def _post(self, batch: Batch) -> Answer:
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

    def _ask(self, batch: Batch) -> Answer:
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
        connection = self._connection
        sock = connection.sock if connection is not None else None
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
