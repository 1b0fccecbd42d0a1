"""The plans that held in some time: what was agreed then, not what is agreed now."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from sqlalchemy import Connection, func, select

from andon.journal.tables import entry
from andon.model.plan import Plan

KEPT_MOST = 64  # plans in memory: each is some hundred kilobytes, and a year has a few dozen


@dataclass(frozen=True, slots=True)
class PlanSpan:
    """A plan and the instant from which it held."""

    since: int
    plan: Plan


class PlanHistory:
    """Reads each plan of the book once; the oldest that were read are forgotten. From any thread."""

    def __init__(self) -> None:
        self._kept: dict[int, Plan] = {}
        self._of = 0
        self._lock = Lock()

    def between(self, connection: Connection, begin: int, end: int, generation: int = 0) -> Sequence[PlanSpan]:
        """The plans that held in [begin, end), in order; the first one of all where none did yet."""
        adopted = entry.c.kind == "PlanAdopted"
        last = select(func.max(entry.c.seq)).where(adopted, entry.c.at <= begin).scalar_subquery()
        first = select(func.min(entry.c.seq)).where(adopted).scalar_subquery()
        wanted = select(entry.c.seq, entry.c.at).where(adopted, entry.c.seq >= func.coalesce(last, first))
        rows = connection.execute(wanted.order_by(entry.c.seq)).all()
        held = [row for index, row in enumerate(rows) if index == 0 or row.at < end]
        with self._lock:
            if self._of != generation:
                self._kept, self._of = {}, generation
            return [PlanSpan(row.at, self._plan(connection, row.seq)) for row in held]

    def _plan(self, connection: Connection, seq: int) -> Plan:
        if seq not in self._kept:
            body = connection.execute(select(entry.c.body).where(entry.c.seq == seq)).scalar_one()
            while len(self._kept) >= KEPT_MOST:
                del self._kept[next(iter(self._kept))]
            self._kept[seq] = Plan.model_validate(json.loads(body)["plan"])
        return self._kept[seq]
