"""What the recorder does by the clock. Only the clock is not real."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from andon.base.errors import StorageFailed
from andon.base.units import US_PER_DAY, US_PER_S, from_iso
from andon.journal.writer import Batch, Delivery, Writer
from andon.model.entry import ClockStepped, CountsClosed, Entry, ServiceStarted, SourceHeard, SourceSilent
from andon.model.signal import DeviceStatus, LifeSign, Receipt
from andon.ports import Emit, Wanted
from andon.runtime.recorder import Recorder
from andon.runtime.rounds import FORGET_MOST, Rounds
from tests.books.clock import MONDAY_8_UTC, FakeClock
from tests.books.plant import STATIONS, UIDS, count, fault
from tests.runtime.no_room import full_disk, impatient

Hear = Callable[..., list[Receipt]]
Entries = Callable[[type[Entry]], list[Any]]
RowsIn = Callable[[str], list[tuple[Any, ...]]]
BOX = "box/A0000001"


class Wire:
    """A source that says how it is, or cannot."""

    name = "wire"

    def __init__(self, well: bool = True) -> None:
        self.well = well

    def run(self, emit: Emit, wanted: Wanted, stop: threading.Event) -> None:
        stop.wait()

    def status(self) -> Sequence[DeviceStatus]:
        if not self.well:
            raise RuntimeError("lost count")
        return [DeviceStatus("wire", BOX, "up", "on a wire", {"frames": 3})]


class Woken:
    """Counts wake-ups."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


@pytest.fixture
def woken() -> Woken:
    return Woken()


@pytest.fixture
def rounds(recorder: Recorder, clock: FakeClock, woken: Woken) -> Rounds:
    made = Rounds(recorder, [Wire()], clock, woken)
    made.start("1.0")
    return made


def live(rounds: Rounds, clock: FakeClock, seconds: float) -> None:
    """Rounds as they would come: whenever the recorder's wait is over."""
    end = clock.now() + round(seconds * US_PER_S)
    while clock.now() < end:
        clock.advance(max(0.001, min(rounds(), (end - clock.now()) / US_PER_S)))
    rounds()


def everybody(clock: FakeClock) -> list[LifeSign]:
    devices = [f"box/{uid}" for uid in UIDS] + [f"weld/{station}" for station in STATIONS]
    return [LifeSign(device, clock.now()) for device in devices]


def test_a_start_says_since_when_nothing_is_known(rounds: Rounds, entries: Entries, writer: Writer) -> None:
    (started,) = entries(ServiceStarted)
    assert (started.down_since, started.version) == (None, "1.0")


def test_the_next_start_counts_from_the_last_pulse(
    rounds: Rounds, recorder: Recorder, clock: FakeClock, entries: Entries
) -> None:
    live(rounds, clock, 3)
    clock.advance(60)
    Rounds(Recorder(recorder.writer, clock), [], clock, lambda: None).start("1.1")
    assert entries(ServiceStarted)[-1].down_since == MONDAY_8_UTC + 3 * US_PER_S


def test_a_device_is_silent_from_its_deadline_on_whenever_that_was_noticed(
    rounds: Rounds, hear: Hear, clock: FakeClock, entries: Entries
) -> None:
    hear(LifeSign(BOX, clock.now()))
    clock.advance(47)  # nobody looked for so long
    rounds()
    (silent,) = entries(SourceSilent)
    assert (silent.device, silent.since, silent.at) == (BOX, MONDAY_8_UTC, MONDAY_8_UTC + 3 * US_PER_S)


def test_silence_is_noticed_soon(rounds: Rounds, hear: Hear, clock: FakeClock, entries: Entries) -> None:
    hear(LifeSign(BOX, clock.now()))
    live(rounds, clock, 2.9)
    assert entries(SourceSilent) == []
    live(rounds, clock, 0.25)
    assert len(entries(SourceSilent)) == 1


def test_a_silent_device_is_told_once_and_heard_again(
    rounds: Rounds, hear: Hear, clock: FakeClock, entries: Entries
) -> None:
    hear(LifeSign(BOX, clock.now()))
    live(rounds, clock, 20)
    assert len(entries(SourceSilent)) == 1
    hear(LifeSign(BOX, clock.now()))
    assert [entry.at for entry in entries(SourceHeard)] == [MONDAY_8_UTC, clock.now()]


def test_nobody_is_silent_whose_sign_still_waits_in_an_inbox(
    recorder: Recorder, hear: Hear, clock: FakeClock, entries: Entries
) -> None:
    waiting: list[int] = []
    rounds = Rounds(recorder, [], clock, lambda: None, lambda: min(waiting, default=None))
    rounds.start("1.0")
    hear(LifeSign(BOX, clock.now()))
    waiting.append(clock.advance(2))  # a sign came here, and then the disk took its time
    clock.advance(10)
    rounds()
    assert entries(SourceSilent) == []
    hear(LifeSign(BOX, waiting.pop()))
    live(rounds, clock, 0.2)
    (silent,) = entries(SourceSilent)  # now it is known how long it truly was
    assert silent.since == MONDAY_8_UTC + 2 * US_PER_S


def test_the_pulse_comes_each_second_and_wakes_the_others(
    rounds: Rounds, clock: FakeClock, woken: Woken, rows_in: RowsIn
) -> None:
    live(rounds, clock, 10)
    assert woken.times == 11
    ((_, at, seq, started, *_),) = rows_in("pulse")
    assert (at, started, seq) == (clock.now(), MONDAY_8_UTC, 2)


def test_the_pulse_carries_every_device_of_wires_and_plan(
    rounds: Rounds, hear: Hear, clock: FakeClock, rows_in: RowsIn
) -> None:
    hear(LifeSign(BOX, clock.now()), LifeSign("weld/w2", clock.now()))
    rounds()
    said = {row["device"]: row for row in json.loads(rows_in("pulse")[0][5])}
    assert said[BOX]["counters"] == {"frames": 3}
    assert said[BOX]["last_seen"] == clock.now()
    assert (said["weld/w2"]["state"], said["weld/w3"]["state"]) == ("up", "down")


def test_the_pulse_says_how_much_was_set_aside(rounds: Rounds, hear: Hear, clock: FakeClock, rows_in: RowsIn) -> None:
    hear(fault("w9", 1, clock.now()), fault("w9", 1, clock.now()))
    rounds()
    said = json.loads(rows_in("pulse")[0][5])
    assert {"set_aside": 2} in [row["counters"] for row in said]


def test_a_source_that_cannot_say_how_it_is_stops_no_pulse(
    recorder: Recorder, clock: FakeClock, rows_in: RowsIn
) -> None:
    rounds = Rounds(recorder, [Wire(well=False), Wire()], clock, lambda: None)
    rounds()
    first, second = json.loads(rows_in("pulse")[0][5])[:2]
    assert first["state"] == "fault" and "lost count" in first["text"]
    assert second["state"] == "up"


def overdue(recorder: Recorder, hear: Hear, clock: FakeClock) -> Rounds:
    """A service that was down while a quarter hour ended."""
    hear(count("w1", 1, clock.now()), count("w1", 2, clock.advance(60)))
    clock.advance(3600)
    rounds = Rounds(recorder, [], clock, lambda: None)
    rounds.start("1.0")
    return rounds


def test_overdue_deadlines_wait_until_everybody_was_heard(
    recorder: Recorder, hear: Hear, clock: FakeClock, entries: Entries
) -> None:
    rounds = overdue(recorder, hear, clock)
    live(rounds, clock, 1)
    assert entries(CountsClosed) == []
    hear(*everybody(clock))
    rounds()
    assert entries(CountsClosed)[0].at == from_iso("2026-11-23T08:15:00Z")


def test_overdue_deadlines_wait_five_seconds_at_most(
    recorder: Recorder, hear: Hear, clock: FakeClock, entries: Entries
) -> None:
    rounds = overdue(recorder, hear, clock)
    live(rounds, clock, 4.9)
    assert entries(CountsClosed) == []
    live(rounds, clock, 0.2)
    assert len(entries(CountsClosed)) == 1


def test_the_wait_ends_with_the_next_deadline(rounds: Rounds, hear: Hear, clock: FakeClock) -> None:
    hear(*everybody(clock))
    clock.advance(14 * 60 + 59.97)
    hear(*everybody(clock))
    hear(count("w1", 1, clock.now()), count("w1", 2, clock.now()))
    rounds()
    assert rounds() == pytest.approx(0.03)


@pytest.mark.parametrize("step_s", [-3600, 3600])
def test_a_clock_that_was_set_makes_nobody_silent(
    rounds: Rounds, hear: Hear, clock: FakeClock, entries: Entries, step_s: int
) -> None:
    hear(LifeSign(BOX, clock.now()))
    clock.set_wall(step_s)
    rounds()
    (stepped,) = entries(ClockStepped)
    assert (stepped.step_us, stepped.at) == (step_s * US_PER_S, MONDAY_8_UTC + step_s * US_PER_S)
    live(rounds, clock, 2.5)
    assert entries(SourceSilent) == []
    live(rounds, clock, 1)
    assert len(entries(SourceSilent)) == 1


def test_a_step_that_found_no_room_is_told_when_there_is(
    recorder: Recorder, rounds: Rounds, clock: FakeClock, entries: Entries, tmp_path: Path
) -> None:
    recorder.disk = impatient(tmp_path)
    clock.set_wall(3600)
    with full_disk(), pytest.raises(StorageFailed):
        recorder.insist(rounds)
    clock.set_wall(60)
    rounds()
    rounds()
    assert [entry.step_us for entry in entries(ClockStepped)] == [3660 * US_PER_S]


def test_a_sign_from_before_the_clock_was_set_back_does_not_count_for_hours(
    rounds: Rounds, hear: Hear, clock: FakeClock, entries: Entries
) -> None:
    sign = LifeSign(BOX, clock.now())
    clock.set_wall(-3600)
    rounds()
    hear(sign)
    live(rounds, clock, 4)
    assert len(entries(SourceSilent)) == 1


def test_the_pulse_goes_on_when_the_clock_was_set_back(rounds: Rounds, clock: FakeClock, rows_in: RowsIn) -> None:
    live(rounds, clock, 2)
    clock.set_wall(-3600)
    rounds()
    live(rounds, clock, 1)
    assert rows_in("pulse")[0][1] == clock.now()


def test_old_counts_wait_for_a_forwarder_that_is_behind_and_health_is_told(
    recorder: Recorder, hear: Hear, clock: FakeClock, rows_in: RowsIn, tmp_path: Path
) -> None:
    recorder.disk = impatient(tmp_path)
    rounds = Rounds(recorder, [], clock, lambda: None, forwarders=["archive", "influxdb"])
    hear(count("w1", 1, clock.now()), count("w1", 2, clock.now()))
    recorder.writer.save_cursor("archive", recorder.floor.state.seq)
    clock.advance(91 * US_PER_DAY / US_PER_S)
    live(rounds, clock, 1.1)
    assert len(rows_in("sample")) == 2
    assert json.loads(rows_in("pulse")[0][6])["held_for"] == ["influxdb"]
    recorder.writer.save_cursor("influxdb", recorder.floor.state.seq)
    clock.advance(3601)
    live(rounds, clock, 1.1)
    assert rows_in("sample") == []
    assert json.loads(rows_in("pulse")[0][6])["held_for"] == []


def test_on_a_disk_that_is_nearly_full_old_counts_wait_for_nobody(
    recorder: Recorder, hear: Hear, clock: FakeClock, rows_in: RowsIn, tmp_path: Path
) -> None:
    recorder.disk = impatient(tmp_path)
    rounds = Rounds(recorder, [], clock, lambda: None, forwarders=["influxdb"])
    hear(count("w1", 1, clock.now()), count("w1", 2, clock.now()))
    clock.advance(91 * US_PER_DAY / US_PER_S)
    rounds()
    assert len(rows_in("sample")) == 2
    recorder.disk.is_tight = True
    rounds()
    assert rows_in("sample") == []


def test_old_deliveries_are_forgotten_in_parts(
    rounds: Rounds, writer: Writer, clock: FakeClock, rows_in: RowsIn
) -> None:
    batch = Batch()
    many = FORGET_MOST + 10
    batch.deliveries.update({Delivery("press", "b1", n): clock.now() for n in range(many)})
    writer.commit(batch)
    clock.advance(31 * US_PER_DAY / US_PER_S)
    rounds()
    assert len(rows_in("delivery")) == 10
    live(rounds, clock, 1.1)
    assert rows_in("delivery") == []
