r"""Line protocol 1, the host's end: bytes of the wire <-> frames. Pure.

    device -> host   >LLP*CCCC\n   at most 96 bytes          >22E1,A0000001,7,42,123456,123470,1,1*5497
    host -> device   <LLP*CCCC\n   at most 48 bytes          <10A1,A0000001,7,42*058A
                     ||| |  |
                     ||| |  +-- CRC-16/IBM-3740 over LL and P, four upper-case hex digits
                     ||| +----- the end of P
                     ||+------- P: type, major version, ',' uid of eight hex digits, ',' unsigned decimals of 32 bits
                     |+-------- LL: length of P, two upper-case hex digits
                     +--------- start; only the text after the last '>' of a line counts, so a broken frame
                                spoils itself and never the next one

    H1,uid,epoch,now,reset,ring,minor[,fw,caps]                            hello
    E1,uid,epoch,seq,t,now,kind,val                                        edge
    B1,uid,epoch,now,level,count,top,acked,lost,lamps,lampseq,rxbad        beat
    A1,uid,epoch,seq     L1,uid,n,lamps,ttl     Q1,uid                     acknowledge, lamps, question

Numbers beyond those known are ignored; an unknown type is `Unknown`, another major version `Incompatible`.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass

from andon.model.signal import Garbled

MAJOR = 1
LINE_BYTES_MAX = 512  # five frames without their line ends; more is no frame of this protocol
FRAME_BYTES_MAX = 96  # the protocol's limit, line end included
UINT32_MAX = 0xFFFF_FFFF
ANYONE = "00000000"

_FRAME = re.compile(rb"([0-9A-F]{2})(([A-Z])([0-9]),([0-9A-F]{8})((?:,[0-9]{1,10})*))\*([0-9A-F]{4})")


@dataclass(frozen=True, slots=True)
class Hello:
    """Sent at boot, when asked and every minute. `reset` bit 7: the edges not yet acknowledged survived."""

    uid: str
    epoch: int
    now_ms: int
    reset: int
    ring: int
    minor: int
    firmware: int = 0
    capabilities: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """A change of one wire: at `t_ms` of the box's clock, sent at `now_ms`."""

    uid: str
    epoch: int
    seq: int
    t_ms: int
    now_ms: int
    kind: int
    value: int


@dataclass(frozen=True, slots=True)
class Beat:
    """Sent every second: what is true now. `level` has a bit per kind; edges after `acked` up to `top` wait."""

    uid: str
    epoch: int
    now_ms: int
    level: int
    count: int
    top: int
    acked: int
    lost: int
    lamps: int
    lamps_n: int
    rxbad: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """A good frame of a type that this version does not know."""

    uid: str
    type: str


@dataclass(frozen=True, slots=True)
class Incompatible:
    """A good frame of another major version: nothing in it can be trusted to mean what we think."""

    uid: str
    type: str
    major: int


Frame = Hello | Edge | Beat | Unknown | Incompatible

_FORMS: dict[bytes, tuple[type[Hello] | type[Edge] | type[Beat], int, int]] = {
    b"H": (Hello, 5, 7),
    b"E": (Edge, 6, 6),
    b"B": (Beat, 10, 10),
}
"""Type letter -> its frame, how many numbers it must have, how many are known."""


def crc16(data: bytes) -> int:
    """CRC-16/IBM-3740: 0x29B1 for b"123456789"."""
    return binascii.crc_hqx(data, 0xFFFF)


class Decoder:
    """The bytes of one port in any pieces -> frames. Holds at most one line."""

    def __init__(self) -> None:
        self._held = b""
        self._line_at = 0  # offset of the line that is coming in
        self._seen = 0

    def feed(self, data: bytes) -> list[Frame | Garbled]:
        """The lines completed by `data`, in order. Never raises."""
        *ended, rest = data.split(b"\n")
        found: list[Frame | Garbled] = []
        for piece in ended:
            found.append(_decode_line(self._held + piece, self._line_at))
            self._held = b""
            self._seen += len(piece) + 1
            self._line_at = self._seen
        self._seen += len(rest)
        # One byte over the limit is enough to know that the line is too long; no flood makes it grow.
        self._held = (self._held + rest)[: LINE_BYTES_MAX + 1]
        return found


def _decode_line(line: bytes, at: int) -> Frame | Garbled:
    if len(line) > LINE_BYTES_MAX:
        return Garbled(f"line over {LINE_BYTES_MAX} bytes", at)
    start = line.rfind(b">") + 1
    if not start:
        return Garbled("no frame begins in this line", at)
    match = _FRAME.fullmatch(line, start)
    if match is None:
        return Garbled("not the form of a frame", at + start - 1)
    return _decode_frame(match, at + start - 1)


def _decode_frame(match: re.Match[bytes], at: int) -> Frame | Garbled:
    length, payload, letter, major, uid, tail, crc = match.groups()
    if int(length, 16) != len(payload):
        return Garbled("length differs", at)
    if int(crc, 16) != crc16(length + payload):
        return Garbled("CRC differs", at)
    if len(payload) + len(">LL*CCCC\n") > FRAME_BYTES_MAX:
        return Garbled(f"frame over {FRAME_BYTES_MAX} bytes", at)
    if major != b"%d" % MAJOR:
        return Incompatible(uid.decode(), letter.decode(), int(major))
    return _typed(letter, uid.decode(), [int(number) for number in tail.split(b",")[1:]], at)


def _typed(letter: bytes, uid: str, numbers: list[int], at: int) -> Frame | Garbled:
    form = _FORMS.get(letter)
    if form is None:
        return Unknown(uid, letter.decode())
    frame, needed, known = form
    if len(numbers) < needed:
        return Garbled(f"{letter.decode()}{MAJOR} has {len(numbers)} numbers, {needed} are needed", at)
    if max(numbers) > UINT32_MAX:
        return Garbled("number over 32 bits", at)
    return frame(uid, *numbers[:known])


def _encode(payload: str) -> bytes:
    body = b"%02X" % len(payload) + payload.encode("ascii")
    return b"<%b*%04X\n" % (body, crc16(body))


def encode_ack(uid: str, epoch: int, seq: int) -> bytes:
    """All edges of `epoch` up to `seq` are on disk."""
    return _encode(f"A{MAJOR},{uid},{epoch},{seq}")


def encode_lamps(uid: str, n: int, lamps: int, ttl_ms: int) -> bytes:
    """Show these lamps, for so long; `n` comes back in the beat."""
    return _encode(f"L{MAJOR},{uid},{n},{lamps},{ttl_ms}")


def encode_query(uid: str = ANYONE) -> bytes:
    """Say hello and send again what is not acknowledged."""
    return _encode(f"Q{MAJOR},{uid}")
