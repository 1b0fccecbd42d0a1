"""What could not be taken is kept once an hour and counted always."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from andon.base.errors import StorageFailed
from andon.journal.writer import Writer
from andon.model.signal import Signal
from andon.runtime.set_asides import SetAsides
from tests.books.clock import FakeClock
from tests.runtime.no_room import full_disk

RowsIn = Callable[[str], list[tuple[Any, ...]]]


def test_the_same_complaint_is_kept_once_an_hour(writer: Writer, clock: FakeClock, rows_in: RowsIn) -> None:
    asides = SetAsides(writer)
    for _ in range(3):
        asides.keep(Signal("weld/w9/cord", 1, clock.now()), "http", "no such point")
        clock.advance(1700)
    assert len(rows_in("set_aside")) == 1
    clock.advance(600)
    asides.keep(Signal("weld/w9/cord", 1, clock.now()), "http", "no such point")
    assert len(rows_in("set_aside")) == 2
    assert asides.counts == {"http": 4}


def test_made_up_addresses_fill_no_disk(writer: Writer, clock: FakeClock, rows_in: RowsIn) -> None:
    asides = SetAsides(writer)
    for n in range(1_200):
        asides.keep(Signal(f"weld/x{n}/cord", 1, clock.now()), "http", "no such point")
    assert len(rows_in("set_aside")) == 1_000
    assert asides.counts == {"http": 1_200}


def test_what_found_no_room_is_kept_when_it_is_tried_again(writer: Writer, clock: FakeClock, rows_in: RowsIn) -> None:
    asides, stranger = SetAsides(writer), Signal("weld/w9/cord", 1, clock.now())
    with full_disk(), pytest.raises(StorageFailed):
        asides.keep(stranger, "http", "no such point")
    asides.keep(stranger, "http", "no such point")
    assert len(rows_in("set_aside")) == 1
    assert asides.counts == {"http": 1}


def test_a_long_reading_is_cut(writer: Writer, clock: FakeClock, rows_in: RowsIn) -> None:
    SetAsides(writer).keep(Signal("weld/w9/cord", "x" * 10_000, clock.now()), "http", "no such point")
    assert len(rows_in("set_aside")[0][3]) == 500
