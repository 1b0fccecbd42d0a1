"""The API as programs see it."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest

from andon.base.errors import BadInput, CommandRejected, DeskUnavailable
from andon.base.units import US_PER_HOUR, US_PER_S, to_iso
from andon.model.plan import Station

from .book import Book, make_plan

PROBLEM = "application/problem+json"


@pytest.fixture
def known(web: SimpleNamespace, floor: Book) -> dict[str, str]:
    """Headers of a program that may do everything."""
    floor.token("secret", "signals calls stops kaizens read", "box")
    return {"Authorization": "Bearer secret"}


def test_board(web: SimpleNamespace, floor: Book) -> None:
    floor.tally("press", "s1", 30, 2)
    said = web.client.get("/api/v1/board?line=press").json
    assert [line["id"] for line in said["lines"]] == ["press"]
    station = said["lines"][0]["stations"][0]
    assert station | {"since": 0, "seq": 0, "target": 0} == {
        "id": "s1",
        "name": "Station 1",
        "state": "running",
        "since": 0,
        "signal": "good",
        "calls": [],
        "stop": None,
        "safety": False,
        "triggers": 0,
        "lamp_fault": False,
        "test": None,
        "seq": 0,
        "good": 30,
        "reject": 2,
        "target": 0,
    }
    assert station["target"] == 60


def test_where_nothing_is_counted_nothing_is_said_of_pieces(web: SimpleNamespace, book: Book) -> None:
    plan = make_plan()
    bare = plan.lines[0].model_copy(update={"stations": (Station(id="s1", name="Hand work", box="A0000001"),)})
    book.adopt(plan.model_copy(update={"lines": (bare,)}))
    book.tally("press", "s1", 0, 0)
    (station,) = web.client.get("/api/v1/board?line=press").json["lines"][0]["stations"]
    assert (station["good"], station["reject"], station["target"]) == (None, None, None)


def test_a_tile_tells_how_long_is_left_who_comes_and_what_caused_it(web: SimpleNamespace, floor: Book) -> None:
    call = {"id": 5, "type": "help", "since": 1_000_000, "left_us": 7_500_000, "window_us": 15_000_000}
    call |= {"acknowledged": 2_000_000, "acknowledged_by": "person:1", "arrived": 3_000_000, "arrived_by": "person:2"}
    floor.tile("press", "s1", "call", calls=[call | {"at_station": False}], lamp_fault=True)
    stop = {"id": 9, "since": 1, "reason": "unknown", "stop_class": "induced", "induced": "starved", "caused_by": 4}
    floor.tile("press", "s2", "starved", stop=stop)
    first, second = web.client.get("/api/v1/board?line=press").json["lines"][0]["stations"]
    (said,) = first["calls"]
    assert (said["until"], said["left_s"], said["window_s"]) == (None, 7.5, 15.0)
    assert (said["acknowledged_by"], said["arrived_by"], said["at_station"]) == ("person:1", "person:2", False)
    assert first["lamp_fault"] is True and second["lamp_fault"] is False
    assert (second["stop"]["induced"], second["stop"]["caused_by"]) == ("starved", 4)


def test_names_follow_the_language_that_is_asked_for(web: SimpleNamespace, floor: Book) -> None:
    said = web.client.get("/api/v1/board", headers={"Accept-Language": "ja"}).json
    assert [line["name"] for line in said["lines"]] == ["pressライン", "paintライン"]


def test_a_line_that_is_not_is_not_found(web: SimpleNamespace, floor: Book) -> None:
    for path in ("board", "stream"):
        answer = web.client.get(f"/api/v1/{path}?line=nowhere")
        assert (answer.status_code, answer.content_type) == (404, PROBLEM)


def test_plan(web: SimpleNamespace, floor: Book) -> None:
    said = web.client.get("/api/v1/plan").json
    assert (said["timezone"], said["reasons"][0]["class"]) == ("Asia/Ho_Chi_Minh", "abnormality")


def test_no_plan_yet_is_said(web: SimpleNamespace) -> None:
    assert web.client.get("/api/v1/plan").status_code == 404
    assert web.client.get("/api/v1/board").json["lines"] == []


def test_stops_page_by_page(web: SimpleNamespace, floor: Book) -> None:
    now = floor.clock.now()
    made = [floor.stop(now - n * US_PER_S, None) for n in range(5, 0, -1)]
    found, address = [], "/api/v1/stops?limit=2"
    while address:
        said = web.client.get(address).json
        found += [stop["id"] for stop in said["items"]]
        address = f"/api/v1/stops?limit=2&cursor={said['next']}" if said["next"] else None
    assert found == made[::-1]


def test_filters_are_checked(web: SimpleNamespace, floor: Book) -> None:
    for query in ("from=2026-01-01T00:00:00", "limit=0", "min_seconds=-1", "cursor=x", "nonsense=1", "limit=9999"):
        answer = web.client.get(f"/api/v1/stops?{query}")
        assert (answer.status_code, answer.content_type) == (400, PROBLEM), query
        assert answer.json["detail"]


def test_pareto_of_a_window(web: SimpleNamespace, floor: Book) -> None:
    floor.stop(0, 100 * US_PER_S)
    said = web.client.get(f"/api/v1/pareto?by=station&to={to_iso(40 * US_PER_S)}").json
    assert (said["total"], said["items"][0]["key"], said["items"][0]["share"]) == (40.0, "s1", 100.0)


def test_triggers_with_their_stops(web: SimpleNamespace, floor: Book) -> None:
    trigger = floor.trigger(5 * US_PER_S)
    stop = floor.stop(5 * US_PER_S, None, trigger=trigger)
    (item,) = web.client.get("/api/v1/kaizens").json["items"]
    assert (item["id"], item["newest"][0]["id"]) == (trigger, stop)


def test_signals_go_to_the_desk_as_they_came(web: SimpleNamespace, known: dict[str, str]) -> None:
    web.desk.answer = {"accepted": 1, "duplicates": 0, "rejected": [], "seq": 9}
    body = '[{"line":"press","station":"s1","point":"cord","value":true}]'
    answer = web.client.post("/api/v1/signals", data=body, headers=known | {"Idempotency-Key": "k1"})
    assert (answer.status_code, answer.json["seq"]) == (200, 9)
    assert web.desk.asked == [("signals", {"token": "box", "body": body, "key": "k1"})]


def test_without_a_token_nothing_reaches_the_desk(web: SimpleNamespace, floor: Book) -> None:
    floor.token("look", "read")
    for header, status in ((None, 401), ("Basic x", 401), ("Bearer wrong", 401), ("Bearer look", 403)):
        headers = {"Authorization": header} if header else {}
        answer = web.client.post("/api/v1/signals", data="[]", headers=headers)
        assert (answer.status_code, answer.content_type) == (status, PROBLEM)
        assert (status == 401) == ("Bearer" in answer.headers.get("WWW-Authenticate", ""))
    assert web.desk.asked == []


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (CommandRejected("the stop was classified by somebody else", conflict=True), 409),
        (CommandRejected("there is no such stop"), 422),
        (BadInput("reason is not of the plan"), 400),
        (DeskUnavailable("the recorder does not answer"), 503),
        (RuntimeError("a bug"), 500),
    ],
)
def test_what_the_desk_refuses(web: SimpleNamespace, known: dict[str, str], error: Exception, status: int) -> None:
    web.desk.answer = error
    asked = {"reason": "scratch", "version": 1}
    answer = web.client.post("/api/v1/stops/5/classify", json=asked, headers=known)
    assert (answer.status_code, answer.content_type, answer.json["status"]) == (status, PROBLEM, status)
    assert ("Retry-After" in answer.headers) == (status == 503)
    assert "bug" not in answer.json["detail"]


def test_classify_and_rest_say_who(web: SimpleNamespace, known: dict[str, str]) -> None:
    web.client.post("/api/v1/stops/5/classify", json={"reason": "scratch", "version": 1}, headers=known)
    web.client.post("/api/v1/kaizens/6/rest", headers=known)
    assert web.desk.asked == [
        ("classify", {"who": "box", "stop": 5, "reason": "scratch", "version": 1}),
        ("rest-trigger", {"who": "box", "trigger": 6}),
    ]


def test_a_body_without_the_agreed_form_names_what_is_wrong(web: SimpleNamespace, known: dict[str, str]) -> None:
    for body in ({"reason": "scratch"}, {"reason": 5, "version": 1}, {"reason": "x", "version": 1, "more": 2}, []):
        answer = web.client.post("/api/v1/stops/5/classify", json=body, headers=known)
        assert (answer.status_code, answer.content_type) == (400, PROBLEM)
    assert web.client.post("/api/v1/stops/5/classify", data="{", headers=known).status_code == 400


def test_a_body_too_large_too_deep_or_no_text_is_refused_before_it_costs(
    web: SimpleNamespace, known: dict[str, str]
) -> None:
    bodies = {b"[" * 900_000: 400, b"x" * 1_000_001: 413, b"\xff\xfe": 400, b'"' + b'\\"' * 400_000: 200}
    for body, status in bodies.items():
        assert web.client.post("/api/v1/signals", data=body, headers=known).status_code == status
    assert len(web.desk.asked) == 1


def test_brackets_in_texts_are_not_depth(web: SimpleNamespace, known: dict[str, str]) -> None:
    body = json.dumps({"line": "[" * 500, "station": '\\"[[[{{{'})
    assert web.client.post("/api/v1/signals", data=body, headers=known).status_code == 200


def test_a_book_that_is_not_there_is_503_for_programs_and_a_page_for_people(tmp_path, web: SimpleNamespace) -> None:
    web.book.path.rename(tmp_path / "elsewhere")
    answer = web.client.get("/api/v1/board")
    assert (answer.status_code, answer.content_type, answer.headers["Retry-After"]) == (503, PROBLEM, "1")
    page = web.client.get("/")
    assert (page.status_code, page.mimetype) == (503, "text/html")
    assert "again.js" in page.text
    (tmp_path / "elsewhere").rename(web.book.path)
    assert web.client.get("/api/v1/board").status_code == 200


def test_openapi_describes_every_address_and_its_scope(web: SimpleNamespace, floor: Book) -> None:
    spec = web.client.get("/api/v1/openapi.json").json
    assert spec["openapi"].startswith("3.1")
    ours = {str(rule) for rule in web.app.url_map.iter_rules() if str(rule).startswith("/api/v1/")}
    ours = {re.sub(r"<(?:int:)?(\w+)>", r"{\1}", path) for path in ours} - {"/api/v1/openapi.json", "/api/v1/docs"}
    assert set(spec["paths"]) == ours
    assert spec["paths"]["/api/v1/signals"]["post"]["security"] == [{"token": ["signals"]}]
    text = json.dumps(spec)
    references = {part.split('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert references <= set(spec["components"]["schemas"])


def test_the_manual_loads_nothing_from_outside(web: SimpleNamespace, floor: Book) -> None:
    page = web.client.get("/api/v1/docs").text
    assert "/api/v1/stops" in page
    assert "http://" not in page
    assert "https://" not in page


def test_answers_carry_the_headers_that_protect(web: SimpleNamespace, floor: Book) -> None:
    for path in ("/", "/api/v1/board", "/assets/static/frame.css", "/nothing"):
        headers = web.client.get(path).headers
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_static_folders_serve_no_source(web: SimpleNamespace, floor: Book) -> None:
    for path in ("/board-files/../context.py", "/board-files/%2e%2e/context.py", "/assets/static/../__init__.py"):
        assert web.client.get(path).status_code == 404
    assert make_plan() is not None


def test_how_soon_somebody_came_is_told_by_line_and_shown_to_leaders(web: SimpleNamespace, floor: Book) -> None:
    now, place = floor.clock.now(), {"line": "press", "station": "s1", "type": "help", "point": ""}
    for id, (after_s, outcome) in enumerate(((60, "resolved"), (90, "resolved"), (900, "wrong")), 901):
        began = now - US_PER_HOUR
        answered = {"acknowledged": began + after_s * US_PER_S, "arrived": began + 2 * after_s * US_PER_S}
        floor.insert("call", id=id, began=began, ended=now, outcome=outcome, at_station=id == 901, **place, **answered)
    said = web.client.get("/api/v1/responses?line=press").json["items"]
    assert said == [
        {
            "line": "press",
            "calls": 2,
            "left_out": 1,
            "at_station": 0.5,
            "heard": {"n": 2, "median_s": 60.0, "p90_s": 90.0},
            "arrived": {"n": 2, "median_s": 120.0, "p90_s": 180.0},
        }
    ]
    until = to_iso(now - US_PER_HOUR)
    assert web.client.get("/api/v1/responses", query_string={"to": until}).json["items"] == []
    assert web.client.get("/api/v1/responses?line=nowhere").status_code == 404
    page = web.client.get("/leader?days=7").text
    assert all(shown in page for shown in ("01:00", "01:30", "02:00", "03:00", "50% (2)"))
    assert web.client.get("/api/v1/calls").json["items"][0]["told"].startswith("/api/v1/calls/90")
