"""From a coil to the yellow tile: real slaves of the simulator on TCP and on a pty, the real recorder, a real book."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from andon.model.plan import Point
from firmware_sim.controllers.modbus_frames import Request
from firmware_sim.controllers.modbus_registers import Registers
from firmware_sim.controllers.modbus_server import ModbusRtu, ModbusTcp
from firmware_sim.controllers.modbus_unit import WELL, Faults, ModbusUnit, Wrap
from tests.patience import eventually

from .house import PLAN, WITHIN_S, House

EDGES = 20
W1_CORD = {"to": "weld/w1/cord", "table": "coil", "at": 0}
W1_COUNT = {"to": "weld/w1/count", "table": "holding", "at": 12, "type": "u32", "word_order": "little"}
W2_STATE = {"to": "weld/w2/state", "table": "holding", "at": 10, "map": "packml"}
W2_CORD = {"to": "weld/w2/cord", "table": "coil", "at": 1}
W3_SPEED = {"to": "weld/w3/speed", "table": "input", "at": 20, "type": "f32"}
W3_STATE = {"to": "weld/w3/state", "table": "input", "at": 0, "type": "u32", "map": "weihenstephan", "program_at": 2}
W4_CORD = {"to": "weld/w4/cord", "table": "discrete", "at": 7, "invert": True}


def device(wire: ModbusTcp | ModbusRtu, name: str = "plc", **more: Any) -> dict[str, Any]:
    # A pty has no parity: a port that is told to have one cannot be opened.
    where = f"tcp://127.0.0.1:{wire.port}" if isinstance(wire, ModbusTcp) else f"rtu://{wire.link}?parity=N"
    return {"name": name, "address": where, "poll_ms": 50, "timeout_ms": 200, **more}


def at_work() -> ModbusUnit:
    """A slave whose machines run."""
    unit = ModbusUnit(Registers(word_order="little"))
    unit.registers.put("holding", 10, 6)
    unit.registers.put("discrete", 7, 1)
    return unit


@pytest.fixture
def unit() -> ModbusUnit:
    return at_work()


@pytest.fixture(params=["tcp", "rtu"])
def wire(request: pytest.FixtureRequest, unit: ModbusUnit, tmp_path: Path) -> Iterator[ModbusTcp | ModbusRtu]:
    made = ModbusTcp({1: unit}) if request.param == "tcp" else ModbusRtu({1: unit}, tmp_path / "port")
    with made:
        yield made


@pytest.fixture
def tcp(unit: ModbusUnit) -> Iterator[ModbusTcp]:
    with ModbusTcp({1: unit}) as server:
        yield server


def test_a_cord_goes_to_the_yellow_tile(wire: ModbusTcp | ModbusRtu, unit: ModbusUnit, tmp_path: Path) -> None:
    with House(tmp_path, device(wire, points={"cord": W1_CORD, "state": W2_STATE, "count": W1_COUNT})) as house:
        assert house.shows("w1", "running")
        assert house.shows("w2", "running")
        unit.registers.put("coil", 0, 1)
        assert house.shows("w1", "call")
        tile = house.tile("w1")
        assert tile is not None
        assert [call.type for call in tile.calls] == ["help"]
        unit.registers.put("coil", 0, 0)
        assert house.wait(lambda: house.values("weld/w1/cord") == [0, 1, 0])
        assert house.shows("w1", "call", 0.1)  # momentary: letting go ends nothing
        assert [signal.is_level for signal, _, _ in house.of("weld/w1/cord")] == [True, False, False]
        unit.registers.put("holding", 10, 5)
        assert house.shows("w2", "starved")


def test_counts_states_and_speeds(tcp: ModbusTcp, unit: ModbusUnit, tmp_path: Path) -> None:
    unit.registers.put_32("holding", 12, 70_000)
    points = {"count": W1_COUNT, "speed": {**W3_SPEED, "word_order": "little"}, "cord": W4_CORD}
    with House(tmp_path, device(tcp, points=points)) as house:
        assert house.wait(lambda: house.values("weld/w1/count") == [70_000])
        unit.registers.put_32("holding", 12, 70_003)
        assert house.wait(lambda: house.good("w1") == 3)
        unit.registers.put_32("input", 20, 12.5)
        assert house.wait(lambda: house.values("weld/w3/speed") == [0.0, 12.5])
        unit.registers.put_32("input", 20, 42)  # an integer, where a float should be
        assert house.wait(lambda: house.status("plc").counters["decode_errors"] > 0)
        assert house.values("weld/w3/speed") == [0.0, 12.5]
        unit.registers.put("discrete", 7, 0)  # the contact opens
        assert house.shows("w4", "call")


def test_a_state_nobody_knows_is_not_running(tcp: ModbusTcp, unit: ModbusUnit, tmp_path: Path) -> None:
    registers = unit.registers
    flags = {**W3_STATE, "word_order": "little"}
    with House(tmp_path, device(tcp, points={"state": W2_STATE, "flags": flags})) as house:
        assert house.shows("w2", "running")
        assert house.shows("w3", "no-signal")  # flags 0 in program 0
        registers.put("holding", 10, 42)
        assert house.shows("w2", "no-signal")
        assert house.values("weld/w2/state") == ["running", "unknown 42"]
        registers.put("input", 0, 128, 0, 1, 0)
        assert house.shows("w3", "running")
        registers.put("input", 0, 1, 0, 16, 0)
        assert house.shows("w3", "changeover")
        registers.put("input", 0, 1024, 0, 16, 0)
        assert house.shows("w3", "stopped")
        registers.put("holding", 10, 6)
        assert house.shows("w2", "running")


def mbpoll(server: ModbusTcp, *words: str) -> str:
    command = ["mbpoll", "-p", str(server.port), "-0", "-1", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=10).stdout


def test_an_independent_master_pulls_the_cord(tcp: ModbusTcp, tmp_path: Path) -> None:
    with House(tmp_path, device(tcp, points={"cord": W1_CORD, "count": W1_COUNT})) as house:
        assert house.shows("w1", "running")
        mbpoll(tcp, "-t", "0", "-r", "0", "127.0.0.1", "1")
        assert house.shows("w1", "call")
        mbpoll(tcp, "-t", "4:int", "-r", "12", "127.0.0.1", "70000")  # without -B the low register comes first
        assert house.wait(lambda: house.values("weld/w1/count") == [0, 70_000])


def test_a_pull_of_300_ms_is_caught_in_a_beat_of_100(tcp: ModbusTcp, unit: ModbusUnit, tmp_path: Path) -> None:
    with House(tmp_path, device(tcp, poll_ms=100, points={"cord": W1_CORD})) as house:
        assert house.wait(lambda: house.values("weld/w1/cord") == [0])
        for pulls in range(1, 4):
            unit.registers.put("coil", 0, 1)
            house.wait(lambda: False, 0.3)  # as long as a hand holds it, whatever happens meanwhile
            unit.registers.put("coil", 0, 0)
            assert house.wait(lambda pulls=pulls: len(house.of("weld/w1/cord")) == 1 + 2 * pulls)
        assert house.values("weld/w1/cord") == [0, 1, 0, 1, 0, 1, 0]


def edges_s(house: House, unit: ModbusUnit, address: str, coil: int) -> list[float]:
    """How long each of some changes of a coil took until it was on disk, in seconds."""
    assert house.wait(lambda: bool(house.of(address)))
    took = []
    for n in range(1, EDGES + 1):
        begun_us = house.clock.now()
        unit.registers.put("coil", coil, n % 2)
        assert house.wait(lambda n=n: len(house.of(address)) == n + 1)
        took.append((house.of(address)[-1][2] - begun_us) / 1e6)
    return took


def test_silent_slaves_hold_nobody_up(tcp: ModbusTcp, unit: ModbusUnit, tmp_path: Path) -> None:
    ill = [at_work(), at_work(), at_work()]
    for each, faults in zip(ill, (Faults(silent=True), Faults(slow_s=30), Faults(garbage=True)), strict=True):
        each.faults = faults
    with ModbusTcp({1: ill[0]}) as silent, ModbusTcp({1: ill[1]}) as slow, ModbusTcp({1: ill[2]}) as mad:
        devices = [
            device(tcp, points={"cord": W1_CORD}),
            device(silent, "silent", timeout_ms=1000, points={"cord": W2_CORD}),
            device(slow, "slow", timeout_ms=1000, points={"speed": W3_SPEED}),
            device(mad, "mad", timeout_ms=1000, points={"cord": W4_CORD}),
        ]
        with House(tmp_path, *devices) as house:
            took_s = edges_s(house, unit, "weld/w1/cord", 0)
            assert house.wait(lambda: house.status("silent").counters["timeouts"] > 0)
            assert house.wait(lambda: house.status("slow").counters["timeouts"] > 0)
            assert house.wait(lambda: house.status("mad").counters["garbled"] > 0)
            assert median(took_s) < 0.15
            assert max(took_s) < 1.0  # less than the others' patience
            assert [house.status(name).state for name in ("plc", "silent", "slow", "mad")] == ["up", *["down"] * 3]


def test_on_one_serial_wire_a_silent_slave_is_waited_for_now_and_then(tmp_path: Path) -> None:
    well, ill = at_work(), at_work()
    ill.faults = Faults(silent=True)
    with ModbusRtu({1: well, 2: ill}, tmp_path / "port") as rtu:
        devices = [device(rtu, points={"cord": W1_CORD}), device(rtu, "ill", unit=2, points={"cord": W2_CORD})]
        with House(tmp_path, *devices) as house:
            assert house.wait(lambda: house.status("ill").counters["timeouts"] >= 2)
            took_s = edges_s(house, well, "weld/w1/cord", 0)
            assert median(took_s) < 0.15
            ill.faults = WELL
            assert house.shows("w2", "no-signal", 0.1)
            assert house.wait(lambda: house.values("weld/w2/cord") == [0])


ILLS = {
    "silent": Faults(silent=True),
    "garbage": Faults(garbage=True),
    "other-unit": Faults(other_unit=True),
    "cut": Faults(cut=True),
    "slow": Faults(slow_s=0.6),
    "refusing": Faults(exception=2),
    "busy": Faults(exception=6),
    "hanging-up": Faults(hang_up=True),
}


@pytest.mark.parametrize(
    ("wire", "ill"),
    [*(("tcp", ill) for ill in ILLS), *(("rtu", ill) for ill in ("silent", "refusing"))],
    indirect=["wire"],
)
def test_an_ill_slave_shows_no_signal_until_it_is_well(
    wire: ModbusTcp | ModbusRtu, unit: ModbusUnit, ill: str, tmp_path: Path
) -> None:
    with House(tmp_path, device(wire, points={"state": W2_STATE})) as house:
        assert house.shows("w2", "running")
        unit.faults = ILLS[ill]
        assert house.shows("w2", "no-signal")
        assert house.values("weld/w2/state") == ["running"]
        assert house.status("plc").state in ("down", "fault")
        unit.faults = WELL
        assert house.shows("w2", "running")
        assert house.wait(lambda: house.status("plc").state == "up")


class LateOnce(ModbusUnit):
    """Takes half a second over the first question about holding register 500."""

    def say(self, request: Request, wrap: Wrap) -> bytes | None:
        is_late = request.pdu[1:3] == (500).to_bytes(2, "big") and not self.was_late
        self.was_late = self.was_late or is_late
        self.faults = Faults(slow_s=0.5) if is_late else WELL
        return super().say(request, wrap)

    was_late = False


def test_an_answer_that_comes_late_is_not_taken_for_another(tmp_path: Path) -> None:
    """On a serial wire an answer does not say what it answers, and these two look alike."""
    unit = LateOnce(at_work().registers)
    unit.registers.put("holding", 500, 1)
    points = {"running": W2_STATE, "stopped": {**W2_STATE, "to": "weld/w3/state", "at": 500}}
    with ModbusRtu({1: unit}, tmp_path / "port") as rtu, House(tmp_path, device(rtu, points=points)) as house:
        assert house.shows("w3", "stopped")
        assert house.status("plc").counters["timeouts"] == 1
        assert house.values("weld/w2/state") == ["running"]


def test_after_silence_a_connection_is_made_anew(tcp: ModbusTcp, unit: ModbusUnit, tmp_path: Path) -> None:
    unit.faults = Faults(silent=True)
    with House(tmp_path, device(tcp, points={"state": W2_STATE})) as house:
        assert eventually(lambda: tcp.accepted >= 3)
        unit.faults = WELL
        assert house.shows("w2", "running")
        accepted = tcp.accepted
        polls = house.status("plc").counters["polls"]
        assert house.wait(lambda: house.status("plc").counters["polls"] > polls + 5)
        assert (tcp.accepted, tcp.connections) == (accepted, 1)


def test_on_one_serial_wire_everybody_gets_a_turn(tmp_path: Path) -> None:
    """Two that are always due again when the other was asked, and a third that comes after them."""
    units = {n: at_work() for n in (1, 2, 3)}
    units[1].faults = units[2].faults = Faults(slow_s=0.05)
    points = ({"cord": W1_CORD}, {"cord": W4_CORD}, {"state": W2_STATE})
    with ModbusRtu(units, tmp_path / "port") as rtu:
        devices = [device(rtu, f"plc-{n}", unit=n, poll_ms=10, points=points[n - 1]) for n in units]
        with House(tmp_path, *devices) as house:
            assert house.shows("w2", "running")
            assert house.wait(lambda: house.status("plc-1").counters["polls"] > 10)
            assert house.status("plc-3").counters["polls"] >= 5


def test_a_slave_that_is_killed_comes_back(wire: ModbusTcp | ModbusRtu, unit: ModbusUnit, tmp_path: Path) -> None:
    with House(tmp_path, device(wire, points={"cord": W1_CORD, "state": W2_STATE})) as house:
        assert house.shows("w2", "running")
        unit.registers.put("coil", 0, 1)
        assert house.shows("w1", "call")
        wire.stop()
        assert house.shows("w2", "no-signal")
        assert house.wait(lambda: (tile := house.tile("w1")) is not None and tile.signal == "lost")
        assert house.shows("w1", "call", 0.1)  # an open call outlives the silence
        unit.registers.put("holding", 10, 2)
        wire.start()
        begun_us = house.clock.now()
        assert house.shows("w2", "stopped")
        assert house.clock.now() - begun_us < 5_000_000
        assert house.wait(lambda: (tile := house.tile("w1")) is not None and tile.signal == "good")
        cords = [signal for signal, _, _ in house.of("weld/w1/cord")]
        assert [(cord.value, cord.is_level) for cord in cords] == [(0, True), (1, False), (1, True)]
        assert [receipt.verdict for _, receipt, _ in house.of("weld/w1/cord")][-1] == "unchanged"


def test_it_begins_before_the_slave_does(tmp_path: Path) -> None:
    unit = at_work()
    server = ModbusTcp({1: unit})
    server.start()
    server.stop()
    with House(tmp_path, device(server, points={"state": W2_STATE})) as house:
        assert house.wait(lambda: house.status("plc").counters["disconnects"] > 2)
        assert house.status("plc").state == "down"
        assert house.shows("w2", "no-signal")
        with server:
            assert house.shows("w2", "running")


def test_one_address_that_is_refused_leaves_the_others_alone(tcp: ModbusTcp, unit: ModbusUnit, tmp_path: Path) -> None:
    points = {"cord": W1_CORD, "state": {**W2_STATE, "at": 5_000}}
    with House(tmp_path, device(tcp, points=points)) as house:
        assert house.shows("w1", "running")
        unit.registers.put("coil", 0, 1)
        assert house.shows("w1", "call")
        assert house.shows("w2", "no-signal")
        status = house.status("plc")
        assert status.state == "fault"
        assert "holding 5000: it has nothing at this address (exception 2)" in status.text


def test_a_point_that_the_plan_lacks_is_told(tcp: ModbusTcp, tmp_path: Path) -> None:
    points = {"cord": W1_CORD, "typo": {**W2_STATE, "to": "weld/w2/stat"}}
    with House(tmp_path, device(tcp, points=points)) as house:
        assert house.wait(lambda: house.status("plc").counters["set_aside"] == 1)
        assert "weld/w2/stat" in house.status("plc").text
        assert house.shows("w1", "running")


def test_a_point_that_is_added_to_the_plan_is_heard(
    tcp: ModbusTcp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("andon.sources.modbus.device.SAY_AGAIN_US", 200_000)
    with House(tmp_path, device(tcp, points={"state": {**W2_STATE, "to": "weld/w4/state"}})) as house:
        assert house.wait(lambda: house.status("plc").counters["set_aside"] > 0)
        stations = [
            each.model_copy(update={"points": {"state": Point(kind="state")}}) if each.id == "w4" else each
            for each in PLAN.lines[0].stations
        ]
        line = PLAN.lines[0].model_copy(update={"stations": tuple(stations)})
        house.adopt(PLAN.model_copy(update={"lines": (line,)}))
        assert house.shows("w4", "running")
        assert house.wait(lambda: house.status("plc").state == "up")


def test_what_stands_still_is_said_once(tcp: ModbusTcp, unit: ModbusUnit, tmp_path: Path) -> None:
    with House(tmp_path, device(tcp, poll_ms=10, points={"cord": W1_CORD, "state": W2_STATE})) as house:
        assert house.wait(lambda: house.status("plc").counters["polls"] >= 60, WITHIN_S)
        assert [len(house.of(address)) for address in ("weld/w1/cord", "weld/w2/state")] == [1, 1]
        signs = [sign for sign in house.signs if sign.device == "weld/w1"]
        assert 1 <= len(signs) <= 1 + house.status("plc").counters["polls"] // 50


def test_a_stop_does_not_wait_for_a_patient_question(tcp: ModbusTcp, unit: ModbusUnit, tmp_path: Path) -> None:
    unit.faults = Faults(silent=True)
    with House(tmp_path, device(tcp, timeout_ms=10_000, points={"cord": W1_CORD})) as house:
        assert eventually(lambda: unit.registers.requests > 0)
        begun_us = house.clock.now()
    assert house.clock.now() - begun_us < 3_000_000  # two of them are the source's own
