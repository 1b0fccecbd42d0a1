"""A disk of 64 MB filled to the brim: telemetry yields first, cords last, and room given back is enough to heal."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from andon.base.clock import Clock
from andon.base.errors import StorageFailed
from andon.base.units import US_PER_S
from andon.journal import upkeep
from andon.journal.reserve import PIECE_BYTES, Reserve
from andon.journal.writer import Writer
from andon.model.command import AdoptPlan
from andon.model.signal import Receipt, Signal
from andon.runtime.disk import FULL_BELOW_BYTES, SPARE_BYTES, Disk
from andon.runtime.inbox import Asked, Inboxes, Item
from andon.runtime.recorder import Recorder
from andon.runtime.rounds import Rounds
from tests.books.plant import UIDS, cord, count, plan
from tests.patience import eventually
from tests.runtime.no_room import fill, small_file_system

CORDS = 1_200
PULLS = 6_000  # more than the disk has room for


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with small_file_system(tmp_path, "64m"):
        yield tmp_path


class Plant:
    """A recorder that runs in a thread, and what became of each signal given to it."""

    def __init__(self, writer: Writer, disk: Disk, stop: threading.Event) -> None:
        clock, self._inboxes = Clock(), Inboxes()
        self._clock, self.disk = clock, disk
        self.recorder = Recorder(writer, clock, disk=disk)
        self.recorder.process([Item("test", Asked(AdoptPlan(who="test", plan=plan()), clock.now()))])
        self._emit = self._inboxes.open("test")
        rounds = Rounds(self.recorder, [], clock, lambda: None)
        self.thread = threading.Thread(target=self.recorder.run, args=(self._inboxes, rounds, stop), daemon=True)
        self.thread.start()

    def say(self, signal: Signal, receipts: queue.Queue[Receipt]) -> None:
        self._emit(signal, receipts.put)

    def ask(self, signal: Signal) -> Receipt:
        receipts: queue.Queue[Receipt] = queue.Queue()
        self.say(signal, receipts)
        return receipts.get(timeout=10)

    def count(self, total: int) -> Receipt:
        return self.ask(count("w1", total, self._clock.now()))

    def pull(self, number: int) -> Signal:
        """Pulls and releases in turn, far enough apart to be each its own."""
        at = self._clock.now() + number * US_PER_S
        return cord(UIDS[number // 2 % len(UIDS)], 1 - number % 2, at, number, boot="full")


@contextmanager
def living(folder: Path, reserve_mb: int) -> Iterator[Plant]:
    stop = threading.Event()
    with Writer(folder / "andon.db") as writer:
        plant = Plant(writer, Disk(folder, Reserve(folder / "reserve", reserve_mb * 1024 * 1024), stop), stop)
        try:
            yield plant
        finally:
            stop.set()
            plant.thread.join(10)


def test_on_a_full_disk_counts_yield_cords_are_kept_and_room_heals(small_disk: Path) -> None:
    with living(small_disk, reserve_mb=16) as plant:
        assert plant.count(1).verdict == "accepted"
        filler = fill(small_disk)
        assert eventually(lambda: plant.disk.is_tight)
        assert plant.count(2).verdict == "set-aside"
        receipts: queue.Queue[Receipt] = queue.Queue()
        for number in range(1, CORDS + 1):
            plant.say(plant.pull(number), receipts)
        verdicts = {receipts.get(timeout=30).verdict for _ in range(CORDS)}
        assert verdicts <= {"accepted", "unchanged"}
        filler.unlink()
        assert eventually(lambda: plant.count(3).verdict == "accepted", within_s=10)
    assert upkeep.verify(small_disk / "andon.db", lambda done, total: None) == upkeep.SOUND


def test_where_nothing_is_held_back_nothing_is_acknowledged_and_nothing_is_lost(small_disk: Path) -> None:
    with living(small_disk, reserve_mb=0) as plant:
        filler = fill(small_disk)
        receipts: queue.Queue[Receipt] = queue.Queue()
        pulling = threading.Thread(target=lambda: [plant.say(plant.pull(n), receipts) for n in range(1, PULLS + 1)])
        pulling.start()
        assert eventually(lambda: plant.disk.is_waiting, within_s=30)
        assert receipts.qsize() < PULLS
        filler.unlink()
        for _ in range(PULLS):
            receipts.get(timeout=30)
        pulling.join(1)
    with Writer(small_disk / "andon.db") as writer:
        known = sum(writer.is_known(key) for key in map(_key, range(1, PULLS + 1)))
        assert known == PULLS


def _key(number: int) -> object:
    from andon.journal.writer import Delivery

    return Delivery(f"box/{UIDS[number // 2 % len(UIDS)]}", "full", number)


def test_the_reserve_is_filled_again_before_telemetry_returns(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path / "reserve", 3 * 1024 * 1024)
    disk = Disk(tmp_path, reserve, threading.Event())
    assert reserve.is_whole
    assert reserve.give()
    assert reserve.held_bytes == 2 * 1024 * 1024
    disk.is_tight = True
    disk.look()
    assert reserve.is_whole
    assert not disk.is_tight
    assert disk.free_bytes() > SPARE_BYTES


def test_a_recorder_that_starts_on_a_full_disk_gives_the_reserve_up(small_disk: Path) -> None:
    with living(small_disk, reserve_mb=2) as plant:
        plant.count(1)
    fill(small_disk)
    with pytest.raises(StorageFailed, match="disk"):
        Writer(small_disk / "andon.db")
    reserve = Reserve(small_disk / "reserve", 2 * PIECE_BYTES)
    disk = Disk(small_disk, reserve, threading.Event())
    disk.make_room_to_start()
    with Writer(small_disk / "andon.db") as writer:
        recorder = Recorder(writer, Clock(), disk=disk)
        recorder.insist(lambda: Rounds(recorder, [], Clock(), lambda: None).start("1.0"))
        assert writer.load().state.seq == recorder.floor.state.seq
    assert reserve.held_bytes == PIECE_BYTES


def test_a_commit_that_needed_more_than_is_free_gets_the_reserve(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path / "reserve", 2 * PIECE_BYTES)
    disk = Disk(tmp_path, reserve, threading.Event())
    assert disk.free_bytes() > FULL_BELOW_BYTES
    disk.wait_for_room(StorageFailed("disk is full", is_full=True))
    assert reserve.held_bytes == PIECE_BYTES


def test_a_recorder_that_is_told_to_stop_waits_for_no_room(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(StorageFailed):
        Disk(tmp_path, Reserve(tmp_path / "reserve", 0), stop).wait_for_room(StorageFailed("full", is_full=True))
