"""Writing view rows: the changes of `projections` as SQL, amounts on one row gathered before they are written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import cache

from andon.journal.tables import VIEWS, metadata
from andon.projections.changes import Add, Change, Drop, Field, Patch, Put

_Key = tuple[str, tuple[str, ...], tuple[Field, ...]]


def write_changes(connection: sqlite3.Connection, changes: Iterable[Change]) -> None:
    """Apply changes in order, inside the caller's transaction."""
    amounts: dict[_Key, dict[str, int]] = {}
    for change in changes:
        if isinstance(change, Add):
            key = (change.table, tuple(change.key), tuple(change.key.values()))
            gathered = amounts.setdefault(key, {})
            for name, amount in change.amounts.items():
                gathered[name] = gathered.get(name, 0) + amount
        else:
            if amounts and any(key[0] == change.table for key in amounts):
                _flush(connection, amounts)
            _write(connection, change)
    _flush(connection, amounts)


def clear_views(connection: sqlite3.Connection) -> None:
    """Throw every view away, inside the caller's transaction."""
    for table in VIEWS:
        connection.execute(f'DELETE FROM "{table.name}"')  # noqa: S608  # a name of our own tables


def _write(connection: sqlite3.Connection, change: Put | Patch | Drop) -> None:
    if isinstance(change, Put):
        connection.execute(_put(change.table, tuple(change.row)), tuple(change.row.values()))
    elif isinstance(change, Patch):
        sql = _patch(change.table, tuple(change.key), tuple(change.fields))
        connection.execute(sql, (*change.fields.values(), *change.key.values()))
    else:
        connection.execute(_drop(change.table, tuple(change.key)), tuple(change.key.values()))


def _flush(connection: sqlite3.Connection, amounts: dict[_Key, dict[str, int]]) -> None:
    for (table, key, values), gathered in amounts.items():
        connection.execute(_add(table, key, tuple(gathered)), (*values, *gathered.values()))
    amounts.clear()


# The statements are put together from names of our own tables; values are always bound.
@cache
def _put(table: str, names: tuple[str, ...]) -> str:
    return f'INSERT OR REPLACE INTO "{table}" ({_list(names)}) VALUES ({_marks(names)})'  # noqa: S608


@cache
def _patch(table: str, key: tuple[str, ...], names: tuple[str, ...]) -> str:
    return f'UPDATE "{table}" SET {", ".join(f"{n} = ?" for n in names)} WHERE {_where(key)}'  # noqa: S608


@cache
def _drop(table: str, key: tuple[str, ...]) -> str:
    return f'DELETE FROM "{table}" WHERE {_where(key)}'  # noqa: S608


@cache
def _add(table: str, key: tuple[str, ...], names: tuple[str, ...]) -> str:
    """A roll-up row begins with its first amount; the rows of other views exist before anything is added to them."""
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


def _where(key: tuple[str, ...]) -> str:
    return " AND ".join(f"{name} = ?" for name in key)
