"""The look of those who follow the book, in plain SQL: it stands between a cord and every screen.

Through SQLAlchemy the same answers take ten times as long, most of it before the file is asked. What history asks is
composed there; this is asked hundreds of times a second and never composed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any, NamedTuple

from andon.journal.reader_rows import Beat, BoardRow, PlanAt, TallyRow
from andon.journal.rows import read_test
from andon.model.event import OpenCall, OpenStop
from andon.model.plan import Plan

_HEAD = """SELECT max(coalesce((SELECT max(seq) FROM entry), 0), coalesce((SELECT max(seq) FROM sample), 0)),
(SELECT seq FROM entry WHERE kind = 'PlanAdopted' ORDER BY seq DESC LIMIT 1),
(SELECT at FROM pulse), (SELECT seq FROM pulse)"""
_PLAN = "SELECT seq, at, who, body FROM entry WHERE seq = ?"
_PLAN_BEFORE = "SELECT seq, at, who, body FROM entry WHERE kind = 'PlanAdopted' AND seq < ? ORDER BY seq DESC LIMIT 1"
_BOARD = """SELECT line, station, seq, state, since, signal, calls, stop, triggers, lamp_fault, test
FROM board WHERE seq > ? ORDER BY seq, line, station"""
_TALLY = "SELECT line, station, shift, since, good, reject FROM tally"


class Head(NamedTuple):
    """How far the book goes: its last line, entry or sample, which share one counter, and the plan in force."""

    seq: int
    plan_seq: int | None
    pulse: Beat | None


def head(connection: sqlite3.Connection) -> Head:
    """One question, because each costs more to ask than to answer."""
    seq, plan_seq, pulsed_at, pulse_seq = connection.execute(_HEAD).fetchone()
    return Head(seq, plan_seq, None if pulsed_at is None else Beat(pulsed_at, pulse_seq))


def plan_of(connection: sqlite3.Connection, seq: int) -> PlanAt:
    """The plan that entry `seq` adopted."""
    return _plan_at(*connection.execute(_PLAN, (seq,)).fetchone())


def plan_before(connection: sqlite3.Connection, seq: int) -> PlanAt | None:
    """The plan that held until entry `seq` adopted another."""
    row = connection.execute(_PLAN_BEFORE, (seq,)).fetchone()
    return None if row is None else _plan_at(*row)


def _plan_at(seq: int, at: int, who: str, body: str) -> PlanAt:
    said = json.loads(body)
    return PlanAt(seq, Plan.model_validate(said["plan"]), at, who, said.get("why", ""))


def board_rows(connection: sqlite3.Connection, since: int) -> tuple[BoardRow, ...]:
    """Tiles that moved after `since`, in the order they moved."""
    return tuple(_board_row(*row) for row in connection.execute(_BOARD, (since,)))


def tallies(connection: sqlite3.Connection) -> tuple[TallyRow, ...]:
    return tuple(TallyRow(*row) for row in connection.execute(_TALLY))


def _board_row(
    line: str,
    station: str,
    seq: int,
    state: str,
    since: int,
    signal: str,
    calls: str,
    stop: str | None,
    triggers: int,
    lamp_fault: int,
    test: str | None,
) -> BoardRow:
    called = tuple(open_call(said) for said in json.loads(calls))
    stands = None if stop is None else open_stop(json.loads(stop))
    tested = None if test is None else read_test(json.loads(test))
    marks = (triggers, bool(lamp_fault), tested)
    return BoardRow(line, station, seq, state, since, signal, called, stands, *marks)


def open_call(said: Mapping[str, Any]) -> OpenCall:
    """The call of a tile, as this version knows it."""
    return OpenCall(**{name: said[name] for name in OpenCall.__slots__ if name in said})


def open_stop(said: Mapping[str, Any] | None) -> OpenStop | None:
    """The stop of a tile, as this version knows it."""
    if said is None:
        return None
    return OpenStop(**{name: said[name] for name in OpenStop.__slots__ if name in said})
