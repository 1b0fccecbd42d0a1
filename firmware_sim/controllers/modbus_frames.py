"""How requests and answers are wrapped on the two kinds of wire. Pure.

TCP   [number 2][0 2][length 2][unit 1][function, data ...]        length counts unit, function and data
RTU   [unit 1][function, data ...][crc 2, low byte first]
"""

import struct
from dataclasses import dataclass

REQUEST_BYTES_MAX = 260
_FIXED = 8  # bytes of an RTU request that carries no list of values


@dataclass(frozen=True, slots=True)
class Request:
    """What a master asked: `number` comes back in the answer, on TCP only."""

    unit: int
    pdu: bytes
    number: int = 0


def take_tcp(held: bytearray) -> list[Request]:
    """The whole requests at the beginning of `held`, which is shortened by them. ValueError: this is no Modbus."""
    found = []
    while len(held) >= 8:
        number, protocol, length = struct.unpack(">HHH", held[:6])
        if protocol or not 2 <= length <= REQUEST_BYTES_MAX:
            raise ValueError("no Modbus request")
        if len(held) < 6 + length:
            break
        found.append(Request(held[6], bytes(held[7 : 6 + length]), number))
        del held[: 6 + length]
    return found


def tcp_answer(request: Request, pdu: bytes) -> bytes:
    """An answer as it goes over TCP."""
    return struct.pack(">HHHB", request.number, 0, len(pdu) + 1, request.unit) + pdu


def take_rtu(held: bytearray) -> list[Request]:
    """The whole requests in `held`, which is shortened by them and by bytes that begin none."""
    found = []
    while len(held) >= _FIXED:
        size = _rtu_size(held)
        if size is not None and len(held) < size:
            break
        if size is None or crc(held[: size - 2]) != bytes(held[size - 2 : size]):
            del held[0]
            continue
        found.append(Request(held[0], bytes(held[1 : size - 2])))
        del held[:size]
    return found


def rtu_answer(request: Request, pdu: bytes) -> bytes:
    """An answer as it goes over a serial wire."""
    frame = bytes([request.unit]) + pdu
    return frame + crc(frame)


def crc(frame: bytes | bytearray) -> bytes:
    """CRC-16/MODBUS, as it stands on the wire."""
    value = 0xFFFF
    for byte in frame:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ 0xA001 if value & 1 else value >> 1
    return value.to_bytes(2, "little")


def _rtu_size(held: bytearray) -> int | None:
    """The bytes of the request that begins here; None where none does."""
    if held[1] in (15, 16):
        return 9 + held[6]
    return _FIXED if 1 <= held[1] <= 6 else None
