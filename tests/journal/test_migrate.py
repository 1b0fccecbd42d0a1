"""A book is brought to today's tables by one process at a time, all of it or nothing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from andon.journal.migrate import migrate, newest, revision
from andon.journal.tables import metadata

MIGRATE = "import sys; from pathlib import Path; from andon.journal.migrate import migrate; migrate(Path(sys.argv[1]))"
STOP_BEFORE = """
import sys
from sqlalchemy import event
from sqlalchemy.engine import Engine

@event.listens_for(Engine, "before_cursor_execute")
def look(connection, cursor, statement, *rest):
    if "CREATE TABLE event" in statement:
        print("in the middle", flush=True)
        sys.stdin.read()

"""


def start(script: str, book: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, str(book)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def test_the_migrations_make_the_tables_that_the_code_writes(book: Path) -> None:
    migrate(book)
    with create_engine(f"sqlite:///{book}").connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_fresh_book_is_of_the_newest_revision(book: Path) -> None:
    assert revision(book) is None
    migrate(book)
    assert revision(book) == newest()


def test_migrating_again_changes_nothing(book: Path) -> None:
    migrate(book)
    before = book.read_bytes()
    migrate(book)
    assert book.read_bytes() == before


def test_two_that_start_at_once_make_one_book(book: Path) -> None:
    starters = [start(MIGRATE, book) for _ in range(2)]
    assert [starter.wait(20) for starter in starters] == [0, 0]
    assert revision(book) == newest()


def test_one_that_was_killed_half_way_left_nothing_half_made(book: Path) -> None:
    killed = start(STOP_BEFORE + MIGRATE, book)
    assert killed.stdout is not None
    assert killed.stdout.readline() == "in the middle\n"
    killed.kill()
    killed.wait()
    assert revision(book) is None
    migrate(book)
    assert revision(book) == newest()


@pytest.mark.parametrize("name", ["a b", "50%25", "who?", "nr#1", "ネジ"])
def test_a_folder_may_be_called_anything(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    migrate(folder / "andon.db")
    assert revision(folder / "andon.db") == newest()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_that_is_no_book_has_no_revision(book: Path) -> None:
    book.write_bytes(b"something else entirely, long enough to be a header" * 100)
    assert revision(book) is None


def test_a_table_without_the_house_s_mark_has_no_revision(book: Path) -> None:
    with closing(sqlite3.connect(book)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    assert revision(book) is None
