"""The recorder's wake-up: a datagram on a local socket. Losing one costs a quarter of a second, nothing more."""

from __future__ import annotations

import contextlib
import selectors
import socket
from pathlib import Path

import structlog

POLL_S = 0.25  # the net under the datagrams
_DRAIN_MAX = 1000  # datagrams taken at once; a flood must not keep the tailer from reading


class WakeUp:
    """Waits for a datagram at `path`, or for the poll; for the poll only where no socket can be bound."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._socket = None if path is None else _bound(path)
        self._selector = selectors.DefaultSelector()
        if self._socket is not None:
            self._selector.register(self._socket, selectors.EVENT_READ)

    def wait(self) -> None:
        """Until the recorder committed or pulsed, a quarter of a second at most; uses up all wake-ups so far."""
        if self._selector.select(POLL_S) and self._socket is not None:
            with contextlib.suppress(OSError):
                for _ in range(_DRAIN_MAX):
                    self._socket.recv(64)

    def close(self) -> None:
        self._selector.close()
        if self._socket is not None and self._path is not None:
            self._socket.close()
            self._path.unlink(missing_ok=True)


def _bound(path: Path) -> socket.socket | None:
    """A socket file left by a killed process is in the way and belongs to nobody."""
    made = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    made.setblocking(False)
    try:
        path.unlink(missing_ok=True)
        made.bind(str(path))
    except OSError as error:
        made.close()
        structlog.get_logger(__name__).warning("no wake-up socket, polling instead", path=str(path), error=str(error))
        return None
    return made
