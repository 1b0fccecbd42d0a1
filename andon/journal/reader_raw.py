"""What was said about a stop: the entries from its call, if it had one, to its end, and what they meant."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from andon.journal.tables import entry, event, stop

RAW_MOST = 500
SLACK = 1000  # entries after the end that are looked at too: a late one is written later than it happened


@dataclass(frozen=True, slots=True)
class RawRow:
    """An entry as it is kept, and the events of the station that it meant: (kind, body), both JSON."""

    seq: int
    at: int
    kind: str
    who: str
    body: str
    events: tuple[tuple[str, str], ...]


def raw_of_stop(connection: Connection, stop_id: int) -> tuple[RawRow, ...] | None:
    """Oldest first, at most RAW_MOST; None where there is no such stop."""
    row = connection.execute(select(stop).where(stop.c.id == stop_id)).first()
    if row is None:
        return None
    first = min(row.id, row.call or row.id)
    last = _newest(connection) if row.ended is None else _seq_at(connection, first, row.ended) + SLACK
    meant = (
        select(event.c.seq, event.c.kind, event.c.body)
        .where(event.c.seq >= first, event.c.seq <= last, event.c.line == row.line, event.c.station == row.station)
        .order_by(event.c.seq, event.c.n)
        .limit(RAW_MOST)
    )
    events: dict[int, list[tuple[str, str]]] = {first: []}
    for seq, kind, body in connection.execute(meant):
        events.setdefault(seq, []).append((kind, body))
    said = select(entry.c.seq, entry.c.at, entry.c.kind, entry.c.who, entry.c.body).where(entry.c.seq.in_(events))
    return tuple(RawRow(*row, tuple(events[row.seq])) for row in connection.execute(said.order_by(entry.c.seq)))


def _newest(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(entry.c.seq), 0))).scalar_one())


def _seq_at(connection: Connection, low: int, instant: int) -> int:
    """About where the journal was at an instant: entries are in order of time but for a step of the clock."""
    high = _newest(connection)
    while low < high:
        middle = (low + high) // 2
        at = connection.execute(
            select(entry.c.at).where(entry.c.seq >= middle, entry.c.seq <= high).order_by(entry.c.seq).limit(1)
        ).scalar_one_or_none()
        if at is None or at > instant:
            high = middle
        else:
            low = middle + 1
    return low
