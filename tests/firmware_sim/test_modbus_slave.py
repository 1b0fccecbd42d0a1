"""A slave without its wire: registers, frames, faults, a person's hand."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_sim.controllers.modbus_console import obey
from firmware_sim.controllers.modbus_frames import Request, crc, rtu_answer, take_rtu, take_tcp, tcp_answer
from firmware_sim.controllers.modbus_registers import Registers, pack_bits, unpack_bits
from firmware_sim.controllers.modbus_unit import GARBAGE, Faults, ModbusUnit, nobody

READ_COILS = bytes.fromhex("01 0000 0003")


def answer(registers: Registers, request: str) -> str:
    return registers.answer(bytes.fromhex(request)).hex(" ")


def test_the_crc_of_the_specification() -> None:
    assert crc(bytes.fromhex("02 07")) == bytes.fromhex("41 12")  # the example of MODBUS over serial line V1.02


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ("01 0013 0013", "01 03 cd 6b 05"),  # the examples of the application protocol V1.1b3, 6.1 to 6.4
        ("02 00c4 0016", "02 03 ac db 35"),
        ("03 006b 0003", "03 06 02 2b 00 00 00 64"),
        ("04 0008 0001", "04 02 00 0a"),
        ("05 00ac ff00", "05 00 ac ff 00"),
        ("06 0001 0003", "06 00 01 00 03"),
        ("0f 0013 000a 02 cd01", "0f 00 13 00 0a"),
        ("10 0001 0002 04 000a 0102", "10 00 01 00 02"),
    ],
)
def test_the_examples_of_the_specification(request_: str, said: str) -> None:
    registers = Registers()
    registers.put("coil", 0x13, *unpack_bits(bytes.fromhex("cd6b05"), 19))
    registers.put("discrete", 0xC4, *unpack_bits(bytes.fromhex("acdb35"), 22))
    registers.put("holding", 0x6B, 0x022B, 0, 0x64)
    registers.put("input", 8, 10)
    assert answer(registers, request_) == said


def test_what_is_written_can_be_read() -> None:
    registers = Registers()
    answer(registers, "10 0001 0002 04 000a 0102")
    answer(registers, "0f 0013 000a 02 cd01")
    assert answer(registers, "03 0001 0002") == "03 04 00 0a 01 02"
    assert answer(registers, "01 0013 000a") == "01 02 cd 01"


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ("01 03e7 0002", "81 02"),
        ("03 0000 0000", "83 03"),
        ("03 0000 007e", "83 03"),
        ("05 0000 1234", "85 03"),
        ("06 03e8 0001", "86 02"),
        ("10 0001 0002 04 000a", "90 03"),
        ("0f 0000 0040 01 ff", "8f 03"),
        ("03 00", "83 03"),
        ("2b 0e01", "ab 01"),
    ],
)
def test_what_it_will_not_do_it_says(request_: str, said: str) -> None:
    assert answer(Registers(), request_) == said


@given(st.binary(max_size=300))
def test_no_request_breaks_it(request: bytes) -> None:
    assert Registers().answer(request)


@given(st.lists(st.integers(0, 1), min_size=1, max_size=200))
def test_bits_come_back(bits: list[int]) -> None:
    assert unpack_bits(pack_bits(bits), len(bits)) == bits


@pytest.mark.parametrize(("order", "words"), [("big", (0x0001, 0x1170)), ("little", (0x1170, 0x0001))])
def test_the_word_order_of_long_values(order: str, words: tuple[int, int]) -> None:
    registers = Registers(word_order=order)  # type: ignore[arg-type]
    registers.put_32("holding", 0, 70_000)
    assert (registers.get("holding", 0), registers.get("holding", 1)) == words
    registers.put_32("input", 0, 12.5)
    high, low = (0, 1) if order == "big" else (1, 0)
    packed = struct.pack(">HH", registers.get("input", high), registers.get("input", low))
    assert struct.unpack(">f", packed) == (12.5,)


# -- frames


@given(st.lists(st.tuples(st.integers(0, 65_535), st.integers(0, 255), st.binary(min_size=1, max_size=250))), st.data())
def test_tcp_requests_come_whole_however_they_are_cut(asked: list[tuple[int, int, bytes]], data: st.DataObject) -> None:
    stream = b"".join(tcp_answer(Request(unit, b"", number), pdu) for number, unit, pdu in asked)
    held, found = bytearray(), []
    while stream:
        size = data.draw(st.integers(1, len(stream)))
        held += stream[:size]
        stream = stream[size:]
        found += take_tcp(held)
    assert found == [Request(unit, pdu, number) for number, unit, pdu in asked]


def test_what_is_no_modbus_is_refused() -> None:
    with pytest.raises(ValueError, match="no Modbus"):
        take_tcp(bytearray(b"GET / HTTP/1.1\r\n"))


def test_rtu_requests_are_found_between_noise() -> None:
    read = rtu_answer(Request(7, b""), READ_COILS)
    write = rtu_answer(Request(7, b""), bytes.fromhex("10 0001 0002 04 000a 0102"))
    held = bytearray(b"\xff\x03\x00" + read + b"\x01" + write + read[:5])
    assert [request.pdu for request in take_rtu(held)] == [READ_COILS, bytes.fromhex("10 0001 0002 04 000a 0102")]
    assert held == read[:5]


# -- faults


@pytest.mark.parametrize(
    ("faults", "said"),
    [
        (Faults(), bytes.fromhex("01 01 01 00")),
        (Faults(silent=True), b""),
        (Faults(hang_up=True), None),
        (Faults(garbage=True), GARBAGE),
        (Faults(exception=6), bytes.fromhex("01 81 06")),
        (Faults(other_unit=True), bytes.fromhex("02 01 01 00")),
        (Faults(cut=True), bytes.fromhex("01 01")),
    ],
)
def test_faults(faults: Faults, said: bytes | None) -> None:
    unit = ModbusUnit()
    unit.faults = faults
    assert unit.say(Request(1, READ_COILS), lambda request, pdu: bytes([request.unit]) + pdu) == said


def test_nobody_is_silent_on_a_serial_wire_and_excused_by_a_gateway() -> None:
    assert nobody(Request(9, READ_COILS), rtu_answer) == b""
    assert nobody(Request(9, READ_COILS), tcp_answer)[7:] == bytes.fromhex("81 0b")


# -- a hand


def test_a_hand_on_the_console() -> None:
    unit = ModbusUnit()
    for line in ("coil 3 1", "holding 10 6", "long 12 70000", "speed 20 12.5", "fault slow 0.4"):
        assert obey(unit, line) == line
    registers = unit.registers
    assert [registers.get("coil", 3), registers.get("holding", 10), registers.get("holding", 13)] == [1, 6, 0x1170]
    assert unit.faults == Faults(slow_s=0.4)
    obey(unit, "fault none")
    assert unit.faults == Faults()


@pytest.mark.parametrize(
    "line",
    [
        "coil",
        "coil 1",
        "coil x 1",
        "coil -1 1",
        "coil 1000 1",
        "fault",
        "fault slow",
        "fault x",
        "y 1 1",
        "speed 999 1",
    ],
)
def test_what_is_not_understood_changes_nothing(line: str) -> None:
    unit = ModbusUnit()
    assert obey(unit, line).startswith("not understood; write coil|discrete|")
    assert unit.faults == Faults()
    assert unit.registers.get("coil", 1) == 0
