"""What other processes want written is written by the recorder and answered after it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from andon.base.errors import BadInput, CommandRejected
from andon.model.entry import Entry, PlanAdopted
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
    assert answer == {"seq": last.seq}
    assert (last.who, last.plan.site) == ("cli", {"en": "Elsewhere"})


def test_the_plan_that_holds_is_not_adopted_again(verbs: Verbs) -> None:
    with pytest.raises(CommandRejected) as refused:
        verbs["adopt-plan"]({"who": "cli", "plan": plan().model_dump(mode="json")})
    assert refused.value.conflict


def test_the_same_key_changes_nothing_twice(verbs: Verbs, entries: Entries) -> None:
    first = verbs["adopt-plan"]({"who": "cli", "plan": elsewhere(), "key": "k"})
    assert verbs["adopt-plan"]({"who": "cli", "plan": elsewhere(), "key": "k"})["duplicate"]
    assert first == {"seq": entries(PlanAdopted)[-1].seq}


def test_a_stop_is_classified_by_the_version_that_was_read(
    recorder: Recorder, hear: Callable[..., Any], clock: FakeClock, verbs: Verbs, rows_in: RowsIn
) -> None:
    from andon.runtime.inbox import Item

    recorder.process([Item("test", fault("w1", "E-1", clock.now()))])
    stop, version = rows_in("stop")[0][0], rows_in("stop")[0][-1]
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
