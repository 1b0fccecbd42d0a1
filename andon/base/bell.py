"""A bell that one thread waits at and any may ring."""

from __future__ import annotations

from threading import Lock


class Bell:
    """A bare lock: a condition takes twice as long to wake who waits, and would make all that wait fight for one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._lock.acquire()

    def ring(self) -> None:
        """Let who waits go, or who waits next. Ringing twice is ringing once."""
        if self._lock.locked():
            try:
                self._lock.release()
            except RuntimeError:  # somebody else rang in between, which is as good
                return

    def wait(self, timeout_s: float) -> bool:
        """Until it is rung; false when it was not in time."""
        return self._lock.acquire(timeout=timeout_s)

    def still(self) -> None:
        """Forget that it was rung."""
        self._lock.acquire(blocking=False)
