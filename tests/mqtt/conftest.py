"""A broker, and a house that listens to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.mqtt.house import House
from tests.mqtt.mosquitto import Mosquitto
from tests.patience import eventually


@pytest.fixture
def new_broker(tmp_path: Path) -> Iterator[Callable[..., Mosquitto]]:
    """Brokers that are not started yet; whatever runs at the end is stopped."""
    made: list[Mosquitto] = []

    def make(name: str, *more: str, keeps: bool = True) -> Mosquitto:
        made.append(Mosquitto(tmp_path / name, *more, keeps=keeps))
        return made[-1]

    yield make
    for one in made:
        one.stop()


@pytest.fixture
def broker(new_broker: Callable[..., Mosquitto]) -> Mosquitto:
    return new_broker("broker").start()


@pytest.fixture
def fast_broker(new_broker: Callable[..., Mosquitto]) -> Mosquitto:
    """Writes to its disk only when it ends: one that writes after every change takes some hundred messages a second."""
    return new_broker("fast-broker", keeps=False).start()


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


@pytest.fixture
def house(broker: Mosquitto, open_house: Callable[..., House]) -> House:
    """A house that is connected and subscribed."""
    made = open_house(broker.port)
    prove_subscribed(broker, made)
    return made


def prove_subscribed(broker: Mosquitto, house: House) -> None:
    """Signs of life are no entries: send them until one was heard."""
    before = house.counter("messages")

    def heard() -> bool:
        broker.pub("andon/in/weld/w2/alive", "1")
        return house.counter("messages") > before

    eventually(heard)
