"""5,000 messages a second from one client: the others do not notice, nothing is lost, memory stays flat."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from andon.model.signal import Receipt, Signal
from tests.mqtt.conftest import prove_subscribed
from tests.mqtt.house import House
from tests.mqtt.mosquitto import Mosquitto
from tests.patience import eventually

PER_S, SECONDS = 5_000, 6.0
P99_MOST_S = 0.5
GROWTH_MOST_KB = 60_000


class OtherSource:
    """Pulls a cord ten times a second through an inbox of its own, and measures how long each takes to the disk."""

    def __init__(self, house: House) -> None:
        self.took_s: list[float] = []
        self._house, self._emit = house, house.open("other")

    def pull(self, number: int) -> None:
        begun, on_disk = time.monotonic(), threading.Event()

        def done(receipt: Receipt) -> None:
            self.took_s.append(time.monotonic() - begun)
            on_disk.set()

        self._emit(Signal("weld/w2/cord", number % 2, self._house.clock.now(), None, "other", "b", number), done)
        assert on_disk.wait(10)


class Cord:
    """A cord on the same broker and the same connection, behind the flood."""

    def __init__(self, house: House, port: int) -> None:
        self.took_s: list[float] = []
        self._house = house
        self._client = Client(CallbackAPIVersion.VERSION2, "cord")
        self._client.connect("127.0.0.1", port)
        self._client.loop_start()

    def pull(self, number: int) -> None:
        begun, before = time.monotonic(), self._kept()
        self._client.publish("andon/in/weld/w1/cord", str(number % 2), qos=1)
        eventually(lambda: self._kept() > before)
        self.took_s.append(time.monotonic() - begun)

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def _kept(self) -> int:
        sql = "SELECT count(*) FROM entry WHERE kind = 'SignalAccepted' AND body LIKE '%weld/w1/cord%'"
        return int(self._house.query(sql)[0][0])


@pytest.mark.parametrize("qos", [1, 0])
def test_a_flood_of_one_client_holds_up_nobody(
    fast_broker: Mosquitto, open_house: Callable[..., House], qos: int
) -> None:
    house = open_house(fast_broker.port, version="3.1.1" if qos else "5")
    prove_subscribed(fast_broker, house)
    other, cord = OtherSource(house), Cord(house, fast_broker.port)
    memory_kb = _memory_kb()
    with subprocess.Popen(_flood(fast_broker, SECONDS, qos), stdout=subprocess.PIPE) as flood:
        eventually(lambda: house.counter("messages") > PER_S // 10)
        pause, number = threading.Event(), 0
        while flood.poll() is None and number < SECONDS * 8:
            number += 1
            other.pull(number)
            cord.pull(number)
            pause.wait(0.1)
        sent = int(flood.communicate(timeout=30)[0])
    cord.close()
    for took_s in (other.took_s, cord.took_s):
        assert len(took_s) >= 10
        assert sorted(took_s)[int(len(took_s) * 0.99)] < P99_MOST_S
    if qos:
        eventually(lambda: house.query("SELECT count(*), max(total) FROM sample") == [(sent, sent - 1)], 20)
    assert _memory_kb() - memory_kb < GROWTH_MOST_KB


@pytest.mark.parametrize("version", ["5", "3.1.1"])
def test_a_recorder_that_stands_still_makes_the_broker_wait_and_loses_nothing(
    fast_broker: Mosquitto, open_house: Callable[..., House], version: str
) -> None:
    house = open_house(fast_broker.port, version=version)
    prove_subscribed(fast_broker, house)
    house.stall()
    command = _flood(fast_broker, 1.0, 1)
    sent = int(subprocess.run(command, check=True, timeout=30, capture_output=True).stdout)
    stuck = eventually(lambda: house.counter("messages"))
    assert stuck < sent, "what the disk does not take stays at the broker"
    assert house.status().state == "up", "and the connection is kept"
    house.resume()
    eventually(lambda: house.query("SELECT count(*), max(total) FROM sample") == [(sent, sent - 1)], 20)


@pytest.mark.parametrize("version", ["3.1.1"])  # where the broker keeps nothing from us for its size
def test_ten_megabytes_again_and_again_leave_memory_flat(
    fast_broker: Mosquitto, open_house: Callable[..., House], version: str
) -> None:
    house = open_house(fast_broker.port, version=version)
    prove_subscribed(fast_broker, house)
    payload = b"[" * 10_000_000
    fast_broker.pub("andon/in/weld/w1/heat", payload)
    eventually(lambda: house.counter("set_aside") == 1)
    memory_kb = _memory_kb()
    for _ in range(10):
        fast_broker.pub("andon/in/weld/w1/heat", payload)
    eventually(lambda: house.counter("set_aside") == 11, 20)
    assert _memory_kb() - memory_kb < GROWTH_MOST_KB
    assert any("10000000 bytes" in reason for reason in house.set_asides().values())


def _flood(broker: Mosquitto, seconds: float, qos: int) -> list[str]:
    arguments = [str(broker.port), "andon/in/weld/w1/count", str(PER_S), str(seconds), str(qos)]
    return [sys.executable, "-m", "tests.mqtt.flood", *arguments]


def _memory_kb() -> int:
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmRSS:")[2].split()[0])
