"""Commands: what may be done now, and the sentence for a person when it may not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from andon.base.errors import CommandRejected
from andon.floor.decide import decide
from andon.floor.state import Floor
from andon.model.command import AdoptPlan, Classify, Command, RestTrigger, StopRecord
from andon.model.entry import PlanAdopted, StopClassified, TriggerClosed
from tests.floor.bench import AT, Bench, S
from tests.stories.teller import load_plan

RECORD = StopRecord(7, "paint", "oven", AT, None, "tool-worn", "abnormality", "equipment", 7, 2)


def _refusal(bench: Bench, command: Command, subject: StopRecord | None = None) -> CommandRejected:
    with pytest.raises(CommandRejected) as refused:
        decide(bench.floor, command, subject, AT)
    return refused.value


def test_a_plan_is_adopted_by_whoever_asks_when_it_is_another() -> None:
    other = load_plan("sander kolkata")
    assert decide(Bench("oven kolkata").floor, AdoptPlan(who="mai", plan=other), None, AT) == [
        PlanAdopted(at=AT, who="mai", plan=other)
    ]


def test_the_plan_that_holds_is_not_adopted_again() -> None:
    assert _refusal(Bench("oven kolkata"), AdoptPlan(who="mai", plan=load_plan("oven kolkata"))).conflict


def test_a_classification_carries_where_the_stop_belonged() -> None:
    asked = Classify(who="mai", stop=7, reason="defect-found", version=2)
    assert decide(Bench("oven kolkata").floor, asked, RECORD, AT) == [
        StopClassified(
            at=AT,
            who="mai",
            stop=7,
            line="paint",
            station="oven",
            reason="defect-found",
            version=2,
            was_category="equipment",
            was_trigger=7,
        )
    ]


def test_a_stale_version_is_a_conflict_that_says_what_it_is_now() -> None:
    asked = Classify(who="mai", stop=7, reason="defect-found", version=1)
    refused = _refusal(Bench("oven kolkata"), asked, RECORD)
    assert refused.conflict
    assert "version 2 with reason 'tool-worn'" in refused.reason


def test_a_stop_that_is_not_there_and_a_reason_that_is_not_there_are_refused() -> None:
    bench = Bench("oven kolkata")
    asked = Classify(who="mai", stop=7, reason="defect-found", version=2)
    assert "no stop 7" in _refusal(bench, asked).reason
    assert "no reason 'bad-luck'" in _refusal(bench, replace(asked, reason="bad-luck"), RECORD).reason
    assert "no reason" in str(_refused_without_a_plan(asked))


def _refused_without_a_plan(asked: Command) -> CommandRejected:
    with pytest.raises(CommandRejected) as refused:
        decide(Floor(), asked, RECORD, AT)
    return refused.value


def test_a_trigger_rests_when_its_stop_is_over() -> None:
    bench = Bench("oven kolkata")
    bench.say("box/A0000009/stop", True)
    (trigger,) = bench.floor.state.triggers.values()
    asked = RestTrigger(who="mai", trigger=trigger.id)
    assert not _refusal(bench, asked).conflict
    bench.now += S
    bench.say("box/A0000009/stop", False)
    assert decide(bench.floor, asked, None, AT) == [TriggerClosed(at=AT, who="mai", trigger=trigger.id)]


def test_a_trigger_that_is_not_open_is_a_conflict() -> None:
    assert _refusal(Bench("oven kolkata"), RestTrigger(who="mai", trigger=99)).conflict


def test_a_command_nobody_knows_is_refused_in_words() -> None:
    assert "nobody here knows how to Command" in _refusal(Bench("oven kolkata"), Command(who="mai")).reason
