"""What is open and waits for somebody: calls, stops, triggers, each with in whose hands it is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, literal, select

from andon.journal.reader_rows import WorkRow
from andon.journal.tables import call, handed_over, stop, trigger
from andon.model.entry import OpenWork

_ANSWERED = ("acknowledged", "acknowledged_by", "arrived", "arrived_by", "at_station")


def open_work(connection: Connection) -> tuple[WorkRow, ...]:
    """All of it, oldest first. A stop that another one caused waits for that one, and is not here."""
    wanted = (
        _open("call", call, call.c.began, call.c.type, ("until", *_ANSWERED)).where(call.c.ended.is_(None)),
        _open("stop", stop, stop.c.began, stop.c.reason, ("evidence", *_ANSWERED)).where(
            stop.c.ended.is_(None), stop.c.caused_by.is_(None)
        ),
        _open("trigger", trigger, trigger.c.opened, trigger.c.category, ("stops",)).where(trigger.c.closed.is_(None)),
    )
    found = [WorkRow(**row) for asked in wanted for row in connection.execute(asked).mappings()]
    return tuple(sorted(found, key=lambda row: (row.began, row.id)))


def _open(
    what: OpenWork, table: Table, began: ColumnElement[int], about: ColumnElement[str], more: tuple[str, ...]
) -> Select[Any]:
    in_hand = and_(handed_over.c.what == what, handed_over.c.subject == table.c.id)
    columns = [table.c[name] for name in ("id", "line", "station", *more)]
    return select(
        literal(what).label("what"),
        *columns,
        began.label("began"),
        about.label("about"),
        func.coalesce(handed_over.c.to, "").label("to"),
        func.coalesce(handed_over.c.who, "").label("handed_by"),
        handed_over.c.at.label("handed_at"),
        func.coalesce(handed_over.c.note, "").label("note"),
    ).select_from(table.outerjoin(handed_over, in_hand))
