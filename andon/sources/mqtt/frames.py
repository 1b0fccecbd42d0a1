"""MQTT packets in a stream of bytes. Pure.

Readings come as PUBLISH, thousands a second; they are read here. Every other packet is paho's and is left as it came.

    1 byte        0x30 for PUBLISH, and in it: 8 comes again, 6 QoS, 1 retained
    1 to 4 bytes  length of what follows: seven bits in each, the eighth says that another one comes
    2 + n bytes   topic, after its length
    2 bytes       slot, that is the packet identifier; of QoS 1 only
    1 + n bytes   properties, after their length; of version 5 only; none of them concerns us
    n bytes       payload
"""

from __future__ import annotations

from andon.sources.mqtt.codec import Message
from andon.sources.mqtt.payload import PAYLOAD_BYTES_MAX

PUBLISH, PUBACK = 3, 4
NO_TOPIC = "(a topic that is not UTF-8)"
KEPT_OF_LARGE = 64  # bytes of a payload that is refused for its size
LENGTH_BYTES_MAX = 4


class Malformed(ValueError):
    """Not what a broker may send us."""


class Frames:
    """The packets of one connection. What is not whole yet is kept until it is."""

    def __init__(self, *, has_properties: bool) -> None:
        self._has_properties = has_properties
        self._held = bytearray()
        self._wanted = 2  # bytes, before it is worth looking again

    def feed(self, data: bytes, seen_at: int) -> tuple[list[Message], bytes]:
        """The messages that are whole now, and all other packets, each in order. Raises Malformed."""
        self._held += data
        if len(self._held) < self._wanted:
            return [], b""
        data, at = bytes(self._held), 0
        messages, others = [], []
        while True:
            begin, end = _span(data, at)
            if not begin or end > len(data):
                break
            if data[at] >> 4 == PUBLISH:
                messages.append(self._message(data, at, begin, end, seen_at))
            else:
                others.append(data[at:end])
            at = end
        self._held, self._wanted = bytearray(data[at:]), end - at
        return messages, b"".join(others)

    def _message(self, data: bytes, head: int, at: int, end: int, seen_at: int) -> Message:
        flags = data[head]
        qos = flags >> 1 & 3
        try:
            topic_at, at = at + 2, at + 2 + (data[at] << 8 | data[at + 1])
            topic = data[topic_at:at]
            slot = 0
            if qos:
                slot, at = data[at] << 8 | data[at + 1], at + 2
            if self._has_properties:
                size, at = _number(data, at)
                at += size
        except IndexError:
            at = end + 1
        if at > end or qos > 1:
            sent = data[head : head + 64]
            raise Malformed(f"the broker sent what is no message, or has a QoS that was not asked for: {sent!r}")
        return Message(
            _text(topic),
            data[at:end] if end - at <= PAYLOAD_BYTES_MAX else data[at : at + KEPT_OF_LARGE],
            seen_at,
            slot,
            qos,
            bool(flags & 8),
            bool(flags & 1),
            end - at,
        )


def acknowledgement(slot: int) -> bytes:
    """A PUBACK, the same in every version."""
    return bytes((PUBACK << 4, 2, slot >> 8, slot & 0xFF))


def _span(data: bytes, at: int) -> tuple[int, int]:
    """Where the body of the packet at `at` begins and ends; (0, at least so far) while its length is not there."""
    if at + 2 > len(data):
        return 0, at + 2
    if data[at + 1] < 128:  # nearly always
        return at + 2, at + 2 + data[at + 1]
    try:
        length, begin = _number(data, at + 1)
    except IndexError:
        return 0, len(data) + 1
    return begin, begin + length


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of up to four bytes, and where it ends. Raises IndexError where there is more to come, or Malformed."""
    number = 0
    for place in range(LENGTH_BYTES_MAX):
        byte = data[at + place]
        number |= (byte & 127) << 7 * place
        if byte < 128:
            return number, at + place + 1
    raise Malformed(f"the broker sent a length of more than {LENGTH_BYTES_MAX} bytes: {data[at : at + 8]!r}")


def _text(topic: bytes) -> str:
    try:
        return topic.decode()
    except UnicodeDecodeError:
        return NO_TOPIC
