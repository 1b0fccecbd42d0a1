"""Which lamps a device is to show, and what is said of one that shows others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from andon.base.units import US_PER_S
from andon.model.command import AdoptPlan
from andon.model.entry import (
    Entry,
    LampFaultBegan,
    LampFaultEnded,
)
from andon.model.plan import Plan
from andon.model.signal import LAMPS, Glow, Lamp, LifeSign, Receipt
from andon.runtime.inbox import Item
from andon.runtime.recorder import Recorder
from tests.books.clock import FakeClock
from tests.books.plant import cord, plan
from tests.runtime.asking import ask

Hear = Callable[..., list[Receipt]]
Entries = Callable[[type[Entry]], list[Any]]
RowsIn = Callable[[str], list[tuple[Any, ...]]]
BOX = "A0000001"
POISON = float("nan")  # JSON has no word for it, so the insert of its entry fails


def test_lamps_are_those_of_the_last_commit_after_a_restart_too(
    recorder: Recorder, hear: Hear, clock: FakeClock
) -> None:
    hear(cord(BOX, 1, clock.now(), 1))
    assert recorder.wanted(f"box/{BOX}") == Recorder(recorder.writer, clock).wanted(f"box/{BOX}")
    assert recorder.wanted("box/B0000009") is None


ALL = frozenset(LAMPS)


def shows(at: int, *lit: Lamp) -> LifeSign:
    return LifeSign(f"box/{BOX}", at, glow=Glow(frozenset(lit), ALL))


def test_lamps_that_differ_for_three_seconds_are_a_fault_until_they_agree(
    recorder: Recorder, hear: Hear, clock: FakeClock, entries: Entries
) -> None:
    hear(cord(BOX, 1, clock.now(), 1))
    assert recorder.wanted(f"box/{BOX}") == {"yellow", "buzzer"}
    began = clock.advance(0.5)
    hear(shows(began), shows(clock.advance(1)), shows(clock.advance(1.5)))
    assert entries(LampFaultBegan) == []
    hear(shows(clock.advance(1)), shows(clock.advance(1)))
    (fault_began,) = entries(LampFaultBegan)
    assert (fault_began.at, fault_began.device) == (began + 3 * US_PER_S, f"box/{BOX}")
    assert (fault_began.told, fault_began.shown) == (["yellow", "buzzer"], [])
    hear(shows(clock.advance(1), "yellow", "buzzer"), shows(clock.advance(1), "yellow", "buzzer"))
    (ended,) = entries(LampFaultEnded)
    assert ended.at == clock.now() - US_PER_S


def test_lamps_that_were_told_anew_have_their_time_anew(
    recorder: Recorder, hear: Hear, clock: FakeClock, entries: Entries
) -> None:
    hear(cord(BOX, 1, clock.now(), 1))
    hear(shows(clock.advance(0.5)), shows(clock.advance(2)))
    hear(cord(BOX, 1, clock.advance(2), 2))  # cancelled: the buzzer is no longer wanted
    hear(shows(clock.advance(0.5), "red"), shows(clock.advance(2), "red"))
    assert entries(LampFaultBegan) == []
    hear(shows(clock.advance(1), "red"))
    assert entries(LampFaultBegan)[0].shown == ["red"]


def test_a_lamp_fault_is_known_after_a_restart_and_ends_there(
    recorder: Recorder, hear: Hear, clock: FakeClock, entries: Entries
) -> None:
    hear(cord(BOX, 1, clock.now(), 1))
    hear(shows(clock.advance(1)), shows(clock.advance(3)))
    again = Recorder(recorder.writer, clock)
    assert list(again.floor.state.lamp_faults) == [f"box/{BOX}"]
    again.process([Item("test", shows(clock.advance(4)))])
    again.process([Item("test", shows(clock.advance(4)))])
    assert len(entries(LampFaultBegan)) == 1
    again.process([Item("test", shows(clock.advance(1), "yellow", "buzzer"))])
    assert len(entries(LampFaultEnded)) == 1


def test_a_clock_that_was_set_makes_no_lamp_fault(
    recorder: Recorder, hear: Hear, clock: FakeClock, entries: Entries
) -> None:
    hear(cord(BOX, 1, clock.now(), 1))
    hear(shows(clock.advance(1)))
    clock.set_wall(3600)
    recorder.follow_clock(clock.stepped())
    hear(shows(clock.advance(1)))
    assert entries(LampFaultBegan) == []


def test_what_a_stranger_shows_is_nobodys_fault(hear: Hear, clock: FakeClock, entries: Entries) -> None:
    sign = LifeSign("weld/nowhere", clock.now(), glow=Glow(frozenset(), ALL))
    hear(sign, replace(sign, seen_at=clock.advance(9)))
    assert entries(LampFaultBegan) == []


def test_lamps_follow_the_box_when_a_plan_moves_it(recorder: Recorder, hear: Hear, clock: FakeClock) -> None:
    hear(cord(BOX, 1, clock.now(), 1))
    moved = renamed_box(plan(), BOX, "A00000FF")
    ask(recorder, AdoptPlan(who="ann", plan=moved), clock.now())
    assert recorder.wanted(f"box/{BOX}") is None
    assert recorder.wanted("box/A00000FF") is not None


def renamed_box(plan: Plan, old: str, new: str) -> Plan:
    return Plan.model_validate_json(plan.model_dump_json().replace(old, new))
