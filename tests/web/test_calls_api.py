"""Calls and stops, as programs raise and answer them."""

from __future__ import annotations

import secrets
from types import SimpleNamespace

import pytest

from andon.base.errors import CommandRejected, NothingThere
from andon.base.units import US_PER_S, to_iso
from andon.web.proofs import digest_of
from tests.pairing import cookie_name

from .book import Book


@pytest.fixture
def known(web: SimpleNamespace, floor: Book) -> dict[str, str]:
    """Headers of a program that may raise and answer calls, and nothing else."""
    floor.token("secret", "calls", "tablet")
    return {"Authorization": "Bearer secret"}


@pytest.fixture
def tablet(web: SimpleNamespace, floor: Book) -> dict[str, str]:
    """Headers of the page on a paired tablet of press/s1; its cookie is in the client."""
    cookie = secrets.token_urlsafe(32)
    place = {"kind": "station", "line": "press", "station": "s1", "code": ""}
    row = {"id": "t1", "name": "Tablet", "digest": digest_of(cookie), "asked": 0, "approved": 1, "approved_by": "mai"}
    floor.insert("device", **place, **row)
    web.client.set_cookie(cookie_name(), cookie)
    return {"X-CSRFToken": web.client.get("/api/v1/here").json["csrf"]}


def test_a_cord_on_a_screen_is_pulled(web: SimpleNamespace, known: dict[str, str]) -> None:
    asked = {"line": "press", "station": "s1", "type": "help"}
    said = web.client.post("/api/v1/calls", json=asked, headers=known | {"Idempotency-Key": "k"})
    assert (said.status_code, said.json) == (200, {"seq": 7, "at": to_iso(10 * US_PER_S)})
    assert web.desk.asked == [("raise-call", {"who": "tablet", **asked, "age_us": 0, "key": "k"})]


def test_a_pull_that_waited_in_the_tablet_says_how_old_it_is(web: SimpleNamespace, known: dict[str, str]) -> None:
    asked = {"line": "press", "station": "s1", "type": "help", "age_s": 41.5}
    assert web.client.post("/api/v1/calls", json=asked, headers=known).status_code == 200
    assert web.desk.asked[0][1]["age_us"] == 41_500_000
    for wrong in (-1, 1e9, "41", None):
        said = web.client.post("/api/v1/calls", json=asked | {"age_s": wrong}, headers=known)
        assert said.status_code == 400, wrong
    assert len(web.desk.asked) == 1


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


def test_the_type_may_follow_the_pull(web: SimpleNamespace, known: dict[str, str]) -> None:
    assert web.client.post("/api/v1/calls/5/retype", json={"type": "material"}, headers=known).status_code == 200
    assert web.client.post("/api/v1/calls/5/retype", json={}, headers=known).status_code == 400
    assert web.desk.asked == [("retype-call", {"who": "tablet", "call": 5, "type": "material"})]


def test_fixed_or_not(web: SimpleNamespace, known: dict[str, str]) -> None:
    for fixed in (True, False):
        assert web.client.post("/api/v1/calls/5/fixed", json={"fixed": fixed}, headers=known).status_code == 200
    assert web.client.post("/api/v1/calls/5/fixed", json={"fixed": "yes"}, headers=known).status_code == 400
    assert [payload["fixed"] for _, payload in web.desk.asked] == [True, False]


def test_somebody_arrives_at_a_stop(web: SimpleNamespace, known: dict[str, str]) -> None:
    assert web.client.post("/api/v1/stops/6/arrive", json={"at_station": True}, headers=known).status_code == 200
    assert web.desk.asked == [("arrive-stop", {"who": "tablet", "stop": 6, "at_station": True})]


@pytest.mark.parametrize("word", ["ask-to-stop", "restart"])
def test_a_station_is_asked_to_stop_and_runs_again(web: SimpleNamespace, known: dict[str, str], word: str) -> None:
    assert web.client.post(f"/api/v1/stations/press/s1/{word}", headers=known).status_code == 200
    assert web.desk.asked == [(word, {"who": "tablet", "line": "press", "station": "s1"})]
    for place in ("press/s9", "moon/s1"):
        assert web.client.post(f"/api/v1/stations/{place}/{word}", headers=known).status_code == 404
    assert len(web.desk.asked) == 1


@pytest.mark.parametrize("path", ["calls/5/fixed", "calls/5/cancel", "stops/5/classify", "stops/5/acknowledge"])
def test_what_is_not_there_is_not_found(web: SimpleNamespace, known: dict[str, str], floor: Book, path: str) -> None:
    floor.token("all", "calls stops", "all")
    web.desk.answer = NothingThere("there is no such one")
    body = {"fixed": True} if "fixed" in path else {"reason": "scratch", "version": 1} if "classify" in path else None
    said = web.client.post(f"/api/v1/{path}", json=body, headers={"Authorization": "Bearer all"})
    assert (said.status_code, said.json["detail"]) == (404, "there is no such one")


@pytest.mark.parametrize(
    ("told", "alive", "text"),
    [
        ({}, True, ""),
        ({"battery": 0.5, "charging": False}, True, "battery 50%, not charging"),
        ({"battery": 0.15, "charging": False}, True, "battery 15%, not charging"),
        ({"battery": 0.14, "charging": False}, False, "battery 14%, not charging"),
        ({"battery": 0.14, "charging": True}, True, "battery 14%, charging"),
        ({"battery": 0.14}, False, "battery 14%, not charging"),
    ],
)
def test_a_tablet_whose_battery_goes_is_no_cord(
    web: SimpleNamespace, tablet: dict[str, str], told: dict, alive: bool, text: str
) -> None:
    said = web.client.post("/api/v1/stations/press/s1/alive", json=told, headers=tablet)
    assert (said.status_code, said.json) == (200, {"at": to_iso(10 * US_PER_S)})
    place = {"line": "press", "station": "s1"}
    assert ("page-alive", {**place, "alive": alive, "text": text}) in web.desk.asked


def test_only_the_stations_own_tablet_lives_for_it(
    web: SimpleNamespace, tablet: dict[str, str], known: dict[str, str]
) -> None:
    assert web.client.post("/api/v1/stations/press/s1/alive", json={}, headers=known).status_code == 403
    assert web.client.post("/api/v1/stations/press/s2/alive", json={}, headers=tablet).status_code == 403
    assert web.client.post("/api/v1/stations/press/s1/alive", json={}).status_code == 403  # no token of our page
    assert [verb for verb, _ in web.desk.asked if verb == "page-alive"] == []


def test_a_paired_tablet_acts_at_its_own_station_and_nowhere_else(
    web: SimpleNamespace, tablet: dict[str, str], floor: Book
) -> None:
    for number, station in ((5, "s1"), (6, "s2")):
        place = {"line": "press", "station": station, "type": "help", "point": "", "began": 0, "returns": 0}
        floor.insert("call", id=number, **place)
        floor.stop(0, None, id=number, station=station)
    asked = {"line": "press", "type": "help"}
    for station, number, status in (("s1", 5, 200), ("s2", 6, 403)):
        for path, body in (
            ("calls", asked | {"station": station}),
            (f"calls/{number}/cancel", None),
            (f"calls/{number}/fixed", {"fixed": True}),
            (f"stops/{number}/arrive", {"at_station": True}),
            (f"stops/{number}/classify", {"reason": "scratch", "version": 1}),
            (f"stations/press/{station}/ask-to-stop", None),
            (f"stations/press/{station}/restart", None),
            ("suggestions", {"line": "press", "station": station, "text": "a shelf"}),
        ):
            said = web.client.post(f"/api/v1/{path}", json=body, headers=tablet)
            assert said.status_code == status, (path, said.text)
    assert {payload["who"] for _, payload in web.desk.asked if "who" in payload} == {"device:t1"}


def test_a_suggestion_has_a_receipt_at_once(web: SimpleNamespace, known: dict[str, str]) -> None:
    said = {"line": "press", "station": "s1", "text": "ಲೈನ್ ಬದಿಯಲ್ಲಿ ಒಂದು ಕಪಾಟು", "by": "op-17"}
    answer = web.client.post("/api/v1/suggestions", json=said, headers=known)
    assert (answer.status_code, answer.json["seq"]) == (200, 7)
    assert web.desk.asked == [("suggest", {"who": "tablet", **said})]


@pytest.mark.parametrize(
    ("text", "by"), [("x" * 2001, ""), ("half of a pair: \ud800", ""), ("a ladder", "Nguyễn Văn An"), (None, "")]
)
def test_a_suggestion_that_cannot_be_kept(
    web: SimpleNamespace, known: dict[str, str], text: str | None, by: str
) -> None:
    said = {"line": "press", "station": "s1", "text": text, "by": by}
    assert web.client.post("/api/v1/suggestions", json=said, headers=known).status_code == 400
    assert web.desk.asked == []


def test_suggestions_are_listed_newest_first(web: SimpleNamespace, floor: Book) -> None:
    for number, station in enumerate(("s1", "s2", "s1"), 1):
        row = {"at": number * US_PER_S, "line": "press", "station": station, "by": "", "who": "tablet"}
        floor.insert("suggestion", id=number, text=f"suggestion {number}", **row)
    first = web.client.get("/api/v1/suggestions?limit=2").json
    assert [item["text"] for item in first["items"]] == ["suggestion 3", "suggestion 2"]
    rest = web.client.get(f"/api/v1/suggestions?limit=2&cursor={first['next']}").json
    assert ([item["id"] for item in rest["items"]], rest["next"]) == ([1], None)
    of_one = web.client.get("/api/v1/suggestions?line=press&station=s2").json["items"]
    assert [item["id"] for item in of_one] == [2]
    later = web.client.get("/api/v1/suggestions?from=1970-01-01T00:00:02Z&to=1970-01-01T00:00:03Z").json["items"]
    assert [item["id"] for item in later] == [2]


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
    call = {"id": 5, "type": "help", "since": 0, "until": 20 * US_PER_S, "acknowledged": US_PER_S, "arrived_by": "an"}
    floor.tile("press", "s1", "call", calls=[call | {"acknowledged_by": "mai", "returns": 1}])
    (shown,) = web.client.get("/api/v1/board?line=press").json["lines"][0]["stations"][0]["calls"]
    assert (shown["until"], shown["state"]) == (to_iso(20 * US_PER_S), "acknowledged")
    assert (shown["acknowledged_by"], shown["arrived_by"], shown["returns"]) == ("mai", "an", 1)


def test_a_window_that_is_frozen_says_what_will_be_left(web: SimpleNamespace, floor: Book) -> None:
    floor.tile("press", "s1", "call", calls=[{"id": 5, "type": "help", "since": 0, "left_us": 7_500_000}])
    (shown,) = web.client.get("/api/v1/board?line=press").json["lines"][0]["stations"][0]["calls"]
    assert (shown["until"], shown["left_s"]) == (None, 7.5)
