"""What a command comes to: done once, answered with its entry, or refused with the reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from andon.base.errors import CommandRejected
from andon.model.command import AdoptPlan, Classify
from andon.model.entry import (
    Entry,
    PlanAdopted,
)
from andon.model.signal import Receipt
from andon.runtime.inbox import Asked, Item
from andon.runtime.recorder import Recorder
from tests.books.clock import FakeClock
from tests.books.plant import fault, plan
from tests.runtime.asking import ask

Hear = Callable[..., list[Receipt]]
Entries = Callable[[type[Entry]], list[Any]]
RowsIn = Callable[[str], list[tuple[Any, ...]]]
BOX = "A0000001"
POISON = float("nan")  # JSON has no word for it, so the insert of its entry fails


def told(clock: FakeClock, seq: int) -> dict[str, object]:
    """The answer to a command that was asked now."""
    return {"seq": seq, "at": clock.now()}


def test_a_command_answers_with_its_entry(recorder: Recorder, clock: FakeClock, entries: Entries) -> None:
    other = plan().model_copy(update={"site": {"en": "Elsewhere"}})
    assert ask(recorder, AdoptPlan(who="ann", plan=other), clock.now()) == told(clock, entries(PlanAdopted)[-1].seq)
    assert entries(PlanAdopted)[-1].who == "ann"


def test_a_command_that_may_not_be_says_why(recorder: Recorder, clock: FakeClock) -> None:
    again = ask(recorder, AdoptPlan(who="ann", plan=plan()), clock.now())
    assert isinstance(again, CommandRejected) and again.conflict
    unknown = ask(recorder, Classify(who="ann", stop=99, reason="broken", version=1), clock.now())
    assert isinstance(unknown, CommandRejected) and not unknown.conflict


def test_a_command_sees_what_was_said_just_before_it(recorder: Recorder, clock: FakeClock) -> None:
    answers: list[dict[str, object] | Exception] = []
    begin = Item("test", fault("w1", "E-1", clock.now()))
    stop = recorder.floor.state.seq + 2  # the device is heard, then its fault
    classify = Asked(Classify(who="ann", stop=stop, reason="not-yet-known", version=1), clock.now())
    recorder.process([begin, Item("desk", classify, answer=answers.append)])
    assert answers == [told(clock, stop + 1)]


def test_a_command_with_a_key_happens_once(recorder: Recorder, clock: FakeClock, entries: Entries) -> None:
    there = AdoptPlan(who="ann", plan=plan().model_copy(update={"site": {"en": "There"}}))
    back = AdoptPlan(who="ann", plan=plan())
    first = ask(recorder, there, clock.now(), key="k1")
    ask(recorder, back, clock.now(), key="k2")
    assert first == told(clock, 2)
    heard_at = clock.now()
    clock.advance(5)
    repeated = ask(recorder, there, clock.now(), key="k1")
    assert isinstance(repeated, dict) and (repeated["duplicate"], repeated["at"]) == (True, heard_at)
    assert len(entries(PlanAdopted)) == 3


def test_the_same_key_of_somebody_else_is_another_command(recorder: Recorder, clock: FakeClock) -> None:
    there = plan().model_copy(update={"site": {"en": "There"}})
    ask(recorder, AdoptPlan(who="ann", plan=there), clock.now(), key="1")
    assert ask(recorder, AdoptPlan(who="bob", plan=plan()), clock.now(), key="1") == told(clock, 3)
    assert ask(recorder, AdoptPlan(who="ann/b", plan=there), clock.now(), key="c") == told(clock, 4)
    assert ask(recorder, AdoptPlan(who="ann", plan=plan()), clock.now(), key="b/c") == told(clock, 5)


def test_a_rejected_command_may_be_asked_again_with_its_key(recorder: Recorder, clock: FakeClock) -> None:
    assert isinstance(ask(recorder, AdoptPlan(who="ann", plan=plan()), clock.now(), key="k"), CommandRejected)
    there = plan().model_copy(update={"site": {"en": "There"}})
    assert ask(recorder, AdoptPlan(who="ann", plan=there), clock.now(), key="k") == told(clock, 2)
