"""Datagrams that say "look again". Losing one is harmless: everybody also looks by himself now and then."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path


class Waker:
    """Sends a byte to each of the given sockets; whoever does not listen is not missed."""

    def __init__(self, paths: list[Path]) -> None:
        self._paths = [str(path) for path in paths]
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)

    def __call__(self) -> None:
        for path in self._paths:
            with contextlib.suppress(OSError):
                self._socket.sendto(b"!", path)

    def close(self) -> None:
        """Let go of the socket."""
        self._socket.close()
