"""What happens when: a heap of (time, action). The heart of the discrete-event plant."""

import heapq
from collections.abc import Callable

SECOND_US = 1_000_000


class Agenda:
    """Actions run in time order; those due at the same time run in the order they were put down."""

    def __init__(self) -> None:
        self.now_us = 0
        self._count = 0
        self._heap: list[tuple[int, int, Callable[[], None]]] = []

    def after(self, delay_us: int, act: Callable[[], None]) -> None:
        """Do `act` in `delay_us` microseconds of plant time."""
        self._count += 1
        heapq.heappush(self._heap, (self.now_us + delay_us, self._count, act))

    def next_us(self) -> int | None:
        """The time of the next action, or None when nothing will ever happen again."""
        return self._heap[0][0] if self._heap else None

    def run_until(self, until_us: int) -> None:
        """Do everything due up to and including `until_us`, and leave the clock there."""
        heap = self._heap
        while heap and heap[0][0] <= until_us:
            self.now_us, _, act = heapq.heappop(heap)
            act()
        self.now_us = max(self.now_us, until_us)
