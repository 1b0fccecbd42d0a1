"""The codec of line protocol 1 as a box speaks it: device frames out, host frames in. Pure, no I/O.

    device -> host   >LLP*CCCC\\n   at most 96 bytes, line end included
    host -> device   <LLP*CCCC\\n   at most 48 bytes
                     ||| |  |
                     ||| |  +-- CRC-16/IBM-3740 over LL and P, four upper-case hex digits
                     ||| +----- a star, so that a short P is seen before the CRC is
                     ||+------- P: type, major, uid, unsigned decimals: E1,A0000001,7,42
                     |+-------- LL: length of P, two upper-case hex digits
                     +--------- start of frame; a box starts over at any '<', wherever it is

Errors: a bad frame is never raised, it is counted and skipped; asking to encode the impossible raises `FrameTooLong`.
"""

import binascii
import re
from dataclasses import dataclass

TO_HOST_BYTES_MAX = 96
TO_BOX_BYTES_MAX = 48
UINT32_MAX = 0xFFFF_FFFF
ANYONE = "00000000"

_FRAME = re.compile(rb"<([0-9A-F]{2})(([A-Z])([0-9]),([0-9A-F]{8})((?:,[0-9]{1,10})*))\*([0-9A-F]{4})")


class FrameTooLong(ValueError):
    """The fields given do not fit the wire's limit. The box's own fault; trying again does not help."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One good frame: `type` is the letter, `numbers` are what followed the uid."""

    type: str
    major: int
    uid: str
    numbers: tuple[int, ...]


def crc16(data: bytes) -> int:
    """CRC-16/IBM-3740 of `data`: 0x29B1 for b"123456789"."""
    return binascii.crc_hqx(data, 0xFFFF)


def encode(kind: str, uid: str, *numbers: int) -> bytes:
    """A device frame ready to send; `kind` is letter and major version ("E1"). Raises FrameTooLong above 96 bytes."""
    payload = ",".join([kind, uid, *map(str, numbers)]).encode("ascii")
    body = b"%02X" % len(payload) + payload
    frame = b">" + body + b"*%04X\n" % crc16(body)
    if len(frame) > TO_HOST_BYTES_MAX:
        raise FrameTooLong(f"{kind} frame of {len(frame)} bytes, the wire takes {TO_HOST_BYTES_MAX}")
    return frame


def decode_line(line: bytes) -> Frame | None:
    """The frame in one line that begins with '<' and has lost its line end, or None when anything about it is wrong."""
    match = _FRAME.fullmatch(line)
    if match is None or len(line) + 1 > TO_BOX_BYTES_MAX:
        return None
    length, payload, letter, major, uid, tail, crc = match.groups()
    if int(length, 16) != len(payload) or int(crc, 16) != crc16(length + payload):
        return None
    numbers = tuple(int(text) for text in tail.split(b",")[1:])
    if any(number > UINT32_MAX for number in numbers):
        return None
    return Frame(letter.decode(), int(major), uid.decode(), numbers)


class Decoder:
    """Bytes from the host in any pieces -> frames. Holds at most 48 bytes, as the real box does.

    `bad` counts frames that began and came to nothing: interrupted by another '<', too long, or wrong.
    """

    def __init__(self) -> None:
        self.bad = 0
        self._held: bytearray | None = None  # None: outside a frame, waiting for '<'

    def feed(self, data: bytes) -> list[Frame]:
        """The good frames completed by `data`, in order. Never raises."""
        frames: list[Frame] = []
        for byte in data:
            frame = self._take(byte)
            if frame is not None:
                frames.append(frame)
        return frames

    def _take(self, byte: int) -> Frame | None:
        if byte == 0x3C:  # '<' cannot occur inside a frame, so it always means: a new one starts here
            self._give_up()
            self._held = bytearray(b"<")
        elif self._held is not None:
            if byte == 0x0A:
                return self._finish(bytes(self._held))
            self._held.append(byte)
            if len(self._held) >= TO_BOX_BYTES_MAX:
                self._give_up()
        return None

    def _finish(self, line: bytes) -> Frame | None:
        self._held = None
        frame = decode_line(line)
        self.bad += frame is None
        return frame

    def _give_up(self) -> None:
        self.bad += self._held is not None
        self._held = None
