"""One bounded queue per source. A full one makes that source wait; nothing is ever dropped."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from andon.base.bell import Bell
from andon.journal.people import Row
from andon.model.command import Command
from andon.model.entry import Entry
from andon.model.signal import Heard, Receipt
from andon.ports import Emit

CAPACITY = 2_000  # of a source: a second of the fastest one; what waits longer waits at the device, which keeps it


class Errand:
    """Something to be written that is no entry: a cursor, a token, a thing set aside. Runs in the recorder's thread."""

    def __init__(self, run: Callable[[], dict[str, object]]) -> None:
        self.run = run


@dataclass(frozen=True, slots=True)
class Amended:
    """What an amendment comes to: rows beside the chain, the entries that tell of them, and the answer."""

    rows: Sequence[Row]
    entries: Sequence[Entry] = ()
    answer: Mapping[str, object] = field(default_factory=dict)


class Amendment:
    """A change of persons or devices. `make` runs in the recorder's thread, on what is committed.

    It raises CommandRejected; rows and entries go to disk in one transaction.
    """

    def __init__(self, make: Callable[[], Amended]) -> None:
        self.make = make


@dataclass(frozen=True, slots=True)
class Asked:
    """A command from the desk, asked at an instant; `key` makes a repeat harmless."""

    command: Command
    at: int
    key: str = ""


class Asker:
    """Who waits for an answer at the desk, and may give up. Two threads meet here: the asker's and the recorder's.

    What was taken and then not committed, because the disk was full, may be given up again.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_gone = self._is_taken = False

    def take(self) -> bool:
        """The recorder comes to it; false when nobody wants it any more."""
        with self._lock:
            self._is_taken = not self._is_gone
            return self._is_taken

    def put_back(self) -> None:
        """Nothing came of it yet."""
        with self._lock:
            self._is_taken = False

    def give_up(self) -> bool:
        """The asker goes; true when what it asked for will not be done."""
        with self._lock:
            self._is_gone = not self._is_taken
            return self._is_gone


Answer = Callable[[dict[str, object] | Exception], None]
Told = Callable[[Receipt], None]


@dataclass(frozen=True, slots=True)
class Item:
    """What waits in an inbox, and who wants to hear what became of it."""

    source: str
    what: Heard | Asked | Errand | Amendment
    done: Told | None = None
    answer: Answer | None = None
    asker: Asker | None = None


class Inboxes:
    """All inboxes of a recorder, under one lock."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._has_room = threading.Condition(self._lock)
        self._bell = Bell()  # where the taker waits; rung and stilled under the lock
        self._queues: dict[str, deque[Item]] = {}
        self._closed = False

    def open(self, source: str) -> Emit:
        """A new inbox; returns what its source calls."""
        with self._lock:
            self._queues[source] = deque()

        def emit(item: Heard, done: Told | None = None) -> None:
            self.put(Item(source, item, done))

        return emit

    def put(self, item: Item) -> None:
        """Hand an item over; waits while its inbox is full."""
        queue = self._queues[item.source]
        with self._lock:
            while len(queue) >= CAPACITY and not self._closed:
                self._has_room.wait()
            queue.append(item)
            if len(queue) == 1:  # where more waits already, nobody waits for it
                self._bell.ring()

    def take(self, most: int, wait_s: float) -> list[Item]:
        """Up to `most` items, one from each inbox in turn; waits up to `wait_s` for the first. One thread takes."""
        if not any(list(self._queues.values())):
            self._bell.wait(wait_s)
        with self._lock:
            self._bell.still()
            was_full = any(len(queue) >= CAPACITY for queue in self._queues.values())
            taken = self._round_robin(most)
            if was_full:
                self._has_room.notify_all()
        return taken

    def oldest(self) -> int | None:
        """When the oldest of what waits was heard; None when nothing that was heard waits."""
        with self._lock:
            heads = [queue[0].what for queue in self._queues.values() if queue]
        return min((what.seen_at for what in heads if isinstance(what, Heard)), default=None)

    def close(self) -> None:
        """Let every waiting source go; what they still put is never taken, so it is never acknowledged."""
        with self._lock:
            self._closed = True
            self._has_room.notify_all()

    def _round_robin(self, most: int) -> list[Item]:
        taken: list[Item] = []
        waiting = [queue for queue in self._queues.values() if queue]
        while waiting and len(taken) < most:
            for queue in waiting[: most - len(taken)]:
                taken.append(queue.popleft())
            waiting = [queue for queue in waiting if queue]
        return taken
