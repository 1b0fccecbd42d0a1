"""Sums of days that are over, kept so that years of figures are answered at once.

A row is kept of each station and period of a day (its shifts, and what lies between them), of the line (station "")
and of the line and the whole day ("*"). Nothing is wrong while a row is missing: it is reckoned from what was, as
everything is that is not over yet. Who keeps a day says so first, with a token in its "*" row; what changes the past
meanwhile takes that row away (`triggers`), and then what was reckoned is not written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, func, literal, select

import andon
from andon.base.units import US_PER_MINUTE
from andon.journal.tables import figure_sum
from andon.projections.periods import By, Period, named_day
from andon.projections.times import SUM_COLUMNS, Sums

LINE, WHOLE_DAY = "", "*"
_SOURCES = (
    *(f"projections/{name}.py" for name in ("times", "summing", "strata", "periods")),
    *(f"journal/reader_{name}.py" for name in ("figures", "slots", "counts", "keeping")),
    "floor/shifts.py",
)
SETTLED_US = 30 * US_PER_MINUTE  # after its end a day is told by its last quarter hour, and by what was late
_LABELS: dict[By, ColumnElement[str]] = {
    "day": figure_sum.c.day,
    "week": figure_sum.c.week,
    "month": func.substr(figure_sum.c.day, 1, 7),
}

KeptRow = tuple[object, ...]
"""A row of `figure_sum` as it is written."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What of a time is kept: sums of periods, and the times between that are not, in order."""

    items: tuple[tuple[Period, Sums], ...]
    missing: tuple[tuple[int, int], ...]


def read_kept(connection: Connection, line: str, station: str | None, by: By | None, begin: int, end: int) -> Kept:
    """What is kept of a line, or of one station of it, inside [begin, end)."""
    c = figure_sum.c
    level = station if station is not None else LINE if by == "shift" else WHOLE_DAY
    inside = (c.line == line) & (c.station == level) & (c.since >= begin) & (c.until <= end) & (c.token == "")
    groups = [c.since] if by == "shift" else [_LABELS[by]] if by in _LABELS else []
    sums = [func.sum(c[name]) for name in SUM_COLUMNS]
    label = _LABELS[by] if by in _LABELS else literal("") if by is None else c.day
    columns = (func.min(c.since), func.max(c.until), func.sum(c.until - c.since), func.max(c.shift), func.max(label))
    wanted = select(*columns, *sums).where(inside).group_by(*groups).order_by(func.min(c.since))
    rows = [row for row in connection.execute(wanted) if row[0] is not None]
    items = tuple((_period(by, row), Sums.of_numbers(row[5:])) for row in rows)
    covered = sum(row[2] for row in rows)
    if not rows:
        return Kept((), ((begin, end),))
    first, last = min(row[0] for row in rows), max(row[1] for row in rows)
    holes = () if covered == last - first else tuple(_holes(connection, inside))
    edges = ((begin, first), *holes, (last, end))
    return Kept(items, tuple(edge for edge in edges if edge[0] < edge[1]))


def _period(by: By | None, row: Sequence[object]) -> Period:
    since, until, _, shift, label = row[:5]
    assert isinstance(since, int) and isinstance(until, int)  # noqa: S101  # columns of whole numbers
    if by == "shift":
        return Period(since, until, str(shift), str(label) if shift else "")
    return Period(since, until, day=str(label))


def _holes(connection: Connection, inside: ColumnElement[bool]) -> Iterator[tuple[int, int]]:
    """Where one row does not begin where the one before it ends."""
    before = func.lag(figure_sum.c.until).over(order_by=figure_sum.c.since).label("before")
    ends = select(before, figure_sum.c.since).where(inside).subquery()
    for row in connection.execute(select(ends).where(ends.c.before < ends.c.since)):
        yield row[0], row[1]


def gap(connection: Connection, line: str, first: int, now: int) -> tuple[int, int] | None:
    """The oldest time of a line, from `first` until `now`, of which nothing is kept; None where all of it is."""
    c = figure_sum.c
    inside = (c.line == line) & (c.station == WHOLE_DAY) & (c.token == "")
    begin, until = connection.execute(select(func.min(c.since), func.max(c.until)).where(inside)).one()
    if begin is None:
        return (first, now) if first < now else None
    if begin > first:
        return first, begin
    return next(_holes(connection, inside), None) or ((until, now) if until < now else None)


def day_rows(line: str, day: Period, cut: Sequence[Period], of_stations: dict[str, list[Sums]]) -> list[KeptRow]:
    """The rows of a day: of each station and of the line in each period of it, and of all of it."""
    of_line = [sum(sums, Sums()) for sums in zip(*of_stations.values(), strict=True)]
    rows = [
        kept_row(line, station, day.day, period, sums)
        for station, all_sums in (of_stations | {LINE: of_line}).items()
        for period, sums in zip(cut, all_sums, strict=True)
    ]
    return [*rows, kept_row(line, WHOLE_DAY, day.day, day, sum(of_line, Sums()))]


def kept_row(line: str, station: str, day: str, period: Period, sums: Sums) -> KeptRow:
    """One row of `figure_sum`."""
    where = (line, station, period.since, period.until, period.shift)
    return *where, day, named_day("week", day), "", *sums.numbers()


@cache
def version() -> int:
    """What a sum depends on besides what was: a digest of the source that reckons it."""
    digest = sha256()
    for source in _SOURCES:
        digest.update((Path(andon.__path__[0]) / source).read_bytes())
    return int.from_bytes(digest.digest()[:4], "big") >> 1 or 1  # what SQLite has room for


def forget_others(connection: sqlite3.Connection) -> None:
    """Throw away what another version reckoned, in the caller's transaction: it may have meant something else."""
    (held,) = connection.execute("PRAGMA application_id").fetchone()
    if held != version():
        connection.execute("DELETE FROM figure_sum")
        connection.execute(f"PRAGMA application_id = {version()}")


def announce(connection: sqlite3.Connection, line: str, since: int, until: int, token: str) -> None:
    """Say that a day is being reckoned, in the caller's transaction."""
    values = (line, WHOLE_DAY, since, until, "", "", "", token, *(0 for _ in SUM_COLUMNS))
    connection.execute(_INSERT, values)


def fill(connection: sqlite3.Connection, token: str, rows: Sequence[Sequence[object]]) -> bool:
    """Write what was reckoned, in the caller's transaction; false where the past has changed since it was announced."""
    announced = "SELECT line, since, until FROM figure_sum WHERE line = ? AND station = ? AND token = ?"
    found = connection.execute(announced, (rows[0][0], WHOLE_DAY, token)).fetchone()
    if found is None:
        return False
    connection.execute("DELETE FROM figure_sum WHERE line = ? AND since >= ? AND since < ?", found)
    connection.executemany(_INSERT, [tuple(row) for row in rows])
    return True


_INSERT = f"INSERT OR REPLACE INTO figure_sum VALUES ({', '.join('?' * len(figure_sum.columns))})"  # noqa: S608
