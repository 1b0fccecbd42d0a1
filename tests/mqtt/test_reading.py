"""Messages of an independent peer, through a real broker, to the board."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.mqtt.conftest import prove_subscribed
from tests.mqtt.house import House
from tests.mqtt.mosquitto import Mosquitto
from tests.patience import eventually


@pytest.mark.parametrize("version", ["5", "3.1.1"])
def test_a_cord_over_mqtt_turns_its_tile_yellow(
    broker: Mosquitto, open_house: Callable[..., House], version: str
) -> None:
    house = open_house(broker.port, version=version)
    prove_subscribed(broker, house)
    broker.pub("andon/in/weld/w1/cord", "1")
    eventually(lambda: house.state("w1") == "call")


def test_a_pull_that_the_broker_is_asked_to_keep_is_a_pull_now(broker: Mosquitto, house: House) -> None:
    broker.pub("andon/in/weld/w1/cord", "1", "-r")
    eventually(lambda: house.state("w1") == "call")


@pytest.mark.parametrize("version", ["5", "3.1.1"])
def test_what_is_retained_is_a_level_or_nothing(
    broker: Mosquitto, open_house: Callable[..., House], version: str
) -> None:
    broker.pub("andon/in/weld/w1/cord", "1", "-r")
    broker.pub("andon/in/weld/w1/count", "100", "-r")
    broker.pub("andon/in/weld/w1/alive", "1", "-r")
    broker.pub("andon/in/weld/w1/state", "3", "-r")
    house = open_house(broker.port, version=version)
    eventually(lambda: house.counter("retained") == 4)
    eventually(lambda: house.counter("ignored") == 2)
    assert house.state("w1") == "no-signal", "what was said once is no sign of life"
    assert house.query("SELECT * FROM sample") == []
    broker.pub("andon/in/weld/w1/alive", "1")
    eventually(lambda: house.state("w1") == "running")


def test_the_will_turns_a_station_dark_at_once(broker: Mosquitto, house: House) -> None:
    broker.pub("andon/in/weld/w1/run", "1")
    eventually(lambda: house.state("w1") == "running")
    broker.pub("andon/in/weld/w1/alive", "0")
    eventually(lambda: house.state("w1") == "no-signal")


def test_boot_and_seq_make_a_repeat_harmless(broker: Mosquitto, house: House) -> None:
    for _ in range(3):
        broker.pub("andon/in/weld/w1/made", json.dumps({"value": 5, "boot": "b7f1", "seq": 42}))
    eventually(lambda: house.counter("duplicates") == 2)
    assert house.query("SELECT sum(delta) FROM sample") == [(5,)]


def test_the_same_words_said_twice_without_a_number_are_two_messages(broker: Mosquitto, house: House) -> None:
    for _ in range(3):
        broker.pub("andon/in/weld/w1/made", "5")
    eventually(lambda: house.query("SELECT sum(delta) FROM sample") == [(15,)])


def test_a_late_pull_is_kept_with_its_time_and_raises_nothing(broker: Mosquitto, house: House) -> None:
    hour_ago_ms = house.clock.now() // 1000 - 3_600_000
    broker.pub("andon/in/weld/w1/cord", json.dumps({"value": 1, "at": hour_ago_ms}))
    (said,) = eventually(lambda: house.query("SELECT body FROM entry WHERE kind = 'SignalAccepted'"))
    assert json.loads(said[0])["late"] is True
    assert json.loads(said[0])["device_at"] == hour_ago_ms * 1000
    assert house.state("w1") != "call"


def test_mapped_topics_are_heard_where_the_map_says(broker: Mosquitto, open_house: Callable[..., House]) -> None:
    run = {
        "topic": "plant/+/cell/+/status",
        "address": "{1}/{2}/run",
        "value": "d.mode",
        "values": {"RUN": 1, "OFF": 0},
    }
    made = {"topic": "plant/+/cell/+/status", "address": "{1}/{2}/made", "value": "d.n"}
    house = open_house(broker.port, map=[run, made])
    eventually(lambda: house.status().state == "up")

    def said() -> bool:
        broker.pub("plant/weld/cell/w1/status", '{"d": {"mode": "RUN", "n": 3}}')
        return house.state("w1") == "running"

    eventually(said)
    broker.pub("plant/weld/cell/w1/status", '{"d": {"mode": "DREAMING", "n": 3}}')
    eventually(lambda: any("'DREAMING' is in no values" in reason for reason in house.set_asides().values()))
    assert house.state("w1") == "running"


@pytest.mark.parametrize("shown", ['{"green": true, "yellow": false, "red": false}', '{"red": true}'])
def test_a_light_that_shows_something_else_than_it_is_told_is_a_fault(
    broker: Mosquitto, house: House, shown: str
) -> None:
    """Told yellow with the cord; a light is judged by the lamps it has."""
    broker.pub("andon/in/weld/w1/cord", "1")
    eventually(lambda: house.state("w1") == "call")

    def fault_after(lamp: str) -> Callable[[], bool]:
        def said() -> bool:
            broker.pub("andon/in/weld/w1/lamp", lamp)
            return bool(house.tile("w1").lamp_fault)

        return said

    eventually(fault_after(shown), 10)
    assert not house.tile("w2").lamp_fault
    eventually(lambda: not fault_after('{"yellow": true, "green": false}')(), 10)


@pytest.mark.parametrize("said", ["1", "{}", '{"mauve": true}', '{"green": 1}', '{"value": 1}'])
def test_what_is_no_lamps_is_set_aside(broker: Mosquitto, house: House, said: str) -> None:
    broker.pub("andon/in/weld/w1/lamp", said)
    eventually(lambda: house.counter("set_aside") == 1)
    assert any("lamp" in reason for reason in house.set_asides().values())


def test_lamps_that_were_said_once_say_nothing_of_now(broker: Mosquitto, open_house: Callable[..., House]) -> None:
    broker.pub("andon/in/weld/w1/lamp", '{"red": true}', "-r")
    house = open_house(broker.port)
    eventually(lambda: house.counter("retained") == 1)
    assert house.state("w1") == "no-signal"
