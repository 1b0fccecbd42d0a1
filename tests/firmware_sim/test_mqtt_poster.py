"""Machines at a real broker: their topics, levels that stay, a will each, and an order that outlives the broker."""

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from firmware_sim.controllers.mqtt_poster import MqttMachines, MqttPoster
from tests.mqtt.mosquitto import Mosquitto

from .listener import Listener, Told

WASH, OVEN = ("paint", "wash"), ("paint", "oven")
FAULTS = 300  # more than a batch


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Mosquitto]:
    broker = Mosquitto(tmp_path / "broker").start()
    yield broker
    broker.stop()


@pytest.fixture
def listener(broker: Mosquitto) -> Iterator[Listener]:
    with contextlib.closing(Listener(broker)) as listener:
        yield listener


@contextlib.contextmanager
def machine(port: int) -> Iterator[MqttPoster]:
    poster = MqttPoster("127.0.0.1", port, "b7f1", WASH)
    try:
        yield poster
    finally:
        poster.stop()


def test_it_publishes_where_and_as_the_interface_says(broker: Mosquitto, listener: Listener) -> None:
    with machine(broker.port) as poster:
        poster.say(*WASH, "count", 7)
        poster.start()
        told = listener.next("count")
    assert told == Told("andon/in/paint/wash/count", {"value": 7, "boot": "b7f1", "seq": 1}, 1, False)


def test_who_subscribes_later_learns_the_levels_and_no_old_totals(broker: Mosquitto, listener: Listener) -> None:
    with machine(broker.port) as poster:
        poster.say(*WASH, "count", 7)
        poster.say(*WASH, "state", "running")
        poster.say(*WASH, "fault", "")
        poster.start()
        listener.next("fault")
    with contextlib.closing(Listener(broker, "late")) as late:
        first, second = late.told.get(timeout=5), late.told.get(timeout=5)
    assert {(told.topic, told.value) for told in (first, second)} == {
        ("andon/in/paint/wash/state", "running"),
        ("andon/in/paint/wash/fault", ""),
    }
    assert first.retained and second.retained


def test_it_says_it_is_alive_when_there_is_nothing_else(broker: Mosquitto, listener: Listener) -> None:
    with machine(broker.port) as poster:
        poster.start()
        assert listener.next("alive").value == 1


def test_a_machine_whose_power_goes_is_silenced_by_its_will(broker: Mosquitto, listener: Listener) -> None:
    with machine(broker.port) as poster:
        poster.start()
        assert listener.next("alive").value == 1
    assert listener.next("alive") == Told("andon/in/paint/wash/alive", 0, 1, False)


def test_each_machine_has_a_will_of_its_own(broker: Mosquitto, listener: Listener) -> None:
    places = {f"andon/in/paint/{station}/alive" for station in ("wash", "oven")}
    machines = MqttMachines("127.0.0.1", broker.port, "b7f1", [WASH, OVEN])
    machines.start()
    assert {listener.next("alive").topic for _ in places} == places
    machines.stop()
    silenced: set[str] = set()
    while silenced != places:
        told = listener.next("alive")
        silenced |= {told.topic} if told.value == 0 else set()


def test_it_starts_before_the_broker(tmp_path: Path) -> None:
    broker = Mosquitto(tmp_path / "late")
    with machine(broker.port) as poster:
        poster.say(*WASH, "state", "running")
        poster.start()
        broker.start()
        with contextlib.closing(Listener(broker)) as listener:
            assert listener.next("state").value == "running"
    broker.stop()


def test_a_broker_that_is_killed_loses_nothing_and_keeps_the_order(broker: Mosquitto, listener: Listener) -> None:
    """The listener takes a repeat, marked as one, for what it is: a number that it has."""
    with machine(broker.port) as poster:
        poster.start()
        listener.next("alive")
        for n in range(FAULTS):
            poster.say(*WASH, "fault", f"E-{n}")
            if n == FAULTS // 2:
                broker.kill()
                broker.start()
        heard: dict[int, str] = {}
        while f"E-{FAULTS - 1}" not in heard.values():
            told = listener.next("fault")
            heard.setdefault(told.said["seq"], told.value)
    inside = list(dict.fromkeys(value for _, value in sorted(heard.items())))
    assert inside == [f"E-{n}" for n in range(FAULTS)]


def test_after_an_outage_it_says_the_levels_again(broker: Mosquitto, listener: Listener) -> None:
    with machine(broker.port) as poster:
        poster.say(*WASH, "count", 7)
        poster.start()
        assert listener.next("count").said["seq"] == 1
        broker.kill()
        broker.start()
        again = listener.next("count")
        assert again.value == 7 and again.said["seq"] > 1


def test_stopping_does_not_wait_for_a_broker(tmp_path: Path) -> None:
    nobody = Mosquitto(tmp_path / "nobody")
    machines = MqttMachines("127.0.0.1", nobody.port, "b7f1", [WASH, OVEN])
    machines.start()
    begun = time.monotonic()
    machines.stop()
    assert time.monotonic() - begun < 2


def test_a_plant_on_the_command_line(tmp_path: Path, broker: Mosquitto, listener: Listener) -> None:
    where = ["--ports", str(tmp_path / "ports"), "--mqtt", f"127.0.0.1:{broker.port}"]
    command = [sys.executable, "-m", "firmware_sim", "run", "--scenario", "quiet", "--speed", "20", *where]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert any(listener.next("state").value == "running" for _ in range(40))
        assert any(listener.next("count").value for _ in range(80))
        process.send_signal(signal.SIGTERM)
        assert process.wait(2) == 0
