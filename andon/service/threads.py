"""The threads of a process, and how they end."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Sequence
from types import FrameType

import structlog

_log = structlog.get_logger()
END_WITHIN_S = 2.0  # what is under way in the threads of a process that was told to stop


def stop_flag() -> threading.Event:
    stop = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, ask)
    return stop


def thread(name: str, target: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=target, name=name, daemon=True)
    thread.start()
    return thread


def keep_alive(name: str, work: Callable[[], None], stop: threading.Event) -> None:
    """What breaks is started again: one bad protocol, or one bad far end, must not be silent for good."""
    while not stop.is_set():
        try:
            work()
        except Exception:
            _log.exception("it broke and is started again", name=name)
        stop.wait(1)


def join(threads: Sequence[threading.Thread]) -> None:
    until = time.monotonic() + END_WITHIN_S
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
