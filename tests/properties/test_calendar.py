"""The calendar leaves no gap and no overlap, for any weekly shifts, zone and instant, and its work adds up."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import get_args
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from andon.base.units import US_PER_DAY, US_PER_MINUTE, US_PER_S, from_datetime, from_iso, to_datetime
from andon.config import plan_problems
from andon.floor.shifts import slot_at, slots, work_us
from andon.model.plan import Break, Plan, Shift, Weekday
from tests.stories.teller import load_plan

ZONES = (
    "UTC",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",  # its summer is half an hour long
    "Africa/Casablanca",
    "Pacific/Chatham",
)
# Nights in which one of these zones changes its clocks, and their neighbours.
_CHANGES = ("2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-10-25", "2026-11-01", "2027-02-07")
_BASE = load_plan("press kolkata")
_STEP_MINUTES = 30


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Shifts that begin and end anywhere in the day, one after the other, each on some days, with a break or none."""
    cuts = sorted(draw(st.sets(st.integers(0, 24 * 60 // _STEP_MINUTES - 1), min_size=1, max_size=4)))
    ends = [*cuts[1:], cuts[0]]
    kept = draw(st.lists(st.sampled_from(range(len(cuts))), min_size=1, unique=True))
    shifts = tuple(_shift(draw, f"shift-{i}", cuts[i], ends[i]) for i in sorted(kept))
    return _BASE.model_copy(update={"shifts": shifts, "timezone": draw(st.sampled_from(ZONES))})


def _shift(draw: st.DrawFn, name: str, begin: int, end: int) -> Shift:
    days = draw(st.lists(st.sampled_from(get_args(Weekday)), min_size=1, unique=True))
    length = (end - begin) % (24 * 60 // _STEP_MINUTES) or 24 * 60 // _STEP_MINUTES
    pauses: tuple[Break, ...] = ()
    if length > 1 and draw(st.booleans()):
        first = draw(st.integers(0, length - 2))
        last = draw(st.integers(first + 1, length - 1))
        pauses = (Break(start=_of_day(begin + first), end=_of_day(begin + last)),)
    return Shift(id=name, name={"en": name}, days=tuple(days), start=_of_day(begin), end=_of_day(end), breaks=pauses)


def _of_day(steps: int) -> time:
    minutes = steps * _STEP_MINUTES % (24 * 60)
    return time(minutes // 60, minutes % 60)


_near_a_change = st.builds(
    lambda day, off: from_iso(f"{day}T00:00:00Z") + off, st.sampled_from(_CHANGES), st.integers(0, 2 * US_PER_DAY)
)
INSTANTS = st.one_of(
    _near_a_change, st.integers(from_iso("2020-01-01T00:00:00Z"), from_iso("2037-01-01T00:00:00Z")), _near_a_change
)


@given(plans())
def test_the_plans_of_these_tests_are_plans_that_the_files_allow(plan: Plan) -> None:
    assert plan_problems(plan, "plan") == []


@given(plans(), INSTANTS)
def test_every_instant_has_one_slot_and_its_neighbours_touch_it(plan: Plan, at: int) -> None:
    line = plan.lines[0]
    slot = slot_at(plan, line, at)
    assert slot.shift_since <= slot.since <= at < slot.until
    assert (slot.kind == "off") == (slot.shift == "")
    after, before = slot_at(plan, line, slot.until), slot_at(plan, line, slot.since - 1)
    assert after.since == slot.until
    assert before.until == slot.since


@given(plans(), INSTANTS, st.integers(0, US_PER_DAY))
def test_a_slot_is_the_same_from_every_instant_in_it(plan: Plan, at: int, later: int) -> None:
    line = plan.lines[0]
    slot = slot_at(plan, line, at)
    assert slot_at(plan, line, slot.since) == slot
    assert slot_at(plan, line, slot.until - 1) == slot
    assert slot_at(plan, line, min(at + later, slot.until - 1)) == slot


@given(plans(), INSTANTS, st.integers(0, 20))
def test_slots_follow_each_other_without_a_gap(plan: Plan, at: int, days: int) -> None:
    begin = to_datetime(at)
    found = list(slots(plan, plan.lines[0], begin, begin + timedelta(days=days)))
    assert found[0].since <= at
    assert found[-1].until >= at + days * US_PER_DAY
    assert all(one.until == other.since for one, other in pairwise(found))
    assert all(slot.since < slot.until for slot in found)


@given(plans(), INSTANTS, st.lists(st.integers(0, 3 * US_PER_DAY), max_size=5), st.integers(0, 3 * US_PER_DAY))
def test_work_adds_up_over_any_partition(plan: Plan, begin: int, cuts: list[int], length: int) -> None:
    line, end = plan.lines[0], begin + length
    edges = sorted({begin, end, *(begin + cut for cut in cuts if cut <= length)})
    parts = [work_us(plan, line, one, other) for one, other in pairwise(edges)]
    assert sum(parts) == work_us(plan, line, begin, end)
    assert all(0 <= part <= other - one for part, (one, other) in zip(parts, pairwise(edges), strict=True))


@given(plans(), INSTANTS)
def test_the_work_of_a_slot_is_all_of_it_or_nothing(plan: Plan, at: int) -> None:
    slot = slot_at(plan, plan.lines[0], at)
    worked = work_us(plan, plan.lines[0], slot.since, slot.until)
    assert worked == (slot.until - slot.since if slot.kind == "work" else 0)


@given(plans(), INSTANTS)
def test_a_shift_begins_at_its_time_of_day_on_one_of_its_days(plan: Plan, at: int) -> None:
    slot = slot_at(plan, plan.lines[0], at)
    assume(slot.shift)
    shift = next(shift for shift in plan.shifts if shift.id == slot.shift)
    begun = to_datetime(slot.shift_since).astimezone(ZoneInfo(plan.timezone))
    assume(_is_on_the_clock(begun, shift.start))
    assert begun.time() == shift.start
    assert begun.strftime("%a").lower() in shift.days


def _is_on_the_clock(day: datetime, of_day: time) -> bool:
    """Not in an hour that a change of clocks skips, and not cut by a shift before it that such an hour made longer."""
    local = datetime.combine(day.date(), of_day, tzinfo=day.tzinfo)
    before = from_datetime(local) - 24 * 60 * US_PER_MINUTE
    return to_datetime(before).astimezone(day.tzinfo).utcoffset() == local.utcoffset()


@given(INSTANTS, st.sampled_from(ZONES))
def test_without_shifts_a_day_is_work_from_midnight_to_midnight(at: int, zone: str) -> None:
    plan = _BASE.model_copy(update={"shifts": (), "timezone": zone})
    slot = slot_at(plan, plan.lines[0], at)
    local = to_datetime(slot.since).astimezone(ZoneInfo(zone))
    assert (slot.kind, slot.shift, slot.shift_since) == ("work", "day", slot.since)
    assert local.time() == time(0)
    assert 23 * 3600 * US_PER_S <= slot.until - slot.since <= 25 * 3600 * US_PER_S
