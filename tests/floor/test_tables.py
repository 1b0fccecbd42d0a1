"""The machines are tables: every phase meets every input, every act is reached, and the floor does what they say."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest

from andon.floor.calls import step_call
from andon.floor.index import build
from andon.floor.state import HeldCause, StationState
from andon.floor.transitions import (
    CALL_INPUTS,
    CALLS,
    STOPS,
    CallAct,
    CallInput,
    CallPhase,
    StopAct,
    StopInput,
)
from andon.model.event import Event, OpenCall
from tests.floor.bench import AT, Bench, S
from tests.stories.teller import load_plan

OVEN = build(load_plan("oven kolkata")).stations["paint/oven"]
SAID = {
    "raise": "CallRaised",
    "arrive": "CallArrived",
    "cancel": "CallEnded",
    "clear": "CallEnded",
    "end": "CallEnded",
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
    step_call(station, OVEN, "help", given, AT, 9, "cord", out)
    step = CALLS[phase, given]
    assert [type(event).__name__ for event in out] == ([SAID[step.act]] if step.act in SAID else [])
    assert _phase(station) == step.phase


def _station(phase: CallPhase) -> StationState:
    if phase == "none":
        return StationState()
    call = OpenCall(id=1, type="help", since=AT, arrived=AT if phase == "arrived" else None)
    return StationState(calls={"help": call})


def _phase(station: StationState) -> CallPhase:
    call = station.calls.get("help")
    if call is None:
        return "none"
    return "raised" if call.arrived is None else "arrived"


def test_every_input_of_a_stop_has_its_act_and_every_act_is_reached() -> None:
    assert set(STOPS) == set(get_args(StopInput))
    assert {step.act for step in STOPS.values()} == set(get_args(StopAct))


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


@pytest.mark.parametrize("given", get_args(StopInput))
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
