"""Opening the book. One connection writes and checkpoints; all others may only read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from andon.base.errors import StorageFailed

BOOK = "andon.db"
"""The file's name in the data folder."""

WAL_KEPT_BYTES = 64 * 1024 * 1024  # a long read makes the WAL grow; afterwards the disk is given back


def open_writer(path: Path) -> sqlite3.Connection:
    """The one connection that writes: every commit is synced to the disk before it returns."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA recursive_triggers=ON")  # a row that is replaced is taken out of its roll-up first
    connection.execute("PRAGMA mmap_size=0")
    connection.execute("PRAGMA secure_delete=ON")  # the name of an erased person is gone from the page as well
    connection.execute(f"PRAGMA journal_size_limit={WAL_KEPT_BYTES}")
    return connection


def open_reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. sqlite3.OperationalError when there is no book yet."""
    uri = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA query_only=ON")
    connection.execute("PRAGMA mmap_size=0")
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, synced at the end. A disk that refuses is StorageFailed; a row that does is the caller's."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("COMMIT")
    except BaseException as error:
        _roll_back(connection)
        if _is_of_the_disk(error):
            reason = f"the journal could not be written: {error}; see the disk of the data folder"
            raise StorageFailed(reason, is_full=_is_want_of_room(error)) from error
        raise


@contextmanager
def reading() -> Iterator[None]:
    """A read by the writer. A disk that refuses is StorageFailed, never the fault of what was asked about."""
    try:
        yield
    except sqlite3.Error as error:
        if _is_of_the_disk(error):
            raise StorageFailed(f"the journal could not be read: {error}; see the disk of the data folder") from error
        raise


def _roll_back(connection: sqlite3.Connection) -> None:
    """The first error is the one to tell; where the disk is gone, rolling back fails as well."""
    with suppress(sqlite3.Error):
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _is_of_the_disk(error: BaseException) -> bool:
    """A damaged file says DatabaseError itself; what a row did wrong is one of its other children."""
    return isinstance(error, sqlite3.OperationalError) or type(error) is sqlite3.DatabaseError


def _is_want_of_room(error: BaseException) -> bool:
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
