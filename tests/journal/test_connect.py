"""Who may write, and whose fault an error is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from andon.base.errors import StorageFailed
from andon.journal import connect
from andon.journal.connect import open_reader, open_writer, reading, transaction
from andon.journal.writer import Writer


def test_a_reader_cannot_write(writer: Writer) -> None:
    with closing(open_reader(writer.path)) as reader, pytest.raises(sqlite3.OperationalError):
        reader.execute("DELETE FROM entry")


def test_a_reader_cannot_even_leave_its_own_mode(writer: Writer) -> None:
    with closing(open_reader(writer.path)) as reader:
        reader.execute("PRAGMA query_only=OFF")
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.execute("DELETE FROM entry")


def test_there_is_nothing_to_read_before_there_is_a_book(book: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        open_reader(book)


def test_every_commit_is_synced(book: Path) -> None:
    with closing(open_writer(book)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL


def test_what_fails_half_way_leaves_nothing(book: Path) -> None:
    with closing(open_writer(book)) as connection:
        connection.execute("CREATE TABLE t (x INTEGER PRIMARY KEY)")
        with pytest.raises(sqlite3.IntegrityError), transaction(connection):
            connection.execute("INSERT INTO t VALUES (1)")
            connection.execute("INSERT INTO t VALUES (1)")
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)


def test_a_full_disk_is_the_disk_s_fault(book: Path) -> None:
    with closing(open_writer(book)) as connection:
        connection.execute("CREATE TABLE t (x)")
        connection.execute("PRAGMA max_page_count=2")
        with pytest.raises(StorageFailed, match="full"), transaction(connection):
            connection.execute("INSERT INTO t VALUES (zeroblob(100000))")


def test_a_damaged_file_is_the_disk_s_fault_and_never_a_signal_s(book: Path) -> None:
    book.write_bytes(b"this was a book until somebody overwrote it " * 200)
    with closing(sqlite3.connect(book, isolation_level=None)) as connection:
        with pytest.raises(StorageFailed, match="not a database"), transaction(connection):
            connection.execute("CREATE TABLE t (x)")
        with pytest.raises(StorageFailed, match="not a database"), reading():
            connection.execute("SELECT * FROM t")


def test_disk_that_a_long_read_cost_is_given_back(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "WAL_KEPT_BYTES", 100_000)
    wal = book.with_name(f"{book.name}-wal")
    with closing(open_writer(book)) as writer:
        writer.execute("CREATE TABLE t (x)")
        with closing(open_reader(book)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM t").fetchall()
            for _ in range(60):
                writer.execute("INSERT INTO t VALUES (zeroblob(200000))")
            assert wal.stat().st_size > 10_000_000
        for _ in range(3):
            writer.execute("INSERT INTO t VALUES (zeroblob(200000))")
        assert wal.stat().st_size < 1_000_000
