"""The loop of one port, in its own thread: a stalled or flooded port stalls itself and nobody else.

wait for bytes, a commit, a lamp, 100 ms
  1 read       bytes -> frames -> each to its box -> signals -> emit (blocks while the inbox is full)
  2 commits    what the recorder has put on disk since
  3 answer     acknowledgements and lamps that are due
"""

from __future__ import annotations

import threading
from collections import deque
from functools import partial

from andon.model.signal import Garbled, Receipt, Signal
from andon.ports import Clock, Emit, Wanted
from andon.sources.serial.box import Box
from andon.sources.serial.codec import Decoder, Frame, encode_query
from andon.sources.serial.pace import Pace
from andon.sources.serial.roster import Roster
from andon.sources.serial.tty import Tty, Waker

LOOK_S = 0.1  # how late a lamp may be whose change nothing here announced
QUERY_US = 2_000_000  # ask again as long as nobody was heard
PAUSE_S = 0.03  # of a port that brings more than any wire can; a commit ends it, for edges are paced by the disk
BOXES_PER_PORT_MAX = 16  # a port is a cable; a converter may join a few
PORT_COUNTERS = ("opened", "bytes", "frames", "garbled", "refused")


def new_port_counters() -> dict[str, int]:
    """All counters of a port."""
    return dict.fromkeys(PORT_COUNTERS, 0)


class Port:
    """One port from when it is plugged in until it is gone."""

    def __init__(self, path: str, clock: Clock, roster: Roster, silent_after_us: int, counters: dict[str, int]) -> None:
        self.path = path
        self.counters = counters
        self.is_open = False
        self.garbled_last = ""
        self._clock = clock
        self._roster = roster
        self._silent_after_us = silent_after_us
        self._decoder = Decoder()
        self._pace = Pace()
        self._boxes: dict[str, Box] = {}
        self._commits: deque[tuple[str, int, int]] = deque()  # bounded: a box has at most PENDING_MAX under way
        self._waker = Waker()
        self._queried_at_us: int | None = None

    def serve(self, emit: Emit, wanted: Wanted, stop: threading.Event) -> None:
        """Until `stop` is set and the port was woken, or the port is gone. Raises OSError, saying why."""
        try:
            tty = Tty(self.path, self._waker)
            self.counters["opened"] += 1
            self.is_open = True
            try:
                self._loop(tty, emit, wanted, stop)
            finally:
                self.is_open = False
                tty.close()
        finally:
            self._roster.left(self.path)
            self._waker.close()

    def wake(self) -> None:
        """Have the loop look at once; from any thread."""
        self._waker.wake()

    def _loop(self, tty: Tty, emit: Emit, wanted: Wanted, stop: threading.Event) -> None:
        too_fast = False
        while not stop.is_set():
            readable = tty.wait(PAUSE_S if too_fast else LOOK_S, reading=not too_fast)
            too_fast = readable and self._read(tty, emit)
            self._take_commits()
            if tty.idle:
                self._answer(tty, wanted)

    def _read(self, tty: Tty, emit: Emit) -> bool:
        """One read handed over; whether it is too much for a wire."""
        data = tty.read()
        at_us = self._clock.now()
        found = self._decoder.feed(data)
        garbled = 0
        for item in found:
            if isinstance(item, Garbled):
                garbled += 1
                self.garbled_last = f"{item.reason} at byte {item.offset}"
            else:
                self._hand_over(item, at_us, emit)
        self.counters["bytes"] += len(data)
        self.counters["garbled"] += garbled
        self.counters["frames"] += len(found) - garbled
        return self._pace.has_read(len(data), at_us)

    def _hand_over(self, frame: Frame, at_us: int, emit: Emit) -> None:
        box = self._box(frame.uid)
        if box is None:
            self.counters["refused"] += 1
            return
        self._flag(box, self._roster.heard(box, self.path, at_us))
        for item in box.hear(frame, at_us):
            if isinstance(item, Signal) and item.boot is not None and item.device_seq is not None:
                emit(item, partial(self._done, frame.uid, int(item.boot), item.device_seq))
            else:
                emit(item)

    def _box(self, uid: str) -> Box | None:
        box = self._boxes.get(uid)
        if box is None and len(self._boxes) < BOXES_PER_PORT_MAX:
            box = self._roster.meet(uid, self.path)
            if box is not None:
                self._boxes[uid] = box
        return box

    def _flag(self, box: Box, claimed_twice: bool) -> None:
        if box.withheld and not claimed_twice:
            box.tell_all()
        box.withheld = claimed_twice

    def _done(self, uid: str, epoch: int, seq: int, _receipt: Receipt) -> None:
        """In the recorder's thread. Set aside or known is on disk too: the box need not keep it."""
        self._commits.append((uid, epoch, seq))
        self._waker.wake()

    def _take_commits(self) -> None:
        while self._commits:
            uid, epoch, seq = self._commits.popleft()
            self._boxes[uid].committed(epoch, seq)

    def _answer(self, tty: Tty, wanted: Wanted) -> None:
        at_us = self._clock.now()
        frames: list[bytes] = []
        for box in self._boxes.values():
            # A box that is not heard could not be heard pulling: its lease must run out, or it would stay green.
            silent = box.heard_at_us is None or at_us - box.heard_at_us > self._silent_after_us
            frames += box.answers(None if silent else wanted(box.device), at_us)
        if not self._boxes and (self._queried_at_us is None or at_us - self._queried_at_us >= QUERY_US):
            self._queried_at_us = at_us
            frames.append(encode_query())
        if frames:
            tty.write(b"".join(frames))
