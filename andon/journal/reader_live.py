"""What is so now, beside what the look of a tailer shows: the pulse, the house's own bookkeeping."""

from __future__ import annotations

import json

from sqlalchemy import Connection, Table, desc, func, select

from andon.journal.reader_rows import CursorRow, OddityRow, PulseRow, SetAsideRow, TestHeardRow, TokenRow
from andon.journal.tables import cursor, entry, oddity, pulse, sample, set_aside, test_heard, token


def newest_at(connection: Connection) -> int | None:
    """When the last line of the book counts from."""
    last = [
        connection.execute(select(t.c.seq, t.c.at).order_by(desc(t.c.seq)).limit(1)).first() for t in (entry, sample)
    ]
    known = [row for row in last if row is not None]
    return max(known)[1] if known else None


def tests_heard(connection: Connection) -> tuple[TestHeardRow, ...]:
    rows = connection.execute(select(test_heard)).mappings()
    return tuple(TestHeardRow(**{**row, "value": json.loads(row["value"])}) for row in rows)


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
