"""Who was told of calls and stops, what became of each message, and what waits for somebody."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, desc, or_, select

from andon.floor.rosters import on_shift, shift_at
from andon.journal.reader_rows import WorkRow
from andon.journal.reader_work import open_work
from andon.journal.tables import call, escalation, notice, stop
from andon.journal.told_rows import EscalationRow, NoticeRow, WaitingNotice
from andon.model.plan import Plan

NOTICES_MOST = 500  # one look: a storm of a plant, and then some
_BECAME = ("sent", "failed")


def told_of_call(connection: Connection, id: int) -> tuple[EscalationRow, ...]:
    """The climb of a call, also as the stop that it asked for."""
    climb = _escalations(connection, escalation.c.call == id)
    return _answered(climb, _who_answered(connection, call, id))


def told_of_stop(connection: Connection, id: int) -> tuple[EscalationRow, ...]:
    """The climb of a stop, and of the call that asked for it."""
    asked_by = connection.scalar(select(stop.c.call).where(stop.c.id == id))
    of_stop = escalation.c.stop == id
    climb = _escalations(connection, of_stop if asked_by is None else or_(of_stop, escalation.c.call == asked_by))
    return _answered(climb, _who_answered(connection, stop, id))


def told_of_open(
    connection: Connection, calls: Collection[int], stops: Collection[int]
) -> dict[tuple[str, int], tuple[EscalationRow, ...]]:
    """The climbs of many at once, by ("call" or "stop", its id); what nobody was told of is not there."""
    asked_by = {
        row.id: row.call for row in connection.execute(select(stop.c.id, stop.c.call).where(stop.c.id.in_(stops)))
    }
    of_call, of_stop = escalation.c.call.in_({*calls, *asked_by.values()} - {None}), escalation.c.stop.in_(stops)
    climbs = _escalations(connection, or_(of_call, of_stop))
    found: dict[tuple[str, int], tuple[EscalationRow, ...]] = {}
    for what, table, ids in (("call", call, calls), ("stop", stop, stops)):
        for id in ids:
            known_by = {("call", asked_by.get(id) if what == "stop" else id), (what, id)}
            climb = tuple(
                row for row in climbs if {("call", row.call), ("stop", row.stop)} & known_by - {("call", None)}
            )
            if climb:
                found[what, id] = _answered(climb, _who_answered(connection, table, id))
    return found


def waiting_notices(connection: Connection) -> tuple[WaitingNotice, ...]:
    """Every message that nobody has sent yet, oldest first."""
    found = connection.execute(
        select(notice.c.seq, notice.c.n, notice.c.person)
        .where(notice.c.state == "waiting")
        .order_by(notice.c.seq, notice.c.n, notice.c.person)
        .limit(NOTICES_MOST)
    ).all()
    about = {(row.seq, row.n): row for row in _of(connection, {row.seq for row in found})}
    return tuple(_waiting_notice(connection, about[row.seq, row.n], row.person) for row in found)


def _waiting_notice(connection: Connection, about: EscalationRow, person: str) -> WaitingNotice:
    of_call = connection.execute(select(call.c.type, call.c.began, call.c.ended).where(call.c.id == about.call)).first()
    its_stop = stop.c.id == about.stop if about.stop is not None else stop.c.call == about.call
    of_stop = connection.execute(
        select(stop.c.reason, stop.c.began, stop.c.ended).where(its_stop).order_by(desc(stop.c.id)).limit(1)
    ).first()
    last = of_stop or of_call
    return WaitingNotice(
        about=about,
        person=person,
        call_type=of_call.type if of_call else "",
        reason=of_stop.reason if of_stop else "",
        since=(of_call or last).began if last else about.at,
        is_over=last is not None and last.ended is not None,
        is_open=last is not None and last.ended is None,
    )


def last_notice(connection: Connection, person: str) -> NoticeRow | None:
    """What became of the newest message to a person that was tried."""
    asked = select(notice).where(notice.c.person == person, notice.c.state.in_(_BECAME))
    row = connection.execute(asked.order_by(desc(notice.c.seq), desc(notice.c.n)).limit(1)).first()
    return None if row is None else _notice(row)


def newest(connection: Connection, limit: int) -> tuple[EscalationRow, ...]:
    """The newest escalations, newest first."""
    wanted = select(escalation).order_by(desc(escalation.c.seq), desc(escalation.c.n)).limit(limit)
    return _with_notices(connection, connection.execute(wanted).all())


def waiting_for(connection: Connection, person: str, plan: Plan, now: int) -> tuple[WorkRow, ...]:
    """What is open and waits for a person, oldest first: who was told of it, or is now on a tier that was told.

    What was handed over to somebody waits for that person alone.
    """
    return tuple(row for row in open_work(connection) if _is_for(connection, row, person, plan, now))


def _is_for(connection: Connection, row: WorkRow, person: str, plan: Plan, now: int) -> bool:
    if row.to or row.what == "trigger":
        return row.to == person
    climb = told_of_call(connection, row.id) if row.what == "call" else told_of_stop(connection, row.id)
    if any(told.person == person for escalated in climb for told in escalated.notices):
        return True
    shift = shift_at(plan, row.line, now)
    return any(person in on_shift(plan, escalated.tier, row.line, shift) for escalated in climb)


def _who_answered(connection: Connection, table: Table, id: int) -> set[str]:
    """Ids of the persons who said that they heard, or that they are here."""
    row = connection.execute(select(table.c.acknowledged_by, table.c.arrived_by).where(table.c.id == id)).first()
    return {who.removeprefix("person:") for who in row or () if who}


def _answered(climb: tuple[EscalationRow, ...], persons: set[str]) -> tuple[EscalationRow, ...]:
    """Whoever answered was reached, whatever became of the message."""
    return tuple(
        replace(
            row,
            notices=tuple(replace(one, state="acknowledged") if one.person in persons else one for one in row.notices),
        )
        for row in climb
    )


def _escalations(connection: Connection, condition: ColumnElement[bool]) -> tuple[EscalationRow, ...]:
    wanted = select(escalation).where(condition).order_by(escalation.c.seq, escalation.c.n)
    return _with_notices(connection, connection.execute(wanted).all())


def _of(connection: Connection, seqs: Collection[int]) -> tuple[EscalationRow, ...]:
    if not seqs:
        return ()
    return _escalations(connection, escalation.c.seq.in_(seqs))


def _with_notices(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[EscalationRow, ...]:
    seqs = {row.seq for row in rows}
    sent: dict[tuple[int, int], list[NoticeRow]] = {}
    for row in connection.execute(select(notice).where(notice.c.seq.in_(seqs)).order_by(notice.c.person)):
        sent.setdefault((row.seq, row.n), []).append(_notice(row))
    return tuple(EscalationRow(**row._mapping, notices=tuple(sent.get((row.seq, row.n), ()))) for row in rows)


def _notice(row: Row[Any]) -> NoticeRow:
    return NoticeRow(row.person, row.state, row.settled, row.because)
