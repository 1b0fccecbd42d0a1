"""Calls and stops, as programs raise and answer them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from andon.base.errors import CommandRejected
from andon.base.units import US_PER_S, to_iso

from .book import Book


@pytest.fixture
def known(web: SimpleNamespace, floor: Book) -> dict[str, str]:
    """Headers of a program that may raise and answer calls, and nothing else."""
    floor.token("secret", "calls", "tablet")
    return {"Authorization": "Bearer secret"}


def test_a_cord_on_a_screen_is_pulled(web: SimpleNamespace, known: dict[str, str]) -> None:
    asked = {"line": "press", "station": "s1", "type": "help"}
    said = web.client.post("/api/v1/calls", json=asked, headers=known | {"Idempotency-Key": "k"})
    assert (said.status_code, said.json) == (200, {"seq": 7})
    assert web.desk.asked == [("raise-call", {"who": "tablet", **asked, "key": "k"})]


@pytest.mark.parametrize("word", ["acknowledge", "resolve", "cancel", "wrong"])
def test_a_call_is_answered(web: SimpleNamespace, known: dict[str, str], word: str) -> None:
    assert web.client.post(f"/api/v1/calls/5/{word}", headers=known).status_code == 200
    assert web.desk.asked == [(f"{word}-call", {"who": "tablet", "call": 5})]


def test_who_arrives_says_whether_it_is_at_the_station(web: SimpleNamespace, known: dict[str, str]) -> None:
    for body in ({"at_station": True}, {}):
        assert web.client.post("/api/v1/calls/5/arrive", json=body, headers=known).status_code == 200
    assert [payload["at_station"] for _, payload in web.desk.asked] == [True, False]


def test_a_stop_is_acknowledged(web: SimpleNamespace, known: dict[str, str]) -> None:
    assert web.client.post("/api/v1/stops/6/acknowledge", headers=known).status_code == 200
    assert web.desk.asked == [("acknowledge-stop", {"who": "tablet", "stop": 6})]


def test_who_is_second_is_told_who_was_first_and_when(web: SimpleNamespace, known: dict[str, str]) -> None:
    sentence = "somebody has heard already, by mai at 08:00:10"
    web.desk.answer = CommandRejected(sentence, conflict=True, who="mai", at=10 * US_PER_S)
    said = web.client.post("/api/v1/calls/5/acknowledge", headers=known)
    assert (said.status_code, said.content_type) == (409, "application/problem+json")
    assert (said.json["detail"], said.json["who"], said.json["at"]) == (sentence, "mai", to_iso(10 * US_PER_S))


def test_another_scope_answers_no_call(web: SimpleNamespace, floor: Book) -> None:
    floor.token("other", "stops", "mes")
    headers = {"Authorization": "Bearer other"}
    assert web.client.post("/api/v1/calls/5/acknowledge", headers=headers).status_code == 403
    assert web.desk.asked == []


def test_the_board_says_until_when_and_who_comes(web: SimpleNamespace, floor: Book) -> None:
    call = {"id": 5, "type": "help", "since": 0, "until": 20 * US_PER_S, "acknowledged": US_PER_S}
    floor.tile("press", "s1", "call", calls=[call | {"acknowledged_by": "mai", "returns": 1}])
    (shown,) = web.client.get("/api/v1/board?line=press").json["lines"][0]["stations"][0]["calls"]
    assert (shown["until"], shown["state"]) == (to_iso(20 * US_PER_S), "acknowledged")
    assert (shown["acknowledged_by"], shown["returns"]) == ("mai", 1)
