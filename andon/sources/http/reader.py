"""The source behind `POST /api/v1/signals`: hands over, waits for the disk, answers.

Threads: `run` (the supervisor's) only lends its `emit` while it runs; `receive` is called by the desk's threads, one
per request; receipts come from the recorder's thread.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import partial

from andon.base.errors import BadInput, CommandRejected, DeskUnavailable
from andon.model.signal import DeviceStatus, LifeSign, Receipt, Signal
from andon.ports import Clock, Emit, Wanted
from andon.sources.http.codec import Rejected, decode, digest

WAIT_S = 10.0  # a commit takes milliseconds; a program that waited so long should know that something is wrong
KEYS_MOST = 10_000  # used of late, of all programs; older ones are known by what they left in the book
COUNTERS = ("requests", "accepted", "duplicates", "rejected", "refused", "unanswered")


class _Tally:
    """The receipts of one request."""

    def __init__(self, awaited: int) -> None:
        self._lock = threading.Lock()
        self._open = awaited
        self._all = threading.Event()
        self.accepted = self.duplicates = 0
        self.rejected: list[Rejected] = []
        self.seq: int | None = None
        if not awaited:
            self._all.set()

    def receipt(self, index: int, receipt: Receipt) -> None:
        """In the recorder's thread: count it and return."""
        with self._lock:
            self.accepted += receipt.verdict in ("accepted", "unchanged", "unassigned")
            self.duplicates += receipt.verdict == "duplicate"
            if receipt.verdict == "set-aside":
                self.rejected.append(Rejected(index, receipt.reason))
            self.seq = receipt.seq if self.seq is None else max(self.seq, receipt.seq)
            self._open -= 1
            if not self._open:
                self._all.set()

    def wait(self) -> bool:
        return self._all.wait(WAIT_S)


class _Keys:
    """What each key was used for of late. After a restart nobody remembers: then other content is taken as news."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._content: OrderedDict[tuple[str, str], int] = OrderedDict()

    def check(self, token: str, key: str, content: int) -> None:
        """CommandRejected when it was used for something else."""
        with self._lock:
            if self._content.setdefault((token, key), content) != content:
                raise CommandRejected(
                    "this Idempotency-Key was used for other signals: a repeat has the same body,"
                    " and other signals have a key of their own"
                )
            if len(self._content) > KEYS_MOST:
                self._content.popitem(last=False)


class HttpSource:
    """Readings of programs that post them."""

    name = "http"

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._emit: Emit | None = None
        self._counters = dict.fromkeys(COUNTERS, 0)
        self._keys = _Keys()

    def run(self, emit: Emit, wanted: Wanted, stop: threading.Event) -> None:
        """Take requests until `stop`. A program has no lamps: `wanted` is not asked."""
        self._emit = emit
        try:
            stop.wait()
        finally:
            self._emit = None

    def status(self) -> Sequence[DeviceStatus]:
        """One row: whether requests are taken, and what became of them."""
        up = self._emit is not None
        text = "taking requests" if up else "not running"
        with self._lock:
            return [DeviceStatus(self.name, self.name, "up" if up else "down", text, dict(self._counters))]

    def verbs(self) -> dict[str, Callable[[dict[str, object]], dict[str, object]]]:
        """What the desk passes on: the body of a request, the name of the token it came with, and its key."""
        return {"signals": lambda said: self.receive(str(said["body"]), str(said["token"]), str(said.get("key", "")))}

    def receive(self, body: str, token: str, key: str = "") -> dict[str, object]:
        """Take the body of a request; answers after the commit.

        `token` is the name of the token, not its secret; `key` makes a repeat harmless. Raises BadInput when the body
        as a whole is no list of signals, CommandRejected when the key was used for another one, DeskUnavailable when
        it was not, or not surely, written.
        """
        emit = self._emit
        if emit is None:
            raise DeskUnavailable("signals are not taken at this moment; nothing was written, send them again")
        try:
            items = decode(body, token, self._clock.now(), key)
            if key:
                self._keys.check(token, key, digest(body))
        except (BadInput, CommandRejected):
            self._count(requests=1, refused=1)
            raise
        tally = _hand_over(items, emit)
        if not tally.wait():
            self._count(requests=1, unanswered=1)
            raise DeskUnavailable(
                "the signals were not on disk within 10 s; send them again; a key, or boot and seq, keeps them single"
            )
        return self._answer(items, tally)

    def _answer(self, items: list[Signal | LifeSign | Rejected], tally: _Tally) -> dict[str, object]:
        rejected = [item for item in items if isinstance(item, Rejected)] + tally.rejected
        rejected.sort(key=lambda item: item.index)
        accepted = tally.accepted + sum(isinstance(item, LifeSign) for item in items)
        self._count(requests=1, accepted=accepted, duplicates=tally.duplicates, rejected=len(rejected))
        return {
            "accepted": accepted,
            "duplicates": tally.duplicates,
            "rejected": [{"index": item.index, "reason": item.reason} for item in rejected],
            "seq": tally.seq,
        }

    def _count(self, **numbers: int) -> None:
        with self._lock:
            for name, number in numbers.items():
                self._counters[name] += number


def _hand_over(items: list[Signal | LifeSign | Rejected], emit: Emit) -> _Tally:
    """A sign of life is not journaled and gets no receipt: taken is all there is to say of it."""
    tally = _Tally(sum(isinstance(item, Signal) for item in items))
    for index, item in enumerate(items):
        if isinstance(item, Signal):
            emit(item, partial(tally.receipt, index))
        elif isinstance(item, LifeSign):
            emit(item)
    return tally
