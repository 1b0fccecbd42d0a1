"""PROTOCOL.md tells the truth: its frames decode, its numbers are the ones in the code."""

import re
from pathlib import Path

import firmware_sim
from firmware_sim import box, frames, ring
from firmware_sim.stack_light import LAMP_NAMES, StackLight

from .reference_host import parse

TEXT = (Path(firmware_sim.__file__).parent / "PROTOCOL.md").read_text("utf-8")
EXAMPLES = re.findall(r"[<>][0-9A-F]{2}[A-Z][0-9],\S*\*[0-9A-F]{4}", TEXT)


def test_there_are_examples_of_every_frame() -> None:
    assert {example[3:5] for example in EXAMPLES} == {"H1", "B1", "E1", "A1", "L1", "Q1"}


def test_every_example_decodes() -> None:
    for example in EXAMPLES:
        assert parse(example.encode(), example[0]), example


def test_the_box_reads_every_example_meant_for_it() -> None:
    commands = [example for example in EXAMPLES if example[0] == "<"]
    assert all(frames.decode_line(command.encode()) for command in commands)


def test_nothing_in_the_document_looks_like_an_example_and_is_not_tested() -> None:
    assert len(re.findall(r"[<>][0-9A-F]{2}[A-Z]", TEXT)) == len(EXAMPLES)


def test_the_widest_beat_is_exactly_what_the_wire_takes() -> None:
    widest = max(EXAMPLES, key=len)
    assert len(widest) + 1 == frames.TO_HOST_BYTES_MAX
    numbers = parse(widest.encode(), ">")
    assert numbers and [numbers[2][i] for i in (0, 6, 9)] == [box.EPOCH_MAX, ring.LOST_MAX, box.RXBAD_MAX]


def test_the_numbers_in_the_text_are_those_in_the_code() -> None:
    assert f"at most {box.WINDOW} edges on the wire" in TEXT
    assert f"When {box.RESEND_MS} ms pass" in TEXT
    assert f"at least 32 edges (this one {ring.PLACES})" in TEXT
    assert f"The last {ring.PLACES_FOR_RED}\nplaces" in TEXT
    assert f"at most {StackLight.LEASE_MS_MAX // 1000} s,\nwhatever" in TEXT
    assert f"every {box.HELLO_EVERY_MS // 1000} s" in TEXT


def test_the_lamps_are_named_in_the_order_of_their_bits() -> None:
    said = re.search(r"`lamps` has bit (0 .*?)\.", TEXT)
    assert said
    assert said[1].split(", ") == [f"{bit.bit_length() - 1} {name}" for bit, name in LAMP_NAMES.items()]
