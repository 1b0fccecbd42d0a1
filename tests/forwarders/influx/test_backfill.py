"""A far end that comes back after a long time: all that was missed goes out fast, and the recorder does not notice.

ANDON_CRASH=long takes a simulated day of 2.8 million points instead of 100,000.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

import pytest

from tests.forwarders.influx.far_end import Door, Engine
from tests.forwarders.influx.processes import Plant
from tests.patience import eventually

POINTS = 2_800_000 if os.environ.get("ANDON_CRASH") == "long" else 100_000
POINTS_PER_S_MIN = 10_000
WITHIN_S = POINTS / POINTS_PER_S_MIN
CORD_EVERY_S = 0.05
IDLE_CORDS = 60
CORD_P99_MOST_MS = 250.0


@pytest.fixture
def plant(tmp_path: Path, door: Door) -> Iterator[Plant]:
    made = Plant(tmp_path, POINTS, door.url, batch_points=5_000)
    made.start_recorder()
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def _fair_turns() -> Iterator[None]:
    """Who pulls the cords and who plays the far end share this process: neither may measure the other."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)
    yield
    sys.setswitchinterval(before)


class Cords:
    """Somebody who pulls and lets go, twenty times a second, and measures until it is on the disk."""

    def __init__(self, plant: Plant) -> None:
        self._plant = plant
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._pull, daemon=True)
        self.took_ms: list[float] = []

    def __enter__(self) -> Cords:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _pull(self) -> None:
        while not self._stop.wait(CORD_EVERY_S):
            value = 17 if len(self.took_ms) % 2 else 0
            body = json.dumps({"line": "weld", "station": "w1", "point": "fault", "value": value})
            began = time.perf_counter()
            self._plant.desk.ask("signals", {"body": body, "token": "test"})
            self.took_ms.append((time.perf_counter() - began) * 1000)


def p50_and_p99(took_ms: list[float]) -> tuple[float, float]:
    cuts = quantiles(took_ms, n=100)
    return cuts[49], cuts[98]


def test_a_long_absence_is_made_good_and_no_cord_waits_for_it(
    plant: Plant, engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    with Cords(plant) as idle:
        eventually(lambda: len(idle.took_ms) >= IDLE_CORDS, 30)
    with Cords(plant) as busy:
        began = time.perf_counter()
        plant.start_forward()
        eventually(lambda: plant.cursor() > 0, 30)
        first, first_at = plant.cursor(), time.perf_counter()
        eventually(lambda: plant.cursor() >= POINTS, WITHIN_S + 30)
        seconds, sent = time.perf_counter() - first_at, plant.cursor() - first
        eventually(lambda: len(busy.took_ms) >= IDLE_CORDS, 30)
    eventually(lambda: plant.cursor() >= plant.top(), 30)
    rate = sent / seconds
    with capsys.disabled():
        print(f"\n{sent:,} entries and samples in {seconds:.1f} s: {rate:,.0f}/s, {first_at - began:.1f} s to begin")
        for name, cords in (("idle", idle), ("back-fill", busy)):
            print("cord to disk, {}: p50 {:.1f} ms, p99 {:.1f} ms".format(name, *p50_and_p99(cords.took_ms)))
    assert engine.points("andon_count") == plant.rows("SELECT count(*) FROM sample")[0][0]
    assert engine.number("SELECT sum(delta) FROM andon_count") == plant.rows("SELECT sum(delta) FROM sample")[0][0]
    assert engine.points("andon_stop") == plant.rows("SELECT count(*) FROM event WHERE kind GLOB 'Stop*'")[0][0]
    assert rate >= POINTS_PER_S_MIN
    assert p50_and_p99(busy.took_ms)[1] < CORD_P99_MOST_MS
