"""The edges of one epoch of one box, in order, each once. Pure.

      on_disk        handed                  held (out of order, bounded)
    ----+---------------+--------- gap -------[9][10]--[12]
        | in the inbox  | next wanted: handed + 1
        +-- acknowledged up to here, and only up to here

Where it starts is what the box says in its beat: after `acked`. What was handed over before a restart and was not yet
acknowledged comes again; the journal knows it by (uid, epoch, seq).
"""

from __future__ import annotations

from dataclasses import dataclass

from andon.sources.serial.codec import Edge

HELD_MAX = 64  # a box sends at most 8 ahead and has some 40 places; more comes from no box of this protocol
PENDING_MAX = 64  # edges of one box waiting for the commit; beyond it the box keeps them, and sends them again
REPEAT_MIN_US = 50_000  # a repeated ack makes the box send its window again, which takes 60 ms on the wire


@dataclass(frozen=True, slots=True)
class Heard:
    """An edge and when it was read."""

    edge: Edge
    at_us: int


class Order:
    """Takes edges as they come, gives them out in order, knows what may be acknowledged."""

    def __init__(self, epoch: int, counters: dict[str, int]) -> None:
        self.epoch = epoch
        self.handed: int | None = None  # None: the box has not said where to start
        self._on_disk = 0
        self._counters = counters
        self._held: dict[int, Heard] = {}
        self._committed: set[int] = set()
        self._acked = 0  # what the box was told last, and when
        self._acked_at_us = 0
        self._repeat = False

    def take(self, heard: Heard) -> list[Heard]:
        """An edge came; the edges that may be handed over now."""
        seq = heard.edge.seq
        if self.handed is not None and seq <= self.handed:
            self._counters["duplicates"] += 1
            # What is still on its way to the disk will be acknowledged in a moment: asking for it again would not help.
            self._repeat |= seq <= self._on_disk
            return []
        self._hold(seq, heard)
        if self.handed is not None and seq > self.handed + 1:
            self._counters["gaps"] += 1
            self._repeat = True
        return self._release()

    def beat(self, acked: int) -> list[Heard]:
        """The box says up to where it was acknowledged; the edges that may be handed over now."""
        if self.handed is None:
            self._start_after(acked)
        elif acked > self.handed:
            self._counters["skipped"] += acked - self.handed  # another host took them
            self._start_after(acked)
        elif acked < self._on_disk:
            self._repeat = True  # our acknowledgement did not arrive
        return self._release()

    def committed(self, seq: int) -> None:
        """Edge `seq` is on disk."""
        if seq > self._on_disk:
            self._committed.add(seq)
        while self._on_disk + 1 in self._committed:
            self._on_disk += 1
            self._committed.discard(self._on_disk)

    def ack(self, at_us: int) -> int | None:
        """What is to be acknowledged now: news at once, a repeat not more often than it can help."""
        if self.handed is None:
            return None
        may_repeat = self._repeat and at_us - self._acked_at_us >= REPEAT_MIN_US
        if self._on_disk <= self._acked and not may_repeat:
            return None
        self._acked, self._acked_at_us, self._repeat = self._on_disk, at_us, False
        return self._on_disk

    def _start_after(self, acked: int) -> None:
        self.handed = self._on_disk = self._acked = acked
        self._committed = {seq for seq in self._committed if seq > acked}
        self._held = {seq: heard for seq, heard in self._held.items() if seq > acked}

    def _hold(self, seq: int, heard: Heard) -> None:
        if seq in self._held:
            self._counters["duplicates"] += 1
        elif len(self._held) < HELD_MAX or (self.handed is not None and seq == self.handed + 1):
            self._held[seq] = heard

    def _release(self) -> list[Heard]:
        out: list[Heard] = []
        if self.handed is None:
            return out
        while self.handed - self._on_disk < PENDING_MAX and (heard := self._held.pop(self.handed + 1, None)):
            out.append(heard)
            self.handed += 1
        return out
