"""From the journal to the engine and back to the desk: the pump, the sender and the recorder that keeps the cursor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from andon import service
from andon.forwarders.influx import Settings, build
from andon.forwarders.pump import Pump
from andon.journal.connect import BOOK
from andon.journal.reader import Reader
from andon.journal.tail import Tail
from andon.journal.writer import Batch, Writer
from andon.model.entry import Sample
from tests.forwarders.influx.conftest import Patient
from tests.forwarders.influx.far_end import Door, Engine, Fault
from tests.forwarders.influx.pieces import AT, count

SAMPLES = 1_000


def write(data: Path, samples: list[Sample]) -> None:
    batch = Batch()
    for sample in samples:
        batch.add(sample, ())
    with Writer(data / BOOK) as writer:
        writer.commit(batch)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A thousand pieces of a station."""
    write(tmp_path, [count(seq) for seq in range(1, SAMPLES + 1)])
    return tmp_path


@pytest.fixture
def pump(data: Path, settings: Settings) -> Iterator[Pump]:
    with service.desk(data) as desk:
        yield Pump(build(settings, data), Tail(data / BOOK), desk)


def drain(pump: Pump, stop: Patient) -> None:
    while pump.step(stop):
        pass


def test_all_of_it_arrives_and_the_cursor_is_kept(pump: Pump, stop: Patient, engine: Engine, data: Path) -> None:
    drain(pump, stop)
    assert engine.points() == SAMPLES
    assert Tail(data / BOOK).cursor("influx") == SAMPLES


def test_a_batch_is_as_large_as_the_settings_say(data: Path, settings: Settings, stop: Patient, door: Door) -> None:
    with service.desk(data) as desk:
        smaller = settings.model_copy(update={"batch_points": 300})
        drain(Pump(build(smaller, data), Tail(data / BOOK), desk), stop)
    assert door.requests == [300, 300, 300, 100]


def test_one_bad_point_of_a_thousand_is_set_aside_alone(pump: Pump, stop: Patient, engine: Engine, data: Path) -> None:
    """InfluxDB 1.x keeps types for each week: a text there makes one week's number a poison."""
    week_us = 7 * 86_400 * 1_000_000
    poison = Sample(
        seq=SAMPLES + 1, at=AT + 2 * week_us, line="paint", station="oven", point="x", kind="value", delta=0, total=1.5
    )
    write(data, [poison, *(count(seq) for seq in range(SAMPLES + 2, 2 * SAMPLES + 1))])
    engine.write(f'andon_value,line=paint value="a text" {poison.at}000')
    drain(pump, stop)
    assert engine.points("andon_count") == 2 * SAMPLES - 1
    (aside,) = Reader(data / BOOK).set_asides()
    assert aside.where == "influx"
    assert aside.what.startswith(f"{SAMPLES + 1}: Sample(")
    assert "field type conflict" in aside.reason
    assert engine.number("SELECT seq FROM andon_set_aside") == SAMPLES + 1
    assert Tail(data / BOOK).cursor("influx") == 2 * SAMPLES


def test_a_number_that_is_none_is_set_aside_alone(pump: Pump, stop: Patient, engine: Engine, data: Path) -> None:
    write(data, [count(SAMPLES + 1, total=float("inf")), count(SAMPLES + 2)])
    drain(pump, stop)
    assert engine.points() == SAMPLES + 1
    (aside,) = Reader(data / BOOK).set_asides()
    assert "no word for inf" in aside.reason


def test_retry_after_is_obeyed(pump: Pump, stop: Patient, engine: Engine, door: Door) -> None:
    door.faults += [
        Fault(429, headers={"Retry-After": "42"}),
        Fault(503, headers={"Retry-After": "Mon, 23 Nov 2026 08:00:07 GMT", "Date": "Mon, 23 Nov 2026 08:00:00 GMT"}),
        Fault(500),
    ]
    drain(pump, stop)
    assert stop.waits[:2] == [42.0, 7.0]
    assert len(stop.waits) == 3
    assert engine.points() == SAMPLES


def test_a_far_end_that_refuses_everything_sets_nothing_aside(
    pump: Pump, stop: Patient, engine: Engine, door: Door, data: Path
) -> None:
    """As long as a wrong server answers, nothing is given up; when the right one is back, all of it arrives."""
    door.faults += [Fault(400, body="what is this?")] * 100
    drain(pump, stop)
    assert Reader(data / BOOK).set_asides() == ()
    assert engine.points() == SAMPLES


def test_any_mixture_of_faults_loses_and_doubles_nothing(
    pump: Pump, stop: Patient, engine: Engine, door: Door, data: Path
) -> None:
    door.lines_most = 170
    door.faults += [
        Fault(500),
        Fault(cut=b"", written=True),
        Fault(204, written=True),
        Fault(cut=b"HTTP/1.1 5"),
        Fault(503),
        Fault(404),
        Fault(204, written=True),
        Fault(401),
        Fault(502, written=True),
    ]
    drain(pump, stop)
    assert engine.points() == SAMPLES
    assert engine.number("SELECT sum(delta) FROM andon_count") == SAMPLES
    assert Reader(data / BOOK).set_asides() == ()
