"""Bringing a book to today's tables. The recorder does it, alone: under a lock and in an explicit BEGIN IMMEDIATE."""

from __future__ import annotations

import fcntl
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from andon.base.errors import JournalDamaged, StorageFailed

_MIGRATIONS = Path(__file__).parent / "migrations"
_REVISION = re.compile(r'^((?:down_)?revision)\b.*= "(\d+)"', re.MULTILINE)


@cache
def newest() -> str:
    """The revision that the code brings a book to: the one of `migrations/versions` that none comes after."""
    (head,) = _following().keys() - _following().values()
    return head


def is_older(held: str | None) -> bool:
    """Whether a revision is one that this code brings to today's."""
    return held in _following() and held != newest()


@cache
def _following() -> dict[str, str | None]:
    """Each revision and the one that it follows; read, not imported, for a book that is up to date needs no Alembic."""
    found: dict[str, str | None] = {}
    for path in (_MIGRATIONS / "versions").glob("[0-9]*.py"):
        said = dict(_REVISION.findall(path.read_text(encoding="utf-8")))
        found[said["revision"]] = said.get("down_revision")
    return found


def revision(path: Path) -> str | None:
    """The revision of a book, None for a file that is not one yet."""
    if not path.exists():
        return None
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.DatabaseError:
            return None
        return row[0] if row else None


def migrate(path: Path) -> None:
    """Bring the book at `path` to the newest revision, creating it if it is not there.

    JournalDamaged for a file that is no book, or that a newer version wrote; StorageFailed from the disk.
    """
    with _locked(path.with_suffix(".migrate")):
        if not path.exists():
            path.touch(mode=0o600)  # it holds digests of tokens, and who did what
        held = revision(path)
        if held is not None and held not in _following():
            raise JournalDamaged(f"{path} was written by a newer version of this program; go on with that one")
        if held != newest():
            _upgrade(path, is_new=held is None)


def _upgrade(path: Path, *, is_new: bool) -> None:
    # Alembic takes half a second to import; a book that is up to date never pays for it.
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import URL, Connection, create_engine, event
    from sqlalchemy.exc import DatabaseError, OperationalError

    from andon.journal import views

    engine = create_engine(URL.create("sqlite", database=str(path)))

    @event.listens_for(engine, "connect")
    def _leave_transactions_to_us(dbapi_connection: sqlite3.Connection, _record: object) -> None:
        dbapi_connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    try:
        with engine.connect() as connection, connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if is_new:
                connection.exec_driver_sql(f"PRAGMA user_version = {views.version()}")
    except OperationalError as error:
        raise StorageFailed(f"{path} could not be opened: {error.orig}; see the disk of the data folder") from error
    except DatabaseError as error:
        raise JournalDamaged(f"{path} is no journal, or a damaged one: {error.orig}; restore a backup") from error
    finally:
        engine.dispose()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
