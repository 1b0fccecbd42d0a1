"""A small host, written from PROTOCOL.md alone, to try the box against. It imports nothing of the box."""

import re
from dataclasses import dataclass, field


def crc16(text: bytes) -> int:
    """CRC-16/IBM-3740, bit by bit: slow, and plainly the definition."""
    crc = 0xFFFF
    for byte in text:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc


def frame(start: str, payload: str) -> bytes:
    body = b"%02X" % len(payload) + payload.encode()
    return start.encode() + body + b"*%04X\n" % crc16(body)


def parse(line: bytes, start: str) -> tuple[str, str, list[int]] | None:
    """(type and major, uid, numbers) of one line without its line end, or None."""
    match = re.fullmatch(rb"(.)([0-9A-F]{2})([A-Z][0-9]),([0-9A-F]{8})((?:,[0-9]{1,10})*)\*([0-9A-F]{4})", line)
    if match is None or match[1] != start.encode():
        return None
    body = line[1:-5]
    if int(match[2], 16) != len(body) - 2 or int(match[6], 16) != crc16(body):
        return None
    return match[3].decode(), match[4].decode(), [int(n) for n in match[5].split(b",")[1:]]


def frames_of(data: bytes) -> list[tuple[str, str, list[int]]]:
    """The good frames in what a box sent."""
    parsed = [parse(line[line.rfind(b">") :], ">") for line in data.split(b"\n") if b">" in line]
    return [found for found in parsed if found]


def ack(uid: str, epoch: int, seq: int) -> bytes:
    return frame("<", f"A1,{uid},{epoch},{seq}")


def lamps(uid: str, number: int, bits: int, ttl_ms: int = 3000) -> bytes:
    return frame("<", f"L1,{uid},{number},{bits},{ttl_ms}")


def question(uid: str = "00000000") -> bytes:
    return frame("<", f"Q1,{uid}")


@dataclass
class ReferenceHost:
    """Takes edges in order, exactly once, and acknowledges as the protocol says."""

    uid: str
    epoch: int = 1
    edges: list[tuple[int, int, int]] = field(default_factory=list)  # seq, kind, value
    beats: list[list[int]] = field(default_factory=list)
    _held: dict[int, tuple[int, int]] = field(default_factory=dict)
    _rest: bytes = b""

    def receive(self, data: bytes) -> bytes:
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > 512:
            self._rest = b""
        return b"".join(self._take(line) for line in lines if len(line) <= 512)

    def _take(self, line: bytes) -> bytes:
        found = parse(line[line.rfind(b">") :], ">") if b">" in line else None
        if found is None or found[1] != self.uid:
            return b""
        if found[0] == "B1":
            self.beats.append(found[2])
        return self._edge(*found[2][:6]) if found[0] == "E1" else b""

    def _edge(self, epoch: int, seq: int, _t: int, _now: int, kind: int, value: int) -> bytes:
        if epoch != self.epoch:
            return b""
        self._held[seq] = (kind, value)
        while (following := len(self.edges) + 1) in self._held:
            self.edges.append((following, *self._held.pop(following)))
        return ack(self.uid, self.epoch, len(self.edges))
