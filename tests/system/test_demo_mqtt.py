"""`andon demo --mqtt`: machines, service and lamps meet at a real broker."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

from tests.house import andon, free_port
from tests.mqtt.mosquitto import Mosquitto
from tests.patience import eventually
from tests.system.test_demo import demo, said

LIVE_WITHIN_S = 20.0
LIVE = ("running", "idle", "stopped", "starved", "blocked", "changeover", "call")


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Mosquitto]:
    broker = Mosquitto(tmp_path / "broker", keeps=False).start()
    yield broker
    broker.stop()


@contextmanager
def panel(broker: Mosquitto) -> Iterator[dict[str, Any]]:
    """Somebody's own lamp panel: the last word of every topic."""
    shown: dict[str, Any] = {}

    def hear(client: Client, userdata: object, came: MQTTMessage) -> None:
        shown[came.topic] = json.loads(came.payload) if came.payload else None

    client = Client(CallbackAPIVersion.VERSION2, "panel")
    client.on_message = hear
    client.on_connect = lambda client, *said: client.subscribe("andon/out/#", 1)
    client.connect("127.0.0.1", broker.port)
    client.loop_start()
    yield shown
    client.disconnect()
    client.loop_stop()


def tiles(port: int) -> dict[str, str]:
    board = said(port, "/api/v1/board") or {"lines": []}
    return {f"{line['id']}/{row['id']}": row["state"] for line in board["lines"] for row in line["stations"]}


def counters(port: int) -> dict[str, int]:
    health = said(port, "/healthz") or {"sources": []}
    return next((row["counters"] for row in health["sources"] if row["source"] == "mqtt"), {})


def test_machines_lamps_and_service_meet_at_the_broker(tmp_path: Path, broker: Mosquitto) -> None:
    port = free_port()
    more = ["--mqtt", f"127.0.0.1:{broker.port}", "--days", "0.05"]
    with panel(broker) as shown, demo(tmp_path / "demo", port, *more):
        eventually(lambda: shown.get("andon/out/online") is True, LIVE_WITHIN_S)
        eventually(lambda: len(tiles(port)) == 15 and all(map(live_or_planned, tiles(port).values())), LIVE_WITHIN_S)
        eventually(lambda: counters(port).get("accepted", 0) > 15)
        stations = [place for place in tiles(port) if f"andon/out/{place}/state" in shown]
        assert len(stations) == 15
    eventually(lambda: shown["andon/out/online"] is False)


def live_or_planned(state: str) -> bool:
    """At night the plan of the demo has breaks; what it never has is a station that cannot be heard."""
    return state in LIVE or state == "planned"


@pytest.mark.parametrize(
    ("broker", "said"),
    [("broker.example:1883", "this machine only"), ("127.0.0.1:mqtt", "HOST:PORT"), ("127.0.0.1:0", "HOST:PORT")],
)
def test_the_demo_speaks_to_a_broker_of_this_machine_only(tmp_path: Path, broker: str, said: str) -> None:
    refused = andon("demo", "--data", tmp_path / "demo", "--mqtt", broker, "--no-browser")
    assert refused.returncode in (1, 2)
    assert said in refused.stderr
    assert not (tmp_path / "demo").exists()
