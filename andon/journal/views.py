"""Writing view rows: the changes of `projections` as SQL.

What a batch does to one row is gathered first, so that a row is written once however often it changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

import andon
from andon.journal.tables import VIEWS, metadata
from andon.projections.changes import Add, Change, Drop, Field, Patch, Put

_SOURCES = (
    "projections/views.py",
    "projections/changes.py",
    "model/event.py",
    "journal/rows.py",
    "journal/tables.py",
    "journal/views.py",
)
_Key = tuple[str, tuple[Field, ...]]
_Statements = dict[str, list[tuple[Field, ...]]]


@cache
def version() -> int:
    """What the views depend on besides the events: a digest of the source that makes them. Others' are made again."""
    digest = sha256()
    for source in _SOURCES:
        digest.update((Path(andon.__path__[0]) / source).read_bytes())
    return int.from_bytes(digest.digest()[:4], "big") >> 1 or 1  # what SQLite has room for; 0 is a book without one


def are_of_today(connection: sqlite3.Connection) -> bool:
    """Whether the views of a book were begun by this version."""
    (held,) = connection.execute("PRAGMA user_version").fetchone()
    return bool(held == version())


def sign(connection: sqlite3.Connection) -> None:
    """The views are of this version from now on, inside the caller's transaction."""
    connection.execute(f"PRAGMA user_version = {version()}")


def write_changes(connection: sqlite3.Connection, changes: Iterable[Change]) -> None:
    """Apply changes in order, inside the caller's transaction."""
    pending = _Pending()
    for change in changes:
        if not pending.gather(change):
            pending.flush(connection)
            pending.gather(change)
    pending.flush(connection)


def clear_views(connection: sqlite3.Connection) -> None:
    """Throw every view away, inside the caller's transaction."""
    for table in VIEWS:
        connection.execute(f'DELETE FROM "{table.name}"')  # noqa: S608  # a name of our own tables


class _Pending:
    """What is to be written: at most one whole row, patch or drop of a row, and amounts on top of what is stored."""

    def __init__(self) -> None:
        self._puts: dict[_Key, dict[str, Field]] = {}
        self._patches: dict[_Key, dict[str, Field]] = {}
        self._amounts: dict[_Key, dict[str, int]] = {}
        self._drops: set[_Key] = set()

    def gather(self, change: Change) -> bool:
        """Take a change in; false when what is pending must be written before it."""
        if isinstance(change, Put):
            row = change.row
            place = (change.table, tuple([row[name] for name in _key(change.table)]))
            self._forget(place)
            self._puts[place] = dict(row)
            return True
        place = (change.table, tuple([change.key[name] for name in _key(change.table)]))
        if isinstance(change, Drop):
            self._forget(place)
            self._drops.add(place)
            return True
        if place in self._drops:
            return False
        if isinstance(change, Patch):
            self._patch(place, change)
        else:
            self._add(place, change)
        return True

    def flush(self, connection: sqlite3.Connection) -> None:
        """Write all of it; rows of different keys do not mind the order."""
        for sql, values in self._statements().items():
            connection.executemany(sql, values)
        for gathered in (self._puts, self._patches, self._amounts, self._drops):
            gathered.clear()

    def _forget(self, place: _Key) -> None:
        self._patches.pop(place, None)
        self._amounts.pop(place, None)
        self._puts.pop(place, None)
        self._drops.discard(place)

    def _patch(self, place: _Key, change: Patch) -> None:
        amounts = self._amounts.get(place, {})
        for name in change.fields:
            amounts.pop(name, None)
        gathered = self._puts.get(place)
        if gathered is None:
            gathered = self._patches.setdefault(place, {})
        gathered.update(change.fields)

    def _add(self, place: _Key, change: Add) -> None:
        held = self._puts.get(place) or self._patches.get(place) or {}
        amounts = self._amounts.setdefault(place, {})
        for name, amount in change.amounts.items():
            was = held.get(name)
            if isinstance(was, int):
                held[name] = was + amount
            else:
                amounts[name] = amounts.get(name, 0) + amount

    def _statements(self) -> _Statements:
        statements: _Statements = {}
        for (table, _), row in self._puts.items():
            statements.setdefault(_put(table, tuple(row)), []).append(tuple(row.values()))
        for (table, key), fields in self._patches.items():
            statements.setdefault(_patch(table, tuple(fields)), []).append((*fields.values(), *key))
        for (table, key), amounts in self._amounts.items():
            if amounts:
                statements.setdefault(_add(table, tuple(amounts)), []).append((*key, *amounts.values()))
        for table, key in self._drops:
            statements.setdefault(_drop(table), []).append(key)
        return statements


# The statements are put together from names of our own tables; values are always bound.
@cache
def _key(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in metadata.tables[table].primary_key.columns)


@cache
def _put(table: str, names: tuple[str, ...]) -> str:
    """A row that is there is changed where it stands: replaced, it would move, and with it every index."""
    said = ", ".join(f'"{n}" = excluded."{n}"' for n in names if n not in _key(table))
    do = f"UPDATE SET {said}" if said else "NOTHING"
    return f'INSERT INTO "{table}" ({_list(names)}) VALUES ({_marks(names)}) ON CONFLICT DO {do}'  # noqa: S608


@cache
def _patch(table: str, names: tuple[str, ...]) -> str:
    return f'UPDATE "{table}" SET {", ".join(f"{n} = ?" for n in names)} WHERE {_where(table)}'  # noqa: S608


@cache
def _drop(table: str) -> str:
    return f'DELETE FROM "{table}" WHERE {_where(table)}'  # noqa: S608


@cache
def _add(table: str, names: tuple[str, ...]) -> str:
    """A roll-up row begins with its first amount; the rows of other views exist before anything is added to them."""
    key = _key(table)
    marks = ", ".join(f"{n} = {n} + ?{len(key) + i + 1}" for i, n in enumerate(names))
    if {column.name for column in metadata.tables[table].columns} == {*key, *names}:
        bound = ", ".join(f"?{i + 1}" for i in range(len(key) + len(names)))
        return f'INSERT INTO "{table}" ({_list(key + names)}) VALUES ({bound}) ON CONFLICT DO UPDATE SET {marks}'  # noqa: S608
    where = " AND ".join(f"{n} = ?{i + 1}" for i, n in enumerate(key))
    return f'UPDATE "{table}" SET {marks} WHERE {where}'  # noqa: S608


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _marks(names: tuple[str, ...]) -> str:
    return ", ".join("?" * len(names))


def _where(table: str) -> str:
    return " AND ".join(f"{name} = ?" for name in _key(table))
