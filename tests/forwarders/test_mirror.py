"""The mirror: the floor as it stands, whether the recorder lives, and instants by the wall clock of now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from andon.base.units import US_PER_S
from andon.forwarders.mirror import Mirror
from andon.journal.reader import Reader
from andon.journal.writer import Writer
from andon.ports import FloorNow
from tests.books.clock import FakeClock


class Lamp:
    """A far end that remembers what it was shown."""

    name = "lamp"

    def __init__(self) -> None:
        self.shown: list[FloorNow] = []

    def show(self, floor: FloorNow) -> None:
        self.shown.append(floor)

    def close(self) -> None:
        pass


class Counter:
    """A desk that takes every cursor."""

    def ask(self, verb: str, payload: dict[str, object]) -> dict[str, object]:
        return {}


@pytest.fixture
def look(book: Path, writer: Writer, clock: FakeClock) -> Iterator[Callable[[], FloorNow]]:
    """One round of a mirror; returns what it showed."""
    lamp, reader = Lamp(), Reader(book)
    mirror = Mirror(lamp, reader, Counter(), clock)

    def step() -> FloorNow:
        mirror.step()
        return lamp.shown[-1]

    yield step
    reader.close()


def pulse(writer: Writer, clock: FakeClock) -> None:
    writer.write_pulse(clock.now(), 0, 0, 0, sources=[], disk={})


def test_a_recorder_lives_when_its_pulse_was_seen_to_move(
    writer: Writer, clock: FakeClock, look: Callable[[], FloorNow]
) -> None:
    pulse(writer, clock)
    assert not look().is_live  # it may be the last one of a dead recorder
    clock.advance(1)
    pulse(writer, clock)
    assert look().is_live
    clock.advance(3)
    assert not look().is_live


@pytest.mark.parametrize("set_by_s", [86_400, -86_400])
def test_a_clock_that_is_set_moves_what_is_shown_and_neither_kills_nor_revives_the_recorder(
    writer: Writer, clock: FakeClock, look: Callable[[], FloorNow], set_by_s: int
) -> None:
    for _ in range(2):
        pulse(writer, clock)
        look()
        clock.advance(1)
    clock.set_wall(set_by_s)
    was = clock.now()
    floor = look()
    assert floor.at == was + set_by_s * US_PER_S
    assert floor.is_live
    clock.advance(3)
    assert not look().is_live
