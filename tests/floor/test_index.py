"""The plan made quick to ask: what is filled in where it says nothing."""

from __future__ import annotations

from andon.base.units import US_PER_S
from andon.floor.index import build, device_of
from andon.model.plan import Plan, Reason
from tests.stories.teller import load_plan


def test_the_device_is_what_stands_before_the_last_slash() -> None:
    assert device_of("box/A0000001/cord") == "box/A0000001"
    assert device_of("nowhere") == ""


def test_a_box_is_silent_after_three_seconds_whatever_its_station_says() -> None:
    devices = build(load_plan("oven press kolkata")).devices
    assert devices["box/A0000009"].silent_after_us == 3 * US_PER_S
    assert devices["paint/oven"].silent_after_us == 10 * US_PER_S


def test_a_device_of_two_stations_darkens_both_and_is_silent_after_the_shorter_time() -> None:
    plan = load_plan("oven kolkata")
    line = plan.lines[0]
    oven = line.stations[0]
    shared = oven.points["quality-cord"]
    other = oven.model_copy(
        update={
            "id": "dryer",
            "box": None,
            "silent_after_s": 4.0,
            "points": {"cord": shared.model_copy(update={"address": "paint/oven/dryer-cord"})},
        }
    )
    index = build(plan.model_copy(update={"lines": (line.model_copy(update={"stations": (oven, other)}),)}))
    assert index.devices["paint/oven"].places == ("paint/oven", "paint/dryer")
    assert index.devices["paint/oven"].silent_after_us == 4 * US_PER_S


def test_reasons_are_taken_from_the_list_in_its_order() -> None:
    points = build(load_plan("press oven robot kolkata")).points
    assert points["box/A0000009/stop"].reason.id == "machine-breakdown"
    assert points["press/press-1/fault"].reason.id == "machine-breakdown"
    assert points["press/press-1/run"].reason.id == "not-yet-known"
    assert points["press/press-1/button"].reason.id == "defect-found"


def test_a_fault_takes_the_first_abnormality_where_none_is_of_equipment() -> None:
    plan = load_plan("press kolkata")
    reasons = tuple(reason for reason in plan.reasons if reason.category != "equipment")
    fault = plan.lines[0].stations[0].points["fault"].model_copy(update={"codes": {}})
    line = plan.lines[0]
    station = line.stations[0].model_copy(update={"points": {"fault": fault}})
    plan = plan.model_copy(update={"reasons": reasons, "lines": (line.model_copy(update={"stations": (station,)}),)})
    assert build(plan).points["press/press-1/fault"].reason.id == "defect-found"


def test_a_station_without_points_is_not_watched() -> None:
    plan: Plan = load_plan("bench kolkata")
    line = plan.lines[0]
    station = line.stations[0].model_copy(update={"watched": True, "points": {}})
    bare = plan.model_copy(update={"lines": (line.model_copy(update={"stations": (station,)}),)})
    assert not build(bare).stations["hand/bench"].watched


def test_two_latched_cords_of_one_type_know_each_other() -> None:
    points = build(load_plan("two-cords kolkata")).points
    assert points["final/doors/front"].beside == ("final/doors/back",)
    assert points["final/doors/left"].beside == ()


def test_every_reason_is_found_by_its_id() -> None:
    plan = load_plan("press kolkata")
    reasons: dict[str, Reason] = build(plan).reasons
    assert list(reasons) == [reason.id for reason in plan.reasons]
