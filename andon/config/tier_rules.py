"""The rules of tiers and rosters: whoever is to come must be told some day, and by a time that means something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from andon.config.inspection import Inspection
from andon.config.places import TOP
from andon.config.wording import did_you_mean

TIMES = ("acknowledge_s", "arrive_s", "resolve_s")


def _tiers_are_for_what_is_there(see: Inspection) -> None:
    places = {f"{line.id}/{station.id}" for line in see.plan.lines for station in line.stations}
    for tier in see.plan.tiers:
        section = f"tiers.{tier.id}"
        _known(see, section, tier.lines, tier.shifts)
        for name in tier.call_types:
            see.refer(section, "call_types", name, "call_types", "call type")
        for place in tier.stations:
            if place not in places:
                remedy = did_you_mean(place, places, "it has stations")
                see.add(section, "stations", f'"{place}" is no station of this plan', remedy, because=("lines",))


def _rosters_name_what_is_there(see: Inspection) -> None:
    for roster in see.plan.rosters:
        section = f"rosters.{roster.id}"
        see.refer(section, "tier", roster.tier, "tiers", "tier")
        _known(see, section, roster.lines, roster.shifts)
        for person, times in Counter(roster.persons).items():
            if times > 1:
                see.add(section, "persons", f'"{person}" is there {times} times', "name each person once")


def _known(see: Inspection, section: str, lines: tuple[str, ...], shifts: tuple[str, ...]) -> None:
    for name in lines:
        see.refer(section, "lines", name, "lines", "line")
    for name in shifts:
        see.refer(section, "shifts", name, "shifts", "shift")


def _somebody_is_on_each_tier(see: Inspection) -> None:
    staffed, known = {roster.tier for roster in see.plan.rosters}, set(see.ids("tiers"))
    if (see.doubt.unread and "rosters" not in see.doubt.listed) or staffed - known:
        return  # what was misspelt may be meant for any of them
    for tier in see.plan.tiers:
        if tier.id not in staffed and not see.doubt.clouds(TOP, "rosters"):
            remedy = f'add a [[rosters]] table with tier = "{tier.id}" and its persons'
            see.add(f"tiers.{tier.id}", "", "has no roster, so nobody would ever be told", remedy)


def _the_last_tier_has_nobody_above(see: Inspection) -> None:
    if see.plan.tiers:
        last = see.plan.tiers[-1]
        for key in TIMES:
            if getattr(last, key) is not None:
                wrong = "has no meaning: no tier comes after this one"
                see.add(f"tiers.{last.id}", key, wrong, "take it away, or add a [[tiers]] table after it")


TIER_RULES: tuple[Callable[[Inspection], None], ...] = (
    _tiers_are_for_what_is_there,
    _rosters_name_what_is_there,
    _somebody_is_on_each_tier,
    _the_last_tier_has_nobody_above,
)
