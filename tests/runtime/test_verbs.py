"""What other processes want written is written by the recorder and answered after it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from andon.base.errors import BadInput, CommandRejected, NothingThere
from andon.base.units import US_PER_S
from andon.model.entry import CallAsked, Entry, PlanAdopted
from andon.runtime.desk import Verb
from andon.runtime.recorder import Recorder
from andon.runtime.tokens import new_token
from tests.books.clock import FakeClock
from tests.books.plant import fault, plan

Verbs = dict[str, Verb]
Entries = Callable[[type[Entry]], list[Any]]
RowsIn = Callable[[str], list[tuple[Any, ...]]]


def elsewhere() -> dict[str, object]:
    return plan().model_copy(update={"site": {"en": "Elsewhere"}}).model_dump(mode="json")


def test_a_ping_is_answered_without_the_recorder(verbs: Verbs) -> None:
    assert verbs["ping"]({}) == {}


def test_a_plan_is_adopted_and_on_disk_when_it_is_answered(verbs: Verbs, entries: Entries) -> None:
    answer = verbs["adopt-plan"]({"who": "cli", "plan": elsewhere()})
    last = entries(PlanAdopted)[-1]
    assert answer == {"seq": last.seq, "at": last.at}
    assert (last.who, last.plan.site) == ("cli", {"en": "Elsewhere"})


def test_the_plan_that_holds_is_not_adopted_again(verbs: Verbs) -> None:
    with pytest.raises(CommandRejected) as refused:
        verbs["adopt-plan"]({"who": "cli", "plan": plan().model_dump(mode="json")})
    assert refused.value.conflict


def test_the_same_key_changes_nothing_twice(verbs: Verbs, entries: Entries) -> None:
    first = verbs["adopt-plan"]({"who": "cli", "plan": elsewhere(), "key": "k"})
    assert verbs["adopt-plan"]({"who": "cli", "plan": elsewhere(), "key": "k"})["duplicate"]
    assert first["seq"] == entries(PlanAdopted)[-1].seq


def test_a_key_that_was_used_for_something_else_is_refused(verbs: Verbs, entries: Entries) -> None:
    pull = {"who": "mai", "line": "weld", "type": "help", "key": "k"}
    verbs["raise-call"]({**pull, "station": "w1"})
    with pytest.raises(CommandRejected, match="used for something else") as refused:
        verbs["raise-call"]({**pull, "station": "w2"})
    assert not refused.value.conflict
    assert verbs["raise-call"]({**pull, "station": "w1", "age_us": 9_500_000})["duplicate"], (
        "the same pull, waiting longer"
    )
    assert [entry.station for entry in entries(CallAsked)] == ["w1"]


def test_a_stop_is_classified_by_the_version_that_was_read(
    recorder: Recorder, hear: Callable[..., Any], clock: FakeClock, verbs: Verbs, rows_in: RowsIn
) -> None:
    from andon.runtime.inbox import Item

    recorder.process([Item("test", fault("w1", "E-1", clock.now()))])
    stop, version = rows_in("stop")[0][0], rows_in("stop")[0][11]
    asked = {"who": "ann", "stop": stop, "reason": "not-yet-known", "version": version}
    verbs["classify"](dict(asked))
    with pytest.raises(CommandRejected, match="read it again") as stale:
        verbs["classify"](dict(asked))
    assert stale.value.conflict


def test_a_trigger_that_is_not_open_cannot_rest(verbs: Verbs) -> None:
    with pytest.raises(CommandRejected, match="not open"):
        verbs["rest-trigger"]({"who": "ann", "trigger": 12})


@pytest.mark.parametrize(
    ("verb", "payload"), [("rest-trigger", {"trigger": "12"}), ("cursor", {"forwarder": "a", "seq": True})]
)
def test_a_number_that_is_none_is_refused(verbs: Verbs, verb: str, payload: dict[str, object]) -> None:
    with pytest.raises(TypeError, match="a whole number"):
        verbs[verb](payload)


def test_a_cursor_is_kept(verbs: Verbs, rows_in: RowsIn) -> None:
    verbs["cursor"]({"forwarder": "archive", "seq": 12})
    assert rows_in("cursor") == [("archive", 12)]


def test_a_number_that_no_file_can_hold_breaks_nothing(verbs: Verbs, rows_in: RowsIn) -> None:
    with pytest.raises(TypeError):
        verbs["cursor"]({"forwarder": "archive", "seq": 2**70})
    verbs["cursor"]({"forwarder": "archive", "seq": 12})
    assert rows_in("cursor") == [("archive", 12)]


def test_what_a_forwarder_cannot_deliver_is_kept_with_its_reason(verbs: Verbs, rows_in: RowsIn) -> None:
    verbs["set-aside"]({"where": "influx", "what": "12: Noted", "reason": "type conflict"})
    assert rows_in("set_aside")[0][2:] == ("influx", "12: Noted", "type conflict")


def test_a_token_is_shown_once_and_only_its_digest_is_kept(verbs: Verbs, rows_in: RowsIn) -> None:
    secret = new_token(lambda verb, payload: verbs[verb](payload), "mes", ["signals", "read"])
    ((name, digest, scopes, _, revoked),) = rows_in("token")
    assert (name, scopes, revoked) == ("mes", "signals read", None)
    assert digest == hashlib.sha256(secret.encode()).digest()


def test_a_token_s_name_is_given_once(verbs: Verbs) -> None:
    def ask(verb: str, payload: dict[str, object]) -> dict[str, object]:
        return verbs[verb](payload)

    new_token(ask, "mes", ["read"])
    for _ in range(2):
        with pytest.raises(CommandRejected, match="take another name"):
            new_token(ask, "mes", ["read"])
        ask("token-revoke", {"name": "mes"})
    with pytest.raises(BadInput, match="there is no scope"):
        new_token(ask, "other", ["everything"])


def test_a_token_is_revoked_once(verbs: Verbs) -> None:
    new_token(lambda verb, payload: verbs[verb](payload), "mes", ["read"])
    assert verbs["token-revoke"]({"name": "mes"}) == {"revoked": True}
    assert verbs["token-revoke"]({"name": "mes"}) == {"revoked": False}


def _refused(verbs: Verbs, verb: str, payload: dict[str, object]) -> CommandRejected:
    with pytest.raises(CommandRejected) as refused:
        verbs[verb](payload)
    return refused.value


def test_a_call_is_raised_answered_and_judged(verbs: Verbs, rows_in: RowsIn) -> None:
    where = {"line": "weld", "station": "w1"}
    call = verbs["raise-call"]({"who": "lan", **where, "type": "help"})["seq"]
    verbs["acknowledge-call"]({"who": "mai", "call": call})
    second = _refused(verbs, "acknowledge-call", {"who": "tuan", "call": call})
    assert (second.conflict, second.who) == (True, "mai")
    assert second.at is not None
    verbs["arrive-call"]({"who": "mai", "call": call})
    verbs["arrive-call"]({"who": "mai", "call": call, "at_station": True})
    verbs["resolve-call"]({"who": "mai", "call": call})
    over = _refused(verbs, "wrong-call", {"who": "tuan", "call": call})
    assert (over.conflict, over.who, "resolved" in over.reason) == (True, "mai", True)
    again = verbs["answer-fixed"]({"who": "lan", "call": call, "fixed": False})["seq"]
    assert _refused(verbs, "answer-fixed", {"who": "lan", "call": call, "fixed": True}).conflict
    verbs["cancel-call"]({"who": "lan", "call": again})
    assert [row[0] for row in rows_in("call")] == [call, again]


def test_a_station_is_asked_to_stop_and_restarted(verbs: Verbs, rows_in: RowsIn) -> None:
    where = {"line": "weld", "station": "w1"}
    stop = verbs["ask-to-stop"]({"who": "lan", **where})["seq"]
    verbs["acknowledge-stop"]({"who": "mai", "stop": stop})
    assert _refused(verbs, "acknowledge-stop", {"who": "tuan", "stop": stop}).who == "mai"
    verbs["arrive-stop"]({"who": "mai", "stop": stop, "at_station": True})
    verbs["restart"]({"who": "mai", **where})
    assert _refused(verbs, "acknowledge-stop", {"who": "tuan", "stop": stop}).conflict
    assert not _refused(verbs, "restart", {"who": "mai", **where}).conflict
    assert rows_in("stop")[0][5] == "restarted"


def test_what_the_book_has_not_is_refused_in_words(verbs: Verbs) -> None:
    assert "there is no call 999" in _refused(verbs, "wrong-call", {"call": 999}).reason
    assert "there is no stop 999" in _refused(verbs, "arrive-stop", {"stop": 999}).reason
    assert "there is no call 999" in _refused(verbs, "answer-fixed", {"call": 999, "fixed": True}).reason


def test_a_pull_that_waited_is_dated_back_and_one_that_waited_too_long_is_missed(
    verbs: Verbs, rows_in: RowsIn, clock: FakeClock
) -> None:
    asked = {"who": "lan", "line": "weld", "station": "w1", "type": "help"}
    late = verbs["raise-call"]({**asked, "age_us": 301 * US_PER_S})["seq"]
    now = verbs["raise-call"]({**asked, "age_us": 40 * US_PER_S})["seq"]
    calls = {row[0]: row for row in rows_in("call")}
    assert (calls[late][5], calls[late][8]) == (clock.now() - 301 * US_PER_S, "missed")
    assert calls[now][8] is None


def test_a_suggestion_is_kept_as_it_was_said(verbs: Verbs, rows_in: RowsIn, clock: FakeClock) -> None:
    said = {"line": "weld", "station": "w1", "text": "Đặt kệ gần máy\nhơn", "by": "op-17"}
    receipt = verbs["suggest"]({"who": "device:t1", **said})["seq"]
    assert rows_in("suggestion") == [(receipt, clock.now(), *said.values(), "device:t1")]


@pytest.mark.parametrize("verb", ["classify", "cancel-call", "answer-fixed", "arrive-stop"])
def test_what_is_about_nothing_says_so(verbs: Verbs, verb: str) -> None:
    given = {"who": "ann", "call": 99, "stop": 99, "fixed": True, "reason": "broken", "version": 1}
    with pytest.raises(NothingThere, match="there is no"):
        verbs[verb](given)
