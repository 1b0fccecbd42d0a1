"""What another plan would have said of the same journal: a second book, made of what was heard in the first.

What devices and people said is taken as it was; what the clock made of it (stop points, breaks, tiers, closed
quarters) is made anew. The first book is only read. An id stays the one that was kept, so that the two can be laid
beside each other: a deadline that comes due as it did then keeps its seq, another one gets one above all others.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from andon.base.units import US_PER_S
from andon.floor import deadlines
from andon.floor.fold import fold
from andon.floor.state import Floor
from andon.journal import rows, snapshots
from andon.journal.connect import open_reader
from andon.journal.reader_past import seq_at
from andon.journal.writer import Batch, Writer
from andon.model.entry import (
    BufferEnded,
    CalendarTurned,
    CountsClosed,
    Entry,
    PlanAdopted,
    Sample,
    ServiceStarted,
    StormPassed,
    TestEnded,
    TierDue,
    WindowEnded,
)
from andon.model.plan import Plan

Progress = Callable[[int, int], None]

DUE = (BufferEnded, CalendarTurned, CountsClosed, StormPassed, TestEnded, TierDue, WindowEnded)
"""What the clock makes. `floor.deadlines` makes no other."""

_FIRST_NEW_SEQ = 10**15  # above every seq of a book that is kept
_GRACE_US = 5 * US_PER_S  # so long a start waits for what its devices still hold
_PIECE = 5_000  # entries written at once


def replay(path: Path, scratch: Path, plan: Plan | None, begin: int, end: int, progress: Progress) -> None:
    """Write to `scratch` the book of `path` as it would be if `plan` had held in [begin, end); it ends there.

    Without a plan those that were kept hold, and today's rules are tried.
    """
    with closing(open_reader(path)) as kept, Writer(scratch) as writer:
        first, last = seq_at(kept, begin - 1), seq_at(kept, end - 1)
        again = _Again(writer, _kept_deadlines(kept, first, last))
        for entry in snapshots.items_after(kept, 0):
            if entry.seq > last and not (isinstance(entry, Sample) and entry.at < end):
                break  # pieces have a seq and no entry: those made after the last one belong to it
            if entry.seq <= first or (isinstance(entry, Sample) and entry.at < begin):
                again.add(entry)
            else:
                again.begin(plan, begin)
                again.take(entry)
            if entry.seq % _PIECE == 0:
                again.write()
                progress(entry.seq, last)
        again.begin(plan, begin)
        again.fold_due(end - 1)
        again.write()


def _kept_deadlines(kept: sqlite3.Connection, first: int, last: int) -> dict[tuple[object, ...], int]:
    """The seq of each deadline that passed in the time asked for, by what it says."""
    names = [kind.__name__ for kind in DUE]
    marks = ", ".join("?" * len(names))
    sql = f"SELECT seq, at, kind, who, body FROM entry WHERE seq > ? AND seq <= ? AND kind IN ({marks})"  # noqa: S608
    return {row[1:]: row[0] for row in kept.execute(sql, (first, last, *names))}


class _Again:
    """The floor under another plan, as the recorder would run it."""

    def __init__(self, writer: Writer, kept: dict[tuple[object, ...], int]) -> None:
        self._writer, self._kept = writer, kept
        self._floor, self._batch = Floor(), Batch()
        self._plan: Plan | None = None
        self._has_begun = False
        self._new_seq = _FIRST_NEW_SEQ
        self._now = 0
        self._waits_until = 0

    def begin(self, plan: Plan | None, at: int) -> None:
        """From now on the other plan holds. Once."""
        if not self._has_begun:
            self._has_begun, self._plan = True, plan
            if plan is not None:
                self.fold_due(at)
                self.add(PlanAdopted(seq=self._seq(), at=at, plan=plan))

    def take(self, entry: Entry) -> None:
        """What was said then; but a deadline comes by itself, and no plan but the other one is adopted."""
        if isinstance(entry, DUE) and not entry.who:  # a test that somebody ends is no deadline
            self._waits_until = 0
            return
        self._now = max(self._now, entry.at)
        if not isinstance(entry, Sample):
            self.fold_due(self._now)
        if self._plan is None or not isinstance(entry, PlanAdopted):
            self.add(entry)
        if isinstance(entry, ServiceStarted):
            self._waits_until = entry.at + _GRACE_US

    def fold_due(self, until: int) -> None:
        """Every deadline due by an instant; after a start none until the devices were heard."""
        if until < self._waits_until:
            return
        while (due := deadlines.next_due(self._floor.state)) is not None and due <= until:
            entry = deadlines.due_entry(self._floor.state)
            kept = self._kept.pop(rows.entry_row(entry)[1:], None)
            self.add(replace(entry, seq=kept or self._seq()))

    def add(self, entry: Entry) -> None:
        self._batch.add(entry, fold(self._floor, entry))

    def write(self) -> None:
        """To disk: the memory holds no more than a piece."""
        self._writer.commit(self._batch)
        self._batch = Batch()

    def _seq(self) -> int:
        self._new_seq += 1
        return self._new_seq
