"""Everything of a kind in some time, oldest first, in short reads: an export of years never holds the book open.

What is read while it is written to may be a page newer at the end than at the begin; no row comes twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select, tuple_
from sqlalchemy.sql.expression import literal

from andon.journal.reader_engine import ReadOnlyBook
from andon.journal.reader_history import at_places, begun, of_stops, overlapping
from andon.journal.reader_rows import Window
from andon.journal.tables import call, count_quarter, stop, trigger

Exported = Literal["stops", "calls", "counts", "kaizens"]
EXPORTED: tuple[Exported, ...] = get_args(Exported)
PAGE = 2_000  # rows of one read: some 20 ms

Row = Sequence[Any]

_TABLES: dict[Exported, Table] = {"stops": stop, "calls": call, "counts": count_quarter, "kaizens": trigger}


class ExportReader:
    """Reads one kind of rows, whole, as mappings of their columns."""

    def __init__(self, book: ReadOnlyBook, what: Exported, window: Window, now: int) -> None:
        self._book, self._window, self._now = book, window, now
        self._table = _TABLES[what]

    def total(self) -> int:
        """How many rows there are, for whoever shows how far an export is."""
        with self._book.read() as connection:
            parts = self._parts(connection)
            wanted = select(func.count()).select_from(self._table)
            return sum(connection.execute(wanted.where(*self._conditions(), part)).scalar_one() for part in parts)

    def pages(self) -> Iterator[Sequence[Any]]:
        """Rows, as many as one read takes."""
        yield from self._counts() if self._table is count_quarter else self._timed()

    def _timed(self) -> Iterator[Sequence[Any]]:
        """What crosses the begin of the window is older than all else, so it comes first."""
        at, id = _instant_of(self._table), self._table.c.id
        with self._book.read() as connection:
            parts = self._parts(connection)[::-1]
        for part in parts:
            wanted = select(self._table).where(*self._conditions(), part).order_by(at, id)
            yield from self._paged(wanted, (at, id))

    def _counts(self) -> Iterator[Sequence[Any]]:
        keys = tuple(self._table.c[name] for name in ("line", "station", "kind", "at"))
        yield from self._paged(select(self._table).where(*self._conditions()).order_by(*keys), keys)

    def _paged(self, wanted: Select[Any], keys: tuple[ColumnElement[Any], ...]) -> Iterator[Sequence[Any]]:
        after: tuple[Any, ...] | None = None
        names = [str(key.key) for key in keys]
        while True:
            page = wanted if after is None else wanted.where(tuple_(*keys) > tuple_(*map(literal, after)))
            with self._book.read() as connection:
                rows = connection.execute(page.limit(PAGE)).mappings().all()
            if rows:
                yield rows
            if len(rows) < PAGE:
                return
            after = tuple(rows[-1][name] for name in names)

    def _parts(self, connection: Connection) -> list[ColumnElement[bool]]:
        if self._table in (stop, call):
            return overlapping(connection, self._table, self._window.begin, self._now)
        return [literal(True)]

    def _conditions(self) -> list[ColumnElement[bool]]:
        if self._table is stop:
            return of_stops(self._window, self._now)
        if self._table is call:
            return [*at_places(call, self._window), *begun(call, self._window)]
        return [*at_places(self._table, self._window), *_between(_instant_of(self._table), self._window)]


def _instant_of(table: Table) -> ColumnElement[int]:
    if table is trigger:
        return table.c.opened
    return table.c.at if table is count_quarter else table.c.began


def _between(at: ColumnElement[int], window: Window) -> list[ColumnElement[bool]]:
    conditions = [] if window.begin is None else [at >= window.begin]
    return conditions if window.end is None else [*conditions, at < window.end]
