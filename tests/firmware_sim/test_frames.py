"""The codec: what it accepts, what it drops, how it finds its way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_sim.frames import TO_BOX_BYTES_MAX, Decoder, Frame, FrameTooLong, crc16, decode_line, encode

from .reference_host import crc16 as crc16_by_definition
from .reference_host import frame, lamps, parse

UIDS = st.integers(0, 0xFFFF_FFFF).map(lambda n: f"{n:08X}")
NUMBERS = st.lists(st.integers(0, 0xFFFF_FFFF), max_size=5)
GOOD = lamps("A0000001", 18, 4)


def test_the_crc_is_the_one_in_the_catalogue() -> None:
    assert crc16(b"123456789") == 0x29B1


@given(st.binary(max_size=60))
def test_the_crc_follows_its_definition(data: bytes) -> None:
    assert crc16(data) == crc16_by_definition(data)


def test_it_encodes_the_published_edge() -> None:
    assert encode("E1", "A0000001", 7, 42, 123456, 123470, 1, 1) == b">22E1,A0000001,7,42,123456,123470,1,1*5497\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"<10A1,A0000001,7,42*058A", Frame("A", 1, "A0000001", (7, 42))),
        (b"<15L1,A0000001,18,4,3000*A2C9", Frame("L", 1, "A0000001", (18, 4, 3000))),
    ],
)
def test_it_decodes_the_published_commands(line: bytes, said: Frame) -> None:
    assert decode_line(line) == said


@given(UIDS, NUMBERS)
def test_what_a_box_encodes_a_host_reads(uid: str, numbers: list[int]) -> None:
    assert parse(encode("E1", uid, *numbers)[:-1], ">") == ("E1", uid, numbers)


@given(UIDS, st.lists(st.integers(0, 9999), max_size=4))
def test_what_a_host_encodes_a_box_reads(uid: str, numbers: list[int]) -> None:
    sent = frame("<", ",".join(["L1", uid, *map(str, numbers)]))
    assert Decoder().feed(sent) == [Frame("L", 1, uid, tuple(numbers))]


@given(st.data())
def test_pieces_of_any_size_make_the_same_frames(data: st.DataObject) -> None:
    sent = GOOD * 3
    cuts = sorted(data.draw(st.sets(st.integers(0, len(sent)))))
    decoder = Decoder()
    got = [f for a, b in zip([0, *cuts], [*cuts, len(sent)], strict=True) for f in decoder.feed(sent[a:b])]
    assert got == [Frame("L", 1, "A0000001", (18, 4, 3000))] * 3
    assert decoder.bad == 0


@given(st.binary(max_size=300))
def test_after_any_garbage_the_next_frame_is_read(garbage: bytes) -> None:
    assert Decoder().feed(garbage + GOOD)[-1] == Frame("L", 1, "A0000001", (18, 4, 3000))


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_one_damaged_byte_is_never_taken_for_good(place: int, damage: int) -> None:
    damaged = bytearray(GOOD)
    damaged[place] ^= damage
    assert Decoder().feed(bytes(damaged)) == []


def test_it_starts_over_at_any_start_byte_and_counts_what_it_gave_up() -> None:
    decoder = Decoder()
    assert len(decoder.feed(GOOD[:9] + GOOD)) == 1
    assert decoder.bad == 1


def test_noise_outside_a_frame_is_not_counted() -> None:
    decoder = Decoder()
    assert decoder.feed(b"\x00hello\n*\n") == []
    assert decoder.bad == 0


@pytest.mark.parametrize(
    "payload",
    [
        "L1,a0000001,18,4,3000",
        "L1,A000001,18,4,3000",
        "L1,A0000001,18,,3000",
        "L1,A0000001,-1,4",
        "L1,A0000001,12345678901",
        "L1,A0000001,4294967296",
        "l1,A0000001",
        "LL,A0000001",
        "L1,A0000001,word",
    ],
)
def test_a_right_crc_does_not_excuse_a_wrong_form(payload: str) -> None:
    decoder = Decoder()
    assert decoder.feed(frame("<", payload)) == []
    assert decoder.bad == 1


def test_48_bytes_are_read_and_49_are_not() -> None:
    fits = frame("<", "L1,A0000001," + ",".join(["1111111111", "2222222222", "33333"]))
    over = frame("<", "L1,A0000001," + ",".join(["1111111111", "2222222222", "333333"]))
    assert (len(fits), len(over)) == (TO_BOX_BYTES_MAX, TO_BOX_BYTES_MAX + 1)
    assert len(Decoder().feed(fits)) == 1
    assert Decoder().feed(over) == []


def test_a_frame_over_96_bytes_cannot_be_made() -> None:
    with pytest.raises(FrameTooLong, match="the wire takes 96"):
        encode("B1", "A0000001", *[4_294_967_295] * 8)
