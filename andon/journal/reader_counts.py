"""Pieces as they were made: by quarter hours as far back as they fit, by the minute for the rest."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, and_, func, or_, select

from andon.base.units import US_PER_DAY, US_PER_QUARTER
from andon.journal.tables import count_minute, count_quarter, horizon
from andon.projections.periods import Period
from andon.projections.summing import Made

COUNTED_IN_MINUTES_US = US_PER_DAY  # the last day is summed by the minute: quarters are closed a little later
_KINDS = ("count", "reject")


def made(connection: Connection, line: str, station: str, cut: Sequence[Period], now: int) -> tuple[Made, ...]:
    """What a station made in the periods, which are in order and touch."""
    begin, end = cut[0].since, cut[-1].until
    kept_from = connection.execute(select(func.max(horizon.c.at))).scalar() or 0
    fits = all(bound % US_PER_QUARTER == 0 for period in cut for bound in (period.since, period.until) if bound < now)
    by_minute = max(kept_from, now - COUNTED_IN_MINUTES_US) if fits else kept_from
    by_minute = -(-by_minute // US_PER_QUARTER) * US_PER_QUARTER
    pieces: dict[int, list[int]] = {}
    for table, since, until in (
        (count_quarter, begin, min(by_minute, end)),
        (count_minute, max(by_minute, begin), end),
    ):
        if since < until:
            columns = (table.c.at, table.c.kind, table.c.pieces)
            here = and_(table.c.line == line, table.c.station == station, or_(*(table.c.kind == k for k in _KINDS)))
            for row in connection.execute(select(*columns).where(here, table.c.at >= since, table.c.at < until)):
                pieces.setdefault(row.at, [0, 0])[row.kind == "reject"] += row.pieces
    return tuple(Made(at, good, scrap) for at, (good, scrap) in sorted(pieces.items()))
