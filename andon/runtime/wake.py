"""Datagrams that say "look again". Losing one is harmless: everybody also looks by himself now and then."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path


class Waker:
    """Sends a byte to the screens and to the forwarders; whoever does not listen is not missed."""

    def __init__(self, screens: Path, forwarders: Path) -> None:
        self._screens, self._forwarders = str(screens), str(forwarders)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)

    def __call__(self, *, only_samples: bool = False) -> None:
        """Screens are told of counts and values once a second, with the pulse: these wake the forwarders only."""
        if not only_samples:
            self._send(self._screens)
        self._send(self._forwarders)

    def _send(self, path: str) -> None:
        with contextlib.suppress(OSError):
            self._socket.sendto(b"!", path)

    def close(self) -> None:
        """Let go of the socket."""
        self._socket.close()
