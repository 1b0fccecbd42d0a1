"""Who is second is told who was first and when, in the plan's own time of day."""

from __future__ import annotations

import pytest

from andon.base.errors import CommandRejected
from andon.floor.decide import decide
from andon.floor.state import Floor
from andon.model.command import AnswerCall, AnswerFixed, AnswerStop, CallRecord, Command, RaiseCall
from andon.model.entry import CallAsked, CallFixed
from tests.floor.bench import AT, Bench, S

OVER = CallRecord(7, "paint", "oven", "help", AT, "resolved", "mai", 1, None)


def _refusal(floor: Floor, command: Command, subject: CallRecord | None = None) -> CommandRejected:
    with pytest.raises(CommandRejected) as refused:
        decide(floor, command, subject, AT)
    return refused.value


def _called() -> tuple[Bench, int]:
    """An oven whose cord was pulled, and the call."""
    bench = Bench("oven kolkata")
    bench.say("box/A0000009/cord", True)
    return bench, bench.floor.state.seq


def test_the_second_to_hear_is_told_who_heard_and_when() -> None:
    bench, call = _called()
    (heard,) = decide(bench.floor, AnswerCall(who="mai", call=call, said="acknowledge"), None, AT + 10 * S)
    bench.add(heard)
    refused = _refusal(bench.floor, AnswerCall(who="tuan", call=call, said="acknowledge"))
    assert (refused.conflict, refused.who, refused.at) == (True, "mai", AT + 10 * S)
    assert refused.reason == "somebody has heard already, by mai at 08:00:10"


def test_a_call_that_is_over_says_how_and_by_whom() -> None:
    refused = _refusal(Bench("oven kolkata").floor, AnswerCall(who="tuan", call=7, said="wrong"), OVER)
    assert (refused.conflict, refused.reason) == (True, "the call is over: resolved, by mai at 08:00:00")


def test_a_call_or_stop_that_never_was_is_no_conflict() -> None:
    floor = Bench("oven kolkata").floor
    assert not _refusal(floor, AnswerCall(who="mai", call=99, said="wrong")).conflict
    assert not _refusal(floor, AnswerStop(who="mai", stop=99, said="acknowledge")).conflict


def test_not_fixed_raises_the_call_again_and_counts_the_return() -> None:
    told = decide(Bench("oven kolkata").floor, AnswerFixed(who="lan", call=7, fixed=False), OVER, AT)
    where = {"line": "paint", "station": "oven"}
    assert told == [
        CallFixed(at=AT, who="lan", call=7, **where, fixed=False),
        CallAsked(at=AT, who="lan", **where, type="help", again=7, returns=2),
    ]


def test_not_fixed_with_such_a_call_open_raises_no_second() -> None:
    bench, _ = _called()
    assert len(decide(bench.floor, AnswerFixed(who="lan", call=7, fixed=False), OVER, AT)) == 1


def test_nothing_is_raised_where_no_plan_holds() -> None:
    refused = _refusal(Floor(), RaiseCall(who="", line="paint", station="oven", type="help"))
    assert "no station paint/oven" in refused.reason
