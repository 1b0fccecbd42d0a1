"""gunicorn, started from within: one worker with a thread per screen.

One worker, because one tailer formats each change once for all screens; a second would double the work.
"""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from andon.web.parts import parts_of
from andon.web.stream import STREAMS_MAX

THREADS = STREAMS_MAX + 32  # beside the screens: pages, the API, /healthz
SPARE_CONNECTIONS = 256  # kept alive or waiting, they hold no thread
GRACE_S = 1  # streams end at once; whatever else is under way has this long
KEEP_ALIVE_S = 5
_PR_SET_PDEATHSIG = 1


def serve(make_app: Callable[[], Flask], host: str, port: int, threads: int = THREADS) -> None:
    """Serve until SIGTERM or SIGINT, then end the process. Call it in the main thread of a process of its own."""
    _Server(make_app, host, port, threads).run()


class Worker(ThreadWorker):  # type: ignore[misc]
    """Ends its streams when told to stop, and does not outlive its master."""

    def init_process(self) -> None:
        _die_with_parent(self.ppid)
        super().init_process()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if isinstance(self.wsgi, Flask):
            parts_of(self.wsgi).stream.close()
        super().handle_exit(sig, frame)


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, make_app: Callable[[], Flask], host: str, port: int, threads: int) -> None:
        self._make_app = make_app
        self._settings = _settings(f"[{host}]:{port}" if ":" in host else f"{host}:{port}", threads)
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """In the worker, after the fork: threads and open files must be its own."""
        app = self._make_app()
        parts_of(app).stream.start()
        return app


def _settings(bind: str, threads: int) -> dict[str, Any]:
    heartbeats = Path("/dev/shm")  # noqa: S108 - gunicorn's own advice: its heartbeat must not wait for a disk
    return {
        "bind": [bind],
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
