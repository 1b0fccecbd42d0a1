"""The pump: in order, from its own cursor, patient with a far end that is down, rid of what it will never take."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from andon.base.errors import DeliveryFailed, DeskUnavailable
from andon.forwarders import pump as pumps
from andon.forwarders.pump import Pump
from andon.journal.tail import Tail
from andon.journal.writer import Batch, Writer
from andon.model.entry import Sample, SignalAccepted
from andon.model.event import Event, Noted
from tests.patience import eventually

NAME = "far"


class Far:
    """A far end that takes, refuses for now, or refuses some words for good."""

    name = NAME

    def __init__(self) -> None:
        self.got: list[tuple[int, str]] = []
        self.refusals = 0
        self.hates: set[str] = set()
        self.attempts = 0
        self.closed = False

    def deliver(self, batch: Sequence[tuple[int, Event | Sample]]) -> None:
        self.attempts += 1
        if self.refusals:
            self.refusals -= 1
            raise DeliveryFailed("down", permanent=False, retry_after_s=0.01)
        texts = [(seq, piece.text) for seq, piece in batch if isinstance(piece, Noted)]
        if any(text in self.hates for _, text in texts):
            raise DeliveryFailed("never", permanent=True)
        self.got += texts

    def close(self) -> None:
        self.closed = True


class Counter:
    """A desk that writes to the book, or is away for a while."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.absences = 0
        self.set_asides: list[str] = []
        self.cursors: list[int] = []
        self.told: list[str] = []

    def ask(self, verb: str, payload: dict[str, object]) -> dict[str, object]:
        if self.absences:
            self.absences -= 1
            raise DeskUnavailable("restarting")
        if verb == "set-aside":
            self.set_asides.append(str(payload["what"]))
        elif verb == "forwarder":
            self.told.append(str(payload["waits_because"]))
        else:
            self.cursors.append(int(str(payload["seq"])))
            self._writer.save_cursor(str(payload["forwarder"]), self.cursors[-1])
        return {}


@pytest.fixture
def far() -> Far:
    return Far()


@pytest.fixture
def desk(writer: Writer) -> Counter:
    return Counter(writer)


@pytest.fixture
def make_pump(
    book: Path, writer: Writer, far: Far, desk: Counter, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Pump]]:
    monkeypatch.setattr(pumps, "RETRY_FIRST_S", 0.01)
    tails: list[Tail] = []

    def make(watch: Callable[[], float] = time.monotonic) -> Pump:
        tails.append(Tail(book))
        return Pump(far, tails[-1], desk, watch)

    yield make
    for tail in tails:
        tail.close()


def write(writer: Writer, begin: int, entries: Sequence[Sequence[str]]) -> None:
    batch = Batch()
    for seq, texts in enumerate(entries, begin):
        notes = [Noted(at=seq, about="ignored", address="a/b", text=text) for text in texts]
        batch.add(SignalAccepted(seq=seq, at=seq, address="a/b", value=1), notes)
    writer.commit(batch)


def run_dry(pump: Pump) -> None:
    stop = threading.Event()
    while pump.step(stop):
        pass


def test_all_is_carried_once_and_in_order(
    writer: Writer, far: Far, desk: Counter, make_pump: Callable[[], Pump]
) -> None:
    write(writer, 1, [["a", "b"], [], ["c"]])
    run_dry(make_pump())
    assert far.got == [(1, "a"), (1, "b"), (3, "c")]
    assert desk.cursors == [3]


def test_the_next_one_goes_on_where_the_last_one_was(writer: Writer, far: Far, make_pump: Callable[[], Pump]) -> None:
    write(writer, 1, [["a"]])
    run_dry(make_pump())
    write(writer, 2, [["b"]])
    run_dry(make_pump())
    assert far.got == [(1, "a"), (2, "b")]


def test_a_far_end_that_is_down_gets_the_same_again_and_nothing_later(
    writer: Writer, far: Far, desk: Counter, make_pump: Callable[[], Pump]
) -> None:
    write(writer, 1, [["a"], ["b"]])
    far.refusals = 4
    run_dry(make_pump())
    assert far.got == [(1, "a"), (2, "b")]
    assert far.attempts == 5
    assert desk.cursors == [2]


def test_the_one_bad_entry_is_set_aside_alone(
    writer: Writer, far: Far, desk: Counter, make_pump: Callable[[], Pump]
) -> None:
    write(writer, 1, [[f"t{n}"] for n in range(1, 40)])
    far.hates = {"t17"}
    run_dry(make_pump())
    assert far.got == [(n, f"t{n}") for n in range(1, 40) if n != 17]
    assert len(desk.set_asides) == 1
    assert desk.set_asides[0].startswith("17: ")


def test_an_entry_is_never_torn_apart(writer: Writer, far: Far, desk: Counter, make_pump: Callable[[], Pump]) -> None:
    write(writer, 1, [["a", "b", "bad", "c"], ["d"], ["e", "worse", "f"]])
    far.hates = {"bad", "worse"}
    run_dry(make_pump())
    assert far.got == [(2, "d")]
    assert [what.partition(":")[0] for what in desk.set_asides] == ["1", "3"]


def test_what_is_set_aside_waits_for_a_recorder_that_restarts(
    writer: Writer, far: Far, desk: Counter, make_pump: Callable[[], Pump]
) -> None:
    write(writer, 1, [["bad"]])
    far.hates, desk.absences = {"bad"}, 3
    run_dry(make_pump())
    assert len(desk.set_asides) == 1
    assert desk.cursors == [1]


def test_a_cursor_that_could_not_be_kept_is_kept_later_and_nothing_is_sent_again(
    writer: Writer, far: Far, desk: Counter, make_pump: Callable[[], Pump]
) -> None:
    write(writer, 1, [["a"]])
    desk.absences = 2
    pump = make_pump()
    run_dry(pump)
    assert desk.cursors == []
    run_dry(pump)
    assert far.got == [(1, "a")]
    assert desk.cursors == [1]


def test_why_it_waits_is_told_each_time_and_that_it_goes_on_once(
    writer: Writer, far: Far, desk: Counter, make_pump: Callable[[], Pump]
) -> None:
    write(writer, 1, [["a"]])
    far.refusals = 3
    pump = make_pump()
    run_dry(pump)
    write(writer, 2, [["b"]])
    run_dry(pump)
    assert desk.told == ["down", "down", "down", ""]


def test_in_a_back_fill_the_cursor_is_kept_once_a_second(
    writer: Writer, desk: Counter, make_pump: Callable[..., Pump], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pumps, "BATCH_MOST", 2)
    write(writer, 1, [[f"t{n}"] for n in range(1, 47)])
    now_s = 0.0
    pump, stop = make_pump(lambda: now_s), threading.Event()
    while pump.step(stop):
        now_s += 0.25
    assert desk.cursors == [2, 10, 18, 26, 34, 42]
    now_s += 1.0
    pump.step(stop)
    assert desk.cursors[-1] == 46


def test_the_last_cursor_is_kept_when_it_is_stopped(
    writer: Writer, far: Far, desk: Counter, make_pump: Callable[..., Pump]
) -> None:
    write(writer, 1, [["a"]])
    stop = threading.Event()

    def wait(seconds: float) -> None:
        if desk.cursors == [1] and not far.got[1:]:
            write(writer, 2, [["b"]])
        else:
            stop.set()

    make_pump(lambda: 5.0).run(wait, stop)
    assert far.got == [(1, "a"), (2, "b")]
    assert desk.cursors == [1, 2]


def test_the_cursor_never_goes_back(writer: Writer, desk: Counter, make_pump: Callable[[], Pump]) -> None:
    pump = make_pump()
    for begin in range(1, 50, 7):
        write(writer, begin, [[f"{n}"] for n in range(7)])
        run_dry(pump)
    assert desk.cursors == sorted(set(desk.cursors))


def test_stopping_in_the_middle_of_an_outage_moves_nothing(
    writer: Writer, far: Far, desk: Counter, make_pump: Callable[[], Pump]
) -> None:
    write(writer, 1, [["a"]])
    far.refusals = 1_000_000
    pump, stop = make_pump(), threading.Event()
    thread = threading.Thread(target=pump.run, args=(lambda seconds: None, stop))
    thread.start()
    eventually(lambda: far.attempts > 3)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()
    assert (far.got, desk.cursors, far.closed) == ([], [], True)


def test_it_is_woken_by_growth(writer: Writer, far: Far, make_pump: Callable[[], Pump]) -> None:
    grown, stop = threading.Event(), threading.Event()
    thread = threading.Thread(target=make_pump().run, args=(lambda seconds: grown.wait(10) and grown.clear(), stop))
    thread.start()
    write(writer, 1, [["a"]])
    grown.set()
    eventually(lambda: far.got == [(1, "a")])
    stop.set()
    grown.set()
    thread.join(5)
    assert not thread.is_alive()
