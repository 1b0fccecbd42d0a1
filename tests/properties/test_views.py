"""Views: written event by event, in any batches, or all at once, they are the same rows."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from andon.journal.tables import VIEWS, metadata
from andon.journal.views import clear_views, write_changes
from andon.model.entry import Sample
from andon.projections.changes import Change
from andon.projections.views import of_event, of_sample
from tests.properties.life import LIVES_WITH_CLOCK_STEPS, Life, Step, Told

Rows = dict[str, list[tuple[object, ...]]]


def _book() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    metadata.create_all(engine, tables=list(VIEWS))
    return connection


def _changes(told: Told) -> list[Change]:
    return list(_each(told))


def _each(told: Told) -> Iterator[Change]:
    for entry, events in told:
        if isinstance(entry, Sample):
            yield from of_sample(entry)
        for n, event in enumerate(events):
            yield from of_event(entry.seq, n, event)


def _rows(connection: sqlite3.Connection) -> Rows:
    return {table.name: sorted(connection.execute(f'SELECT * FROM "{table.name}"'), key=repr) for table in VIEWS}


def _all_at_once(changes: list[Change]) -> Rows:
    connection = _book()
    write_changes(connection, changes)
    return _rows(connection)


@given(LIVES_WITH_CLOCK_STEPS, st.data())
def test_any_batching_gives_the_same_rows(steps: list[Step], data: st.DataObject) -> None:
    changes = _changes(Life().live(steps))
    cuts = data.draw(st.lists(st.integers(0, len(changes)), max_size=8))
    connection = _book()
    for begin, end in pairwise(sorted({0, *cuts, len(changes)})):
        write_changes(connection, changes[begin:end])
    assert _rows(connection) == _all_at_once(changes)


@given(LIVES_WITH_CLOCK_STEPS)
def test_thrown_away_and_made_again_they_come_back_row_for_row(steps: list[Step]) -> None:
    changes = _changes(Life().live(steps))
    connection = _book()
    for change in changes:
        write_changes(connection, [change])
    kept = _rows(connection)
    clear_views(connection)
    assert not any(_rows(connection).values())
    write_changes(connection, changes)
    assert _rows(connection) == kept


@given(LIVES_WITH_CLOCK_STEPS)
def test_the_views_agree_with_the_floor(steps: list[Step]) -> None:
    life = Life()
    connection = _book()
    write_changes(connection, _changes(life.live(steps)))
    stations = life.floor.state.stations
    open_stops = {station.stop.id for station in stations.values() if station.stop}
    open_calls = {call.id for station in stations.values() for call in station.calls.values()}
    assert _ids(connection, "SELECT id FROM stop WHERE ended IS NULL") == open_stops
    assert _ids(connection, "SELECT id FROM call WHERE ended IS NULL") == open_calls
    assert _ids(connection, 'SELECT id FROM "trigger" WHERE closed IS NULL') == {
        trigger.id for trigger in life.floor.state.triggers.values()
    }
    assert _ids(connection, "SELECT line || '/' || station FROM board") == set(stations)
    assert _ids(connection, "SELECT line || '/' || station FROM tally") == set(stations)
    miscounted = 'SELECT id FROM "trigger" t WHERE stops <> (SELECT count(*) FROM stop WHERE "trigger" = t.id)'
    assert _ids(connection, miscounted) == set()


@given(LIVES_WITH_CLOCK_STEPS)
def test_the_closed_quarters_and_the_open_one_hold_the_pieces_of_all_minutes(steps: list[Step]) -> None:
    connection, life = _book(), Life()
    write_changes(connection, _changes(life.live(steps)))
    summed = "SELECT line, station, kind, at / 900000000 * 900000000, sum(pieces) FROM {} GROUP BY 1, 2, 3, 4"
    minutes = Counter({tuple(row): pieces for *row, pieces in connection.execute(summed.format("count_minute"))})
    quarters = Counter({tuple(row): pieces for *row, pieces in connection.execute(summed.format("count_quarter"))})
    for line, open_ones in life.floor.state.quarters.items():
        for begin, totals in open_ones.items():
            for station, (good, reject) in totals.items():
                quarters[line, station, "count", begin] += good
                quarters[line, station, "reject", begin] += reject
    assert +quarters == minutes


def _ids(connection: sqlite3.Connection, sql: str) -> set[object]:
    return {row[0] for row in connection.execute(sql)}
