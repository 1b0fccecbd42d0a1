"""What is old is forgotten a little at a time, and the book still agrees with itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from andon.base.units import US_PER_HOUR, US_PER_MINUTE
from andon.journal import upkeep
from andon.journal.writer import Writer
from andon.runtime.recorder import Recorder
from tests.books.clock import MONDAY_8_UTC, FakeClock
from tests.books.generator import grow


@pytest.fixture
def clock() -> FakeClock:
    """Half an hour before a shift is over: the pieces of the shift that runs are never forgotten."""
    return FakeClock(MONDAY_8_UTC + 15 * US_PER_HOUR + 30 * US_PER_MINUTE)


def _rows(book: Path, sql: str) -> list[tuple[int, ...]]:
    with closing(sqlite3.connect(book)) as connection:
        return connection.execute(sql).fetchall()


def _grown(writer: Writer, clock: FakeClock) -> None:
    grow(Recorder(writer, clock), clock, 20_000)


def test_samples_and_minutes_go_and_quarter_hours_stay(writer: Writer, book: Path, clock: FakeClock) -> None:
    begun = clock.now()
    _grown(writer, clock)
    before = begun + 25 * US_PER_MINUTE
    quarters = _rows(book, "SELECT * FROM count_quarter ORDER BY line, station, kind, at")
    while writer.forget_samples(before, 500):
        pass
    assert _rows(book, f"SELECT count(*) FROM sample WHERE at < {before}") == [(0,)]
    assert _rows(book, f"SELECT count(*) FROM count_minute WHERE at < {before}") == [(0,)]
    assert _rows(book, "SELECT * FROM count_quarter ORDER BY line, station, kind, at") == quarters
    assert len(quarters) > 4


def test_what_was_forgotten_is_no_loss_to_verify_and_no_quarter_to_rebuild(
    writer: Writer, book: Path, clock: FakeClock
) -> None:
    begun = clock.now()
    _grown(writer, clock)
    quarters = _rows(book, "SELECT * FROM count_quarter ORDER BY line, station, kind, at")
    assert writer.forget_samples(begun + 20 * US_PER_MINUTE, 100_000) > 1_000
    assert upkeep.verify(book, lambda done, total: None) == upkeep.SOUND
    upkeep.rebuild(book, lambda done, total: None)
    assert _rows(book, "SELECT * FROM count_quarter ORDER BY line, station, kind, at") == quarters
    assert upkeep.verify(book, lambda done, total: None) == upkeep.SOUND


def test_a_sample_lost_after_the_horizon_is_still_found(writer: Writer, book: Path, clock: FakeClock) -> None:
    begun = clock.now()
    _grown(writer, clock)
    writer.forget_samples(begun + 5 * US_PER_MINUTE, 100_000)
    (newest,) = _rows(book, "SELECT max(seq) FROM sample")[0]
    with closing(sqlite3.connect(book)) as connection, connection:
        connection.execute("DELETE FROM sample WHERE seq = ?", (newest - 5,))
        connection.execute("DELETE FROM sample WHERE seq = ?", (newest - 6,))
    assert any("missing" in finding for finding in upkeep.verify(book, lambda done, total: None).damage)


def test_samples_of_a_clock_that_ran_ahead_do_not_hold_up_the_rest(
    writer: Writer, book: Path, clock: FakeClock
) -> None:
    begun = clock.now()
    clock.advance(30 * 24 * 3600)
    recorder = Recorder(writer, clock)
    grow(recorder, clock, 200)
    clock.advance(-30 * 24 * 3600)
    grow(recorder, clock, 400)
    forgotten = 0
    while dropped := writer.forget_samples(begun + 60 * US_PER_MINUTE, 50):
        forgotten += dropped
    assert forgotten > 100
