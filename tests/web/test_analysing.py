"""Charts as rows: what is counted where, against which limits, and who froze them."""

from __future__ import annotations

import csv
import io
from types import SimpleNamespace

import pytest

from andon.base.units import US_PER_HOUR, US_PER_QUARTER, US_PER_S, from_iso, to_iso

from .book import Book

S, H = US_PER_S, US_PER_HOUR
MONDAY = from_iso("2026-11-02T00:00:00+07:00")
DAY = 24 * H
WHEN = {"from": to_iso(MONDAY), "to": to_iso(MONDAY + 7 * DAY)}


def _rows(web: SimpleNamespace, chart: str, **query: str) -> list[dict]:
    return _chart(web, chart, **query)["items"]


def _chart(web: SimpleNamespace, chart: str, **query: str) -> dict:
    answer = web.client.get(f"/api/v1/charts/{chart}", query_string=WHEN | query)
    assert answer.status_code == 200, answer.text
    return answer.json


def _made(floor: Book, day: int, good: int, scrap: int = 0) -> None:
    at = MONDAY + day * DAY + 8 * H
    for kind, pieces in (("count", good), ("reject", scrap)):
        floor.insert("count_quarter", line="press", station="s1", kind=kind, at=at, pieces=pieces)


def test_a_stop_is_counted_where_it_began_and_its_time_where_it_passed(web: SimpleNamespace, floor: Book) -> None:
    floor.stop(MONDAY - H, MONDAY + 1800 * S, station="s2")  # crosses the begin: its time, and no stop of these days
    floor.stop(MONDAY + 8 * H + 1800 * S, MONDAY + 10 * H + 900 * S)
    floor.stop(MONDAY + DAY - 600 * S, MONDAY + DAY + 600 * S, station="s2")
    days = _rows(web, "trend")
    assert [(row["stops"], row["seconds"]) for row in days] == [(2, 8700.0), (0, 600.0), *[(0, 0.0)] * 5]
    assert days[0]["day"] == "2026-11-02"
    heat = {(row["weekday"], row["hour"]): (row["stops"], row["seconds"]) for row in _rows(web, "heat")}
    assert heat == {
        (1, 0): (0, 1800.0),
        (1, 8): (1, 1800.0),
        (1, 9): (0, 3600.0),
        (1, 10): (0, 900.0),
        (1, 23): (1, 600.0),
        (2, 0): (0, 600.0),
    }


def test_an_hour_that_comes_twice_is_summed_twice(web: SimpleNamespace, book: Book) -> None:
    from .book import make_plan

    book.adopt(make_plan(timezone="Europe/Berlin"))
    began = from_iso("2026-10-25T01:30:00+02:00")
    book.stop(began, began + 3 * H)
    query = {"from": "2026-10-24T00:00:00+02:00", "to": "2026-10-27T00:00:00+01:00"}
    rows = web.client.get("/api/v1/charts/heat", query_string=query).json["items"]
    assert [(row["hour"], row["seconds"]) for row in rows] == [(1, 1800.0), (2, 7200.0), (3, 1800.0)]
    days = web.client.get("/api/v1/charts/trend", query_string=query).json["items"]
    assert [(row["day"], row["seconds"]) for row in days] == [
        ("2026-10-24", 0.0),
        ("2026-10-25", 10800.0),
        ("2026-10-26", 0.0),
    ]


def test_filters_hold_on_every_chart(web: SimpleNamespace, floor: Book) -> None:
    floor.stop(MONDAY + H, MONDAY + H + 600 * S)
    floor.stop(MONDAY + H, MONDAY + H + 900 * S, line="paint", reason="scratch", category="quality")
    for query in (
        {"line": "paint"},
        {"category": "quality"},
        {"reason": "scratch"},
        {"class": "abnormality", "line": "paint"},
    ):
        assert sum(row["stops"] for row in _rows(web, "trend", **query)) == 1
        assert [row["seconds"] for row in _rows(web, "heat", **query)] == [900.0]
        assert next(row["value"] for row in _rows(web, "pareto", by="class", **query)) == 900.0
    assert _rows(web, "trend", **{"class": "planned"})[0]["stops"] == 0


def test_repairs_are_abnormalities_that_are_over_and_no_micro_stops(web: SimpleNamespace, floor: Book) -> None:
    for n, lasted in enumerate((5, 100, 200, 300)):
        floor.stop(MONDAY + n * H, MONDAY + n * H + lasted * S)
    floor.stop(MONDAY + 5 * H, None)
    about = _chart(web, "times", **{"class": "abnormality"})["about"]
    assert (about["n"], about["mean_s"], about["p50_s"], about["longest_s"]) == (3, 200.0, 200.0, 300.0)
    assert _chart(web, "times")["about"]["n"] == 4
    empty = _chart(web, "times", line="paint")["about"]
    assert (empty["n"], empty["mean_s"]) == (0, None)


def test_a_p_chart_has_a_point_for_each_day_on_which_something_was_made(web: SimpleNamespace, floor: Book) -> None:
    for day, scrap in enumerate((5, 4, 40)):
        _made(floor, day, 100 - scrap, scrap)
    chart = _chart(web, "control", kind="p", line="press")
    assert [(row["day"][-2:], row["count"], row["size"], row["beyond"]) for row in chart["items"]] == [
        ("02", 5, 100.0, True),
        ("03", 4, 100.0, True),
        ("04", 40, 100.0, True),
    ]
    assert chart["about"]["limits"] == {"frozen": False, "points": 3, "few": True}


def test_a_u_chart_is_of_stops_per_thousand_pieces(web: SimpleNamespace, floor: Book) -> None:
    _made(floor, 0, 2_000)
    for n in range(3):
        floor.stop(MONDAY + n * H, MONDAY + n * H + S)
    (row,) = _rows(web, "control", kind="u", line="press", **{"class": "abnormality"})
    assert (row["count"], row["size"], row["value"], row["centre"]) == (3, 2.0, 1.5, 1.5)


def test_frozen_limits_judge_other_days_and_say_who_and_why(web: SimpleNamespace, floor: Book) -> None:
    _made(floor, 0, 900, 100)
    baseline = {"begin": MONDAY - 30 * DAY, "end": MONDAY, "count": 20, "size": 1000, "points": 25, "at": MONDAY}
    floor.insert("limits", chart="p", line="press", station="", why="new die", who="person:mai", **baseline)
    chart = _chart(web, "control", kind="p", line="press")
    assert (chart["items"][0]["centre"], chart["items"][0]["beyond"]) == (0.02, True)
    told = chart["about"]["limits"]
    assert (told["frozen"], told["why"], told["who"], told["few"]) == (True, "new die", "person:mai", False)
    assert not _chart(web, "control", kind="p", line="press", station="s1")["about"]["limits"]["frozen"]


def test_limits_of_abnormalities_judge_abnormalities_alone(web: SimpleNamespace, floor: Book) -> None:
    _made(floor, 0, 1000)
    baseline = {"begin": 0, "end": 1, "count": 1, "size": 1, "points": 1, "at": 1}
    floor.insert("limits", chart="c", line="press", station="", why="w", who="", **baseline)
    frozen = {
        said: _chart(web, "control", kind="c", line="press", **({"class": said} if said else {}))["about"]["limits"][
            "frozen"
        ]
        for said in ("abnormality", "planned", "")
    }
    assert frozen == {"abnormality": True, "planned": False, "": False}


def test_what_is_frozen_is_what_the_baseline_holds(web: SimpleNamespace, floor: Book) -> None:
    floor.token("secret", "plan")
    _made(floor, 0, 1_500)
    _made(floor, 1, 500)
    floor.stop(MONDAY + H, MONDAY + 2 * H)
    floor.stop(MONDAY + 3 * H, MONDAY + 4 * H, stop_class="planned", category=None)
    asked = {"chart": "u", "line": "press", "why": "a new die", **WHEN}
    headers = {"Authorization": "Bearer secret"}
    assert web.client.post("/api/v1/charts/limits", json=asked).status_code == 401
    answer = web.client.post("/api/v1/charts/limits", json=asked, headers=headers)
    assert answer.status_code == 200, answer.text
    (verb, said) = web.desk.asked[-1]
    assert verb == "freeze-limits"
    assert (said["count"], said["size"], said["points"], said["why"], said["station"]) == (1, 2_000, 2, "a new die", "")
    nothing = web.client.post("/api/v1/charts/limits", json=asked | {"line": "paint"}, headers=headers)
    assert (nothing.status_code, "choose a period" in nothing.json["detail"]) == (400, True)


@pytest.mark.parametrize(
    ("chart", "query", "said"),
    [
        ("heat", {"from": "2025-01-01T00:00:00Z"}, "at most 100 days"),
        ("control", {}, "of one line"),
        ("trend", {"to": "2020-01-01T00:00:00Z"}, "the second after the first"),
    ],
)
def test_what_cannot_be_charted_is_said(web: SimpleNamespace, floor: Book, chart: str, query: dict, said: str) -> None:
    answer = web.client.get(f"/api/v1/charts/{chart}", query_string=WHEN | query)
    assert (answer.status_code, said in answer.json["detail"]) == (400, True)


def test_a_chart_that_is_not_is_said(web: SimpleNamespace, floor: Book) -> None:
    assert web.client.get("/api/v1/charts/pie", query_string=WHEN).status_code == 404


def test_each_chart_is_a_file_too(web: SimpleNamespace, floor: Book) -> None:
    _made(floor, 0, 100, 2)
    floor.stop(MONDAY + H, MONDAY + 2 * H, reason="=1+1")
    for chart in ("pareto", "heat", "trend", "control", "times"):
        answer = web.client.get(f"/api/v1/charts/{chart}.csv", query_string=WHEN | {"line": "press", "by": "reason"})
        rows = list(csv.DictReader(io.StringIO(answer.text)))
        assert answer.mimetype == "text/csv" and rows, chart
        assert len(rows) == len(_rows(web, chart, line="press", by="reason"))
    assert "'=1+1" in web.client.get("/api/v1/charts/pareto.csv", query_string=WHEN | {"by": "reason"}).text


def test_the_page_leads_from_class_to_category_to_reason_to_the_stops(web: SimpleNamespace, floor: Book) -> None:
    leads = {
        by: web.client.get(f"/analysis?by={by}&class=abnormality&from=2026-11-02").text
        for by in ("class", "category", "reason")
    }
    assert "by=category" in leads["class"].split('"leads"')[1].split("}")[0]
    assert "by=reason" in leads["category"].split('"leads"')[1].split("}")[0]
    assert '"/history?' in leads["reason"].split('"leads"')[1].split("}")[0].replace("\\u0026", "&")
    assert web.client.get("/analysis?from=x&to=y&by=z&kind=q&measure=w&line=%00").status_code == 200


def test_quarters_of_other_lines_are_not_mine(web: SimpleNamespace, floor: Book) -> None:
    at = MONDAY + US_PER_QUARTER
    floor.insert("count_quarter", line="paint", station="s1", kind="count", at=at, pieces=9)
    assert _rows(web, "control", kind="p", line="press") == []
