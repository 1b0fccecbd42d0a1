"""The calendar of a line: what was kept of it, and for the time to come what the plan in force says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sqlalchemy import Connection, func, or_, select

from andon.base.units import to_datetime
from andon.floor.shifts import Slot, cut, slots
from andon.journal.reader_plans import PlanSpan
from andon.journal.tables import slot
from andon.projections.board import find_line

_OPEN = 2**62  # later than every instant


def slots_of(connection: Connection, spans: Sequence[PlanSpan], line: str, begin: int, end: int) -> tuple[Slot, ...]:
    """The slots of [begin, end), in order and cut to it. `spans`: the plans that held then, in order.

    Of the time before anything was kept the first plan speaks, since what is imported may reach back behind it.
    """
    first = connection.execute(select(func.min(slot.c.since)).where(slot.c.line == line)).scalar()
    found = list(_planned(spans[:1], line, begin, end if first is None else min(first, end)))
    for row in _kept(connection, line, begin, end):
        since, until = max(row.since, begin), min(row.until, end)
        found += (
            _planned(spans[-1:], line, since, end) if row.until == _OPEN else [replace(row, since=since, until=until)]
        )
    return tuple(found)


def _kept(connection: Connection, line: str, begin: int, end: int) -> Iterator[Slot]:
    """The rows that touch [begin, end). Where the clock was set back the later one holds."""
    opening = select(func.max(slot.c.since)).where(slot.c.line == line, slot.c.since <= begin).scalar_subquery()
    wanted = select(slot).where(
        slot.c.line == line,
        slot.c.since >= func.coalesce(opening, begin),
        slot.c.since < end,
        or_(slot.c.until.is_(None), slot.c.until > begin),
    )
    rows = [
        Slot(row.kind, row.shift, row.shift_since, row.since, _OPEN if row.until is None else row.until, row.day)
        for row in connection.execute(wanted.order_by(slot.c.since))
    ]
    for row, after in pairwise(rows):
        yield replace(row, until=min(row.until, after.since))
    yield from rows[-1:]


def _planned(spans: Sequence[PlanSpan], line: str, begin: int, end: int) -> Iterator[Slot]:
    held = find_line(spans[0].plan, line) if spans else None
    if held is None or begin >= end:
        return
    plan = spans[0].plan
    for each in slots(plan, held, to_datetime(begin), to_datetime(end)):
        if each.since < end and begin < each.until:
            whole = each if each.since >= begin else cut(each, begin, plan)
            yield replace(whole, until=min(whole.until, end))
