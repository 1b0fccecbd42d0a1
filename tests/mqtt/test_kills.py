"""kill -9 under load: what was acknowledged is there once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from andon.journal.connect import BOOK
from andon.journal.upkeep import SOUND, verify
from andon.model.signal import Heard, Signal
from tests.mqtt.house import PLAN_FILE, House, query
from tests.mqtt.mosquitto import Mosquitto, free_port
from tests.mqtt.publisher import Publisher
from tests.patience import eventually

IS_LONG = os.environ.get("ANDON_CRASH") == "long"
RECORDER_KILLS = 50 if IS_LONG else 8
BROKER_KILLS = 10 if IS_LONG else 3
PER_S = 500
STOP_WITHIN_S = 120.0  # a broker that writes after every change takes some hundred messages a second
TOPIC = "andon/in/weld/w1/heat"

_CONFIG = """\
[service]
data = "{data}"
[web]
listen = "127.0.0.1:{listen}"
[plan]
files = ["{plan}"]
[sources.mqtt]
port = {port}
version = "{version}"
"""


class Recorder:
    """The recorder's process, as `andon run` starts it."""

    def __init__(self, folder: Path, port: int, version: str) -> None:
        self.data = folder / "data"
        self.data.mkdir(parents=True)
        self._config = folder / "andon.toml"
        text = _CONFIG.format(data=self.data, listen=free_port(), plan=PLAN_FILE, port=port, version=version)
        self._config.write_text(text, encoding="utf-8")
        self._log = (folder / "log").open("wb")

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        arguments = ["--config", str(self._config), "--data", str(self.data), "--listen", "127.0.0.1:1"]
        command = [sys.executable, "-m", "andon", "process", "recorder", *arguments]
        process = subprocess.Popen(command, stdout=self._log, stderr=self._log)
        try:
            yield process
        finally:
            process.kill()
            process.wait(10)

    def stored(self) -> int:
        path = self.data / BOOK
        if not path.exists():
            return 0
        return int((query(path, "SELECT count(*) FROM sample") or [(0,)])[0][0])

    def values(self) -> Counter[int]:
        return Counter(int(row[0]) for row in query(self.data / BOOK, "SELECT total FROM sample"))


@pytest.mark.parametrize(("version", "kills"), [("5", RECORDER_KILLS), ("3.1.1", RECORDER_KILLS if IS_LONG else 3)])
def test_the_recorder_is_killed_again_and_again(
    fast_broker: Mosquitto, tmp_path: Path, version: str, kills: int
) -> None:
    recorder = Recorder(tmp_path / "house", fast_broker.port, version)
    with recorder.running():
        eventually(lambda: recorder.data.joinpath(BOOK).exists() and subscribed(fast_broker, recorder), 20)
    device = Publisher(fast_broker.port, TOPIC, PER_S)
    for _ in range(kills):
        before = recorder.stored()
        with recorder.running():
            eventually(lambda before=before: recorder.stored() > before + PER_S // 4, 20)
    sent = device.stop()
    with recorder.running():
        eventually(lambda: recorder.stored() >= sent, 30)
    values = recorder.values()
    missing = [number for number in range(1, sent + 1) if number not in values]
    twice = {number: count for number, count in values.items() if count > 1}
    assert (missing, twice) == ([], {})
    assert verify(recorder.data / BOOK, lambda done, total: None) == SOUND


def subscribed(broker: Mosquitto, recorder: Recorder) -> bool:
    """Once it subscribed, the broker keeps everything for it."""
    broker.pub("andon/in/weld/w2/alive", "1")
    heard = query(recorder.data / BOOK, "SELECT 1 FROM entry WHERE kind = 'SourceHeard' AND body LIKE '%weld/w2%'")
    return bool(heard)


def test_the_broker_is_killed_again_and_again(broker: Mosquitto, open_house: Callable[..., House]) -> None:
    acknowledged: set[int] = set()

    def watch(item: Heard) -> None:
        if isinstance(item, Signal) and item.address == "weld/w1/heat":
            acknowledged.add(int(item.value))

    house = open_house(broker.port, watch=watch)
    eventually(lambda: house.status().state == "up")
    running = Publisher(broker.port, "andon/in/weld/w1/run", 5, numbered="all")
    device = Publisher(broker.port, TOPIC, PER_S, numbered="all")
    for _ in range(BROKER_KILLS):
        eventually(lambda: house.state("w1") == "running")
        before = house.query("SELECT count(*) FROM sample")[0][0]
        eventually(lambda before=before: house.query("SELECT count(*) FROM sample")[0][0] > before + PER_S // 4, 10)
        broker.kill()
        eventually(lambda: house.state("w1") == "no-signal", 2)
        broker.start()
        connected = house.counter("connections")
        eventually(lambda connected=connected: house.counter("connections") > connected)
        eventually(lambda: house.state("w1") == "running", 5)
    running.stop(STOP_WITHIN_S)
    sent = device.stop(STOP_WITHIN_S)
    eventually(lambda: house.query("SELECT max(total) FROM sample")[0][0] >= sent, 20)
    values = Counter(int(row[0]) for row in house.query("SELECT total FROM sample"))
    assert {number: count for number, count in values.items() if count > 1} == {}
    assert acknowledged - values.keys() == set()
    # mosquitto answers a device a moment before it writes: what it loses in that moment never reached us
    never_came = set(range(1, sent + 1)) - values.keys()
    assert len(never_came) <= BROKER_KILLS * PER_S // 10
