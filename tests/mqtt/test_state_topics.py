"""The floor as retained topics, read by an independent peer."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from andon.base.clock import Clock
from andon.base.units import US_PER_S, from_iso, to_iso
from andon.forwarders.mirror import Mirror
from andon.forwarders.mqtt import Settings, build
from andon.journal.reader import Reader
from andon.model.command import AdoptPlan, AnswerCall
from andon.model.event import StationChanged
from andon.model.plan import Roster, Tier
from andon.ports import FloorNow
from andon.runtime.desk import DeskClient
from andon.runtime.inbox import Asked, Item
from tests.mqtt.conftest import prove_subscribed
from tests.mqtt.house import House, plan
from tests.mqtt.mosquitto import Mosquitto
from tests.patience import eventually

ONLINE = "andon/out/online"
W1 = "andon/out/weld/w1/state"
W1_TOLD = "andon/out/weld/w1/told"


class Peer:
    """mosquitto_sub on all of andon/out."""

    def __init__(self, broker: Mosquitto, file: Path) -> None:
        self._file = file
        self._process = broker.sub("andon/out/#", file, "-F", "%t %p")

    def all_of(self, topic: str) -> list[Any]:
        lines = [line.partition(" ") for line in self._file.read_text(encoding="utf-8").splitlines()]
        return [json.loads(said) if said else None for name, _, said in lines if name == topic]

    def last(self, topic: str) -> Any:
        return said[-1] if (said := self.all_of(topic)) else None

    def close(self) -> None:
        self._process.kill()
        self._process.wait(5)


class Forward:
    """A mirror in its thread, as the forward process has it."""

    def __init__(self, house: House, port: int, **settings: Any) -> None:
        forwarder = build(Settings(port=port, **settings), house.path.parent)
        desk = DeskClient(house.path.parent / "desk.sock")
        self._mirror = Mirror(forwarder, Reader(house.path), desk, Clock())
        self._stop = threading.Event()
        wait = threading.Event()
        arguments = (lambda seconds: wait.wait(min(seconds, 0.02)), self._stop)
        self._thread = threading.Thread(target=self._mirror.run, args=arguments, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(5)
        assert not self._thread.is_alive()


@pytest.fixture
def peer(broker: Mosquitto, tmp_path: Path) -> Iterator[Peer]:
    made = Peer(broker, tmp_path / "heard")
    yield made
    made.close()


@pytest.fixture
def forward(tmp_path: Path) -> Iterator[Callable[..., Forward]]:
    made: list[Forward] = []

    def make(house: House, port: int, **settings: Any) -> Forward:
        made.append(Forward(house, port, **settings))
        return made[-1]

    yield make
    for one in made:
        one.stop()


@pytest.mark.parametrize("version", ["5", "3.1.1"])
def test_a_cord_lights_the_lamp_of_its_topic(
    broker: Mosquitto, open_house: Callable[..., House], forward: Callable[..., Forward], peer: Peer, version: str
) -> None:
    house = open_house(broker.port)
    prove_subscribed(broker, house)
    forward(house, broker.port, version=version)
    eventually(lambda: peer.last(ONLINE) is True)
    assert peer.last(W1)["state"] == "no-signal"
    assert not any(peer.last(W1)["lamp"].values())
    broker.pub("andon/in/weld/w1/cord", "1")
    eventually(lambda: peer.last(W1)["state"] == "call")
    said = peer.last(W1)
    assert said["lamp"] == {"green": False, "yellow": True, "red": False, "blue": False, "white": False}
    assert said["sound"] is True
    assert [call["type"] for call in said["calls"]] == ["help"]
    assert from_iso(said["until"]) > house.clock.now()
    eventually(lambda: peer.last("andon/out/weld/state")["station"] == "w1")


def test_a_state_is_said_again_before_it_runs_out(
    broker: Mosquitto, open_house: Callable[..., House], forward: Callable[..., Forward], peer: Peer
) -> None:
    house = open_house(broker.port)
    forward(house, broker.port, refresh_s=1.0)
    eventually(lambda: len(peer.all_of(W1)) >= 3, 10)
    first, *later = [from_iso(said["until"]) for said in peer.all_of(W1)]
    assert later == sorted(later)
    assert max(b - a for a, b in zip([first, *later], later, strict=False)) < 2_000_000
    assert later[-1] > house.clock.now()


def test_after_a_clock_was_set_back_no_state_holds_until_the_time_it_showed_before(
    broker: Mosquitto, peer: Peer, tmp_path: Path
) -> None:
    tile = StationChanged(at=0, line="weld", station="w1", state="running", signal="good")
    forwarder = build(Settings(port=broker.port), tmp_path)
    try:
        for at in (from_iso("2026-11-24T08:00:00Z"), from_iso("2026-11-23T08:00:00Z")):
            forwarder.show(FloorNow([(1, tile)], is_live=True, at=at))
            until = to_iso(at + 15 * US_PER_S)
            eventually(lambda until=until: (peer.last(W1) or {}).get("until") == until)
    finally:
        forwarder.close()


def test_a_dead_recorder_is_not_online_and_nothing_is_renewed(
    broker: Mosquitto, open_house: Callable[..., House], forward: Callable[..., Forward], peer: Peer
) -> None:
    house = open_house(broker.port)
    forward(house, broker.port, refresh_s=1.0)
    eventually(lambda: peer.last(ONLINE) is True)
    house.stop()
    eventually(lambda: peer.last(ONLINE) is False)
    until = from_iso(peer.last(W1)["until"])
    eventually(lambda: house.clock.now() > until)
    assert from_iso(peer.last(W1)["until"]) == until
    again = open_house(broker.port)
    eventually(lambda: peer.last(ONLINE) is True)
    eventually(lambda: from_iso(peer.last(W1)["until"]) > again.clock.now())


def test_a_broker_that_comes_back_is_told_how_things_stand(
    broker: Mosquitto, open_house: Callable[..., House], forward: Callable[..., Forward], tmp_path: Path
) -> None:
    house = open_house(broker.port)
    prove_subscribed(broker, house)
    forward(house, broker.port, refresh_s=3_600)
    broker.pub("andon/in/weld/w1/cord", "1")
    eventually(lambda: house.state("w1") == "call")
    broker.kill()
    for file in broker.folder.glob("*.db"):
        file.unlink()
    broker.start()
    late = Peer(broker, tmp_path / "late")
    eventually(lambda: (said := late.last(W1)) and said["state"] == "call")
    eventually(lambda: late.last(ONLINE) is True)
    late.close()


def test_a_backlog_is_one_word_for_each_topic(
    broker: Mosquitto, open_house: Callable[..., House], forward: Callable[..., Forward], tmp_path: Path
) -> None:
    """While the broker is away the machine runs and stands a hundred times."""
    house = open_house(broker.port)
    broker.kill()
    forward(house, broker.port, refresh_s=3_600)
    emit = house.open("other")
    for number in range(200):
        signal = _run(house, number % 2)
        emit(signal)
    eventually(lambda: house.query("SELECT count(*) FROM entry WHERE kind = 'SignalAccepted'") == [(200,)])
    broker.start()
    peer = Peer(broker, tmp_path / "heard")
    eventually(lambda: peer.last(ONLINE) is True)
    assert len(peer.all_of(W1)) <= 3
    assert peer.last(W1)["state"] == house.state("w1")
    peer.close()


def _run(house: House, value: int) -> Any:
    from andon.model.signal import Signal

    return Signal("weld/w1/run", value, house.clock.now())


def test_a_station_that_is_gone_has_no_topic(
    broker: Mosquitto, open_house: Callable[..., House], forward: Callable[..., Forward], peer: Peer
) -> None:
    house = open_house(broker.port)
    forward(house, broker.port)
    eventually(lambda: peer.last(W1))
    line = plan().lines[0]
    smaller = plan().model_copy(update={"lines": (line.model_copy(update={"stations": line.stations[1:]}),)})
    house.inboxes.open("desk")
    house.inboxes.put(Item("desk", Asked(AdoptPlan(who="test", plan=smaller), house.clock.now())))
    eventually(lambda: peer.all_of(W1)[-1] is None)


def test_a_killed_forward_process_is_told_by_its_will(
    broker: Mosquitto, open_house: Callable[..., House], peer: Peer, tmp_path: Path
) -> None:
    house = open_house(broker.port)
    config = tmp_path / "andon.toml"
    plan_file = Path(__file__).with_name("plan.toml")
    text = f'[plan]\nfiles = ["{plan_file}"]\n[forwarders.mqtt]\nport = {broker.port}\n'
    config.write_text(text, encoding="utf-8")
    arguments = ["process", "forward", "--config", str(config), "--data", str(house.path.parent)]
    process = subprocess.Popen([sys.executable, "-m", "andon", *arguments])
    try:
        eventually(lambda: peer.last(ONLINE) is True, 10)
        assert peer.last(W1)["state"] == "no-signal"
    finally:
        process.kill()
        process.wait(5)
    eventually(lambda: peer.last(ONLINE) is False)


def test_who_was_told_of_a_call_is_said_by_ids_while_it_is_open(
    broker: Mosquitto, open_house: Callable[..., House], forward: Callable[..., Forward], peer: Peer
) -> None:
    """Also what an earlier life of ours said, and is over by now, is taken away."""
    broker.pub(W1_TOLD, '{"told": [{"call": 1}]}', "-r")
    house = open_house(broker.port)
    prove_subscribed(broker, house)
    climbs = {
        "tiers": (Tier(id="leader", name={"en": "Team leader"}, acknowledge_s=60),),
        "rosters": (Roster(id="all", tier="leader", persons=("mai", "tuan")),),
    }
    with_tiers = Asked(AdoptPlan(who="test", plan=plan().model_copy(update=climbs)), house.clock.now())
    house.inboxes.open("desk")
    house.inboxes.put(Item("desk", with_tiers))
    forward(house, broker.port)
    eventually(lambda: peer.all_of(W1_TOLD)[-1:] == [None])
    broker.pub("andon/in/weld/w1/cord", "1")
    (said,) = eventually(lambda: peer.last(W1_TOLD))["told"]
    call = peer.last(W1)["calls"][0]["id"]
    assert (said["call"], said["stop"], said["tier"], said["why"]) == (call, None, "leader", "raised")
    assert said["persons"] == [{"person": "mai", "state": "waiting"}, {"person": "tuan", "state": "waiting"}]
    heard = Asked(AnswerCall(who="person:mai", call=call, said="acknowledge"), house.clock.now())
    house.inboxes.put(Item("desk", heard))
    eventually(lambda: peer.last(W1_TOLD)["told"][0]["persons"][0]["state"] == "acknowledged")
    house.inboxes.put(Item("desk", Asked(AnswerCall(who="person:mai", call=call, said="resolve"), house.clock.now())))
    eventually(lambda: peer.last(W1_TOLD) is None)
