"""One screen's stream.

A server thread owns each connection and parks on its bell. While it is parked and has said all there is to say, the
tailer writes to its socket itself, without waiting: waking five hundred threads takes ten times as long as five
hundred sends. What a full socket did not take, and everything after it, is the thread's own work again.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from threading import Lock

from andon.base.bell import Bell
from andon.web.messages import Message

COMMENT_EVERY_S = 15.0  # on a silent stream: notices a screen that is gone
SILENT_PEER_MS = 15_000  # a screen whose plug was pulled gives its thread back after this

After = Callable[[int], tuple[int, list[Message]] | None]
"""What was said after a position of the ring; None when it fell out of it."""
Whole = Callable[[str | None], tuple[int, bytes]]
"""The whole board of a line, or of all, with the position it belongs to."""
Forget = Callable[["Connection"], None]
"""Told when the connection is over."""


class Connection:
    """An iterator of bytes that a server thread writes out; `hear` is the tailer's shorter way."""

    def __init__(
        self,
        line: str | None,
        first: bytes,
        position: int,
        after: After,
        whole: Whole,
        forget: Forget,
        address: str = "",
    ) -> None:
        self.line = line
        self.address = address  # of whoever watches
        self.bell = Bell()
        self._first = first
        self._position = position
        self._after = after
        self._whole = whole
        self._forget = forget
        self._pen = Lock()  # held by whoever writes
        self._parked = False
        self._ending = False
        self._peer: socket.socket | None = None
        self._rest = b""

    def write_straight_to(self, peer: socket.socket | None) -> None:
        """From now on the tailer may write to this socket, which carries a chunked HTTP/1.1 answer.

        Not where it is encrypted: a record that was begun must be ended, so there the thread writes.
        """
        if peer is not None:
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SILENT_PEER_MS)
        self._peer = None if isinstance(peer, ssl.SSLSocket) else peer

    def hear(self, said: bytes, before: int, after: int) -> None:
        """What was said between two positions. Called by the tailer alone; never waits."""
        if not self._pen.acquire(blocking=False):
            self.bell.ring()
            return
        try:
            if not (self._parked and self._peer and self._position == before):
                self.bell.ring()
                return
            self._position = after
            if said:
                self._send(self._peer, b"%x\r\n%b\r\n" % (len(said), said))
        finally:
            self._pen.release()

    def end(self) -> None:
        """Let the thread go. May be called from a signal handler: it takes no lock."""
        self._ending = True
        self.bell.ring()

    def close(self) -> None:
        """Called by the server when the answer is over, however it ended."""
        self._ending = True
        self._forget(self)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._first:
            first, self._first = self._first, b""
            return first
        while not self._ending:
            if said := self._next_words():
                return said
            if not self.bell.wait(COMMENT_EVERY_S):
                return self._comment()
        raise StopIteration

    def _next_words(self) -> bytes:
        """What is new since our position; parks when nothing is."""
        with self._pen:
            if self._rest and self._peer:
                self._peer.sendall(self._rest)
                self._rest = b""
            found = self._after(self._position)
            if found is None:
                self._position, said = self._whole(self.line)
            else:
                self._position, messages = found
                said = b"".join(message.for_line(self.line) for message in messages)
            self._parked = not said
            return said

    def _comment(self) -> bytes:
        with self._pen:
            self._parked = False
        return b":\n\n"

    def _send(self, peer: socket.socket, chunk: bytes) -> None:
        try:
            sent = peer.send(chunk, socket.MSG_DONTWAIT)
        except BlockingIOError:
            sent = 0
        except OSError:
            self.end()
            return
        if sent < len(chunk):
            self._rest, self._parked = chunk[sent:], False
            self.bell.ring()
