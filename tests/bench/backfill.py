"""Figures of a back-fill: what it does to a cord, and how fast it is. The far end is a real InfluxDB engine."""

from __future__ import annotations

import threading
import time
import tomllib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.request import Request, urlopen

from andon.journal.connect import BOOK
from andon.journal.writer import Writer
from andon.model.command import AdoptPlan
from andon.model.plan import Plan
from andon.model.signal import Signal
from andon.runtime.inbox import Asked, Item
from andon.runtime.recorder import Recorder
from tests.bench.figures import Figure, percentile
from tests.bench.mqtt import LINE, STATIONS, changes_seen, pull, running_broker, waits_ms, wake, write_plan
from tests.books.clock import FakeClock
from tests.forwarders.influx.far_end import DATABASE, Door, Engine
from tests.house import House, Screen
from tests.mqtt.mosquitto import Mosquitto

POINTS = 300_000  # missed by the far end: it is busy with them as long as the cords are pulled
BATCH = 1_000
BATCH_POINTS = 5_000
BARE_POINTS = 50_000

_FORWARDER = '[forwarders.influx]\nurl = "{url}"\nbucket = "{bucket}"\nbatch_points = {batch_points}\n'


class Progress(threading.Thread):
    """When how many points had come to the far end."""

    def __init__(self, door: Door) -> None:
        super().__init__(daemon=True)
        self._door, self._stop_flag = door, threading.Event()
        self._came: list[tuple[float, int]] = []
        self.start()

    def run(self) -> None:
        while not self._stop_flag.wait(0.05):
            points = sum(self._door.requests)
            if not self._came or points != self._came[-1][1]:
                self._came.append((time.monotonic(), points))

    def points_per_s(self) -> float:
        """From the first that came to the last."""
        self._stop_flag.set()
        self.join()
        (begun, first), (ended, last) = self._came[0], self._came[-1]
        return (last - first) / (ended - begun) if ended > begun else 0.0


def measure(folder: Path) -> list[Figure]:
    """A service with a long past: cords while nothing else is done, then cords while the past is carried away."""
    (folder / "data").mkdir(parents=True)
    (folder / "influxd").mkdir()
    live(folder / "data" / BOOK, Plan.model_validate(tomllib.loads(write_plan(folder).read_text(encoding="utf-8"))))
    engine = Engine(folder / "influxd")
    engine.start()
    engine.empty()
    door = Door(engine)
    door.open()
    try:
        bare = bare_points_per_s(door)
        calm, busy, points_per_s = cords(folder, door)
    finally:
        door.shut()
        engine.kill()
    return [
        *(
            Figure(
                f"MQTT cord -> stream, during a back-fill, p{share * 100:.0f}",
                percentile(busy, share),
                "ms",
                percentile(calm, share),
                "the same without one",
            )
            for share in (0.5, 0.99)
        ),
        Figure("back-fill meanwhile, points", points_per_s, "/s", bare, "bare POST of prepared lines, no cords"),
    ]


def live(book: Path, plan: Plan) -> None:
    """A past of so many counter readings."""
    clock = FakeClock()
    with Writer(book) as writer:
        recorder = Recorder(writer, clock)
        recorder.process([Item("bench", Asked(AdoptPlan(who="config", plan=plan), clock.now()))])
        readings = counts(clock)
        while recorder.floor.state.seq < POINTS:
            recorder.process([Item("bench", reading) for reading in islice(readings, BATCH)])
        writer.save_snapshot(recorder.floor)


def counts(clock: FakeClock) -> Iterator[Signal]:
    total = 0
    while True:
        total += 1
        at = clock.advance(0.1)
        for number in range(STATIONS):
            yield Signal(f"{LINE}/s{number + 1}/count", total, at)


def cords(folder: Path, door: Door) -> tuple[list[float], list[float], float]:
    with (
        running_broker(folder / "broker") as broker,
        House(folder, plan_file=folder / "plan.toml") as house,
    ):
        add(house, f"[sources.mqtt]\nport = {broker.port}\n")
        calm = pulled(house, broker)
        house.stop()
        add(house, _FORWARDER.format(url=door.url, bucket=DATABASE, batch_points=BATCH_POINTS))
        progress = Progress(door)
        return calm, pulled(house, broker), progress.points_per_s()


def pulled(house: House, broker: Mosquitto) -> list[float]:
    """How long each cord took."""
    house.start()
    wake(house, broker)
    screen = Screen(house.port)
    screen.wait_for(lambda kind, said: kind == "board")
    pulls = pull(broker)
    changes = changes_seen(screen)
    screen.close()
    return waits_ms(pulls, changes)


def add(house: House, section: str) -> None:
    with house.config.open("a", encoding="utf-8") as config:
        config.write(section)


def bare_points_per_s(door: Door) -> float:
    """The same bytes by the standard library, with nothing to read them from and nothing to keep."""
    line = "andon_count,line=bench,station=s{},point=count,kind=count delta=1i,total={}.0,seq={}i {}"
    lines = [line.format(n % STATIONS, n, n, 1_600_000_000_000_000_000 + n) for n in range(BARE_POINTS)]
    batches = ["\n".join(lines[at : at + BATCH_POINTS]).encode() for at in range(0, BARE_POINTS, BATCH_POINTS)]
    begun = time.monotonic()
    for batch in batches:
        asked = Request(f"{door.url}/api/v2/write?bucket={DATABASE}&org=&precision=ns", batch, method="POST")
        urlopen(asked, timeout=30).close()
    return BARE_POINTS / (time.monotonic() - begun)
