"""Starts the processes of the service and watches them. One that ends is started again; each restarts alone."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import structlog

LOOK_EVERY_S = 0.05
STOP_WITHIN_S = 4.0  # the promise is 5 s for all of it
STEADY_AFTER_S = 10.0  # one that lived so long was well; its next start is not a repeat of the last
BACK_OFF_MOST_S = 5.0

_log = structlog.get_logger()


@dataclass(slots=True)
class Child:
    """A process of the service: what it is called and how it is started."""

    name: str
    arguments: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    lived_s: float = 0.0
    wait_s: float = 0.0
    back_off_s: float = field(default=0.0)


class Supervisor:
    """Owns the children from start to stop. Each one's pid stands in `<data>/<name>.pid`."""

    def __init__(self, data: Path, children: Sequence[Child]) -> None:
        self._data, self._children = data, children

    def run(self, stop: threading.Event) -> None:
        """Watch until `stop`, then end them all, the last started first."""
        for child in self._children:
            self._start(child)
        while not stop.wait(LOOK_EVERY_S):
            for child in self._children:
                self._look(child)
        self._end()

    def _look(self, child: Child) -> None:
        if child.process is None:
            child.wait_s -= LOOK_EVERY_S
            if child.wait_s <= 0:
                self._start(child)
        elif child.process.poll() is None:
            child.lived_s += LOOK_EVERY_S
        else:
            self._mourn(child, child.process.returncode)

    def _mourn(self, child: Child, code: int) -> None:
        """The first restart is at once; one that keeps dying waits longer each time."""
        child.back_off_s = 0.0 if child.lived_s >= STEADY_AFTER_S else min(child.back_off_s * 2 + 0.25, BACK_OFF_MOST_S)
        child.process, child.wait_s = None, child.back_off_s if child.lived_s < 1 else 0.0
        _log.warning("a process ended", name=child.name, code=code, again_in_s=child.wait_s)

    def _start(self, child: Child) -> None:
        child.process = subprocess.Popen([sys.executable, *child.arguments])  # noqa: S603  # our own interpreter
        child.lived_s = 0.0
        (self._data / f"{child.name}.pid").write_text(f"{child.process.pid}\n")

    def _end(self) -> None:
        for child in reversed(self._children):
            if child.process is not None:
                child.process.send_signal(signal.SIGTERM)
        for child in reversed(self._children):
            if child.process is not None:
                _wait_or_kill(child.process, child.name)
            (self._data / f"{child.name}.pid").unlink(missing_ok=True)


def _wait_or_kill(process: subprocess.Popen[bytes], name: str) -> None:
    try:
        process.wait(STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        _log.warning("did not stop in time", name=name)
        process.kill()
        process.wait()
