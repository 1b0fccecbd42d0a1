"""What a new plan does to what is open, where the stories have no file for it."""

from __future__ import annotations

from andon.model.entry import PlanAdopted, Sample, SignalAccepted, SourceHeard
from andon.model.event import CallEnded, CallRaised, ShiftBegan, StopEnded
from andon.model.plan import Plan, Point
from tests.floor.bench import AT, Bench, S
from tests.stories.teller import load_plan


def _without_reason(plan: Plan, gone: str) -> Plan:
    return plan.model_copy(update={"reasons": tuple(reason for reason in plan.reasons if reason.id != gone)})


def _with_point(plan: Plan, name: str, point: Point) -> Plan:
    line = plan.lines[0]
    station = line.stations[0].model_copy(update={"points": {**line.stations[0].points, name: point}})
    return plan.model_copy(update={"lines": (line.model_copy(update={"stations": (station,)}),)})


def test_a_button_that_is_in_holds_though_its_reason_leaves_the_plan() -> None:
    bench = Bench("oven kolkata")
    bench.say("box/A0000009/stop", True)
    plan = _without_reason(load_plan("oven kolkata"), "machine-breakdown")
    events = bench.add(PlanAdopted(at=AT + S, plan=plan))
    assert not [event for event in events if isinstance(event, StopEnded)]
    assert bench.shows("paint/oven") == "stopped"
    bench.now += 2 * S
    assert isinstance(bench.say("box/A0000009/stop", False)[0], StopEnded)


def test_a_standstill_goes_on_under_another_unknown_reason() -> None:
    bench = Bench("press kolkata")
    bench.say("press/press-1/run", False)
    renamed = _renamed(load_plan("press kolkata"), "not-yet-known", "nobody-said")
    bench.add(PlanAdopted(at=AT + S, plan=renamed))
    assert bench.shows("press/press-1") == "stopped"
    assert bench.station("press/press-1").causes["derived"].reason == "nobody-said"


def _renamed(plan: Plan, old: str, new: str) -> Plan:
    reasons = tuple(r.model_copy(update={"id": new}) if r.id == old else r for r in plan.reasons)
    return plan.model_copy(update={"reasons": reasons})


def test_a_fault_point_that_is_taken_out_holds_nothing_any_more() -> None:
    bench = Bench("press kolkata")
    bench.say("press/press-1/run", True)
    bench.say("press/press-1/fault", "E-11")
    line = load_plan("press kolkata").lines[0]
    points = {name: point for name, point in line.stations[0].points.items() if name != "fault"}
    station = line.stations[0].model_copy(update={"points": points})
    plan = load_plan("press kolkata").model_copy(update={"lines": (line.model_copy(update={"stations": (station,)}),)})
    bench.add(PlanAdopted(at=AT + S, plan=plan))
    assert bench.shows("press/press-1") == "running"


def test_a_stop_button_that_becomes_a_cord_lets_go() -> None:
    bench = Bench("press kolkata")
    bench.say("press/press-1/run", True)
    bench.say("press/press-1/button", True)
    plan = _with_point(load_plan("press kolkata"), "button", Point(kind="cord"))
    bench.add(PlanAdopted(at=AT + S, plan=plan))
    assert bench.shows("press/press-1") == "running"


def test_a_counter_that_comes_back_into_the_plan_begins_again() -> None:
    bench = Bench("press oven kolkata")
    bench.add(Sample(at=AT, line="press", station="press-1", point="count", kind="count", delta=0, total=100))
    bench.add(Sample(at=AT, line="press", station="press-1", point="heat", kind="value", delta=0, total=80.5))
    assert bench.floor.state.counters and bench.floor.state.values
    bench.add(PlanAdopted(at=AT + S, plan=load_plan("oven kolkata")))
    assert not bench.floor.state.counters and not bench.floor.state.values


def test_pieces_of_a_line_that_left_the_plan_are_still_closed() -> None:
    bench = Bench("press oven kolkata")
    bench.add(Sample(at=AT, line="press", station="press-1", point="count", kind="count", delta=3, total=103))
    bench.add(PlanAdopted(at=AT + S, plan=load_plan("oven kolkata")))
    assert bench.floor.state.quarters["press"] == {AT: {"press-1": [3, 0]}}


def test_a_device_that_comes_back_into_the_plan_is_unknown() -> None:
    bench = Bench("oven-and-sander kolkata")
    bench.add(PlanAdopted(at=AT + S, plan=load_plan("sander kolkata")))
    bench.add(PlanAdopted(at=AT + 2 * S, plan=load_plan("oven-and-sander kolkata")))
    assert bench.shows("paint/oven") == "no-signal"
    assert bench.shows("paint/sander") == "running"


def test_a_station_that_is_new_begins_the_shift_once() -> None:
    bench = Bench("oven kolkata")
    events = bench.add(PlanAdopted(at=AT + S, plan=load_plan("oven-and-sander kolkata-longer-break")))
    assert [event.station for event in events if isinstance(event, ShiftBegan)] == ["sander"]


def test_a_call_is_withdrawn_when_its_cord_asks_for_something_else() -> None:
    bench = Bench("oven kolkata")
    bench.say("paint/oven/quality-cord", True)
    asks_for_help = Point(kind="cord", address="paint/oven/quality-cord", mode="latched", call="help")
    plan = _with_point(load_plan("oven kolkata"), "quality-cord", asks_for_help)
    events = bench.add(PlanAdopted(at=AT + S, plan=plan))
    assert [event.outcome for event in events if isinstance(event, CallEnded)] == ["withdrawn"]


def test_a_device_of_no_plan_changes_nothing() -> None:
    bench = Bench("oven kolkata")
    assert bench.add(SourceHeard(at=AT, device="box/DEADBEEF")) == []


def test_the_past_of_a_station_begins_with_the_plan_that_has_it() -> None:
    bench = Bench("oven kolkata")
    bench.say("box/A0000009/cord", True)
    bench.add(PlanAdopted(at=AT + S, plan=load_plan("sander kolkata")))
    bench.add(PlanAdopted(at=AT + 2 * S, plan=load_plan("oven kolkata")))
    pulled = SignalAccepted(at=AT + 3 * S, address="box/A0000009/cord", value=True, device_at=AT)
    assert [event.at for event in bench.add(pulled) if isinstance(event, CallRaised)] == [AT + 2 * S]
