"""Who is told, by the plan alone: which tiers a call or stop climbs, and who of a tier is on shift."""

from __future__ import annotations

from andon.floor.shifts import Slot, slot_at
from andon.model.plan import Plan, Tier


def ladder_of(plan: Plan, place: str, call_type: str, shift: str) -> list[Tier]:
    """The tiers that are for this, first told first. `call_type` is empty for a stop that no call asked for."""
    line = place.partition("/")[0]
    return [tier for tier in plan.tiers if _is_at(tier, line, place) and _is_for(tier, call_type, shift)]


def _is_at(tier: Tier, line: str, place: str) -> bool:
    return not (tier.lines or tier.stations) or line in tier.lines or place in tier.stations


def _is_for(tier: Tier, call_type: str, shift: str) -> bool:
    return (not tier.call_types or call_type in tier.call_types) and (not tier.shifts or shift in tier.shifts)


def on_shift(plan: Plan, tier: str, line: str, shift: str) -> list[str]:
    """The persons of a tier who answer for a line in a shift, each once. `shift` is empty outside every shift."""
    found = [
        person
        for roster in plan.rosters
        if roster.tier == tier
        and (not roster.lines or line in roster.lines)
        and (not roster.shifts or shift in roster.shifts)
        for person in roster.persons
    ]
    return list(dict.fromkeys(found))


def shift_at(plan: Plan, line: str, at: int, known: Slot | None = None) -> str:
    """The shift of a line at an instant; `known` is the slot that was turned to last, and may be over."""
    if known is not None and known.since <= at < known.until:
        return known.shift
    return next((slot_at(plan, each, at).shift for each in plan.lines if each.id == line), "")
