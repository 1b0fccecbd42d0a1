"""How others open the book: read only, one short transaction at a time, and a clear word when it is not there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import BoundedSemaphore
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool

from andon.base.errors import AndonError

POOL_SIZE = 8  # reads are short; more at once would only queue at the disk
POOL_WAIT_S = 5.0


class BookUnavailable(AndonError):
    """The book is not there yet, or cannot be read now; the same question may be asked again."""


class ReadOnlyBook:
    """One engine on one file. `mode=ro` and `query_only`: whatever is asked, nothing can be written."""

    def __init__(self, path: Path) -> None:
        self.generation = 0
        """Grows when another file took the place of the one that was open."""
        self._path = path
        self._identity: tuple[int, int] | None = None
        self._engine = _engine(path)
        self._places = BoundedSemaphore(POOL_SIZE)
        self._spare: list[tuple[int, sqlite3.Connection]] = []

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection inside one read transaction: all its answers are of the same instant."""
        self._reopen_when_replaced()
        try:
            with self._engine.connect() as connection, connection.begin():
                yield connection
        except (DatabaseError, PoolTimeout) as error:
            raise BookUnavailable(f"the journal cannot be read now: {_said(error)}") from error

    @contextmanager
    def read_plainly(self) -> Iterator[sqlite3.Connection]:
        """The same without SQLAlchemy between: for what is asked too often to be composed each time."""
        self._reopen_when_replaced()
        if not self._places.acquire(timeout=POOL_WAIT_S):
            raise BookUnavailable(f"the journal is read by {POOL_SIZE} at once already")
        try:
            with self._plain() as connection:
                connection.execute("BEGIN")
                yield connection
                connection.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            raise BookUnavailable(f"the journal cannot be read now: {error}") from error
        finally:
            self._places.release()

    def close(self) -> None:
        self._engine.dispose()
        while self._spare:
            self._spare.pop()[1].close()

    @contextmanager
    def _plain(self) -> Iterator[sqlite3.Connection]:
        """A connection that nobody else uses; kept for the next one, unless something went wrong."""
        generation, connection = self._spared() or (self.generation, _connect(self._path))
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        self._spare.append((generation, connection))

    def _spared(self) -> tuple[int, sqlite3.Connection] | None:
        """One to the file that is there now."""
        with suppress(IndexError):
            while True:
                generation, connection = self._spare.pop()
                if generation == self.generation:
                    return generation, connection
                connection.close()
        return None

    def _reopen_when_replaced(self) -> None:
        """A restored or newly made file has another inode; connections to the old one would show the past for ever."""
        try:
            status = self._path.stat()
        except OSError as error:
            raise BookUnavailable("there is no journal yet; the recorder makes it when it starts") from error
        identity = (status.st_dev, status.st_ino)
        if self._identity not in (None, identity):
            self._engine.dispose()
            self.generation += 1
        self._identity = identity


def _connect(path: Path) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.absolute()))}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=2.0)
    connection.execute("PRAGMA query_only=on")
    connection.execute("PRAGMA mmap_size=0")
    return connection


def _engine(path: Path) -> Engine:
    engine = create_engine(
        "sqlite://",
        creator=partial(_connect, path),
        poolclass=QueuePool,
        pool_size=POOL_SIZE,
        max_overflow=0,
        pool_timeout=POOL_WAIT_S,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """The driver opens no transaction for reads by itself, and two reads would then see two instants."""
    connection.exec_driver_sql("BEGIN")


def _said(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error)
