"""What the board computes: the worst station of a line, and the target of the running shift."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from andon.base.units import US_PER_HOUR, US_PER_S, from_iso
from andon.model.event import OpenCall, OpenStop, StationState
from andon.model.plan import Plan
from andon.projections.board import PRECEDENCE, counted_kinds, find_line, is_safety, target, worst
from tests.stories.teller import load_plan

SIX = from_iso("2026-11-23T00:30:00Z")  # a Monday, 06:00 in Kolkata: the early shift begins


def _plan(takt_s: float | None, cycle_s: float | None) -> Plan:
    plan = load_plan("press kolkata")
    line = plan.lines[0]
    station = line.stations[0].model_copy(update={"cycle_s": cycle_s})
    line = line.model_copy(update={"takt_s": takt_s, "stations": (station,)})
    return plan.model_copy(update={"lines": (line,)})


def test_the_order_is_that_of_the_floor_and_holds_every_state() -> None:
    assert set(PRECEDENCE) == set(get_args(StationState))
    order = ["stopped", "call", "no-signal", "test", "blocked", "starved", "changeover", "planned", "idle", "running"]
    assert [state for state in PRECEDENCE if state != "not-watched"] == order


def test_a_line_shows_the_worst_of_its_stations_and_of_equals_the_first() -> None:
    assert _worst("running", "call", "stopped", "call") == 2
    assert _worst("running", "call", "running", "call") == 1
    assert _worst("not-watched", "running") == 0


def test_what_is_about_safety_stands_above_everything() -> None:
    assert worst([("stopped", False), ("call", True), ("stopped", False)]) == 1
    assert worst([("call", True), ("running", False), ("stopped", True)]) == 2


def test_a_call_or_a_stop_is_about_safety() -> None:
    call, stop = OpenCall(1, "help", 0), OpenStop(2, 0, "worn", "abnormality", "equipment")
    assert not is_safety([call], stop) and not is_safety([], None)
    assert is_safety([call, replace(call, safety=True)], None)
    assert is_safety([], replace(stop, category="safety"))


def _worst(*states: str) -> int:
    return worst([(state, False) for state in states])


def test_a_line_without_stations_has_no_worst_one() -> None:
    with pytest.raises(ValueError, match=r"empty|iterable"):
        worst([])


def test_the_target_is_work_time_over_takt_and_breaks_do_not_count() -> None:
    plan = _plan(takt_s=60, cycle_s=30)
    assert target(plan, "press", "press-1", SIX, SIX + 3 * US_PER_HOUR) == 180
    assert target(plan, "press", "press-1", SIX, SIX + 4 * US_PER_HOUR) == 230


def test_where_a_line_has_no_takt_the_station_s_cycle_rules() -> None:
    assert target(_plan(takt_s=None, cycle_s=30), "press", "press-1", SIX, SIX + US_PER_HOUR) == 120


def test_where_nothing_is_agreed_there_is_no_target() -> None:
    assert target(_plan(takt_s=None, cycle_s=None), "press", "press-1", SIX, SIX + US_PER_HOUR) is None
    assert target(_plan(takt_s=60, cycle_s=None), "moon", "press-1", SIX, SIX + US_PER_HOUR) is None


def test_nothing_is_asked_before_the_shift_began() -> None:
    assert target(_plan(takt_s=60, cycle_s=None), "press", "press-1", SIX, SIX - 5 * US_PER_S) == 0


def test_a_line_is_found_by_its_id() -> None:
    plan = _plan(60, None)
    assert find_line(plan, "press") is plan.lines[0]
    assert find_line(plan, "moon") is None


def test_what_is_counted_is_what_the_plan_has_a_counter_for() -> None:
    plan = load_plan("press oven kolkata")
    found = {f"{line.id}/{s.id}": counted_kinds(plan, line.id, s.id) for line in plan.lines for s in line.stations}
    for line in plan.lines:
        for station in line.stations:
            kinds = [point.kind for point in station.points.values()]
            assert found[f"{line.id}/{station.id}"] == {kind for kind in kinds if kind in ("count", "reject")}
    assert set() in found.values() and {"count"} <= set.union(*found.values())
    assert counted_kinds(plan, "gone", "gone") == set()
