"""Kills and outages while a book goes out: every point of it arrives, none of them twice."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.forwarders.influx.far_end import Door, Engine, Fault
from tests.forwarders.influx.processes import Plant
from tests.patience import eventually

POINTS = 20_000
BATCH = 100
EVERY = 22  # requests between two disasters
WITHIN_S = 60.0

EVENTS = {
    "andon_state": ("StationChanged", "StationRemoved"),
    "andon_call": ("CallRaised", "CallArrived", "CallEnded"),
    "andon_stop": ("StopBegan", "StopReasoned", "StopEnded"),
    "andon_trigger": ("KaizenTriggered", "TriggerJoined", "TriggerLeft", "TriggerRested"),
}


@pytest.fixture
def plant(tmp_path: Path, door: Door) -> Iterator[Plant]:
    made = Plant(tmp_path, POINTS, door.url, batch_points=BATCH, timeout_s=3)
    made.start_recorder()
    yield made
    made.stop()


class Disasters:
    """What may befall the way to InfluxDB. Each strikes while a batch is written there and not yet answered."""

    def __init__(self, plant: Plant, door: Door, engine: Engine) -> None:
        self._plant, self._door, self._engine = plant, door, engine

    def strike(self, disaster: Callable[[Disasters, threading.Event], None]) -> None:
        answer = threading.Event()
        held = Fault(204, written=True, until=answer)
        self._door.later[len(self._door.requests) + EVERY] = held
        assert held.reached.wait(WITHIN_S)
        disaster(self, answer)

    def kill(self, answer: threading.Event) -> None:
        self._plant.kill_forward()
        answer.set()
        self._plant.start_forward()

    def far_end_away(self, answer: threading.Event) -> None:
        """The answer is cut off, and nobody is at the port until somebody was missed."""
        waited = self._plant.waited()
        self._door.shut()
        answer.set()
        eventually(lambda: self._plant.waited() > waited + 1, WITHIN_S)
        self._door.open()

    def engine_dies(self, answer: threading.Event) -> None:
        """Killed, and started again after it was missed: what it had answered for is on its disk."""
        waited = self._plant.waited()
        self._engine.kill()
        answer.set()
        eventually(lambda: self._plant.waited() > waited, WITHIN_S)
        self._engine.start()


def test_four_kills_and_four_outages_lose_and_double_nothing(plant: Plant, door: Door, engine: Engine) -> None:
    plant.start_forward()
    disasters = Disasters(plant, door, engine)
    for other in (Disasters.far_end_away, Disasters.engine_dies, Disasters.far_end_away, Disasters.engine_dies):
        disasters.strike(Disasters.kill)
        disasters.strike(other)
    assert plant.cursor() < POINTS  # it was under way when it happened
    eventually(lambda: plant.cursor() >= plant.top(), WITHIN_S)
    upto = plant.cursor()
    assert upto >= POINTS
    assert arrived(engine, upto) == expected(plant, upto)
    assert engine.number("SELECT sum(delta) FROM andon_count") == plant.rows("SELECT sum(delta) FROM sample")[0][0]
    assert plant.rows("SELECT count(*) FROM set_aside") == [(0,)]


def expected(plant: Plant, upto: int) -> dict[str, Counter[int]]:
    """Measurement -> how many points each seq of the book has, read by SQL alone."""
    found = {"andon_count": Counter(seq for (seq,) in plant.rows(f"SELECT seq FROM sample WHERE seq <= {upto}"))}
    for measurement, kinds in EVENTS.items():
        sql = f"SELECT seq FROM event WHERE seq <= {upto} AND kind IN {kinds}"
        found[measurement] = Counter(seq for (seq,) in plant.rows(sql))
    return found


def arrived(engine: Engine, upto: int) -> dict[str, Counter[int]]:
    """The same, asked of the engine."""
    found: dict[str, Counter[int]] = {}
    for series in engine.query(f"SELECT seq FROM /andon_.*/ WHERE seq <= {upto}"):
        found.setdefault(series["name"], Counter()).update(seq for _, seq in series["values"])
    return found
