"""Boxes of no station: listed, lit for a while so that somebody finds one, and working from the moment they belong."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from andon.base.units import US_PER_S
from andon.model.command import AdoptPlan
from andon.model.plan import Plan
from andon.model.signal import LifeSign, Signal
from andon.runtime.desk import Verb
from andon.runtime.inbox import Asked, Item
from andon.runtime.recorder import Recorder
from andon.runtime.strangers import IDENTIFY_US, STRANGERS_MOST, Strangers
from tests.books.clock import FakeClock
from tests.books.plant import plan

Hear = Callable[..., list[object]]
BOX = "box/B0000009"


def assign(recorder: Recorder, clock: FakeClock) -> None:
    changed = plan().model_dump()
    changed["lines"][0]["stations"][0]["box"] = BOX.partition("/")[2]
    recorder.process([Item("desk", Asked(AdoptPlan(who="mai", plan=Plan.model_validate(changed)), clock.now()))])


def shown(recorder: Recorder) -> str:
    line = plan().lines[0]
    tile = recorder.floor.state.stations[f"{line.id}/{line.stations[0].id}"].tile
    assert tile is not None
    return tile.state


def test_who_said_something_last_stands_first_and_says_what(recorder: Recorder, hear: Hear, clock: FakeClock) -> None:
    hear(Signal("box/B0000001/cord", False, clock.now()))
    clock.advance(5)
    hear(Signal("box/B0000002/stop", True, clock.now()))
    boxes = recorder.strangers.listed(clock.now())
    assert [(box["uid"], box["point"], box["value"]) for box in boxes] == [
        ("B0000002", "stop", True),
        ("B0000001", "cord", False),
    ]
    clock.advance(5)
    hear(Signal("box/B0000001/cord", True, clock.now()))
    newest = recorder.strangers.listed(clock.now())[0]
    assert newest["uid"] == "B0000001"
    assert newest["is_lit"]


def test_a_pulled_cord_lights_its_box_for_a_while_and_no_other(
    recorder: Recorder, hear: Hear, clock: FakeClock
) -> None:
    hear(Signal("box/B0000001/cord", False, clock.now()), Signal(f"{BOX}/cord", True, clock.now()))
    seen = set()
    for _ in range(IDENTIFY_US // US_PER_S * 4 - 1):
        clock.advance(0.25)
        seen.add(recorder.wanted(BOX))
    assert seen == {frozenset({"blue"}), frozenset({"white"})}
    assert recorder.wanted("box/B0000001") is None
    clock.advance(0.25)
    assert recorder.wanted(BOX) is None


def test_a_box_is_lit_on_command_but_not_one_that_was_never_heard(
    recorder: Recorder, hear: Hear, clock: FakeClock
) -> None:
    hear(Signal(f"{BOX}/cord", False, clock.now()))
    assert recorder.wanted(BOX) is None
    assert recorder.strangers.light(BOX, clock.now())
    assert recorder.wanted(BOX) is not None
    assert not recorder.strangers.light("box/B00000FF", clock.now())


def test_the_desk_tells_of_strangers(recorder: Recorder, verbs: dict[str, Verb], clock: FakeClock) -> None:
    recorder.strangers.hear(f"{BOX}/cord", False, clock.now())
    told = {"uid": "B0000009", "point": "cord", "value": False, "at": clock.now()}
    assert verbs["strangers"]({}) == {"boxes": [{**told, "is_lit": False}]}
    assert verbs["identify"]({"uid": "B0000009"}) == {"lit": True}
    assert verbs["identify"]({"uid": "B00000FF"}) == {"lit": False}


def test_the_lamps_of_a_station_are_never_the_pattern(recorder: Recorder, hear: Hear, clock: FakeClock) -> None:
    hear(Signal(f"{BOX}/cord", True, clock.now()))
    assign(recorder, clock)
    assert recorder.wanted(BOX) not in ({"blue"}, {"white"})
    assert recorder.strangers.listed(clock.now()) == []


def test_a_box_that_was_assigned_calls_at_once(recorder: Recorder, hear: Hear, clock: FakeClock) -> None:
    hear(Signal(f"{BOX}/cord", True, clock.now()))
    assign(recorder, clock)
    hear(LifeSign(BOX, clock.now()))
    assert shown(recorder) != "call"  # that pull said who it is, not that somebody needs help
    clock.advance(5)
    hear(Signal(f"{BOX}/cord", True, clock.now()))
    assert shown(recorder) == "call"


@pytest.mark.parametrize(("pressed", "state"), [(True, "stopped"), (False, "no-signal")])
def test_a_stop_that_is_pressed_in_at_a_box_that_is_assigned_stops(
    recorder: Recorder, hear: Hear, clock: FakeClock, pressed: bool, state: str
) -> None:
    hear(Signal(f"{BOX}/stop", True, clock.now()), Signal(f"{BOX}/stop", pressed, clock.now()))
    assign(recorder, clock)
    assert shown(recorder) == state


def test_strangers_fill_no_memory() -> None:
    strangers = Strangers()
    for n in range(STRANGERS_MOST + 5):
        strangers.hear(f"box/{n:08X}/cord", True, n)
    assert len(strangers.listed(0)) == 5
