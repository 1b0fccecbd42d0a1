"""Waiting for something that announces itself nowhere, with an end to the patience."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_LOOK_EVERY_S = 0.01


def eventually(ask: Callable[[], T], within_s: float = 5.0) -> T:
    """What `ask` says as soon as it is true; AssertionError when it is not true in time."""
    end = time.monotonic() + within_s
    pause = threading.Event()
    while not (said := ask()):
        assert time.monotonic() < end, f"not within {within_s} s"
        pause.wait(_LOOK_EVERY_S)
    return said
