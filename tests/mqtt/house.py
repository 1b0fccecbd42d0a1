"""The recorder's process in this one: writer, recorder, rounds, inboxes and an MQTT source, each in its thread."""

from __future__ import annotations

import sqlite3
import threading
import tomllib
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from andon.base.clock import Clock
from andon.journal.connect import BOOK, open_reader
from andon.journal.reader import Reader
from andon.journal.reader_rows import BoardRow
from andon.journal.writer import Writer
from andon.model.command import AdoptPlan
from andon.model.plan import Plan
from andon.model.signal import DeviceStatus, Heard, Receipt
from andon.ports import Done, Emit, Source
from andon.runtime.inbox import Asked, Inboxes, Item
from andon.runtime.recorder import Recorder
from andon.runtime.rounds import Rounds
from andon.sources.mqtt import Settings, build

PLAN_FILE = Path(__file__).with_name("plan.toml")


@cache
def plan() -> Plan:
    return Plan.model_validate(tomllib.loads(PLAN_FILE.read_text(encoding="utf-8")))


class House:
    """Started when made. `stop` ends it as SIGTERM would."""

    def __init__(
        self, folder: Path, port: int, *, watch: Callable[[Heard], None] | None = None, **settings: Any
    ) -> None:
        """`watch` is told what is about to be acknowledged."""
        self.path = folder / BOOK
        self.stopped = False
        self.clock, self.inboxes = Clock(), Inboxes()
        self.source: Source = build(Settings(port=port, **settings), self.clock)
        self._writer = Writer(self.path)
        self.recorder = Recorder(self._writer, self.clock)
        self._rounds = Rounds(self.recorder, [self.source], self.clock, lambda: None, self.inboxes.oldest)
        self._rounds.start("test")
        if self.recorder.floor.state.plan != plan():
            self.recorder.process([Item("test", Asked(AdoptPlan(who="test", plan=plan()), self.clock.now()))])
        self._stop = threading.Event()
        self._gate = threading.Event()
        self._gate.set()
        self._stands = threading.Event()
        emit = self.inboxes.open("mqtt")
        if watch is not None:
            emit = _watched(emit, watch)
        self._threads = [self._thread(self._record), self._thread(self.source.run, emit, lambda device: None)]
        self._reader = Reader(self.path)

    def open(self, name: str) -> Emit:
        """The inbox of another source."""
        return self.inboxes.open(name)

    def stall(self) -> None:
        """The disk does not answer any more."""
        self._stands.clear()
        self._gate.clear()
        assert self._stands.wait(5)

    def resume(self) -> None:
        self._gate.set()

    def stop(self) -> None:
        self.stopped = True
        self._stop.set()
        self._gate.set()
        self.inboxes.close()
        for thread in self._threads:
            thread.join(5)
            assert not thread.is_alive()
        self._reader.close()
        self._writer.__exit__(None, None, None)

    def tile(self, station: str) -> BoardRow:
        return next(row for row in self._reader.board() if row.station == station)

    def state(self, station: str) -> str:
        return self.tile(station).state

    def status(self) -> DeviceStatus:
        return self.source.status()[0]

    def counter(self, name: str) -> int:
        return self.status().counters[name]

    def set_asides(self) -> dict[str, str]:
        """What was set aside, with its reason."""
        return {row.what: row.reason for row in self._reader.set_asides(500)}

    def query(self, sql: str, *values: object) -> Sequence[Any]:
        return query(self.path, sql, *values)

    def _record(self, stop: threading.Event) -> None:
        def rounds() -> float:
            if not self._gate.is_set():
                self._stands.set()
                self._gate.wait()
            return self._rounds()

        self.recorder.run(self.inboxes, rounds, stop)

    def _thread(self, work: Any, *arguments: Any) -> threading.Thread:
        thread = threading.Thread(target=work, args=(*arguments, self._stop), daemon=True)
        thread.start()
        return thread


def _watched(emit: Emit, watch: Callable[[Heard], None]) -> Emit:
    def watching(item: Heard, done: Done | None = None) -> None:
        def seen(receipt: Receipt) -> None:
            watch(item)
            if done:
                done(receipt)

        emit(item, seen)

    return watching


def query(path: Path, sql: str, *values: object) -> Sequence[Any]:
    """Rows of the book, through a connection of its own; none from a book that is being made."""
    try:
        with closing(open_reader(path)) as connection:
            return connection.execute(sql, values).fetchall()
    except sqlite3.OperationalError:
        return []
