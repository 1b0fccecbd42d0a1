"""Messages out of a stream of bytes: the same however the stream is cut, and paho's packets left as they came."""

from __future__ import annotations

import struct
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andon.sources.mqtt.codec import Message
from andon.sources.mqtt.frames import Frames, Malformed, acknowledgement
from andon.sources.mqtt.payload import PAYLOAD_BYTES_MAX

SEEN_AT = 5
PINGRESP, SUBACK = b"\xd0\x00", b"\x90\x04\x00\x01\x00\x01"


def packet(head: int, body: bytes) -> bytes:
    return bytes([head]) + number(len(body)) + body


def number(value: int) -> bytes:
    said = b""
    while True:
        value, seven = value >> 7, value & 127
        said += bytes([seven | 128 if value else seven])
        if not value:
            return said


def publish(message: Message, properties: bytes | None) -> bytes:
    """As the standard says, and as long-winded."""
    topic = message.topic.encode()
    body = struct.pack("!H", len(topic)) + topic
    body += struct.pack("!H", message.slot) if message.qos else b""
    body += b"" if properties is None else number(len(properties)) + properties
    return packet(0x30 | message.again << 3 | message.qos << 1 | message.retained, body + message.payload)


def messages(most: int = 400) -> st.SearchStrategy[Message]:
    def make(topic: str, payload: bytes, slot: int, qos: int, again: bool, retained: bool) -> Message:
        return Message(topic, payload, SEEN_AT, slot * qos, qos, again, retained, len(payload))

    text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
    slots, flag = st.integers(1, 65_535), st.booleans()
    return st.builds(make, text, st.binary(max_size=most), slots, st.integers(0, 1), flag, flag)


def feed(frames: Frames, stream: bytes, cuts: list[int]) -> tuple[list[Message], bytes]:
    heard, others = [], b""
    places = [0, *sorted(cut % (len(stream) + 1) for cut in cuts), len(stream)]
    for begin, end in pairwise(places):
        found, other = frames.feed(stream[begin:end], SEEN_AT)
        heard += found
        others += other
    return heard, others


@given(
    st.lists(messages() | st.sampled_from([PINGRESP, SUBACK, packet(0xE0, bytes(200))]), max_size=12),
    st.lists(st.integers(0, 5_000), max_size=12),
    st.none() | st.binary(max_size=200),
)
def test_however_the_stream_is_cut(said: list[Message | bytes], cuts: list[int], properties: bytes | None) -> None:
    stream = b"".join(each if isinstance(each, bytes) else publish(each, properties) for each in said)
    heard, others = feed(Frames(has_properties=properties is not None), stream, cuts)
    assert heard == [each for each in said if isinstance(each, Message)]
    assert others == b"".join(each for each in said if isinstance(each, bytes))


@given(st.binary(max_size=300), st.lists(st.integers(0, 300), max_size=5), st.booleans())
def test_nothing_at_all_surprises_it(stream: bytes, cuts: list[int], has_properties: bool) -> None:
    try:
        feed(Frames(has_properties=has_properties), stream, cuts)
    except Malformed:
        return


@pytest.mark.parametrize("size", [127, 128, 16_383, 16_384, PAYLOAD_BYTES_MAX])
def test_what_is_as_large_as_may_be_comes_whole(size: int) -> None:
    message = Message("t", bytes(size), SEEN_AT, 1, 1, size=size)
    assert Frames(has_properties=False).feed(publish(message, None), SEEN_AT) == ([message], b"")


def test_of_a_payload_that_is_too_large_the_size_is_told() -> None:
    stream = publish(Message("t", b"[" * 3_000_000, SEEN_AT, 9, 1), b"")
    (message,), others = feed(Frames(has_properties=True), stream, list(range(0, 3_000_000, 16_384)))
    assert (message.slot, message.size, others) == (9, 3_000_000, b"")
    assert len(message.payload) < 100


def test_a_topic_that_is_no_text_is_still_a_message_to_be_acknowledged() -> None:
    (message,), _ = Frames(has_properties=False).feed(packet(0x32, b"\x00\x02\xff\xfe\x00\x07x"), SEEN_AT)
    assert (message.slot, message.payload) == (7, b"x")
    assert "UTF-8" in message.topic


@pytest.mark.parametrize(
    "wrong",
    [
        packet(0x34, b"\x00\x01t\x00\x01x"),  # QoS 2, which was not asked for
        packet(0x36, b"\x00\x01t\x00\x01x"),  # QoS 3, which there is not
        packet(0x30, b""),
        packet(0x30, b"\x00\x09t"),  # a topic longer than its packet
        packet(0x32, b"\x00\x01t\x00"),  # half a slot
        packet(0x32, b"\x00\x01t") + PINGRESP,  # none, but for what follows
        b"\x30\xff\xff\xff\xff\x01",  # a length of five bytes
    ],
)
def test_what_no_broker_may_send_is_refused(wrong: bytes) -> None:
    with pytest.raises(Malformed, match="broker sent"):
        Frames(has_properties=False).feed(wrong, SEEN_AT)


def test_properties_longer_than_their_packet_are_refused() -> None:
    with pytest.raises(Malformed):
        Frames(has_properties=True).feed(packet(0x30, b"\x00\x01t\x09x") + PINGRESP * 20, SEEN_AT)


def test_an_acknowledgement_is_four_bytes() -> None:
    assert acknowledgement(0x1234) == b"\x40\x02\x12\x34"
