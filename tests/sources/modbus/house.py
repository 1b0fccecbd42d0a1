"""A house around the source: the real recorder, its rounds and its inboxes, in threads as the service has them."""

from __future__ import annotations

import threading
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from andon.base.clock import Clock
from andon.journal.connect import BOOK
from andon.journal.reader import Reader
from andon.journal.reader_rows import BoardRow
from andon.journal.writer import Writer
from andon.model.command import AdoptPlan
from andon.model.plan import Plan
from andon.model.signal import DeviceStatus, LifeSign, Receipt, Signal
from andon.ports import Done, Emit
from andon.runtime.inbox import Asked, Inboxes, Item
from andon.runtime.recorder import Recorder
from andon.runtime.rounds import Rounds
from andon.sources.modbus import Settings, build

PLAN = Plan.model_validate(tomllib.loads(Path(__file__).with_name("plan.toml").read_text(encoding="utf-8")))
WITHIN_S = 5.0

Said = tuple[Signal, Receipt, int]
"""A signal, what became of it, and when that was known."""


class House:
    """A book in `folder`, and the source reading `devices` into it."""

    def __init__(self, folder: Path, *devices: dict[str, Any]) -> None:
        self.clock = Clock()
        self.said: list[Said] = []
        self.signs: list[LifeSign] = []
        self._source = build(Settings.model_validate({"devices": list(devices)}), self.clock)
        self._path = folder / BOOK
        self._inboxes = Inboxes()
        self._stop = threading.Event()
        self._changed = threading.Condition()
        self._ready = threading.Event()
        self._recording = threading.Thread(target=self._record, name="recorder", daemon=True)
        self._reading: threading.Thread | None = None

    def __enter__(self) -> Self:
        emit = self._tapped(self._inboxes.open("modbus"))
        self._inboxes.open("config")
        self._recording.start()
        assert self._ready.wait(WITHIN_S)
        self._reader = Reader(self._path)
        reading = partial(self._source.run, emit, self._wanted, self._stop)
        self._reading = threading.Thread(target=reading, name="source modbus", daemon=True)
        self._reading.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop.set()
        self._inboxes.close()
        if self._reading is not None:
            self._reading.join(2)
            assert not self._reading.is_alive(), "a source returns within 2 s"
        self._recording.join(WITHIN_S)
        self._reader.close()

    def tile(self, station: str) -> BoardRow | None:
        """The station's row of the board, as the web process reads it."""
        return next((row for row in self._reader.board() if row.station == station), None)

    def shows(self, station: str, state: str, within_s: float = WITHIN_S) -> bool:
        """Whether the tile comes to show it."""
        return self.wait(lambda: (tile := self.tile(station)) is not None and tile.state == state, within_s)

    def good(self, station: str) -> int:
        return sum(row.good for row in self._reader.look(0).tallies or () if row.station == station)

    def status(self, device: str) -> DeviceStatus:
        return next(status for status in self._source.status() if status.device == device)

    def of(self, address: str) -> list[Said]:
        return [said for said in list(self.said) if said[0].address == address]

    def values(self, address: str) -> list[object]:
        return [signal.value for signal, _, _ in self.of(address)]

    def wait(self, holds: Callable[[], bool], within_s: float = WITHIN_S) -> bool:
        """Until something holds that a commit, a receipt or a sign of life brings about."""
        with self._changed:
            return self._changed.wait_for(holds, within_s)

    def adopt(self, plan: Plan) -> None:
        """Another plan holds from now on, as when somebody adopts one while the service runs."""
        self._inboxes.put(Item("config", Asked(AdoptPlan(who="config", plan=plan), self.clock.now())))

    def _wanted(self, device: str) -> None:
        raise AssertionError("nothing is written to a device")

    def _tapped(self, emit: Emit) -> Emit:
        """The real thing, with somebody who writes down what passes."""

        def put(item: Signal | LifeSign, done: Done | None = None) -> None:
            if isinstance(item, LifeSign):
                self.signs.append(item)
                emit(item, done)
                return

            def told(receipt: Receipt) -> None:
                if done is not None:
                    done(receipt)
                with self._changed:
                    self.said.append((item, receipt, self.clock.now()))
                    self._changed.notify_all()

            emit(item, told)

        return put

    def _record(self) -> None:
        with Writer(self._path) as writer:
            recorder = Recorder(writer, self.clock, self)
            rounds = Rounds(recorder, [self._source], self.clock, self.forwarders)
            rounds.start("test")
            recorder.process([Item("config", Asked(AdoptPlan(who="config", plan=PLAN), self.clock.now()))])
            self._ready.set()
            recorder.run(self._inboxes, rounds, self._stop)

    def screens(self) -> None:
        """Whoever waits here wants to know of every commit, and forwarders are told of each."""

    def forwarders(self) -> None:
        """The journal has grown."""
        with self._changed:
            self._changed.notify_all()
