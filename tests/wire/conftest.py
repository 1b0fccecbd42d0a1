"""The far ends of a wire: a journal that remembers, and boxes of the independent simulator on real ptys."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from andon.base.clock import Clock
from andon.model.signal import DeviceStatus, Lamps, LifeSign, Receipt, Signal
from andon.ports import Done, Source
from andon.sources.serial import Settings, build
from firmware_sim.box import Box
from firmware_sim.pty_port import PortServer, PtyPort

INBOX = 200


class Ledger:
    """Stands where the recorder stands: one thread, keys remembered for ever, `done` after it is written down."""

    def __init__(self) -> None:
        self.signals: list[Signal] = []  # each once, as a journal has them
        self.levels: list[Signal] = []
        self.life: list[LifeSign] = []
        self.lamps: dict[str, Lamps] = {}
        self._keys: set[tuple[str | None, str | None, int | None]] = set()
        self._changed = threading.Condition()
        self._inbox: queue.Queue[tuple[Signal | LifeSign, Done | None, int] | None] = queue.Queue(INBOX)
        self._host = 0
        self._open = threading.Event()
        self._open.set()
        self._thread = threading.Thread(target=self._record, daemon=True)
        self._thread.start()

    def host(self) -> Callable[[Signal | LifeSign, Done | None], None]:
        """The `emit` of a new host. What an earlier one has not got to the disk is forgotten, as a kill does."""
        self._host += 1
        mine = self._host

        def emit(item: Signal | LifeSign, done: Done | None = None) -> None:
            self._inbox.put((item, done, mine))

        return emit

    def kill_host(self) -> None:
        self._host += 1

    def stall(self) -> None:
        """The disk does not answer."""
        self._open.clear()

    def resume(self) -> None:
        self._open.set()

    def wanted(self, device: str) -> Lamps | None:
        return self.lamps.get(device)

    def edges(self, uid: str) -> list[tuple[int, int]]:
        """(sequence number, value) of a box's edges, in the order of the journal."""
        return [(s.device_seq or 0, int(s.value)) for s in list(self.signals) if s.sender == f"box/{uid}"]

    def wait(self, holds: Callable[[], bool], timeout_s: float = 10.0) -> bool:
        """Until something holds that an item brings about."""
        with self._changed:
            return self._changed.wait_for(holds, timeout_s)

    def close(self) -> None:
        self._open.set()
        self._inbox.put(None)
        self._thread.join(5)

    def _record(self) -> None:
        while (taken := self._inbox.get()) is not None:
            self._open.wait()
            item, done, host = taken
            if host != self._host:
                continue
            with self._changed:
                receipt = self._keep(item)
                self._changed.notify_all()
            if done:
                done(receipt)

    def _keep(self, item: Signal | LifeSign) -> Receipt:
        if isinstance(item, LifeSign):
            self.life.append(item)
            return Receipt("accepted", 0)
        if item.device_seq is None:
            self.levels.append(item)
            return Receipt("unchanged", 0)
        key = (item.sender, item.boot, item.device_seq)
        if key in self._keys:
            return Receipt("duplicate", len(self.signals))
        self._keys.add(key)
        self.signals.append(item)
        return Receipt("accepted", len(self.signals))


class Host:
    """The serial source, running."""

    def __init__(self, ledger: Ledger, *patterns: str) -> None:
        self.source: Source = build(Settings(ports=patterns), Clock())
        self._ledger = ledger
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=self.source.run, args=(ledger.host(), ledger.wanted, self._stop), daemon=True
        )
        self._thread.start()

    def status(self, device: str) -> DeviceStatus | None:
        return next((status for status in self.source.status() if status.device == device), None)

    def stop(self) -> bool:
        """Whether it returned within the two seconds that a source has."""
        self._stop.set()
        self._thread.join(2)
        return not self._thread.is_alive()

    def kill(self) -> None:
        """What was not on disk at this moment never will be."""
        self._ledger.kill_host()
        assert self.stop()


def until(holds: Callable[[], bool], timeout_s: float = 5.0) -> bool:
    """Wait for something that announces itself nowhere: a lamp, a status, a file."""
    clock, pause = Clock(), threading.Event()
    end_us = clock.now() + round(timeout_s * 1_000_000)
    while not holds():
        if clock.now() > end_us:
            return False
        pause.wait(0.005)
    return True


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    made = Ledger()
    yield made
    made.close()


@pytest.fixture
def open_host(ledger: Ledger) -> Iterator[Callable[..., Host]]:
    hosts: list[Host] = []

    def make(*patterns: str) -> Host:
        hosts.append(Host(ledger, *patterns))
        return hosts[-1]

    yield make
    assert all(host.stop() for host in hosts)


@pytest.fixture
def add_box(tmp_path: Path) -> Iterator[Callable[..., PtyPort]]:
    """Adds a simulated box, on its own pty, reachable under a name in the test's folder."""
    with PortServer(Random(20261122)) as server:

        def add(uid: str, name: str | None = None) -> PtyPort:
            return server.add(Box(uid), tmp_path / (name or f"box-{uid}"))

        yield add


@pytest.fixture
def wait_until() -> Callable[..., bool]:
    return until
