"""Server-sent events: every screen's connection, fed by one tailer.

A connection has a bell and its own position in the ring. It writes in its own thread, so a slow screen delays
nobody; one that falls out of the ring gets the whole board again. Nothing here grows without a limit.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Lock, Thread

from andon.journal.reader import Reader
from andon.journal.reader_rows import PulseRow
from andon.ports import Clock
from andon.web import messages
from andon.web.messages import Message
from andon.web.picture import Picture
from andon.web.ring import Bell, Ring
from andon.web.tailer import Tailer
from andon.web.wake import WakeUp

STREAMS_MAX = 520  # five hundred screens and some to spare; each holds a thread
RETRY = b"retry: 2000\n\n"  # how long a browser waits before it connects again
COMMENT_EVERY_S = 15.0  # on a silent stream: notices a screen that is gone


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
        """May be called from a signal handler: takes no lock that another thread may hold for long."""
        self._ending.set()
        for connection in self._connections:
            connection.bell.ring()

    @property
    def open(self) -> int:
        return len(self._connections)

    @property
    def ending(self) -> bool:
        return self._ending.is_set()

    def pulse_age_us(self, pulse: PulseRow) -> int:
        return self._tailer.pulse_age_us(pulse)

    def connect(self, line: str | None, last_seq: int | None) -> Connection:
        """A new connection with its first words. StreamRefused above the limit and before the book was read."""
        with self._lock:
            if self._picture is None:
                raise StreamRefused("the journal was not read yet; the edge is starting")
            if len(self._connections) >= self._streams_max:
                raise StreamRefused(f"{self._streams_max} screens are watching already, which is the limit")
            connection = Connection(self, line, self._picture, self._ring.head, last_seq)
            self._connections |= {connection}
            return connection

    def forget(self, connection: Connection) -> None:
        with self._lock:
            self._connections -= {connection}

    def after(self, position: int) -> tuple[int, list[Message]] | None:
        return self._ring.after(position)

    def whole(self) -> tuple[int, Picture]:
        """The picture and the position that belong together."""
        with self._lock:
            return self._ring.head, self._picture or Picture()

    def now(self) -> int:
        return self._clock.now()

    def _tail(self) -> None:
        wake_up = WakeUp(self._wake_path)
        while not self.ending:
            self._tailer.step()
            wake_up.wait()
        wake_up.close()

    def _publish(self, picture: Picture, said: list[Message]) -> None:
        with self._lock:
            self._picture = picture
            for message in said:
                self._ring.append(message)
            connections = self._connections
        if said:
            for connection in connections:
                connection.hear(said)


class Connection:
    """One screen's stream: an iterator of bytes that a server thread writes out."""

    def __init__(self, stream: Stream, line: str | None, picture: Picture, position: int, last_seq: int | None) -> None:
        self.bell = Bell()
        self._stream = stream
        self._line = line
        self._position = position
        self._first: bytes | None = self._opening(picture, last_seq)

    def hear(self, said: list[Message]) -> None:
        """Called by the tailer; a message about other lines wakes nobody."""
        if any(message.for_line(self._line) for message in said):
            self.bell.ring()

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._first is not None:
            first, self._first = self._first, None
            return first
        while not self._stream.ending:
            if not self.bell.wait(COMMENT_EVERY_S):
                return b":\n\n"
            if said := self._said():
                return said
        raise StopIteration

    def close(self) -> None:
        self._stream.forget(self)

    def _opening(self, picture: Picture, last_seq: int | None) -> bytes:
        """What was missed since `last_seq`; the whole board for who knows nothing, or another plan or book."""
        now = self._stream.now()
        known = last_seq is not None and picture.plan is not None and picture.plan.seq <= last_seq <= picture.seq
        if known and last_seq is not None:
            return RETRY + messages.changes_since(picture, last_seq, self._line, now)
        return RETRY + messages.board(picture, now, self._line)

    def _said(self) -> bytes:
        found = self._stream.after(self._position)
        if found is None:
            self._position, picture = self._stream.whole()
            return messages.board(picture, self._stream.now(), self._line)
        self._position, said = found
        return b"".join(message.for_line(self._line) for message in said)
