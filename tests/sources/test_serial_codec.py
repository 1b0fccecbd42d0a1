"""Line protocol 1: what is a frame, what is not, and how bytes may be cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andon.model.signal import Garbled
from andon.sources.serial.codec import (
    LINE_BYTES_MAX,
    Beat,
    Decoder,
    Edge,
    Frame,
    Hello,
    Incompatible,
    Unknown,
    crc16,
    encode_ack,
    encode_lamps,
    encode_query,
)
from firmware_sim import frames as device

EDGE = b">22E1,A0000001,7,42,123456,123470,1,1*5497\n"
PUBLISHED: dict[bytes, Frame] = {
    EDGE: Edge("A0000001", 7, 42, 123456, 123470, 1, 1),
    b">24H1,A0000001,7,1840,129,40,0,10000,63*D98F\n": Hello("A0000001", 7, 1840, 129, 40, 0, 10000, 63),
    b">2AB1,A0000001,7,124000,1,4711,42,41,0,1,17,0*535A\n": Beat("A0000001", 7, 124000, 1, 4711, 42, 41, 0, 1, 17, 0),
    b">57B1,A0000001,65535,4294967295,15,4294967295,4294967295,4294967295,9999,63,4294967295,999*A485\n": Beat(
        "A0000001", 65535, 2**32 - 1, 15, 2**32 - 1, 2**32 - 1, 2**32 - 1, 9999, 63, 2**32 - 1, 999
    ),
}

uids = st.text("0123456789ABCDEF", min_size=8, max_size=8)
numbers = st.integers(0, 2**32 - 1)
good = st.one_of(
    st.tuples(st.just("E1"), uids, st.lists(numbers, min_size=6, max_size=6)),
    st.tuples(st.just("H1"), uids, st.lists(numbers, min_size=5, max_size=7)),
    st.tuples(st.just("Z1"), uids, st.lists(numbers, max_size=5)),
    st.tuples(st.just("E2"), uids, st.lists(numbers, max_size=5)),
).map(lambda parts: device.encode(parts[0], parts[1], *parts[2]))
noise = st.binary(max_size=80)


def only(data: bytes) -> Frame | Garbled:
    (found,) = Decoder().feed(data)
    return found


@pytest.mark.parametrize("line", PUBLISHED)
def test_the_published_frames_are_read_as_published(line: bytes) -> None:
    assert only(line) == PUBLISHED[line]


def test_the_published_answers_are_written_as_published() -> None:
    assert crc16(b"123456789") == 0x29B1
    assert encode_ack("A0000001", 7, 42) == b"<10A1,A0000001,7,42*058A\n"
    assert encode_lamps("A0000001", 18, 4, 3000) == b"<15L1,A0000001,18,4,3000*A2C9\n"
    assert encode_lamps("A0000001", 19, 2, 3000) == b"<15L1,A0000001,19,2,3000*68FB\n"
    assert encode_query() == b"<0BQ1,00000000*3750\n"


@given(uid=uids, epoch=numbers, seq=numbers, bits=st.integers(0, 63))
def test_a_box_understands_every_answer(uid: str, epoch: int, seq: int, bits: int) -> None:
    found = device.Decoder().feed(encode_ack(uid, epoch, seq) + encode_lamps(uid, seq, bits, 3000) + encode_query(uid))
    assert [(frame.type, frame.uid, frame.numbers) for frame in found] == [
        ("A", uid, (epoch, seq)),
        ("L", uid, (seq, bits, 3000)),
        ("Q", uid, ()),
    ]


@pytest.mark.parametrize("line", [*PUBLISHED, device.encode("Z1", "00C0FFEE"), device.encode("H2", "00C0FFEE", 1)])
def test_no_flipped_bit_is_taken_for_good(line: bytes) -> None:
    for bit in range(8 * (len(line) - 1)):
        damaged = bytearray(line)
        damaged[bit // 8] ^= 1 << bit % 8
        assert all(isinstance(found, Garbled) for found in Decoder().feed(bytes(damaged)))


@pytest.mark.parametrize("line", PUBLISHED)
def test_no_dropped_or_doubled_byte_is_taken_for_good(line: bytes) -> None:
    for at in range(1, len(line) - 1):
        assert isinstance(only(line[:at] + line[at + 1 :]), Garbled)
        assert isinstance(only(line[: at + 1] + line[at:]), Garbled)


@given(pieces=st.lists(st.one_of(good, noise), max_size=8), data=st.data())
def test_any_chunking_gives_the_same(pieces: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(pieces)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=12)))
    decoder = Decoder()
    found = [
        item
        for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True)
        for item in decoder.feed(stream[start:end])
    ]
    assert found == Decoder().feed(stream)


@given(before=st.binary(max_size=300).filter(lambda data: b"\n" not in data), line=good)
def test_garbage_before_a_frame_does_not_spoil_it(before: bytes, line: bytes) -> None:
    assert only(before + line) == only(line)
    assert not isinstance(only(line), Garbled)


@given(st.lists(st.binary(max_size=600), max_size=6))
def test_garbage_never_raises(chunks: list[bytes]) -> None:
    decoder = Decoder()
    for chunk in chunks:
        assert all(isinstance(found, Garbled) for found in decoder.feed(chunk))


def test_a_line_over_the_limit_is_dropped_and_the_next_is_good() -> None:
    decoder = Decoder()
    assert decoder.feed(b"x" * 100_000) == []
    assert len(decoder._held) <= LINE_BYTES_MAX + 1  # a flood without line ends takes no memory
    assert decoder.feed(EDGE) == [Garbled("line over 512 bytes", 0)]
    assert decoder.feed(EDGE) == [PUBLISHED[EDGE]]
    assert isinstance(only(b"x" * (LINE_BYTES_MAX - len(EDGE) + 1) + EDGE), Edge)
    assert isinstance(only(b"x" * (LINE_BYTES_MAX - len(EDGE) + 2) + EDGE), Garbled)


def test_what_is_garbled_is_told_with_its_place() -> None:
    found = Decoder().feed(EDGE + b"abc" + EDGE.replace(b"5497", b"5498") + b"\n")
    assert found[1:] == [
        Garbled("CRC differs", len(EDGE) + 3),
        Garbled("no frame begins in this line", 2 * len(EDGE) + 3),
    ]


def test_a_later_minor_version_may_say_more() -> None:
    assert only(device.encode("E1", "A0000001", 7, 42, 123456, 123470, 1, 1, 99, 100)) == PUBLISHED[EDGE]
    assert only(device.encode("Z1", "A0000001", 1)) == Unknown("A0000001", "Z")


def test_another_major_version_is_told_apart() -> None:
    assert only(device.encode("E2", "A0000001", 1)) == Incompatible("A0000001", "E", 2)


def test_hello_may_leave_out_firmware_and_capabilities() -> None:
    assert only(device.encode("H1", "A0000001", 7, 1840, 129, 40, 0)) == Hello("A0000001", 7, 1840, 129, 40, 0)


@pytest.mark.parametrize("line", [device.encode("E1", "A0000001", 7, 42), device.encode("B1", "A0000001", 7)])
def test_too_few_numbers_are_no_frame(line: bytes) -> None:
    found = only(line)
    assert isinstance(found, Garbled)
    assert "are needed" in found.reason


def test_a_number_over_32_bits_is_no_frame() -> None:
    assert only(device.encode("E1", "A0000001", 7, 42, 2**32, 1, 1, 1)) == Garbled("number over 32 bits", 0)


def test_a_frame_over_96_bytes_is_no_frame() -> None:
    payload = b"Z1,A0000001" + b",4294967295" * 8
    body = b"%02X" % len(payload) + payload
    assert only(b">" + body + b"*%04X\n" % crc16(body)) == Garbled("frame over 96 bytes", 0)
