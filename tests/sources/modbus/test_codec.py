"""Registers and the numbers they are."""

from __future__ import annotations

import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andon.sources.modbus.codec import READ_MOST, Kind, Read, Spot, Undecodable, decode, pick, plan_reads

WORD = st.integers(0, 0xFFFF)
KINDS: tuple[Kind, ...] = ("u16", "i16", "u32", "i32", "f32", "bit")
SPOTS = st.one_of(
    st.builds(Spot, st.sampled_from(["coil", "discrete"]), st.integers(0, 65_535), st.just("bool")),
    st.builds(Spot, st.sampled_from(["holding", "input"]), st.integers(0, 65_534), st.sampled_from(KINDS)),
)


def spot(kind: Kind, **more: object) -> Spot:
    return Spot("holding", 0, kind, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        ("u16", (0xFFFF,), 65_535),
        ("i16", (0xFFFF,), -1),
        ("i16", (0x8000,), -32_768),
        ("i16", (0x7FFF,), 32_767),
        ("u32", (0xDEAD, 0xBEEF), 0xDEADBEEF),
        ("i32", (0xFFFF, 0xFFFE), -2),
        ("i32", (0x7FFF, 0xFFFF), 2_147_483_647),
        ("f32", (0x4148, 0x0000), 12.5),
        ("f32", (0x8000, 0x0000), 0.0),
        ("bool", (7,), 1),
        ("bool", (0,), 0),
    ],
)
def test_what_registers_mean(kind: Kind, words: tuple[int, ...], value: float) -> None:
    assert decode(spot(kind), words) == value


def test_a_word_order_is_the_order_of_the_registers() -> None:
    assert decode(spot("u32", word_order="little"), (0xBEEF, 0xDEAD)) == 0xDEADBEEF
    assert decode(spot("f32", word_order="little"), (0x0000, 0x4148)) == 12.5


def test_bits_count_from_the_lowest() -> None:
    assert [decode(spot("bit", bit=n), (0b1000_0000_0000_0101,)) for n in (0, 1, 2, 15)] == [1, 0, 1, 1]


def test_a_contact_that_opens_is_inverted() -> None:
    assert [decode(Spot("coil", 0, "bool", invert=True), (n,)) for n in (0, 1)] == [1, 0]
    assert decode(spot("bit", bit=1, invert=True), (0b10,)) == 0


def test_an_integer_read_as_a_float_is_no_speed() -> None:
    found = decode(spot("f32"), (0, 42))
    assert isinstance(found, Undecodable)
    assert found.reason == "0000 002A as f32 is 5.89e-44: an integer, or the other word_order"


@pytest.mark.parametrize("words", [(0x7FC0, 0), (0x7F80, 0), (0xFF80, 0)])
def test_what_is_no_number_is_no_value(words: tuple[int, int]) -> None:
    assert isinstance(decode(spot("f32"), words), Undecodable)


@pytest.mark.parametrize(
    ("scale", "word", "value"), [(0.1, 3, 0.3), (10, 3, 30), (2.0, 0x7FFF, 65_534), (-1, 5, -5), (0.001, 1, 0.001)]
)
def test_a_scale_keeps_whole_what_is_whole(scale: float, word: int, value: float) -> None:
    found = decode(spot("i16", scale=scale), (word,))
    assert found == value
    assert isinstance(found, int) == float(scale).is_integer()


@given(st.integers(-(1 << 31), (1 << 31) - 1), st.sampled_from(["big", "little"]))
def test_whole_numbers_come_back(number: int, order: str) -> None:
    high, low = struct.unpack(">HH", struct.pack(">i", number))
    words = (high, low) if order == "big" else (low, high)
    assert decode(spot("i32", word_order=order), words) == number
    assert decode(spot("u32", word_order=order), words) == number % (1 << 32)


@given(st.floats(width=32))
def test_floats_come_back_or_are_refused(number: float) -> None:
    found = decode(spot("f32"), struct.unpack(">HH", struct.pack(">f", number)))
    if math.isfinite(number) and not 0 < abs(number) < 1e-38:
        assert found == number
    else:
        assert isinstance(found, Undecodable)


@given(st.sampled_from(["bool", *KINDS]), st.lists(st.integers(-5, 70_000), max_size=3), st.floats(0.001, 1000))
def test_nothing_a_device_sends_raises(kind: Kind, words: list[int], scale: float) -> None:
    found = decode(spot(kind, scale=scale if kind in ("u16", "i32", "f32") else 1), words)
    assert isinstance(found, int | float | Undecodable)
    assert isinstance(found, Undecodable) or math.isfinite(found)


def test_reads_are_joined_where_nothing_lies_between() -> None:
    spots = [
        Spot("holding", 12, "u32"),
        Spot("coil", 3, "bool"),
        Spot("holding", 10, "u16"),
        Spot("holding", 11, "u16"),
    ]
    assert plan_reads(spots, 0) == (Read("coil", 3, 1), Read("holding", 10, 4))


def test_a_gap_is_read_along_when_it_may_be() -> None:
    spots = [Spot("input", 0, "u16"), Spot("input", 5, "u16")]
    assert plan_reads(spots, 3) == (Read("input", 0, 1), Read("input", 5, 1))
    assert plan_reads(spots, 4) == (Read("input", 0, 6),)


def test_a_value_of_two_registers_is_never_torn() -> None:
    spots = [Spot("holding", n, "u32") for n in range(0, 200, 2)]
    reads = plan_reads(spots, 0)
    assert [(read.at, read.count) for read in reads] == [(0, 124), (124, 76)]


@given(st.lists(SPOTS, max_size=60), st.integers(0, 100))
def test_every_spot_comes_whole_with_a_read_the_protocol_allows(spots: list[Spot], gap_max: int) -> None:
    reads = plan_reads(spots, gap_max)
    answers = {read: tuple(n % 0x10000 for n in range(read.at, read.at + read.count)) for read in reads}
    for each in spots:
        assert pick(each, answers) == tuple(n % 0x10000 for n in range(each.at, each.at + each.width))
    for read in reads:
        assert 1 <= read.count <= READ_MOST[read.table]
        assert read.at + read.count <= 65_536


@given(st.lists(SPOTS, max_size=60))
def test_without_a_gap_nothing_is_read_that_nobody_wants(spots: list[Spot]) -> None:
    wanted = {(each.table, n) for each in spots for n in range(each.at, each.at + each.width)}
    read = {(each.table, n) for each in plan_reads(spots, 0) for n in range(each.at, each.at + each.count)}
    assert read == wanted


def test_what_was_not_read_is_not_there() -> None:
    assert pick(Spot("coil", 1, "bool"), {Read("discrete", 0, 8): (0,) * 8}) is None
