"""The calendar as it was: what each plan had while it held, so that editing a shift changes no yesterday."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from andon.base.units import to_datetime
from andon.floor.shifts import slots
from andon.journal.reader_plans import PlanSpan
from andon.model.plan import Line, Plan
from andon.projections.board import find_line
from andon.projections.periods import day_of


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A stretch of a line's calendar; `day` is the date on which its shift began."""

    kind: str
    shift: str
    shift_since: int
    since: int
    until: int
    day: str


def calendar(spans: Sequence[PlanSpan], line: str, begin: int, end: int) -> tuple[SlotRow, ...]:
    """The slots of [begin, end), cut to it. `spans`: the plans that held, in order."""
    found: list[SlotRow] = []
    for index, span in enumerate(spans):
        since = begin if index == 0 else max(span.since, begin)
        until = min(spans[index + 1].since, end) if index + 1 < len(spans) else end
        held = find_line(span.plan, line)
        if held is not None and since < until:
            found += _slots(span.plan, held, since, until)
    return tuple(found)


def _slots(plan: Plan, line: Line, begin: int, end: int) -> Iterator[SlotRow]:
    zone = ZoneInfo(plan.timezone)
    for slot in slots(plan, line, to_datetime(begin), to_datetime(end)):
        since, until = max(slot.since, begin), min(slot.until, end)
        if since < until:
            day = day_of(slot.shift_since, zone).isoformat()
            yield SlotRow(slot.kind, slot.shift, slot.shift_since, since, until, day)
