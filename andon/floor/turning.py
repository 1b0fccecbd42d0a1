"""The calendar as it is kept: each slot is said when it begins, and dated at its time though the service was down.

What was kept stays: a new plan cuts the slot that holds where it says otherwise, and changes nothing before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from andon.base.units import US_PER_DAY, to_datetime
from andon.floor.shifts import Slot, cut, slot_at, slots
from andon.model.event import Event, SlotBegan, SlotEnded, SlotWithdrawn
from andon.model.plan import Line, Plan

CAUGHT_UP_MOST_US = 32 * US_PER_DAY
"""A gap that is longer was no calendar time: a clock that was never set got its time."""


Held = tuple[Plan, Line]
"""A plan and the line in it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The slot of a line that was said last, and when the one before it began."""

    slot: Slot
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A line at the instant at which its calendar is looked at. `held`: the plan until then, if it had the line."""

    plan: Plan
    line: Line
    at: int
    held: Held | None = None


def turn(turn: Turn, kept: Kept | None, out: list[Event]) -> Kept:
    """Say each slot that began since the last one was said."""
    now = slot_at(turn.plan, turn.line, turn.at)
    if kept is None:
        return _begin(turn, now, None, out)
    if turn.at < kept.slot.since:
        return _turn_back(turn, kept, now, out)
    if turn.at - kept.slot.until > CAUGHT_UP_MOST_US:
        out.append(SlotEnded(at=kept.slot.until, line=turn.line.id, was=kept.slot.since))
        return _begin(turn, now, None, out)
    for slot in _passed(*(turn.held or (turn.plan, turn.line)), kept.slot.until, turn.at):
        kept = _say(turn.line, slot, kept.slot.since, out)
    if _meaning(kept.slot) == _meaning(now):
        return replace(kept, slot=replace(kept.slot, until=now.until))
    return _begin(turn, now, kept.slot.since, out)


def leave(line: str, kept: Kept, at: int, out: list[Event]) -> None:
    """The line is no more in the plan."""
    out.append(SlotEnded(at=max(at, kept.slot.since), line=line, was=kept.slot.since))


def _turn_back(turn: Turn, kept: Kept, now: Slot, out: list[Event]) -> Kept:
    out.append(SlotWithdrawn(at=kept.slot.since, line=turn.line.id))
    was = kept.before if kept.before is not None and kept.before < turn.at else None
    return _begin(turn, now, was, out)


def _begin(turn: Turn, now: Slot, was: int | None, out: list[Event]) -> Kept:
    return _say(turn.line, cut(now, turn.at, turn.plan), was, out)


def _passed(plan: Plan, line: Line, since: int, at: int) -> Iterator[Slot]:
    for slot in slots(plan, line, to_datetime(since), to_datetime(at)):
        if slot.until > since and slot.since <= at:
            yield slot if slot.since >= since else cut(slot, since, plan)


def _say(line: Line, slot: Slot, was: int | None, out: list[Event]) -> Kept:
    ended = was if was != slot.since else None
    out.append(
        SlotBegan(
            at=slot.since,
            line=line.id,
            kind=slot.kind,
            shift=slot.shift,
            shift_since=slot.shift_since,
            day=slot.day,
            was=ended,
        )
    )
    return Kept(slot, ended)


def _meaning(slot: Slot) -> tuple[str, str, int]:
    return slot.kind, slot.shift, slot.shift_since if slot.shift else 0
