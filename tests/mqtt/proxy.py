"""A wire to the broker that can be cut without either end noticing."""

from __future__ import annotations

import contextlib
import socket
import threading


class Proxy:
    """Carries bytes both ways. A connection that was cut stays open and carries nothing ever again."""

    def __init__(self, port: int) -> None:
        self._far = port
        self._whole = threading.Event()
        self._whole.set()
        self._closed = False
        self.accepted = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._start(self._accept)

    def cut(self) -> None:
        self._whole.clear()

    def mend(self) -> None:
        """For connections that begin from now on."""
        self._whole.set()

    def close(self) -> None:
        self._closed = True
        self._whole.set()
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while not self._closed:
                near, _ = self._listener.accept()
                self.accepted += 1
                far = socket.create_connection(("127.0.0.1", self._far))
                self._start(self._carry, near, far)
                self._start(self._carry, far, near)

    def _carry(self, from_: socket.socket, to: socket.socket) -> None:
        is_whole = True
        with contextlib.suppress(OSError):
            while said := from_.recv(65_536):
                is_whole = is_whole and self._whole.is_set()
                if is_whole:
                    to.sendall(said)
        for one in (from_, to):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    @staticmethod
    def _start(work: object, *arguments: object) -> None:
        threading.Thread(target=work, args=arguments, daemon=True).start()  # type: ignore[arg-type]
