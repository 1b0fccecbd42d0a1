"""Slaves on their wires as an independent master, mbpoll, meets them; the command line; a plant in registers."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import serial
from typer.testing import CliRunner

from firmware_sim.__main__ import app
from firmware_sim.controllers import Several
from firmware_sim.controllers.modbus_plant import ModbusPlant
from firmware_sim.controllers.modbus_registers import Registers
from firmware_sim.controllers.modbus_server import ModbusRtu, ModbusTcp
from firmware_sim.controllers.modbus_unit import Faults, ModbusUnit
from firmware_sim.running import RunningPlant
from firmware_sim.scenarios import load

WITHIN_S = 5.0
READ_COIL = bytes.fromhex("0001 0000 0006 01 01 0000 0001")


def mbpoll(*words: str) -> tuple[int, list[int]]:
    """Its exit code and the values it read."""
    command = ["mbpoll", "-0", "-1", "-o", "0.3", *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=10)
    return done.returncode, [int(value) for value in re.findall(r"^\[\d+\]: \t(-?\d+)", done.stdout, re.MULTILINE)]


@pytest.fixture
def unit() -> ModbusUnit:
    registers = Registers()
    registers.put("coil", 0, 1, 0, 1)
    registers.put("discrete", 5, 1)
    registers.put("holding", 10, 6, 77)
    registers.put("input", 3, 65_535)
    registers.put_32("holding", 20, 70_000)
    return ModbusUnit(registers)


@pytest.fixture(params=["tcp", "rtu"])
def where(request: pytest.FixtureRequest, unit: ModbusUnit, tmp_path: Path) -> Iterator[list[str]]:
    """The words that lead mbpoll there."""
    if request.param == "tcp":
        with ModbusTcp({1: unit}) as server:
            yield ["-p", str(server.port), "127.0.0.1"]
    else:
        with ModbusRtu({1: unit}, tmp_path / "port"):
            yield ["-m", "rtu", "-P", "none", str(tmp_path / "port")]


def test_an_independent_master_reads_every_table(where: list[str]) -> None:
    assert mbpoll("-t", "0", "-r", "0", "-c", "3", *where) == (0, [1, 0, 1])
    assert mbpoll("-t", "1", "-r", "5", *where) == (0, [1])
    assert mbpoll("-t", "4", "-r", "10", "-c", "2", *where) == (0, [6, 77])
    assert mbpoll("-t", "4:int", "-B", "-r", "20", *where) == (0, [70_000])


def test_an_independent_master_writes(where: list[str], unit: ModbusUnit) -> None:
    assert mbpoll("-t", "0", "-r", "1", *where, "1")[0] == 0
    assert mbpoll("-t", "4", "-r", "30", *where, "1", "2", "3")[0] == 0
    assert unit.registers.get("coil", 1) == 1
    assert [unit.registers.get("holding", at) for at in (30, 31, 32)] == [1, 2, 3]


@pytest.mark.parametrize("faults", [Faults(silent=True), Faults(garbage=True), Faults(exception=2)], ids=str)
def test_an_independent_master_meets_its_faults(where: list[str], unit: ModbusUnit, faults: Faults) -> None:
    unit.faults = faults
    assert mbpoll("-t", "0", "-r", "0", *where)[1] == []
    unit.faults = Faults()
    if "rtu" in where:
        serial.Serial(where[-1]).close()  # empties a port as it opens it, which mbpoll leaves to the driver
    assert mbpoll("-t", "0", "-r", "0", *where) == (0, [1])


def test_it_goes_and_comes_back_at_the_same_place(unit: ModbusUnit) -> None:
    server = ModbusTcp({1: unit})
    server.start()
    port = server.port
    with socket.create_connection(("127.0.0.1", port), WITHIN_S) as master:
        master.sendall(READ_COIL)
        assert master.recv(100).endswith(b"\x01\x01\x01")
        server.stop()
        assert master.recv(10) == b""
        assert server.connections == 0
    server.start()
    assert server.port == port
    assert mbpoll("-t", "0", "-r", "0", "-p", str(port), "127.0.0.1") == (0, [1])
    server.stop()


def test_a_stop_does_not_wait_for_a_slow_answer(unit: ModbusUnit) -> None:
    unit.faults = Faults(slow_s=60)
    server = ModbusTcp({1: unit})
    server.start()
    with socket.create_connection(("127.0.0.1", server.port), WITHIN_S) as master:
        master.sendall(READ_COIL)
        asked = threading.Event()
        while not unit.registers.requests:
            asked.wait(0.005)
        server.stop()
        assert server.connections == 0


def test_a_pulled_adapter_leaves_no_link(unit: ModbusUnit, tmp_path: Path) -> None:
    port = ModbusRtu({1: unit}, tmp_path / "port")
    port.start()
    assert (tmp_path / "port").exists()
    port.stop()
    assert not (tmp_path / "port").is_symlink()
    port.stop()


# -- the command line


def test_a_person_types_and_a_master_reads() -> None:
    command = [sys.executable, "-m", "firmware_sim", "modbus", "--listen", "127.0.0.1:0"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        port = process.stdout.readline().strip().rpartition(":")[2]
        process.stdin.write("coil 7 1\n")
        process.stdin.flush()
        assert process.stdout.readline() == "coil 7 1\n"
        assert mbpoll("-t", "0", "-r", "7", "-p", port, "127.0.0.1") == (0, [1])
        process.send_signal(signal.SIGTERM)
        assert process.wait(2) == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["modbus"], 2, "--listen HOST:PORT or --rtu LINK"),
        (["modbus", "--listen", "5020"], 2, "write HOST:PORT"),
        (["modbus", "--listen", "127.0.0.1:99999"], 2, "write HOST:PORT"),
        (["run", "--ports", "x", "--modbus", "here"], 2, "write HOST:PORT"),
    ],
)
def test_asked_wrongly(words: list[str], code: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, words)
    assert (result.exit_code, said in result.output) == (code, True)


def test_a_port_that_is_taken_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = CliRunner().invoke(app, ["modbus", "--listen", f"127.0.0.1:{taken.getsockname()[1]}"])
    assert (result.exit_code, "in use" in result.output) == (1, True)


# -- a plant in registers


def test_a_machine_is_told_in_registers() -> None:
    plc = ModbusPlant("127.0.0.1", 0, [("weld", "w1"), ("weld", "w2")])
    for point, value in (("state", "running"), ("fault", "E-11"), ("count", 70_000), ("reject", 3), ("heat", 7)):
        plc.say("weld", "w2", point, value)
    words = [plc.registers.get("holding", at) for at in range(16, 22)]
    assert words == [2, 11, 1, 0x1170, 0, 3]
    plc.say("weld", "w2", "fault", "")
    plc.say("weld", "w2", "state", "never heard of")
    assert [plc.registers.get("holding", at) for at in (0, 16, 17)] == [0, 0, 0]


def test_a_running_plant_can_be_asked(tmp_path: Path) -> None:
    scenario = load("quiet")
    plc = ModbusPlant("127.0.0.1", 0, [(line.id, station.id) for line, station in scenario.places()])
    plant = RunningPlant(scenario, tmp_path, seed=1, speed=100, poster=Several([plc]))
    thread = threading.Thread(target=plant.run, daemon=True)
    thread.start()
    pause = threading.Event()
    try:
        while not any(plc.registers.get("holding", at) == 2 for at in range(0, 80, 16)):
            assert thread.is_alive()
            pause.wait(0.01)
        first = mbpoll("-t", "4", "-r", "0", "-c", "80", "-p", str(plc.server.port), "127.0.0.1")
        assert len(first[1]) == 80
        assert 2 in first[1][::16]
    finally:
        plant.stop()
        thread.join(3)
    assert not thread.is_alive()
    assert plc.server.connections == 0
