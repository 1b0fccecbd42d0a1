"""What the reader says of now."""

from __future__ import annotations

from pathlib import Path

import pytest

from andon.base.units import US_PER_S
from andon.journal.reader import BookUnavailable, Reader
from andon.journal.reader_engine import POOL_SIZE

from .book import Book, make_plan


def test_a_book_that_is_not_there_is_said_so_and_found_when_it_appears(tmp_path: Path) -> None:
    reader = Reader(tmp_path / "journal.sqlite")
    with pytest.raises(BookUnavailable, match="no journal yet"):
        reader.look(0)
    book = Book(tmp_path)
    book.adopt(make_plan())
    assert reader.look(0).plan is not None
    book.close()


def test_a_book_without_its_tables_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "journal.sqlite").touch()
    with pytest.raises(BookUnavailable, match="no such table"):
        Reader(tmp_path / "journal.sqlite").pulse()


def test_a_file_that_is_no_book_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "journal.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(BookUnavailable):
        Reader(tmp_path / "journal.sqlite").pulse()


def test_another_book_in_its_place_is_read_at_once(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    old = Book(tmp_path / "old")
    old.adopt(make_plan({"press": 3}))
    reader = Reader(old.path)
    assert reader.plan() is not None
    (tmp_path / "new").mkdir()
    new = Book(tmp_path / "new")
    new.adopt(make_plan({"paint": 1}))
    new.db.execute("PRAGMA journal_mode=delete")
    old.close()
    for suffix in ("-wal", "-shm"):
        Path(f"{old.path}{suffix}").unlink(missing_ok=True)
    new.path.replace(old.path)
    held = reader.plan()
    assert held is not None
    assert [line.id for line in held.plan.lines] == ["paint"]
    new.close()


def test_nothing_can_be_written_through_the_reader(floor: Book) -> None:
    reader = Reader(floor.path)
    with pytest.raises(BookUnavailable, match="readonly"), reader._book.read() as connection:
        connection.exec_driver_sql("DELETE FROM entry")
    with pytest.raises(BookUnavailable, match="readonly"), reader._book.read_plainly() as plain:
        plain.execute("DELETE FROM entry")


def test_reads_that_failed_take_no_place_from_others(floor: Book) -> None:
    reader = Reader(floor.path)
    for _ in range(3 * POOL_SIZE):
        with pytest.raises(BookUnavailable, match="no such table"), reader._book.read_plainly() as plain:
            plain.execute("SELECT 1 FROM nowhere")
    assert reader.look(0).plan is not None


def test_a_look_sees_one_instant(floor: Book) -> None:
    reader = Reader(floor.path)
    with reader._book.read_plainly() as plain:
        before = plain.execute("SELECT max(seq) FROM entry").fetchone()
        floor.tile("press", "s1", "call")
        assert plain.execute("SELECT max(seq) FROM entry").fetchone() == before
    assert reader.look(0).seq == floor.seq


def test_the_plan_is_the_last_that_was_adopted(floor: Book) -> None:
    reader = Reader(floor.path)
    first = reader.plan()
    floor.tile("press", "s1", "call")
    assert reader.plan() is first
    seq = floor.adopt(make_plan({"weld": 4}))
    second = reader.plan()
    assert second is not None
    assert (second.seq, second.plan.lines[0].id) == (seq, "weld")


def test_no_plan_was_adopted_yet(book: Book) -> None:
    assert Reader(book.path).plan() is None


def test_tiles_are_answered_in_the_order_they_moved(floor: Book) -> None:
    reader = Reader(floor.path)
    before = reader.look(0).seq
    floor.tile("press", "s2", "stopped")
    floor.tile("press", "s1", "call")
    assert [(row.station, row.state) for row in reader.look(before).rows] == [("s2", "stopped"), ("s1", "call")]
    assert reader.look(reader.look(0).seq).rows == ()


def test_a_tile_carries_its_calls_and_its_stop(floor: Book) -> None:
    since = 5 * US_PER_S
    stop = {"id": 9, "since": since, "reason": "tool-broken", "stop_class": "abnormality", "category": "equipment"}
    calls = [{"id": 8, "type": "help", "since": since, "arrived": None}]
    floor.tile("press", "s1", "stopped", calls=calls, stop=stop, triggers=2)
    row = Reader(floor.path).look(0).rows[-1]
    assert (row.calls[0].type, row.stop and row.stop.reason, row.triggers) == ("help", "tool-broken", 2)


def test_samples_count_in_the_newest_seq(floor: Book) -> None:
    row = {"line": "press", "station": "s1", "point": "good", "kind": "count", "delta": 1, "total": 7.0}
    floor.insert("sample", seq=floor.seq + 1, at=99, **row)
    reader = Reader(floor.path)
    assert (reader.look(0).seq, reader.newest_at()) == (floor.seq + 1, 99)


def test_a_revoked_token_is_no_token(floor: Book) -> None:
    reader, digest = Reader(floor.path), b"d" * 32
    floor.insert("token", name="box", digest=digest, scopes="signals read", created=1, revoked=None)
    found = reader.token(digest)
    assert found is not None
    assert found.scopes == {"signals", "read"}
    floor.insert("token", name="box", digest=digest, scopes="signals", created=1, revoked=2)
    assert reader.token(digest) is None
