"""Starts the processes of the service and watches them. One that ends is started again; each restarts alone."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog

LOOK_EVERY_S = 0.05
STOP_WITHIN_S = 4.0  # all children together: the promise is 5 s
STEADY_AFTER_S = 1.0  # one that lived so long came up; its next start is not a repeat of the last
BACK_OFF_FIRST_S, BACK_OFF_MOST_S = 0.25, 5.0
_PR_SET_PDEATHSIG = 1

_log = structlog.get_logger()


@dataclass(slots=True)
class Child:
    """A process of the service: what it is called and how it is started."""

    name: str
    arguments: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    due: float = 0.0  # when it was or will be started, by the monotonic clock
    back_off_s: float = 0.0


class Supervisor:
    """Owns the children from start to stop. Each one's pid stands in `<data>/<name>.pid`."""

    def __init__(self, data: Path, children: Sequence[Child]) -> None:
        self._data, self._children = data, children
        self._libc = ctypes.CDLL(None)

    def run(self, stop: threading.Event) -> None:
        """Watch until `stop`, then end them all, the last started first."""
        try:
            while not stop.is_set():
                for child in self._children:
                    self._look(child)
                stop.wait(LOOK_EVERY_S)
        finally:
            self._end()

    def _look(self, child: Child) -> None:
        if child.process is None:
            if time.monotonic() >= child.due:
                self._start(child)
        elif child.process.poll() is not None:
            self._mourn(child, child.process.returncode)

    def _mourn(self, child: Child, code: int) -> None:
        """It is started again at once; one that does not come up waits, longer each time.

        Who was killed did not fail by itself: it is back at once, however often.
        """
        now = time.monotonic()
        came_up = now - child.due >= STEADY_AFTER_S or code == -signal.SIGKILL
        wait_s = 0.0 if came_up else child.back_off_s
        child.back_off_s = 0.0 if came_up else min(2 * child.back_off_s + BACK_OFF_FIRST_S, BACK_OFF_MOST_S)
        child.process, child.due = None, now + wait_s
        self._pid_file(child).unlink(missing_ok=True)
        _log.warning("a process ended", name=child.name, code=code, again_in_s=wait_s)

    def _start(self, child: Child) -> None:
        child.process = subprocess.Popen(  # noqa: S603  # our own interpreter
            [sys.executable, *child.arguments], preexec_fn=self._die_with_parent
        )
        child.due = time.monotonic()
        try:
            self._tell_pid(child, child.process.pid)
        except OSError as error:  # a full disk must not end what still runs
            _log.warning("a pid could not be told", name=child.name, pid=child.process.pid, reason=str(error))

    def _tell_pid(self, child: Child, pid: int) -> None:
        part = self._pid_file(child).with_suffix(".pid-part")
        part.write_text(f"{pid}\n")
        part.rename(self._pid_file(child))  # whoever reads it finds a whole number

    def _die_with_parent(self) -> None:
        """In the child. A supervisor that was killed cannot end its children; the kernel does it for us."""
        self._libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)

    def _pid_file(self, child: Child) -> Path:
        return self._data / f"{child.name}.pid"

    def _end(self) -> None:
        living = [child for child in reversed(self._children) if child.process is not None]
        for child in living:
            if child.process is not None:
                child.process.send_signal(signal.SIGTERM)
        until = time.monotonic() + STOP_WITHIN_S
        for child in living:
            if child.process is not None:
                _wait_or_kill(child.process, child.name, max(0.0, until - time.monotonic()))
            self._pid_file(child).unlink(missing_ok=True)


def _wait_or_kill(process: subprocess.Popen[bytes], name: str, within_s: float) -> None:
    try:
        process.wait(within_s)
    except subprocess.TimeoutExpired:
        _log.warning("did not stop in time", name=name)
        process.kill()
        process.wait()
