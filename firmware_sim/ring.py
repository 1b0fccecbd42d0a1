"""The edges a box remembers until the host has them on disk. Pure. Survives a warm reset, dies with the RAM.

acked         acked + 8                        top
  |  in flight   |   waiting for the window     |
--+--------------+------------------------------+--   32 places for anyone, 8 more for the red button
"""

from collections import deque
from dataclasses import dataclass

PLACES = 40  # an ATmega328P has 2 KiB of RAM; 40 edges of 10 bytes leave room for the rest
PLACES_FOR_RED = 8  # a frantic hand on the yellow cord must not push out a red stop
LOST_MAX = 9999  # saturates, so that a beat with every field at its widest still fits 96 bytes


@dataclass(frozen=True, slots=True)
class Edge:
    """One change of one input: `at_ms` is the box's uint32 clock, `value` 1 pulled or pressed, 0 released."""

    seq: int
    at_ms: int
    kind: int
    value: int


class Ring:
    """A bounded queue of edges with sequence numbers from 1. `lost` counts the edges refused because it was full."""

    def __init__(self) -> None:
        self.top = 0
        self.acked = 0
        self.lost = 0
        self._edges: deque[Edge] = deque()

    def __len__(self) -> int:
        return len(self._edges)

    def add(self, at_ms: int, kind: int, value: int, *, red: bool) -> Edge | None:
        """Remember an edge, or count it as lost and return None when there is no place for its kind."""
        if len(self._edges) >= (PLACES if red else PLACES - PLACES_FOR_RED):
            self.lost = min(self.lost + 1, LOST_MAX)
            return None
        self.top += 1
        edge = Edge(self.top, at_ms, kind, value)
        self._edges.append(edge)
        return edge

    def acknowledge(self, seq: int) -> bool:
        """Forget everything up to `seq`. False when that says nothing new (older, repeated, or never given out)."""
        if not self.acked < seq <= self.top:
            return False
        while self._edges and self._edges[0].seq <= seq:
            self._edges.popleft()
        self.acked = seq
        return True

    def window(self, size: int) -> list[Edge]:
        """The oldest `size` unacknowledged edges, oldest first."""
        return [self._edges[i] for i in range(min(size, len(self._edges)))]
