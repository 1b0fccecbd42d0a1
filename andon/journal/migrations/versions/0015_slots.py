"""The calendar as it was kept. Books written so far get the events that today's floor would have said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

import sqlalchemy as sa
from alembic import op

from andon.floor.turning import Kept, Turn, leave, turn
from andon.model.event import Event
from andon.model.plan import Plan

revision = "0015"
down_revision = "0022"


def upgrade() -> None:
    """The table; the views are made of the events before anything is recorded."""
    op.create_table(
        "slot",
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("shift", sa.Text(), nullable=False),
        sa.Column("shift_since", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("line", "since"),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    kept = sa.text(
        "INSERT INTO event (seq, n, at, kind, line, station, body) VALUES (:seq, (SELECT coalesce(max(n) + 1, 0)"
        " FROM event WHERE seq = :seq), :at, :kind, :line, '', :body)"
    )
    for seq, event in list(_told(connection)):
        body = asdict(event)
        where = {name: body.pop(name) for name in ("at", "line")}
        del body["station"]
        row = {"seq": seq, "kind": type(event).__name__, "body": json.dumps(body), **where}
        connection.execute(kept, row)


def _told(connection: sa.Connection) -> Iterator[tuple[int, Event]]:
    """What each entry said of the calendar, in order. Only plans, turns and a clock that was set do."""
    sql = (
        "SELECT seq, at, kind, body FROM entry WHERE kind IN ('PlanAdopted', 'CalendarTurned', 'ClockStepped')"
        " ORDER BY seq"
    )
    plan: Plan | None = None
    kept: dict[str, Kept] = {}
    for seq, at, kind, body in connection.execute(sa.text(sql)):
        said, out, before = json.loads(body), list[Event](), plan
        if kind == "PlanAdopted":
            plan = Plan.model_validate(said["plan"])
        if plan is None:
            continue
        lines = {line.id: line for line in plan.lines}
        for gone in [line for line in kept if line not in lines]:
            leave(gone, kept.pop(gone), at, out)
        held = {} if before is None else {line.id: (before, line) for line in before.lines}
        for line in lines.values():
            if kind != "CalendarTurned" or line.id == said["line"]:
                kept[line.id] = turn(Turn(plan, line, at, held.get(line.id)), kept.get(line.id), out)
        yield from ((seq, event) for event in out)
