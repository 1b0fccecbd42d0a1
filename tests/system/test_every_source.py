"""A call is a call, whether it came from a box, a PLC, MQTT or a screen: one service, one life, the same words."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from andon.base.units import from_iso
from firmware_sim.box import Kind
from firmware_sim.controllers.modbus_registers import Registers
from firmware_sim.controllers.modbus_server import ModbusTcp
from firmware_sim.controllers.modbus_unit import ModbusUnit
from tests.books.plant import UIDS
from tests.house import House
from tests.mqtt.mosquitto import Mosquitto
from tests.patience import eventually

WINDOW_S = 300
STATIONS = ("box", "plc", "mqtt", "screen")
_PLAN = """\
site = "Every source"
timezone = "UTC"
reasons = [
  {{ id = "worn", name = "Worn", class = "abnormality", category = "equipment" }},
  {{ id = "not-yet-known", name = "Not yet known", class = "unknown" }},
]
call_types = [{{ id = "help", name = "Help" }}]
[[lines]]
id = "weld"
name = "Welding"
{stations}
"""
_STATION = """\
[[lines.stations]]
id = "{id}"
name = "{id}"
stop_mode = "fixed-position"
window_s = {window_s}
{wire}
"""
_SOURCES = """
[sources.mqtt]
port = {mqtt}
[[sources.modbus.devices]]
name = "plc"
address = "tcp://127.0.0.1:{modbus}"
poll_ms = 50
points = {{ cord = {{ to = "weld/plc/cord", table = "coil", at = 0 }} }}
"""


class Plant:
    """The service, and a hand at each of four cords."""

    def __init__(self, house: House, plc: ModbusUnit, broker: Mosquitto) -> None:
        self.house, self._plc, self._broker = house, plc, broker
        self.token = house.token("calls", name="mai")
        self.pull: dict[str, Callable[[], object]] = {
            "box": lambda: house.boxes[0].press(Kind.YELLOW),
            "plc": lambda: plc.registers.put("coil", 0, 1),
            "mqtt": lambda: self._publish("andon/in/weld/mqtt/cord", "1"),
            "screen": lambda: self.ask("/api/v1/calls", {"line": "weld", "station": "screen", "type": "help"}),
        }

    def ask(self, path: str, body: object = None) -> Any:
        status, said = self.house.ask("POST", path, body, self.token)
        assert status == 200, said
        return said

    def tile(self, station: str) -> dict[str, Any]:
        (line,) = self.house.ask("GET", "/api/v1/board?line=weld")[1]["lines"]
        return next(tile for tile in line["stations"] if tile["id"] == station)

    def call(self, station: str) -> dict[str, Any]:
        (call,) = eventually(lambda: self.tile(station)["calls"], 10)
        return call

    def told(self, station: str) -> list[tuple[str, dict[str, Any]]]:
        """The life of its calls as the journal has it, without what is each one's own."""
        sql = f"SELECT kind, body FROM event WHERE station = '{station}' AND kind LIKE 'Call%' ORDER BY seq, n"
        own = ("call", "until", "point", "who")
        rows = [(kind, json.loads(body)) for kind, body in self.house.read(sql)]
        return [(kind, {key: value for key, value in body.items() if key not in own}) for kind, body in rows]

    def _publish(self, topic: str, payload: str) -> None:
        command = ["mosquitto_pub", "-h", "127.0.0.1", "-p", str(self._broker.port), "-q", "1", "-t", topic]
        subprocess.run([*command, "-m", payload], check=True, timeout=10)


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plant]:
    folder = tmp_path_factory.mktemp("every-source")
    broker, unit = Mosquitto(folder / "broker").start(), ModbusUnit(Registers())
    try:
        with ModbusTcp({1: unit}) as server, House(folder, plan_file=_plan(folder)) as house:
            sources = _SOURCES.format(mqtt=broker.port, modbus=server.port)
            house.config.write_text(house.config.read_text(encoding="utf-8") + sources, encoding="utf-8")
            house.start()
            eventually(lambda: _up(house) >= {"serial", "modbus", "mqtt", "http"}, 20)
            yield Plant(house, unit, broker)
    finally:
        broker.stop()


def _plan(folder: Path) -> Path:
    cord = 'points = { cord = { kind = "cord" } }'
    wires = {station: f'box = "{UIDS[0]}"' if station == "box" else cord for station in STATIONS}
    stations = [_STATION.format(id=name, window_s=WINDOW_S, wire=wire) for name, wire in wires.items()]
    file = folder / "plan.toml"
    file.write_text(_PLAN.format(stations="".join(stations)), encoding="utf-8")
    return file


def _up(house: House) -> set[str]:
    return {row["source"] for row in house.ask("GET", "/healthz")[1]["sources"] if row["state"] == "up"}


@pytest.mark.parametrize("station", STATIONS)
def test_a_pull_is_the_same_call_with_the_same_window(plant: Plant, station: str) -> None:
    plant.pull[station]()
    call = plant.call(station)
    assert plant.tile(station)["state"] == "call"
    assert (call["type"], call["state"], call["returns"]) == ("help", "open", 0)
    assert from_iso(call["until"]) - from_iso(call["since"]) == WINDOW_S * 1_000_000


def test_it_is_answered_in_the_same_way_and_the_journal_tells_the_same_of_all_four(plant: Plant) -> None:
    for station in STATIONS:
        call = plant.call(station)["id"]
        plant.ask(f"/api/v1/calls/{call}/acknowledge")
        plant.ask(f"/api/v1/calls/{call}/arrive", {"at_station": True})
        plant.ask(f"/api/v1/calls/{call}/resolve")
    eventually(lambda: not any(plant.tile(station)["calls"] for station in STATIONS))
    lives = [plant.told(station) for station in STATIONS]
    assert [kind for kind, _ in lives[0]] == ["CallRaised", "CallAcknowledged", "CallArrived", "CallEnded"]
    assert all(life == lives[0] for life in lives)
