"""One wire by itself: whatever comes, a read ends, in time and with a reason."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from andon.base.clock import Clock
from andon.sources.modbus.address import Rtu, Tcp
from andon.sources.modbus.answers import Refusal, WireFailed
from andon.sources.modbus.codec import Read
from andon.sources.modbus.wire import Wire
from firmware_sim.controllers.modbus_registers import Registers
from firmware_sim.controllers.modbus_server import ModbusRtu, ModbusTcp
from firmware_sim.controllers.modbus_unit import Faults, ModbusUnit

TIMEOUT_S = 0.2
ENDS_WITHIN_S = 3 * TIMEOUT_S
COIL = Read("coil", 0, 3)


@contextmanager
def mad_server(serve: Callable[[socket.socket], None]) -> Iterator[Wire]:
    """A wire to something that accepts and does as it likes."""

    def run() -> None:
        try:
            while True:
                connection, _ = listener.accept()
                with connection:
                    serve(connection)
        except OSError:
            pass

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        wire = Wire(Tcp("127.0.0.1", listener.getsockname()[1]), TIMEOUT_S)
        try:
            yield wire
        finally:
            wire.close()
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(2)


def failure(wire: Wire, read: Read = COIL) -> WireFailed:
    clock = Clock()
    begun_us = clock.now()
    with pytest.raises(WireFailed) as failed:
        wire.read(1, read)
    assert clock.now() - begun_us < ENDS_WITHIN_S * 1e6
    wire.close()
    return failed.value


def flood(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"\xa5" * 65_536)


def trickle(connection: socket.socket) -> None:
    pause = threading.Event()
    while True:
        connection.sendall(b"\x00")
        pause.wait(0.03)


def test_an_endless_answer_ends_before_it_fills_the_memory() -> None:
    with mad_server(flood) as wire:
        failed = failure(wire)
        assert (failed.kind, str(failed)) == ("garbled", "more than 1024 bytes came and no answer among them")


def test_an_answer_that_trickles_ends_in_time() -> None:
    with mad_server(trickle) as wire:
        assert failure(wire).kind == "garbled"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b"", "gone"),
        (b"\x00\x01\x00\x00\x00\x03\x01\x81", "garbled"),  # cut short
        (b"\x00\x01\x00\x00\x00\x04\x01\x03\x02\x00", "garbled"),  # registers, not coils
        (b"\x00\x01\x00\x00\x00\x05\x01\x01\x02\x00\x00", "garbled"),  # sixteen coils, three were asked for
        (b"\x00\x01\x00\x00\x00\x02\x01\x01", "garbled"),  # no coils at all
        (b"\x00\x01\x00\x00\x00\x02\x01\x81", "garbled"),  # an exception without a code
        (b"\x00\x01\x00\x00\x00\x03\x01\x63\x00", "garbled"),  # a function nobody has
    ],
)
def test_what_is_no_answer_is_garbled(answer: bytes, kind: str) -> None:
    def serve(connection: socket.socket) -> None:
        connection.recv(100)
        connection.sendall(answer)
        if answer:
            connection.recv(100)  # until the other end closes

    with mad_server(serve) as wire:
        assert failure(wire).kind == kind


def test_an_answer_to_an_earlier_question_is_not_taken() -> None:
    def serve(connection: socket.socket) -> None:
        asked = connection.recv(100)
        late = (int.from_bytes(asked[:2], "big") + 7).to_bytes(2, "big")
        connection.sendall(late + b"\x00\x00\x00\x04\x01\x01\x01\x07")
        connection.sendall(asked[:2] + b"\x00\x00\x00\x04\x01\x01\x01\x05")
        connection.recv(100)

    with mad_server(serve) as wire:
        assert wire.read(1, COIL) == (1, 0, 1)


def test_nobody_there_is_said_at_once(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert failure(Wire(Tcp("127.0.0.1", port), TIMEOUT_S)).kind == "gone"
    unplugged = failure(Wire(Rtu(str(tmp_path / "none")), TIMEOUT_S))
    assert str(unplugged) == "no such port is plugged in"


@pytest.mark.parametrize("kind", ["tcp", "rtu"])
def test_all_four_tables(kind: str, tmp_path: Path) -> None:
    registers = Registers()
    registers.put("coil", 0, *(n % 2 for n in range(20)))
    registers.put("discrete", 998, 1, 1)
    registers.put("holding", 10, *range(125))
    registers.put("input", 0, 0xFFFF, 0x8000)
    units = {1: ModbusUnit(registers)}
    with ModbusTcp(units) if kind == "tcp" else ModbusRtu(units, tmp_path / "port") as server:
        at = Tcp("127.0.0.1", server.port) if isinstance(server, ModbusTcp) else Rtu(str(server.link), parity="N")
        wire = Wire(at, TIMEOUT_S)
        assert wire.read(1, Read("coil", 0, 20)) == tuple(n % 2 for n in range(20))
        assert wire.read(1, Read("discrete", 998, 2)) == (1, 1)
        assert wire.read(1, Read("holding", 10, 125)) == tuple(range(125))
        assert wire.read(1, Read("input", 0, 2)) == (0xFFFF, 0x8000)
        refused = wire.read(1, Read("input", 999, 2))
        assert refused == Refusal("it has nothing at this address (exception 2)")
        assert wire.is_open
        wire.close()


def test_a_gateway_without_an_answer_is_as_good_as_silence() -> None:
    with ModbusTcp({1: ModbusUnit()}) as server:
        wire = Wire(Tcp("127.0.0.1", server.port), TIMEOUT_S)
        with pytest.raises(WireFailed, match="the gateway got no answer from it") as failed:
            wire.read(9, COIL)
        assert failed.value.kind == "timeout"
        assert wire.read(1, COIL) == (0, 0, 0)
        wire.close()


def test_a_port_that_garbles_is_well_again_when_the_noise_ends(tmp_path: Path) -> None:
    unit = ModbusUnit()
    with ModbusRtu({1: unit}, tmp_path / "port") as server:
        wire = Wire(Rtu(str(server.link), parity="N"), TIMEOUT_S)
        unit.faults = Faults(garbage=True)
        with pytest.raises(WireFailed) as failed:
            wire.read(1, COIL)
        assert failed.value.kind == "garbled"
        unit.faults = Faults()
        assert wire.read(1, COIL) == (0, 0, 0)
        wire.close()
