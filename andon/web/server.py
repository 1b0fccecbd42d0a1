"""gunicorn, started from within: one worker with a thread per screen.

One worker, because one tailer formats each change once for all screens; a second would double the work.
So HTTPS is a second listener of the same worker: a connection that came in there is given settings with a certificate.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.workers.gthread import TConn, ThreadWorker  # type: ignore[import-untyped]

from andon.web.parts import parts_of
from andon.web.secure_door import SecureDoor, secure_settings
from andon.web.stream import STREAMS_MAX

THREADS = STREAMS_MAX + 32  # beside the screens: pages, the API, /healthz
SPARE_CONNECTIONS = 256  # kept alive or waiting, they hold no thread
GRACE_S = 1  # streams end at once; whatever else is under way has this long
KEEP_ALIVE_S = 5
_PR_SET_PDEATHSIG = 1


def serve(
    make_app: Callable[[], Flask], host: str, port: int, threads: int = THREADS, secure: SecureDoor | None = None
) -> None:
    """Serve until SIGTERM or SIGINT, then end the process. Call it in the main thread of a process of its own."""
    _Server(make_app, host, port, threads, secure).run()


class Worker(ThreadWorker):  # type: ignore[misc]
    """Ends its streams when told to stop, and does not outlive its master."""

    def init_process(self) -> None:
        _die_with_parent(self.ppid)
        super().init_process()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if isinstance(self.wsgi, Flask):
            parts_of(self.wsgi).stream.close()
        super().handle_exit(sig, frame)

    def enqueue_req(self, connection: TConn) -> None:
        """A new connection to the secure door gets the settings with the certificate, before it is read."""
        if not connection.initialized and self.app.is_secure(connection.server):
            connection.cfg = self.app.secure_settings
        super().enqueue_req(connection)

    def handle_error(self, request: Any, client: socket.socket, address: Any, error: Exception) -> None:
        """A browser that does not trust us, or plain HTTP at the secure door: nobody is there to read an answer."""
        if not isinstance(error, ssl.SSLError):
            super().handle_error(request, client, address, error)


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(
        self, make_app: Callable[[], Flask], host: str, port: int, threads: int, secure: SecureDoor | None
    ) -> None:
        self._make_app = make_app
        self._secure_port = secure.port if secure else None
        binds = [_bind(host, port)] + ([_bind(secure.host, secure.port)] if secure else [])
        self._settings = _settings(binds, threads)
        self.secure_settings = secure_settings(self._settings, secure) if secure else None
        super().__init__()

    def is_secure(self, listener: tuple[Any, ...]) -> bool:
        return bool(listener[1] == self._secure_port)

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """In the worker, after the fork: threads and open files must be its own."""
        app = self._make_app()
        parts_of(app).stream.start()
        return app


def _bind(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _settings(binds: list[str], threads: int) -> dict[str, Any]:
    heartbeats = Path("/dev/shm")  # noqa: S108 - gunicorn's own advice: its heartbeat must not wait for a disk
    return {
        "bind": binds,
        "workers": 1,
        "worker_class": Worker,
        "threads": threads,
        "worker_connections": threads + SPARE_CONNECTIONS,
        "backlog": 1024,
        "graceful_timeout": GRACE_S,
        "keepalive": KEEP_ALIVE_S,
        "loglevel": "warning",
        "accesslog": None,
        "control_socket_disable": True,
        "worker_tmp_dir": str(heartbeats) if os.access(heartbeats, os.W_OK) else None,
    }


def _die_with_parent(parent: int) -> None:
    """A killed master cannot tell its worker to go, so the kernel does; an orphan would hold the port."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
