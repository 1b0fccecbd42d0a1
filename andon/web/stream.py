"""Server-sent events: every screen's connection, fed by one tailer.

Each connection has its own position in the ring. A slow screen delays nobody; one that falls out of the ring gets
the whole board again. Nothing here grows without a limit.
"""

from __future__ import annotations

from pathlib import Path
from threading import Event, Lock, Thread

from andon.journal.reader import Reader
from andon.journal.reader_rows import Beat
from andon.journal.wake import WakeUp
from andon.ports import Clock
from andon.web import messages
from andon.web.connection import Connection
from andon.web.messages import Message
from andon.web.picture import Picture
from andon.web.ring import Ring
from andon.web.tailer import Tailer

STREAMS_MAX = 520  # five hundred screens and some to spare; each holds a thread
THE_EDGE_ITSELF = frozenset({"127.0.0.1", "::1"})  # or a proxy on it, behind which everybody has this address
RETRY = b"retry: 2000\n\n"  # how long a browser waits before it connects again


class StreamRefused(Exception):
    """No stream can be had now; `str()` says why, trying again helps."""


class Stream:
    """All open streams. `start()` in the process that serves them, `close()` ends them within a moment."""

    def __init__(
        self, reader: Reader, clock: Clock, wake_path: Path | None = None, streams_max: int = STREAMS_MAX
    ) -> None:
        self._clock = clock
        self._wake_path = wake_path
        self._streams_max = streams_max
        self._lock = Lock()
        self._connections: frozenset[Connection] = frozenset()
        self._ring = Ring()
        self._picture: Picture | None = None
        self._tailer = Tailer(reader, clock, self._publish)
        self._ending = Event()

    def start(self) -> None:
        Thread(target=self._tail, name="tailer", daemon=True).start()

    def close(self) -> None:
        """May be called from a signal handler: takes no lock."""
        self._ending.set()
        for connection in self._connections:
            connection.end()

    @property
    def open(self) -> int:
        return len(self._connections)

    def pulse_age_us(self, pulse: Beat) -> int:
        return self._tailer.pulse_age_us(pulse)

    def connect(self, line: str | None, last_seq: int | None, address: str = "::1") -> Connection:
        """A new connection with its first words. StreamRefused above the limits and before the book was read.

        No address gets more than half of what there is: one that opens as many as it can leaves room for the boards.
        """
        with self._lock:
            if self._picture is None:
                raise StreamRefused("the journal was not read yet; the edge is starting")
            if len(self._connections) >= self._streams_max:
                raise StreamRefused(f"{self._streams_max} screens are watching already, which is the limit")
            if address not in THE_EDGE_ITSELF and self._open_from(address) >= max(1, self._streams_max // 2):
                raise StreamRefused(f"{self._streams_max // 2} screens of your address are watching already")
            first = RETRY + self._opening(self._picture, line, last_seq)
            connection = Connection(line, first, self._ring.head, self._ring.after, self._whole, self._forget, address)
            self._connections |= {connection}
            return connection

    def _open_from(self, address: str) -> int:
        return sum(connection.address == address for connection in self._connections)

    def _forget(self, connection: Connection) -> None:
        with self._lock:
            self._connections -= {connection}

    def _whole(self, line: str | None) -> tuple[int, bytes]:
        """The board and the position that belong together."""
        with self._lock:
            return self._ring.head, messages.board(self._picture or Picture(), self._clock.now(), line)

    def _opening(self, picture: Picture, line: str | None, last_seq: int | None) -> bytes:
        """What was missed since `last_seq`; the whole board for who knows nothing, or another plan or book."""
        now = self._clock.now()
        plan_seq = picture.plan.seq if picture.plan else picture.seq
        if last_seq is not None and plan_seq <= last_seq <= picture.seq:
            return messages.changes_since(picture, last_seq, line, now)
        return messages.board(picture, now, line)

    def _tail(self) -> None:
        wake_up = WakeUp(self._wake_path)
        while not self._ending.is_set():
            self._tailer.step()
            wake_up.wait()
        wake_up.close()

    def _publish(self, picture: Picture, said: list[Message]) -> None:
        with self._lock:
            self._picture = picture
            before = self._ring.head
            for message in said:
                self._ring.append(message)
            after, connections = self._ring.head, self._connections
        if said:
            self._spread(said, before, after, connections)

    def _spread(self, said: list[Message], before: int, after: int, connections: frozenset[Connection]) -> None:
        """Joined once for each line that is watched, written to every screen."""
        joined: dict[str | None, bytes] = {}
        for connection in connections:
            line = connection.line
            if line not in joined:
                joined[line] = b"".join(message.for_line(line) for message in said)
            connection.hear(joined[line], before, after)
