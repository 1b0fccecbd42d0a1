"""Figures over MQTT: from a cord to the stream, and what one connection takes onto the disk."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from tests.bench.bare_mqtt import Ear
from tests.bench.figures import Figure, percentile
from tests.house import House, Screen
from tests.mqtt.mosquitto import Mosquitto
from tests.patience import eventually

LINE, STATIONS = "bench", 100
PULLS, PULLS_PER_S = 300, 20  # each cord again after 5 s: a new pull, beyond the guard of 3 s
LOADS_PER_S = (0, 500)
SHARES = (0.5, 0.99)
FLOOD_PER_S, FLOOD_S = 40_000, 1.0  # more a second than is taken: the rest waits at the broker
WITHIN_S = 60.0

_PLAN_TOP = """\
site = "Bench"
timezone = "UTC"
[thresholds]
silent_after_s = 3600.0
[[reasons]]
id = "broken"
name = "Broken"
class = "abnormality"
category = "equipment"
[[reasons]]
id = "not-yet-known"
name = "Not yet known"
class = "unknown"
[[call_types]]
id = "help"
name = "Help"
[[lines]]
id = "bench"
name = "Bench"
"""
_STATION = """\
[[lines.stations]]
id = "s{number}"
name = "Station {number}"
points = {{ cord = {{ kind = "cord" }}, count = {{ kind = "count", max_per_s = 100000 }} }}
"""

_SUBSCRIBER = "mosquitto to a bare paho subscriber"
ROWS = (
    ("MQTT cord -> stream, idle, p50", "ms", _SUBSCRIBER),
    ("MQTT cord -> stream, idle, p99", "ms", _SUBSCRIBER),
    ("MQTT cord -> stream, under 500 counts/s, p50", "ms", _SUBSCRIBER),
    ("MQTT cord -> stream, under 500 counts/s, p99", "ms", _SUBSCRIBER),
    ("MQTT intake, QoS 1, one connection", "/s", "bare paho, manual ack, nothing stored"),
)

Pull = tuple[float, str]


def measure(folder: Path) -> list[Figure]:
    """The baseline first, while no service runs; then a service of a hundred stations at a broker of its own."""
    folder.mkdir()
    with running_broker(folder / "bare") as broker:
        base = [*bare_latencies(broker), bare_intake_per_s(broker)]
    with running_broker(folder / "broker") as broker, House(folder, plan_file=write_plan(folder)) as house:
        with house.config.open("a", encoding="utf-8") as config:
            config.write(f"[sources.mqtt]\nport = {broker.port}\n")
        house.start()
        wake(house, broker)
        took = [*latencies(house, broker), intake_per_s(house, broker)]
    rows = zip(ROWS, took, base, strict=True)
    return [Figure(what, own, unit, bare, against) for (what, unit, against), own, bare in rows]


@contextmanager
def running_broker(folder: Path) -> Iterator[Mosquitto]:
    broker = Mosquitto(folder, keeps=False).start()
    try:
        yield broker
    finally:
        broker.stop()


def write_plan(folder: Path) -> Path:
    file = folder / "plan.toml"
    file.write_text(_PLAN_TOP + "".join(_STATION.format(number=n + 1) for n in range(STATIONS)), encoding="utf-8")
    return file


def wake(house: House, broker: Mosquitto) -> None:
    """Every station was heard, so that nothing but a cord moves a tile."""
    with flooded(broker, STATIONS, 2.0):
        eventually(lambda: house.read("SELECT count(DISTINCT station) FROM sample") == [(STATIONS,)], WITHIN_S)


@contextmanager
def flooded(broker: Mosquitto, per_s: int, seconds: float) -> Iterator[None]:
    """While so many counter messages a second come."""
    with subprocess.Popen(flood(broker, per_s, seconds), stdout=subprocess.DEVNULL) as running:
        try:
            yield
        finally:
            running.terminate()


def flood(broker: Mosquitto, per_s: int, seconds: float) -> list[str]:
    arguments = [str(broker.port), "andon/in/bench/s#/count", str(per_s), str(seconds), "1", str(STATIONS)]
    return [sys.executable, "-m", "tests.mqtt.flood", *arguments]


def latencies(house: House, broker: Mosquitto) -> Iterator[float]:
    """From the publish until the change is on the screen."""
    for load_per_s in LOADS_PER_S:
        screen = Screen(house.port)
        screen.wait_for(lambda kind, said: kind == "board")
        pulls = pull_under(broker, load_per_s)
        changes = changes_seen(screen)
        screen.close()
        yield from shares(pulls, changes)


def changes_seen(screen: Screen) -> list[Pull]:
    return [(at, str(said["station"])) for at, kind, said in screen.heard if kind == "change"]


def bare_latencies(broker: Mosquitto) -> Iterator[float]:
    """From the publish until it is at the ear of a bare subscriber."""
    for load_per_s in LOADS_PER_S:
        ear = Ear(broker.port)
        pulls = pull_under(broker, load_per_s)
        ear.close()
        yield from shares(pulls, ear.heard)


def shares(pulls: Sequence[Pull], heard: Sequence[Pull]) -> Iterator[float]:
    took = waits_ms(pulls, heard)
    return (percentile(took, share) for share in SHARES)


def pull_under(broker: Mosquitto, load_per_s: int) -> list[Pull]:
    if not load_per_s:
        return pull(broker)
    with flooded(broker, load_per_s, WITHIN_S):
        return pull(broker)


def pull(broker: Mosquitto) -> list[Pull]:
    """The cords of all stations in turn, at a pace; a second later everybody has heard."""
    hand, pause, pulls = Client(CallbackAPIVersion.VERSION2, "hand"), threading.Event(), []
    hand.connect("127.0.0.1", broker.port)
    hand.loop_start()
    begun = time.monotonic() + 1  # and a second before it whatever went on is settled
    for number in range(PULLS):
        pause.wait(begun + number / PULLS_PER_S - time.monotonic())
        station = f"s{number % STATIONS + 1}"
        pulls.append((time.monotonic(), station))
        hand.publish(f"andon/in/bench/{station}/cord", "1", qos=1)
    pause.wait(1)
    hand.disconnect()
    hand.loop_stop()
    return pulls


def waits_ms(pulls: Sequence[Pull], heard: Sequence[Pull]) -> list[float]:
    """From each pull until its station is heard of."""
    by_station: dict[str, list[float]] = {}
    for at, station in heard:
        by_station.setdefault(station, []).append(at)
    return [(min(at for at in by_station[station] if at >= begun) - begun) * 1000 for begun, station in pulls]


def intake_per_s(house: House, broker: Mosquitto) -> float:
    """As many messages as the broker takes in a while, from the first on disk to the last."""
    before = stored(house)
    with subprocess.Popen(flood(broker, FLOOD_PER_S, FLOOD_S), stdout=subprocess.PIPE, text=True) as running:
        eventually(lambda: stored(house) > before, WITHIN_S)
        begun = time.monotonic()
        sent = int(running.communicate()[0])
    fresh = sent - STATIONS  # a counter that says what it said before is no news
    eventually(lambda: stored(house) >= before + fresh, WITHIN_S)
    return fresh / (time.monotonic() - begun)


def stored(house: House) -> int:
    return int(house.read("SELECT count(*) FROM sample")[0][0])


def bare_intake_per_s(broker: Mosquitto) -> float:
    """The same flood at a client that keeps nothing, from the first it heard to the last."""
    command = [sys.executable, "-m", "tests.bench.bare_mqtt", str(broker.port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as ear:
        assert ear.stdout is not None and ear.stdout.readline() == "subscribed\n"
        subprocess.run(flood(broker, FLOOD_PER_S, FLOOD_S), check=True, stdout=subprocess.DEVNULL)
        return float(ear.stdout.readline())
