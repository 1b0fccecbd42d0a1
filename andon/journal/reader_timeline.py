"""What a timeline draws: the stops and calls of a line's stations, never more of them than a picture has places for.

Few are told one by one. Of many, those that are wider than a column of the picture are told one by one too (they do not
overlap, so there is room for so many only), and the narrow ones are summed by column.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, func, literal, select

from andon.journal.reader_overlap import crossing
from andon.journal.tables import call, stop

BANDS_MOST = 2000  # of one kind in one picture: more is neither seen nor sent in time

_KIND = {stop.name: stop.c.stop_class, call.name: call.c.type}
_ABOUT: dict[str, ColumnElement[str]] = {stop.name: stop.c.reason, call.name: call.c.type}


@dataclass(frozen=True, slots=True)
class Span:
    """What is drawn: a line, or one station of it, in [begin, end) microseconds. `columns`: how wide the picture is."""

    line: str
    station: str | None
    begin: int
    end: int
    columns: int


@dataclass(frozen=True, slots=True)
class Band:
    """One stop or call, cut to the span; or, without `id`, `count` that begin in one column, most of them of that kind.

    `lasted_us` is how long they lasted inside the span, all together.
    """

    station: str
    kind: str
    about: str
    since: int
    until: int
    id: int | None
    count: int
    lasted_us: int


def bands(connection: Connection, table: Table, span: Span, now: int) -> tuple[Band, ...]:
    """The stops (`kind` is the class, `about` the reason) or the calls (the type) of a span, in no order."""
    crossed = _crossed(connection, table, span, now)
    few = _one_by_one(connection, table, span, now, 0, BANDS_MOST + 1 - len(crossed))
    if len(crossed) + len(few) <= BANDS_MOST:
        return (*crossed, *few)
    column_us = max(1, -(-(span.end - span.begin) // span.columns))
    wide = _one_by_one(connection, table, span, now, column_us, BANDS_MOST)
    return (*crossed, *wide, *_summed(connection, table, span, now, column_us))


def _crossed(connection: Connection, table: Table, span: Span, now: int) -> list[Band]:
    ids = crossing(connection, table, span.begin, now)
    return _read(connection, table, span, now, [table.c.id.in_(ids)], BANDS_MOST) if ids else []


def _one_by_one(connection: Connection, table: Table, span: Span, now: int, least_us: int, limit: int) -> list[Band]:
    conditions = _inside(table, span)
    if least_us:
        conditions.append(_ended(table, now) - table.c.began >= least_us)
    return _read(connection, table, span, now, conditions, max(0, limit))


def _read(
    connection: Connection, table: Table, span: Span, now: int, conditions: list[ColumnElement[bool]], limit: int
) -> list[Band]:
    until = func.min(_ended(table, now), span.end)
    since = func.max(table.c.began, span.begin)
    columns = (table.c.station, _KIND[table.name], _ABOUT[table.name], since, until, table.c.id)
    wanted = select(*columns).where(*_of(table, span), *conditions).limit(limit)
    rows = connection.execute(wanted)
    return [
        Band(station, kind, about, began, ended, id, 1, ended - began)
        for station, kind, about, began, ended, id in rows
    ]


def _summed(connection: Connection, table: Table, span: Span, now: int, column_us: int) -> list[Band]:
    """Of each column of a station one band: the kind that took most of it stands for all that is narrow there."""
    lasted = _ended(table, now) - table.c.began
    column, kind = (table.c.began - span.begin) // column_us, _KIND[table.name]
    by_kind = (
        select(
            table.c.station,
            column.label("place"),
            kind.label("kind"),
            func.count().label("n"),
            func.sum(lasted).label("us"),
        )
        .where(*_of(table, span), *_inside(table, span), lasted < column_us)
        .group_by(table.c.station, column, kind)
        .subquery()
    )
    each = by_kind.c
    greatest = func.max(each.us)  # SQLite takes the other columns from the row that has it
    wanted = select(each.station, each.place, each.kind, func.sum(each.n), func.sum(each.us), greatest)
    found = []
    for station, place, name, count, lasted_us, _ in connection.execute(wanted.group_by(each.station, each.place)):
        since = span.begin + place * column_us
        found.append(Band(station, name, "", since, min(since + column_us, span.end), None, count, lasted_us))
    return found


def _of(table: Table, span: Span) -> list[ColumnElement[bool]]:
    conditions = [table.c.line == span.line]
    return conditions if span.station is None else [*conditions, table.c.station == span.station]


def _inside(table: Table, span: Span) -> list[ColumnElement[bool]]:
    return [table.c.began >= span.begin, table.c.began < span.end]


def _ended(table: Table, now: int) -> ColumnElement[int]:
    return func.coalesce(table.c.ended, literal(now))
