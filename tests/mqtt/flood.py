"""A client gone mad, in a process of its own: python -m tests.mqtt.flood PORT TOPIC PER_S SECONDS QOS [STATIONS].

Speaks MQTT 3.1.1 by hand, so that it is limited by nothing but the broker. With so many STATIONS a # in TOPIC stands
for 1 to STATIONS in turn, and each of them counts by itself.
"""

from __future__ import annotations

import socket
import struct
import sys
import threading
import time

PUBACK = b"\x40\x02\x00\x01"


class Swallowed(threading.Thread):
    """What the broker answers, counted."""

    def __init__(self, wire: socket.socket) -> None:
        super().__init__(daemon=True)
        self.bytes = 0
        self._wire = wire
        self.start()

    def run(self) -> None:
        while got := len(self._wire.recv(65_536)):
            self.bytes += got


def main(port: int, topic: str, per_s: int, seconds: float, qos: int, stations: int = 1) -> None:
    wire = socket.create_connection(("127.0.0.1", port))
    wire.sendall(b"\x10\x11\x00\x04MQTT\x04\x02\x00\x00\x00\x05flood")
    assert wire.recv(4)[:1] == b"\x20"
    swallowed = Swallowed(wire)
    begun, sent, pause = time.monotonic(), 0, threading.Event()
    while (now := time.monotonic() - begun) < seconds:
        due = int(now * per_s)
        wire.sendall(b"".join(_publish(topic, number, qos, stations) for number in range(sent, due)))
        sent = due
        pause.wait(0.01)
    while qos and swallowed.bytes < sent * len(PUBACK) and time.monotonic() - begun < seconds + 20:
        pause.wait(0.01)
    print(sent, flush=True)


def _publish(topic: str, number: int, qos: int, stations: int) -> bytes:
    name, slot = topic.replace("#", str(number % stations + 1)).encode(), struct.pack("!H", number % 65_535 + 1)
    body = struct.pack("!H", len(name)) + name + (slot if qos else b"") + str(number // stations).encode()
    return bytes([0x30 | qos << 1]) + _length(len(body)) + body


def _length(size: int) -> bytes:
    return bytes([size]) if size < 128 else bytes([size & 127 | 128, size >> 7])


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4]), *map(int, sys.argv[5:]))
