"""How others open the book: read only, one short transaction at a time, and a clear word when it is not there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
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

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection inside one read transaction: all its answers are of the same instant."""
        self._reopen_when_replaced()
        try:
            with self._engine.connect() as connection, connection.begin():
                yield connection
        except (DatabaseError, PoolTimeout) as error:
            raise BookUnavailable(f"the journal cannot be read now: {_said(error)}") from error

    def close(self) -> None:
        self._engine.dispose()

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


def _engine(path: Path) -> Engine:
    def connect() -> sqlite3.Connection:
        uri = f"file:{quote(str(path.absolute()))}?mode=ro"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=2.0)
        connection.execute("PRAGMA query_only=on")
        connection.execute("PRAGMA mmap_size=0")
        return connection

    engine = create_engine(
        "sqlite://",
        creator=connect,
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
