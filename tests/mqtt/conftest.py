"""A broker, and a house that listens to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.mqtt.house import House
from tests.mqtt.mosquitto import Mosquitto
from tests.patience import eventually


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Mosquitto]:
    made = Mosquitto(tmp_path / "broker").start()
    yield made
    made.stop()


@pytest.fixture
def fast_broker(tmp_path: Path) -> Iterator[Mosquitto]:
    """Writes to its disk only when it ends: one that writes after every change takes some hundred messages a second."""
    made = Mosquitto(tmp_path / "fast-broker", keeps=False).start()
    yield made
    made.stop()


@pytest.fixture
def open_house(tmp_path: Path) -> Iterator[Callable[..., House]]:
    """Houses on one book; the one before must have been stopped."""
    houses: list[House] = []

    def make(port: int, **settings: object) -> House:
        folder = tmp_path / "data"
        folder.mkdir(exist_ok=True)
        houses.append(House(folder, port, **settings))
        return houses[-1]

    yield make
    for house in houses:
        if not house.stopped:
            house.stop()


@pytest.fixture(params=["5", "3.1.1"])
def house(broker: Mosquitto, open_house: Callable[..., House], request: pytest.FixtureRequest) -> House:
    """A house that is connected and subscribed, once for each version of MQTT."""
    made = open_house(broker.port, version=request.param)
    eventually(lambda: made.status().state == "up")
    prove_subscribed(broker, made)
    return made


def prove_subscribed(broker: Mosquitto, house: House) -> None:
    """Signs of life are no entries: send them until one was heard."""
    before = house.counter("messages")

    def heard() -> bool:
        broker.pub("andon/in/weld/w2/alive", "1")
        return house.counter("messages") > before

    eventually(heard)
