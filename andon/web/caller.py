"""A connection that is listened to without a thread, until its request is whole."""

from __future__ import annotations

import errno
import socket
import ssl
import struct
from collections.abc import Callable
from typing import Any

from gunicorn import http, sock, util  # type: ignore[import-untyped]
from gunicorn.config import Config  # type: ignore[import-untyped]
from gunicorn.workers.gthread import TConn  # type: ignore[import-untyped]

from andon.web.framing import Framing, Heard

READ_BYTES = 65_536
TAKES_NOTHING_S = 15  # a reader that takes nothing for so long has gone, and gives its thread back
DRAINED_MAX_BYTES = 65_536
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class PlainSocket(socket.socket):
    """Never waits for ever for a reader. The kernel keeps the time, for the stream sends on it without waiting."""

    def be_impatient(self) -> None:
        self.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", TAKES_NOTHING_S, 0))
        self.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, TAKES_NOTHING_S * 1000)

    def sendall(self, data: Any, flags: int = 0) -> None:
        try:
            super().sendall(data, flags)
        except BlockingIOError as error:
            raise BrokenPipeError(errno.EPIPE, "the other end takes nothing") from error


class Caller(TConn):  # type: ignore[misc]
    """One connection; `framing` is its request that is under way. Raises OSError when it cannot be secured."""

    def __init__(
        self, settings: Config, peer: socket.socket, client: Any, server: Any, linger: Callable[[Caller], None]
    ) -> None:
        plain = PlainSocket(fileno=peer.detach())
        plain.be_impatient()
        super().__init__(settings, plain, client, server)
        self.is_shaking_hands = settings.is_ssl
        if self.is_shaking_hands:
            self.sock = sock.ssl_wrap_socket(plain, settings)
        self.initialized = self.data_ready = True
        self.drained_bytes = 0
        self._linger = linger
        self.framing = Framing()

    def begin(self) -> Heard:
        """A request: of it there may be what came along with the one before."""
        self.sock.setblocking(False)
        self.framing = Framing()
        return self.framing.feed(self.parser.unreader.take_buffered() if self.parser else b"")

    def hear(self) -> Heard:
        """What has come by now; never waits."""
        try:
            if self.is_shaking_hands:
                self.sock.do_handshake()
                self.is_shaking_hands = False
            return self._hear()
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            return Heard.MORE
        except OSError:
            return Heard.GONE

    def _hear(self) -> Heard:
        while said := self.sock.recv(READ_BYTES):
            heard = self.framing.feed(said)
            if heard is Heard.MORE and self.framing.expects_continue:
                self.framing.expects_continue = False
                self.sock.send(_CONTINUE)
            if heard is not Heard.MORE or not (isinstance(self.sock, ssl.SSLSocket) and self.sock.pending()):
                return heard
        return Heard.GONE

    def hand_over(self) -> None:
        """To a thread: it reads what was heard, and never from the socket."""
        self.parser = http.get_parser(self.cfg, [bytes(self.framing.held)], self.client)
        self.framing = Framing()

    def refuse(self, status: int, reason: str, sentence: str) -> None:
        """Answer what is no request; whether that is heard is not our concern."""
        try:
            util.write_error(self.sock, status, reason, sentence)
        except OSError:
            return

    def close(self, graceful: bool = False) -> None:
        """Gracefully: what was said last must arrive though the other end is still talking."""
        if graceful:
            self._linger(self)
        else:
            util.close(self.sock)

    def drain(self) -> bool:
        """Throw away what still comes; whether the connection is over."""
        try:
            said = self.sock.recv(READ_BYTES)
        except (BlockingIOError, ssl.SSLWantReadError):
            return False
        except OSError:
            return True
        self.drained_bytes += len(said)
        return not said or self.drained_bytes > DRAINED_MAX_BYTES
