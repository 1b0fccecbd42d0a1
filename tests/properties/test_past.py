"""The board of any moment is the board that was shown then."""

from __future__ import annotations

import tempfile
from itertools import accumulate
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from andon.floor.index import build
from andon.journal.reader import Reader
from andon.journal.writer import Batch, Writer
from andon.model.entry import PlanAdopted, Sample, ServiceStarted
from andon.model.event import StationChanged, StationRemoved
from andon.model.plan import Plan
from tests.properties.life import LIVES, Life, Step, Told

HOUR_US = 3_600_000_000


def without(steps: list[Step], *left_out: str) -> list[Step]:
    return [step for step in steps if step[0] not in left_out]


def by(told: Told, at: int) -> Told:
    """What was written by an instant: order is the seq, and what is dated back was written when its neighbours were."""
    latest = accumulate((entry.at for entry, _ in told), max)
    return [each for each, written_at in zip(told, latest, strict=True) if written_at <= at]


def written(told: Told, folder: Path) -> Reader:
    with Writer(folder / "andon.db") as writer:
        batch = Batch()
        for entry, events in told:
            batch.add(entry, events)
        writer.commit(batch)
    return Reader(folder / "andon.db")


def shown(told: Told, at: int) -> dict[tuple[str, str], StationChanged | None]:
    """The tiles of every station after all that was told by an instant."""
    tiles: dict[tuple[str, str], StationChanged | None] = {}
    for _, events in by(told, at):
        for event in events:
            if isinstance(event, (StationChanged, StationRemoved)):
                tiles[event.line, event.station] = event if isinstance(event, StationChanged) else None
    return tiles


def plan_at(told: Told, at: int) -> Plan:
    return [entry.plan for entry, _ in by(told, at) if isinstance(entry, PlanAdopted)][-1]


@settings(max_examples=25)
@given(steps=LIVES, picks=st.lists(st.integers(0, 10_000), min_size=1, max_size=4))
def test_the_past_of_any_moment_is_what_was_shown_then(steps: list[Step], picks: list[int]) -> None:
    told = [each for each in Life().live(without(steps, "start")) if not isinstance(each[0], Sample)]
    moments = sorted({max(told[pick % len(told)][0].at, told[0][0].at) for pick in picks})
    with tempfile.TemporaryDirectory() as folder:
        reader = written(told, Path(folder))
        for at in moments:
            stood, plan = shown(told, at), plan_at(told, at)
            for line in plan.lines:
                found = reader.past(line.id, at, at + HOUR_US)
                assert found is not None
                assert found.plan.plan == plan
                opening = {tile.station: tile.row for tile in found.opening}
                for station in line.stations:
                    tile, row = stood.get((line.id, station.id)), opening.get(station.id)
                    assert (tile is None) == (row is None)
                    if tile is not None and row is not None:
                        assert (row.state, row.since, row.signal) == (tile.state, tile.at, tile.signal)
                        assert (row.calls, row.stop, row.test) == (tuple(tile.calls), tile.stop, tile.test)
        reader.close()


@settings(max_examples=20)
@given(steps=LIVES)
def test_hour_after_hour_tells_each_move_once_and_in_order(steps: list[Step]) -> None:
    told = [each for each in Life().live(without(steps, "start", "adopt")) if not isinstance(each[0], Sample)]
    first, last = told[0][0].at, min(max(each.at for each, _ in told), told[0][0].at + 30 * HOUR_US)
    with tempfile.TemporaryDirectory() as folder:
        reader = written(told, Path(folder))
        seen = by(told, first)[-1][0].seq
        for line in build(plan_at(told, last)).plan.lines:
            places = {station.id for station in line.stations}
            moved, at = [], first
            while at <= last:
                piece = reader.past(line.id, at, at + HOUR_US)
                assert piece is not None
                moved += [(tile.seq, tile.station) for tile in piece.moved]
                at = piece.end
            kept = [
                (entry.seq, event.station)
                for entry, events in by(told, at - 1)
                for event in events
                if isinstance(event, StationChanged) and entry.seq > seen
                if event.line == line.id and event.station in places
            ]
            assert moved == sorted(kept)  # what one entry moves is moved at once
        reader.close()


def test_what_nobody_saw_is_told_as_that() -> None:
    life = Life()
    life.wait(60)
    life.start(600, [])
    started = next(entry for entry, _ in life.told if isinstance(entry, ServiceStarted))
    with tempfile.TemporaryDirectory() as folder:
        reader = written(life.told, Path(folder))
        found = reader.past("body", life.told[0][0].at, started.at + 1)
        assert found is not None
        assert found.down == ((started.at - 600_000_000, started.at),)
        assert reader.past("body", life.told[0][0].at - HOUR_US, life.told[0][0].at) is None
        inside = reader.past("body", started.at - 300_000_000, started.at - 200_000_000)
        assert inside is not None
        assert inside.down == ((inside.begin, inside.end),)
        reader.close()
