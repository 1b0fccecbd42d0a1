"""A recorder with the plan of four stations, on a clock that moves when told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from andon.journal import rows
from andon.journal.connect import open_reader
from andon.journal.writer import Writer
from andon.model.command import AdoptPlan
from andon.model.entry import Entry
from andon.model.signal import LifeSign, Receipt, Signal
from andon.runtime.desk import Verb
from andon.runtime.inbox import Asked, Inboxes, Item
from andon.runtime.recorder import Recorder
from andon.runtime.verbs import Verbs
from tests.books.clock import FakeClock
from tests.books.plant import plan

Ask = Callable[[str, dict[str, object]], dict[str, object]]


@pytest.fixture
def recorder(writer: Writer, clock: FakeClock) -> Recorder:
    made = Recorder(writer, clock)
    made.process([Item("test", Asked(AdoptPlan(who="test", plan=plan()), clock.now()))])
    return made


@pytest.fixture
def hear(recorder: Recorder) -> Callable[..., list[Receipt]]:
    """Process readings as one batch; the receipts, in order."""

    def process(*heard: Signal | LifeSign) -> list[Receipt]:
        receipts: list[Receipt] = []
        recorder.process([Item("test", item, receipts.append) for item in heard])
        return receipts

    return process


@pytest.fixture
def entries(book: Path) -> Callable[[type[Entry]], list[Any]]:
    """Entries of a kind, as they stand in the book."""

    def read(kind: type[Entry]) -> list[Any]:
        wanted = "SELECT seq, at, kind, who, body FROM entry WHERE kind = ? ORDER BY seq"
        with closing(open_reader(book)) as reader:
            return [rows.read_entry(row) for row in reader.execute(wanted, (kind.__name__,))]

    return read


@pytest.fixture
def rows_in(book: Path) -> Callable[[str], list[tuple[Any, ...]]]:
    """All rows of a table."""

    def read(table: str) -> list[tuple[Any, ...]]:
        with closing(open_reader(book)) as reader:
            return reader.execute(f'SELECT * FROM "{table}"').fetchall()

    return read


@pytest.fixture
def verbs(recorder: Recorder, clock: FakeClock) -> Iterator[dict[str, Verb]]:
    """The verbs of a recorder that runs."""
    inboxes, stop = Inboxes(), threading.Event()
    table = Verbs(inboxes, recorder.writer, clock, strangers=recorder.strangers).table()
    thread = threading.Thread(target=recorder.run, args=(inboxes, lambda: 0.02, stop))
    thread.start()
    yield table
    stop.set()
    thread.join(5)
