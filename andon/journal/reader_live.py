"""What is so now: the plan, the tiles, the shift's pieces, the pulse, the house's own bookkeeping."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, desc, func, select

from andon.journal.reader_rows import (
    BoardRow,
    CursorRow,
    OddityRow,
    PlanAt,
    PulseRow,
    SetAsideRow,
    TallyRow,
    TokenRow,
)
from andon.journal.tables import board, cursor, entry, oddity, pulse, sample, set_aside, tally, token
from andon.model.event import OpenCall, OpenStop
from andon.model.plan import Plan


def newest_seq(connection: Connection) -> int:
    """The seq of the last line of the book, entry or sample; they share one counter."""
    entries = connection.scalar(select(func.max(entry.c.seq))) or 0
    samples = connection.scalar(select(func.max(sample.c.seq))) or 0
    return max(entries, samples)


def newest_at(connection: Connection) -> int | None:
    """When the last line of the book counts from."""
    last = [
        connection.execute(select(t.c.seq, t.c.at).order_by(desc(t.c.seq)).limit(1)).first() for t in (entry, sample)
    ]
    known = [row for row in last if row is not None]
    return max(known)[1] if known else None


def plan_after(connection: Connection, seq: int) -> PlanAt | None:
    """The newest plan adopted after `seq`."""
    wanted = (
        select(entry.c.seq, entry.c.body)
        .where(entry.c.kind == "PlanAdopted", entry.c.seq > seq)
        .order_by(desc(entry.c.seq))
        .limit(1)
    )
    row = connection.execute(wanted).first()
    return None if row is None else PlanAt(row.seq, Plan.model_validate(json.loads(row.body)["plan"]))


def board_rows(connection: Connection, since: int) -> tuple[BoardRow, ...]:
    """Tiles that moved after `since`, in the order they moved."""
    wanted = select(board).where(board.c.seq > since).order_by(board.c.seq, board.c.line, board.c.station)
    return tuple(_board_row(row) for row in connection.execute(wanted).mappings())


def _board_row(row: RowMapping) -> BoardRow:
    return BoardRow(
        line=row["line"],
        station=row["station"],
        seq=row["seq"],
        state=row["state"],
        since=row["since"],
        signal=row["signal"],
        calls=tuple(_open_call(said) for said in json.loads(row["calls"])),
        stop=None if row["stop"] is None else _open_stop(json.loads(row["stop"])),
        triggers=row["triggers"],
        lamp_fault=row["lamp_fault"],
    )


def _open_call(said: Mapping[str, Any]) -> OpenCall:
    return OpenCall(**{name: said[name] for name in OpenCall.__slots__ if name in said})


def _open_stop(said: Mapping[str, Any] | None) -> OpenStop | None:
    if said is None:
        return None
    return OpenStop(**{name: said[name] for name in OpenStop.__slots__ if name in said})


def tallies(connection: Connection) -> tuple[TallyRow, ...]:
    return tuple(TallyRow(**row) for row in connection.execute(select(tally)).mappings())


def pulse_row(connection: Connection) -> PulseRow | None:
    row = connection.execute(select(pulse)).first()
    if row is None:
        return None
    sources, disk = tuple(json.loads(row.sources)), json.loads(row.disk)
    return PulseRow(row.at, row.seq, row.started, row.commit_us, sources, disk)


def oddities(connection: Connection, limit: int) -> tuple[OddityRow, ...]:
    wanted = select(oddity).order_by(desc(oddity.c.seq), desc(oddity.c.n)).limit(limit)
    return tuple(OddityRow(r.seq, r.at, r.about, r.address, r.text) for r in connection.execute(wanted))


def set_asides(connection: Connection, limit: int) -> tuple[SetAsideRow, ...]:
    wanted = select(set_aside).order_by(desc(set_aside.c.id)).limit(limit)
    return tuple(SetAsideRow(**row) for row in connection.execute(wanted).mappings())


def cursors(connection: Connection) -> tuple[CursorRow, ...]:
    wanted = select(cursor).order_by(cursor.c.forwarder)
    return tuple(CursorRow(**row) for row in connection.execute(wanted).mappings())


def token_by_digest(connection: Connection, digest: bytes) -> TokenRow | None:
    wanted = select(token.c.name, token.c.scopes).where(token.c.digest == digest, token.c.revoked.is_(None))
    row = connection.execute(wanted).first()
    return None if row is None else TokenRow(row.name, frozenset(row.scopes.split()))


def open_per_line(connection: Connection, table: Table) -> dict[str, int]:
    """How many calls (or stops) are open on each line that has any."""
    wanted = select(table.c.line, func.count()).where(table.c.ended.is_(None)).group_by(table.c.line)
    return {row[0]: row[1] for row in connection.execute(wanted)}
