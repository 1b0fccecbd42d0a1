"""The calls of a time, for the response figures of each line."""

from __future__ import annotations

from sqlalchemy import Connection, select

from andon.journal.tables import call
from andon.projections.responses import Answered, Responses, responses


def of_lines(connection: Connection, begin: int, end: int, line: str | None) -> dict[str, Responses]:
    """Of the calls pulled in [begin, end), by line; a line without any is not there."""
    wanted = select(call.c.line, call.c.began, call.c.acknowledged, call.c.arrived, call.c.at_station, call.c.outcome)
    wanted = wanted.where(call.c.began >= begin, call.c.began < end)
    if line is not None:
        wanted = wanted.where(call.c.line == line)
    found: dict[str, list[Answered]] = {}
    for row in connection.execute(wanted):
        found.setdefault(row.line, []).append(Answered(*row[1:]))
    return {id: responses(calls) for id, calls in sorted(found.items())}
