"""gunicorn, started from within: one worker with a thread per screen.

One worker, because one tailer formats each change once for all screens; a second would double the work.
So HTTPS is a second listener of the same worker: a connection that came in there is given settings with a certificate.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from andon.web.framing import LINE_MAX_BYTES
from andon.web.parts import parts_of
from andon.web.secure_door import SecureDoor, secure_settings
from andon.web.stream import STREAMS_MAX
from andon.web.worker import KEPT_ALIVE_MAX, LINGERING_MAX, WAITING_MAX, Worker

THREADS = STREAMS_MAX + 32  # beside the screens: pages, the API, /healthz
QUEUED_MAX = 256  # whole requests that wait for a thread; above it nobody is let in until there is one
GRACE_S = 1  # streams end at once; whatever else is under way has this long
KEEP_ALIVE_S = 5
FILES_BESIDE = 128  # the book, the libraries, the desk


def serve(
    make_app: Callable[[], Flask], host: str, port: int, threads: int = THREADS, secure: SecureDoor | None = None
) -> None:
    """Serve until SIGTERM or SIGINT, then end the process. Call it in the main thread of a process of its own."""
    _room_for_files(threads)
    _Server(make_app, host, port, threads, secure).run()


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


def _room_for_files(threads: int) -> None:
    """Many systems give a process 1,024 of them until it asks for more."""
    wanted = threads + WAITING_MAX + KEPT_ALIVE_MAX + QUEUED_MAX + LINGERING_MAX + FILES_BESIDE
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _bind(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _settings(binds: list[str], threads: int) -> dict[str, Any]:
    heartbeats = Path("/dev/shm")  # noqa: S108 - gunicorn's own advice: its heartbeat must not wait for a disk
    return {
        "bind": binds,
        "workers": 1,
        "worker_class": Worker,
        "threads": threads,
        "worker_connections": threads + WAITING_MAX + KEPT_ALIVE_MAX + QUEUED_MAX,
        "limit_request_line": LINE_MAX_BYTES,
        "limit_request_fields": 64,
        "limit_request_field_size": 8_190,
        "sendfile": False,  # it waits for ever for a reader that takes nothing
        "backlog": 1024,
        "graceful_timeout": GRACE_S,
        "keepalive": KEEP_ALIVE_S,
        "loglevel": "error",  # what strangers send is no news, and a thousand lines a second would fill the disk
        "accesslog": None,
        "control_socket_disable": True,
        "worker_tmp_dir": str(heartbeats) if os.access(heartbeats, os.W_OK) else None,
    }
