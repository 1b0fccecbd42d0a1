"""The calendar where a line has its own shifts, and where a change of clocks swallows one."""

from __future__ import annotations

from datetime import time

from andon.base.units import US_PER_MINUTE, from_iso
from andon.floor.shifts import slot_at, work_us
from andon.model.plan import Break, Plan, Shift, Weekday
from tests.stories.teller import load_plan

EVERY_DAY: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _plan(zone: str, *shifts: Shift, works: tuple[str, ...] = ()) -> Plan:
    plan = load_plan("press kolkata")
    line = plan.lines[0].model_copy(update={"shifts": works})
    return plan.model_copy(update={"timezone": zone, "shifts": shifts, "lines": (line,)})


def _shift(name: str, begin: str, end: str, *breaks: tuple[str, str]) -> Shift:
    pauses = tuple(Break(start=time.fromisoformat(one), end=time.fromisoformat(other)) for one, other in breaks)
    of_day = {"start": time.fromisoformat(begin), "end": time.fromisoformat(end)}
    return Shift(id=name, name={"en": name}, days=EVERY_DAY, breaks=pauses, **of_day)


def test_a_line_works_the_shifts_it_names_and_no_other() -> None:
    plan = _plan("UTC", _shift("early", "06:00", "14:00"), _shift("late", "14:00", "22:00"), works=("late",))
    assert slot_at(plan, plan.lines[0], from_iso("2026-11-23T08:00:00Z")).kind == "off"
    assert slot_at(plan, plan.lines[0], from_iso("2026-11-23T15:00:00Z")).shift == "late"


def test_a_break_up_to_the_end_of_its_shift_leaves_no_work_after_it() -> None:
    plan = _plan("UTC", _shift("early", "06:00", "14:00", ("13:30", "14:00")))
    slot = slot_at(plan, plan.lines[0], from_iso("2026-11-23T13:45:00Z"))
    assert (slot.kind, slot.until) == ("break", from_iso("2026-11-23T14:00:00Z"))
    assert slot_at(plan, plan.lines[0], slot.until).kind == "off"


def test_breaks_of_a_night_belong_to_the_day_they_fall_on() -> None:
    plan = _plan("UTC", _shift("night", "22:00", "06:00", ("23:45", "00:15"), ("03:00", "03:10")))
    line = plan.lines[0]
    assert slot_at(plan, line, from_iso("2026-11-24T00:05:00Z")).kind == "break"
    assert slot_at(plan, line, from_iso("2026-11-24T03:05:00Z")).kind == "break"
    night = work_us(plan, line, from_iso("2026-11-23T22:00:00Z"), from_iso("2026-11-24T06:00:00Z"))
    assert night == (8 * 60 - 40) * US_PER_MINUTE


def test_a_shift_that_lies_in_the_hour_the_clocks_skip_is_swallowed_by_the_one_before() -> None:
    plan = _plan("Europe/Berlin", _shift("night", "22:00", "02:30"), _shift("short", "03:00", "03:20"))
    line = plan.lines[0]
    usual = slot_at(plan, line, from_iso("2026-03-28T02:05:00Z"))
    changed = slot_at(plan, line, from_iso("2026-03-29T01:05:00Z"))
    assert (usual.shift, changed.shift) == ("short", "night")
    assert slot_at(plan, line, changed.until).kind == "off"
