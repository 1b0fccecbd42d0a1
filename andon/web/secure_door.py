"""HTTPS beside HTTP: where it is spoken, and what a connection that came in there is given."""

from __future__ import annotations

import errno
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gunicorn.config import Config  # type: ignore[import-untyped]

SILENCE_S = 10.0  # browsers open connections ahead of need; behind plain ones the server waits without a thread


@dataclass(frozen=True, slots=True)
class SecureDoor:
    """Where HTTPS is spoken, and the file with key and certificate; it is read anew for each connection.

    So a certificate that is made or renewed holds at once, and while there is none, who knocks is turned away.
    """

    host: str
    port: int
    pem: Path


class ImpatientSocket(ssl.SSLSocket):
    """Never waits for ever: a silent peer has gone, whatever the server thinks of blocking."""

    def setblocking(self, flag: bool) -> None:
        self.settimeout(None if flag else 0.0)

    def settimeout(self, value: float | None) -> None:
        super().settimeout(SILENCE_S if value is None else value)

    def do_handshake(self, block: bool = False) -> None:
        try:
            super().do_handshake(block)
        except TimeoutError as error:
            raise ssl.SSLError("nothing was said") from error

    def recv(self, buflen: int = 1024, flags: int = 0) -> bytes:
        try:
            return super().recv(buflen, flags)
        except TimeoutError:
            return b""

    def send(self, data: Any, flags: int = 0) -> int:
        try:
            return super().send(data, flags)
        except TimeoutError as error:
            raise BrokenPipeError(errno.EPIPE, "the other end takes nothing") from error


def secure_settings(settings: dict[str, Any], door: SecureDoor) -> Config:
    """The server's settings with a certificate, for the connections of this door alone."""
    secure = Config()
    secured = {"certfile": str(door.pem), "keyfile": str(door.pem), "ssl_context": _context}
    for name, value in (settings | secured).items():
        secure.set(name, value)
    return secure


def _context(settings: Config, default: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    try:
        context = default()
    except OSError as error:
        raise ssl.SSLError(f"no certificate to show: {error}") from error
    context.sslsocket_class = ImpatientSocket
    return context
