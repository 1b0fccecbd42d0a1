"""Books of any length, made by the real recorder and writer as fast as they go.

python -m tests.books.generator FILE ENTRIES
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

from andon.base.units import US_PER_MS
from andon.journal.writer import Writer
from andon.model.command import AdoptPlan
from andon.model.signal import LifeSign, Signal
from andon.runtime.inbox import Asked, Item
from andon.runtime.recorder import Recorder
from tests.books.clock import FakeClock
from tests.books.plant import STATIONS, UIDS, cord, count, fault, plan

BATCH = 1_000
STEP_US = 200 * US_PER_MS  # between two readings
_SOURCE = "generator"


def make_book(path: Path, entries: int, seed: int = 1) -> int:
    """A book of at least `entries` entries and samples; returns its last seq."""
    clock = FakeClock()
    with Writer(path) as writer:
        recorder = Recorder(writer, clock)
        grow(recorder, clock, entries, seed)
        writer.save_snapshot(recorder.floor)
        return recorder.floor.state.seq


def grow(recorder: Recorder, clock: FakeClock, entries: int, seed: int = 1) -> None:
    """Let the plant live until the book has so many more entries and samples."""
    until = recorder.floor.state.seq + entries
    if recorder.floor.state.plan is None:
        recorder.process([Item(_SOURCE, Asked(AdoptPlan(who="test", plan=plan()), clock.now()))])
    recorder.process([Item(_SOURCE, LifeSign(f"box/{uid}", clock.now())) for uid in UIDS])
    readings = life(clock, Random(seed))
    while recorder.floor.state.seq < until:
        recorder.process([Item(_SOURCE, reading) for reading in islice(readings, BATCH)])


def life(clock: FakeClock, random: Random) -> Iterator[Signal]:
    """What a plant says: pieces mostly, now and then a fault that passes or a cord that is pulled."""
    totals = dict.fromkeys(STATIONS, 0)
    broken: dict[str, int] = dict.fromkeys(STATIONS, 0)
    numbers = 0
    while True:
        at = clock.advance(STEP_US / 1_000_000)
        place, chance = random.randrange(len(STATIONS)), random.random()
        station, numbers = STATIONS[place], numbers + 1
        if chance < 0.9:
            totals[station] += 1
            yield count(station, totals[station], at)
        elif chance < 0.95:
            broken[station] = 0 if broken[station] else 17
            yield fault(station, broken[station], at, numbers)
        else:
            yield cord(UIDS[place], numbers % 2, at, numbers)


if __name__ == "__main__":
    print(make_book(Path(sys.argv[1]), int(sys.argv[2])))
