"""State words: what machines call their states, and what nobody knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andon.sources.modbus.vocabulary import MACHINE_STATES, PACKML, TABLES, WEIHENSTEPHAN, vocabulary

packml, weihenstephan = vocabulary("packml", {}), vocabulary("weihenstephan", {})
PROGRAMS = (1, 2, 4, 8, 16, 32, 64)


@pytest.mark.parametrize(
    ("number", "word"),
    [
        *((n, "stopped") for n in (1, 2, 7, 8, 9, 10, 11, 12)),
        *((n, "idle") for n in (3, 4, 15, 17)),
        *((n, "starved") for n in (5, 13, 14)),
        *((n, "running") for n in (6, 16)),
    ],
)
def test_packml(number: int, word: str) -> None:
    assert packml.word(number) == word


@pytest.mark.parametrize("number", [0, 18, -1, 65_535])
def test_what_packml_does_not_have_is_unknown(number: int) -> None:
    assert packml.word(number) == f"unknown {number}"


def test_the_map_belongs_to_the_device() -> None:
    own = vocabulary("packml", {5: "blocked", 6: "idle", 20: "running"})
    assert [own.word(n) for n in (5, 6, 20, 2)] == ["blocked", "idle", "running", "stopped"]
    assert packml.word(6) == "running"


def test_plain_codes_are_all_there_is() -> None:
    plain = vocabulary(None, {1: "running", 0: "stopped"})
    assert [plain.word(n) for n in (0, 1, 2)] == ["stopped", "running", "unknown 2"]


@pytest.mark.parametrize(
    ("flags", "program", "word"),
    [
        (128, 1, "running"),
        (128, 2, "running"),
        (128, None, "running"),
        (8, 1, "starved"),
        (32, 1, "starved"),
        (16, 1, "blocked"),
        (64, 4, "blocked"),
        (4, 1, "idle"),
        (32_768, 1, "idle"),
        (1, 1, "stopped"),
        (2048, 1, "stopped"),
        (1, 16, "changeover"),  # it stands because it is changed over
        (128, 8, "changeover"),  # it runs to be cleaned
        (1, 64, "idle"),  # a break
        (4, 32, "stopped"),
        (1024, 16, "stopped"),  # it broke down while it was changed over
        (4096, 64, "stopped"),
        (128 | 8, 1, "starved"),  # of several the worst counts
        (128 | 1024, 1, "stopped"),
    ],
)
def test_weihenstephan_needs_state_and_program(flags: int, program: int | None, word: str) -> None:
    assert weihenstephan.word(flags, program) == word


@pytest.mark.parametrize(
    ("flags", "program", "word"),
    [
        (0, 1, "unknown 0 in program 1"),
        (8192, 1, "unknown 8192 in program 1"),
        (128 | 16_384, 1, "unknown 16512 in program 1"),
        (128, 0, "unknown 128 in program 0"),
        (128, 3, "unknown 128 in program 3"),
        (-128, None, "unknown -128"),
    ],
)
def test_flags_that_nobody_knows_are_unknown(flags: int, program: int | None, word: str) -> None:
    assert weihenstephan.word(flags, program) == word


@given(st.integers(-(1 << 31), (1 << 32) - 1), st.none() | st.integers(0, 1 << 16))
def test_an_unknown_value_never_runs(value: int, program: int | None) -> None:
    assert (packml.word(value) == "running") <= (PACKML.get(value) == "running")
    word = weihenstephan.word(value, program)
    assert word in MACHINE_STATES or word.startswith("unknown ")
    assert (word == "running") <= (value == 128 and program in (None, 1, 2, 4))


@given(st.sampled_from(sorted(WEIHENSTEPHAN)), st.sampled_from(PROGRAMS))
def test_every_flag_means_something_in_every_program(flag: int, program: int) -> None:
    assert weihenstephan.word(flag, program) in MACHINE_STATES


def test_every_word_of_every_table_is_a_state() -> None:
    assert all(word in MACHINE_STATES for table in TABLES.values() for word in table.values())
