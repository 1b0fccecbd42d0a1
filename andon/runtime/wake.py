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

    def screens(self) -> None:
        """A tile may have moved, or the recorder pulsed. Counts and values are shown once a second, with the pulse."""
        self._send(self._screens)

    def forwarders(self) -> None:
        """There is something to carry away; it wants processor time, so whoever is quicker is woken before."""
        self._send(self._forwarders)

    def everybody(self) -> None:
        """Screens and forwarders."""
        self.screens()
        self.forwarders()

    def _send(self, path: str) -> None:
        with contextlib.suppress(OSError):
            self._socket.sendto(b"!", path)

    def close(self) -> None:
        """Let go of the socket."""
        self._socket.close()
