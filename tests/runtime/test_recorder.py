"""The single writer's steps: keep first, then say so; each reading once; one bad reading harms no other."""

from __future__ import annotations

import socket
import sqlite3
import threading
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Any

import pytest

from andon.base.errors import BadInput, StorageFailed
from andon.base.units import US_PER_S, from_iso
from andon.floor.state import Floor
from andon.journal.reserve import PIECE_BYTES, Reserve
from andon.journal.writer import Writer
from andon.model.command import AdoptPlan
from andon.model.entry import (
    CountsClosed,
    Entry,
    SignalAccepted,
    SourceHeard,
    SourceSilent,
)
from andon.model.signal import LifeSign, Receipt, Refused, Signal
from andon.runtime import recorder as recorders
from andon.runtime.disk import Disk
from andon.runtime.inbox import Asked, Errand, Item
from andon.runtime.recorder import SNAPSHOT_EVERY, Recorder
from andon.runtime.wake import Waker
from tests.books.clock import FakeClock
from tests.books.generator import grow
from tests.books.plant import cord, count, fault, plan
from tests.patience import eventually
from tests.runtime.asking import ask
from tests.runtime.no_room import full_disk

Hear = Callable[..., list[Receipt]]
Entries = Callable[[type[Entry]], list[Any]]
RowsIn = Callable[[str], list[tuple[Any, ...]]]
BOX = "A0000001"
POISON = float("nan")  # JSON has no word for it, so the insert of its entry fails


def verdicts(receipts: list[Receipt]) -> list[str]:
    return [receipt.verdict for receipt in receipts]


# what is kept, and when it is said


def test_a_reading_is_acknowledged_when_it_is_on_disk_and_not_before(
    recorder: Recorder, clock: FakeClock, entries: Entries
) -> None:
    found: list[int] = []
    told = Item("test", cord(BOX, 1, clock.now(), 1), lambda receipt: found.append(entries(SignalAccepted)[-1].seq))
    recorder.process([told])
    assert found == [recorder.floor.state.seq]


def test_nobody_is_told_while_the_disk_does_not_answer(recorder: Recorder, clock: FakeClock, book: Path) -> None:
    receipts: list[Receipt] = []
    item = Item("test", cord(BOX, 1, clock.now(), 1), receipts.append)
    with closing(sqlite3.connect(book, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        thread = threading.Thread(target=recorder.process, args=([item],))
        thread.start()
        thread.join(0.2)
        assert thread.is_alive() and receipts == []
        assert recorder.wanted(f"box/{BOX}") == frozenset()  # and its lamp is still what it was
        other.execute("ROLLBACK")
    thread.join(5)
    assert verdicts(receipts) == ["accepted"]
    assert recorder.wanted(f"box/{BOX}") == {"yellow", "buzzer"}


def test_receipts_come_in_order_and_name_the_entry(hear: Hear, clock: FakeClock, entries: Entries) -> None:
    at = clock.now()
    receipts = hear(fault("w1", "E-1", at), fault("w2", "E-2", at), fault("w3", "E-3", at))
    assert [receipt.seq for receipt in receipts] == [entry.seq for entry in entries(SignalAccepted)]
    assert [entry.value for entry in entries(SignalAccepted)] == ["E-1", "E-2", "E-3"]


def test_a_repeat_in_the_same_batch_counts_once(hear: Hear, clock: FakeClock, entries: Entries) -> None:
    pull = cord(BOX, 1, clock.now(), 1)
    assert verdicts(hear(pull, pull)) == ["accepted", "duplicate"]
    assert len(entries(SignalAccepted)) == 1


def test_a_repeat_counts_once_over_a_restart(
    recorder: Recorder, hear: Hear, clock: FakeClock, entries: Entries
) -> None:
    hear(cord(BOX, 1, clock.now(), 1), cord(BOX, 0, clock.now(), 2))
    again: list[Receipt] = []
    reborn = Recorder(recorder.writer, clock)
    reborn.process([Item("test", cord(BOX, value, clock.advance(1), n), again.append) for value, n in ((1, 1), (0, 2))])
    assert verdicts(again) == ["duplicate", "duplicate"]
    assert len(entries(SignalAccepted)) == 2


def test_a_level_that_is_known_makes_no_entry_but_its_number_is_remembered(
    hear: Hear, clock: FakeClock, entries: Entries
) -> None:
    first, same = fault("w1", "E-1", clock.now(), 1), fault("w1", "E-1", clock.now(), 2)
    assert verdicts(hear(first, same)) == ["accepted", "unchanged"]
    assert verdicts(hear(same)) == ["duplicate"]
    assert len(entries(SignalAccepted)) == 1


def test_a_cord_pulled_again_is_news_although_it_says_the_same(hear: Hear, clock: FakeClock) -> None:
    assert verdicts(hear(cord(BOX, 1, clock.now(), 1), cord(BOX, 1, clock.advance(9), 2))) == ["accepted"] * 2


def test_a_level_told_again_at_each_start_of_a_wire_is_none(hear: Hear, clock: FakeClock) -> None:
    level = Signal(f"box/{BOX}/cord", 1, clock.now(), is_level=True)
    assert verdicts(hear(level, level)) == ["accepted", "unchanged"]


def test_pieces_go_to_the_samples(hear: Hear, clock: FakeClock, rows_in: RowsIn, entries: Entries) -> None:
    hear(count("w1", 10, clock.now()))
    hear(count("w1", 13, clock.advance(5)))
    assert [row[6] for row in rows_in("sample")] == [0, 3]
    assert entries(SignalAccepted) == []


# what belongs nowhere


def test_a_box_of_no_station_is_journaled_when_it_changes(hear: Hear, clock: FakeClock, entries: Entries) -> None:
    level = Signal("box/B0000009/cord", 1, clock.now())
    assert verdicts(hear(level)) == verdicts(hear(level)) == ["unassigned"]
    assert len(entries(SignalAccepted)) == 1


def test_an_address_that_the_plan_lacks_is_set_aside_with_a_remedy(
    hear: Hear, clock: FakeClock, rows_in: RowsIn
) -> None:
    (receipt,) = hear(fault("w9", 1, clock.now()))
    assert receipt.verdict == "set-aside"
    assert "/api/v1/plan" in receipt.reason
    assert "weld/w9/fault" in rows_in("set_aside")[0][3]


def test_a_stranger_s_addresses_fill_no_memory(recorder: Recorder, hear: Hear, clock: FakeClock) -> None:
    hear(*[Signal(f"made/up-{n}/fault", 1, clock.now()) for n in range(50)])
    assert recorder.last_seen == {}


# what cannot be taken


def test_a_poisoned_reading_is_set_aside_alone_and_its_neighbours_are_kept(
    hear: Hear, clock: FakeClock, entries: Entries, rows_in: RowsIn
) -> None:
    at = clock.now()
    receipts = hear(cord(BOX, 1, at, 1), fault("w2", POISON, at, 1), fault("w3", "E-3", at, 1), cord(BOX, 0, at, 2))
    assert verdicts(receipts) == ["accepted", "set-aside", "accepted", "accepted"]
    assert [entry.value for entry in entries(SignalAccepted)] == [1, "E-3", 0]
    assert len(rows_in("set_aside")) == 1


@pytest.mark.parametrize(
    "poison",
    [LifeSign(f"box/{BOX}", 1 << 70), Refused("weld/w1/cord", "?", "half a character: \ud800", 0)],
    ids=["an instant that no file can hold", "a reason that is no text"],
)
def test_whatever_is_set_aside_is_answered(hear: Hear, clock: FakeClock, poison: LifeSign | Refused) -> None:
    assert verdicts(hear(poison, cord(BOX, 1, clock.now(), 1))) == ["set-aside", "accepted"]


def test_the_floor_forgets_what_a_poisoned_batch_did_to_it(
    recorder: Recorder, hear: Hear, clock: FakeClock, writer: Writer
) -> None:
    hear(fault("w2", POISON, clock.now()), cord(BOX, 1, clock.now(), 1))
    assert recorder.floor.state == writer.load().state
    assert recorder.floor.state.stations["weld/w2"].stop is None


def test_a_stranger_box_beside_a_poisoned_reading_is_not_forgotten(
    hear: Hear, clock: FakeClock, entries: Entries
) -> None:
    hear(Signal("box/B0000009/cord", 1, clock.now()), fault("w2", POISON, clock.now()))
    assert [entry.address for entry in entries(SignalAccepted)] == ["box/B0000009/cord"]


def test_an_errand_that_fails_tells_its_asker_and_nobody_else(
    recorder: Recorder, clock: FakeClock, entries: Entries
) -> None:
    def fail() -> dict[str, object]:
        raise OverflowError("too large")

    answers: list[object] = []
    neighbour = Item("test", fault("w1", "E-1", clock.now()))
    recorder.process([neighbour, Item("desk", Errand(fail), answer=answers.append), neighbour])
    assert isinstance(answers[0], BadInput)
    assert len(entries(SignalAccepted)) == 1


def test_an_answer_that_finds_nobody_undoes_nothing(recorder: Recorder, clock: FakeClock, entries: Entries) -> None:
    receipts: list[Receipt] = []

    def gone(receipt: Receipt) -> None:
        raise OSError("closed")

    press = [Signal(f"box/{BOX}/cord", 1, clock.now()), Signal("box/A0000002/cord", 1, clock.now())]
    recorder.process([Item("test", press[0], gone), Item("test", press[1], receipts.append)])
    assert verdicts(receipts) == ["accepted"]
    assert len(entries(SignalAccepted)) == 2


def test_a_disk_that_refuses_ends_the_recorder_and_acknowledges_nothing(
    recorder: Recorder, hear: Hear, clock: FakeClock
) -> None:
    receipts: list[Receipt] = []
    with full_disk(), pytest.raises(StorageFailed):
        recorder.process([Item("test", fault("w1", f"E-{n}", clock.now(), n), receipts.append) for n in range(50)])
    assert receipts == []
    assert Recorder(recorder.writer, clock).floor.state.seq == 1  # the plan, and nothing of the batch


# time


def test_a_deadline_is_dated_when_it_was_due_and_comes_before_the_reading(
    hear: Hear, clock: FakeClock, entries: Entries
) -> None:
    hear(count("w1", 1, clock.now()), count("w1", 2, clock.advance(60)))
    hear(fault("w1", "E-1", clock.advance(3600)))
    (closed,) = entries(CountsClosed)
    assert closed.at == from_iso("2026-11-23T08:15:00Z")
    assert closed.seq < entries(SignalAccepted)[0].seq


def test_deadlines_wait_when_told_to(recorder: Recorder, hear: Hear, clock: FakeClock, entries: Entries) -> None:
    hear(count("w1", 1, clock.now()), count("w1", 2, clock.advance(60)))
    recorder.deadlines_wait = True
    hear(fault("w1", "E-1", clock.advance(3600)))
    assert entries(CountsClosed) == []


def test_a_device_is_heard_once_and_silent_when_it_says_so(hear: Hear, clock: FakeClock, entries: Entries) -> None:
    hear(LifeSign(f"box/{BOX}", clock.now()), LifeSign(f"box/{BOX}", clock.advance(1)))
    hear(LifeSign(f"box/{BOX}", clock.advance(1), alive=False))
    assert len(entries(SourceHeard)) == 1
    (silent,) = entries(SourceSilent)
    assert (silent.since, silent.at) == (clock.now() - US_PER_S, clock.now())


# starts


def test_the_floor_is_kept_now_and_then_so_that_a_start_is_short(
    recorder: Recorder, clock: FakeClock, writer: Writer
) -> None:
    grow(recorder, clock, SNAPSHOT_EVERY + 1_000)
    assert recorder.floor.state.seq - writer.snapshot_seq() < SNAPSHOT_EVERY
    assert writer.snapshot_seq() > 0


class CrampedBook(Writer):
    """There is no room for the floor, once."""

    has_room = False

    def save_snapshot(self, floor: Floor) -> None:
        if not self.has_room:
            self.has_room = True
            raise StorageFailed("the journal could not be written: disk is full", is_full=True)
        super().save_snapshot(floor)


def test_what_was_acknowledged_is_not_taken_again_when_there_is_no_room_for_the_floor(
    book: Path, clock: FakeClock, entries: Entries, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipts: list[Receipt] = []
    with CrampedBook(book) as writer:
        disk = Disk(book.parent, Reserve(book.parent / "reserve", PIECE_BYTES), threading.Event())
        recorder = Recorder(writer, clock, disk=disk)
        ask(recorder, AdoptPlan(who="test", plan=plan()), clock.now())
        monkeypatch.setattr(recorders, "SNAPSHOT_EVERY", 1)
        recorder.process([Item("test", cord(BOX, 1, clock.now()), receipts.append)])
        assert writer.has_room
    assert verdicts(receipts) == ["accepted"]
    assert len(entries(SignalAccepted)) == 1


def test_many_short_lives_keep_the_floor_as_well_as_a_long_one(writer: Writer, clock: FakeClock) -> None:
    for _ in range(3):
        grow(Recorder(writer, clock), clock, SNAPSHOT_EVERY // 2)
    assert writer.snapshot_seq() > 0


def test_it_keeps_the_floor_when_it_is_stopped(recorder: Recorder, hear: Hear, clock: FakeClock) -> None:
    from andon.runtime.inbox import Inboxes

    stop = threading.Event()
    hear(cord(BOX, 1, clock.now(), 1))
    thread = threading.Thread(target=recorder.run, args=(Inboxes(), lambda: 0.01, stop))
    thread.start()
    stop.set()
    thread.join(5)
    eventually(lambda: recorder.writer.snapshot_seq() == recorder.floor.state.seq)


def test_what_is_said_of_yesterday_is_no_sign_of_life(recorder: Recorder, hear: Hear, clock: FakeClock) -> None:
    late = Signal("weld/w1/fault", 0, clock.now(), clock.now() - 2 * 24 * 3600 * US_PER_S)
    hear(late)
    assert not recorder.floor.state.heard.get("weld/w1")
    hear(Signal("weld/w1/fault", 1, clock.now()))
    assert recorder.floor.state.heard["weld/w1"]


def test_counts_wake_the_forwarders_and_no_screen(tmp_path: Path, writer: Writer, clock: FakeClock) -> None:
    """Under a thousand counts a second the screens have a cord at once, because they do not look for each count."""
    with ExitStack() as held:
        screens, forwarders = (held.enter_context(_ear(tmp_path / name)) for name in ("screens", "forwarders"))
        recorder = Recorder(writer, clock, Waker(tmp_path / "screens", tmp_path / "forwarders"))
        recorder.process([Item("test", Asked(AdoptPlan(who="test", plan=plan()), clock.now()))])
        assert (_rung(screens), _rung(forwarders)) == (1, 1)
        recorder.process([Item("test", count("w1", 5, clock.now()))])
        assert (_rung(screens), _rung(forwarders)) == (1, 1), "a station that was not heard before moves its tile"
        recorder.process([Item("test", count("w1", 6, clock.now()))])
        assert (_rung(screens), _rung(forwarders)) == (0, 1)
        recorder.process([Item("test", fault("w1", 17, clock.now())), Item("test", count("w1", 7, clock.now()))])
        assert (_rung(screens), _rung(forwarders)) == (1, 1)


def _ear(path: Path) -> socket.socket:
    ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    ear.setblocking(False)
    ear.bind(str(path))
    return ear


def _rung(ear: socket.socket) -> int:
    with suppress(BlockingIOError):
        return 1 + _rung(ear) if ear.recv(8) else 0
    return 0
