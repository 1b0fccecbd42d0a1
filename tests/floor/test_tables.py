"""The machines are tables: every phase meets every input, every act is reached, and the floor does what they say."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import get_args

import pytest

from andon.floor.calls import cause_key, expire, phase_of, step_call, step_of
from andon.floor.here import Here
from andon.floor.index import build
from andon.floor.state import HeldCause, StationState
from andon.floor.stops import answer_stop, apply, stop_phase
from andon.floor.transitions import (
    CALL_INPUTS,
    CALL_PHASES,
    CALLS,
    NOT_RELEASED,
    STOP_ANSWERS,
    STOP_INPUTS,
    STOPS,
    TEST_INPUTS,
    TEST_PHASES,
    TESTS,
    CallAct,
    CallInput,
    CallPhase,
    StopAct,
    StopAnswerAct,
    StopInput,
    StopPhase,
    StopSaid,
)
from andon.model.entry import StationRestarted, StopAsked
from andon.model.event import Event, OpenCall, OpenStop
from tests.floor.bench import AT, Bench, S
from tests.stories.teller import load_plan

OVEN = build(load_plan("oven kolkata")).stations["paint/oven"]
SAID = {
    "raise": "CallRaised",
    "acknowledge": "CallAcknowledged",
    "arrive": "CallArrived",
    "come": "CallArrived",
    "retype": "CallRetyped",
    "cancel": "CallEnded",
    "clear": "CallEnded",
    "resolve": "CallEnded",
    "wrong": "CallEnded",
    "expire": "CallEnded",
    "end": "CallEnded",
    "release": "CallEnded",
}


def test_every_phase_of_a_call_meets_every_input() -> None:
    assert set(CALLS) == set(product(get_args(CallPhase), get_args(CallInput)))


def test_every_input_of_a_call_is_explained() -> None:
    assert set(CALL_INPUTS) == set(get_args(CallInput))


def test_every_act_and_phase_of_a_call_is_reached() -> None:
    assert {step.act for step in CALLS.values()} == set(get_args(CallAct))
    assert {step.phase for step in CALLS.values()} == set(get_args(CallPhase))


def test_what_is_ignored_says_why_and_only_that() -> None:
    assert all(bool(step.because) == (step.act == "ignore") for step in CALLS.values())
    assert all(bool(step.because) == (step.act == "ignore") for step in STOPS.values())


def test_what_is_ignored_changes_no_phase() -> None:
    assert all(step.phase == phase for (phase, _), step in CALLS.items() if step.act == "ignore")


@pytest.mark.parametrize(("phase", "given"), list(CALLS))
def test_a_call_takes_the_step_that_its_table_says(phase: CallPhase, given: CallInput) -> None:
    station, out = _station(phase), list[Event]()
    step = CALLS[phase, given]
    if step.act == "expire":
        expire(Here(OVEN, station, AT, 9, out), "help", "tool-worn")
    else:
        assert step_call(Here(OVEN, station, AT, 9, out), "help", given, "cord", "mai", "quality") == step
    if given in ("restart", "release-safety"):  # which are inputs of the stop as well
        apply(given, "safety", station, None)
    said = [] if phase == "expired" else [SAID[step.act]] if step.act in SAID else []
    assert [type(event).__name__ for event in out] == said
    assert phase_of(station, "quality" if step.act == "retype" else "help") == step.phase


def _station(phase: CallPhase) -> StationState:
    if phase == "none":
        return StationState()
    if phase == "expired":
        return StationState(causes={cause_key("help"): HeldCause("call", "tool-worn", momentary=True)})
    call = OpenCall(id=1, type="help", since=AT)
    answered = {
        "raised": call,
        "heard": replace(call, acknowledged=AT),
        "coming": replace(call, arrived=AT, at_station=False),
        "arrived": replace(call, arrived=AT),
    }
    return StationState(calls={"help": answered[phase]})


def test_every_phase_of_a_call_is_explained() -> None:
    assert set(CALL_PHASES) == set(get_args(CallPhase))


def test_every_phase_of_a_stop_meets_every_answer() -> None:
    assert set(STOP_ANSWERS) == set(product(get_args(StopPhase), get_args(StopSaid)))
    assert {step.act for step in STOP_ANSWERS.values()} == set(get_args(StopAnswerAct))
    assert all(bool(step.because) == (step.act == "ignore") for step in STOP_ANSWERS.values())
    assert all(step.phase == phase for (phase, _), step in STOP_ANSWERS.items() if step.act == "ignore")


@pytest.mark.parametrize(("phase", "said"), list(STOP_ANSWERS))
def test_an_answer_to_a_stop_takes_the_step_that_its_table_says(phase: StopPhase, said: StopSaid) -> None:
    stop = OpenStop(1, AT, "tool-worn", "abnormality", "equipment")
    answered = {
        "none": None,
        "open": stop,
        "heard": replace(stop, acknowledged=AT),
        "coming": replace(stop, arrived=AT, at_station=False),
        "arrived": replace(stop, arrived=AT),
    }
    station, out = StationState(stop=answered[phase]), list[Event]()
    answer_stop(Here(OVEN, station, AT, 9, out), said, "mai")
    step = STOP_ANSWERS[phase, said]
    assert len(out) == (step.act != "ignore")
    assert stop_phase(station.stop) == step.phase


def test_every_phase_of_a_test_meets_every_input() -> None:
    assert set(TESTS) == set(product(TEST_PHASES, TEST_INPUTS))
    assert all(bool(step.because) == (step.act == "ignore") for step in TESTS.values())
    assert all(step.phase == phase for (phase, _), step in TESTS.items() if step.act in ("ignore", "hear", "pass"))


def test_every_input_of_a_stop_has_its_act_and_every_act_is_reached() -> None:
    assert set(STOPS) == set(get_args(StopInput))
    assert {step.act for step in STOPS.values()} == set(get_args(StopAct))
    assert set(STOP_INPUTS) == set(get_args(StopInput))


READINGS = {
    "press": ("press/press-1/button", True, False, True),
    "press-again": ("press/press-1/button", True, True, False),
    "bounce": ("press/press-1/button", True, True, True),
    "let-go": ("press/press-1/button", False, True, True),
    "fault": ("press/press-1/fault", "E-11", False, True),
    "fault-cleared": ("press/press-1/fault", "", True, False),
    "run": ("press/press-1/run", True, True, False),
    "restart": ("press/press-1/restart", True, True, False),
    "release": ("box/A0000009/stop", False, True, False),
}
"""Input -> (address, value, does it stand before, and after)."""


@pytest.mark.parametrize("given", READINGS)
def test_a_reading_holds_or_drops_the_cause_as_the_table_of_stops_says(given: StopInput) -> None:
    address, value, before, after = READINGS[given]
    bench = Bench("press oven kolkata")
    station = bench.station("paint/oven" if address.startswith("box") else "press/press-1")
    bench.say("press/press-1/run", given != "run")
    if given == "bounce":
        bench.say(address, True)
    elif before:
        held = address if address.endswith(("fault", "stop")) else "press/press-1/button"
        cause = "fault" if held.endswith("fault") else "stop"
        station.causes[held] = HeldCause(cause, "tool-worn", momentary=held.endswith("button"))
    bench.now += S
    bench.say(address, value)
    assert (station.stop is not None) == after


def test_what_is_no_reading_holds_as_the_table_of_stops_says() -> None:
    assert {*READINGS, "ask", "expire", "release-safety"} == set(get_args(StopInput))
    bench = Bench("press oven kolkata")
    bench.add(StopAsked(at=bench.now, line="paint", station="oven"))
    assert bench.shows("paint/oven") == "stopped"
    bench.add(StationRestarted(at=bench.now + S, line="paint", station="oven"))
    assert bench.shows("paint/oven") == "running"


KEPT = ("pull", "release", "resolve", "cancel", "wrong", "retype", "restart")


@pytest.mark.parametrize("phase", ["raised", "heard", "coming", "arrived"])
def test_a_call_about_safety_takes_nothing_but_answers_its_stop_point_and_its_release(phase: CallPhase) -> None:
    for given in get_args(CallInput):
        station = _station(phase)
        station.calls["help"] = replace(station.calls["help"], safety=True)
        step = step_of(station, "help", given)
        if given in KEPT:
            assert (step.act, step.phase, step.because) == ("ignore", phase, NOT_RELEASED)
        else:
            assert step == CALLS[phase, given]
