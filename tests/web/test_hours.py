"""/hours and its API: a shift hour by hour, and what people write beside it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from andon.base.units import US_PER_HOUR, US_PER_MINUTE, to_iso

from .book import Book
from .shift_book import begin_of, live_shift, shift_plan
from .shop import Shop


def _ask(web: SimpleNamespace, line: str = "press", **more: str) -> dict:
    answer = web.client.get("/api/v1/hours", query_string={"line": line, **more})
    assert answer.status_code == 200, answer.text
    return answer.json


def test_the_hours_of_the_shift_that_runs(web: SimpleNamespace, book: Book) -> None:
    live_shift(book)
    said = _ask(web)
    assert (said["shift"], said["counts_at"], said["target"], said["actual"], said["scrap"]) == (
        "early",
        "s2",
        470,
        208,
        3,
    )
    assert [hour["target"] for hour in said["hours"]] == [60, 60, 50, 60, 60, 60, 60, 60]
    assert [hour["actual"] for hour in said["hours"]] == [60, 41, 52, 55, 0, None, None, None]
    assert [hour["difference"] for hour in said["hours"][:4]] == [0, -19, -17, -22]
    assert [hour["standing"] for hour in said["hours"][:4]] == ["met", "missed", "met", "missed"]
    assert {hour["standing"] for hour in said["hours"][5:]} == {"coming"}
    assert said["difference"] == said["actual"] - said["due"] == said["hours"][4]["difference"]
    assert said["hours"][1]["reasons"] == [{"reason": "tool-broken", "seconds": 720}]
    assert said["hours"][2]["reasons"] == [{"reason": "scratch", "seconds": 300}]  # ten of its minutes were the break
    assert said["hours"][1]["comment"]["initials"] == "MT"
    assert said["forecast"]["pieces"] < 470
    assert said["forecast"]["at"] > said["to"]


def test_the_hours_say_the_same_as_the_figures(web: SimpleNamespace, book: Book) -> None:
    live_shift(book)
    window = {"from": _ask(web)["from"], "line": "press", "station": "s2", "by": "hour"}
    figures = web.client.get("/api/v1/kpis", query_string=window).json["items"]
    hours = [hour for hour in _ask(web)["hours"] if hour["actual"] is not None]
    assert [hour["actual"] for hour in hours] == [item["pieces"]["GQ"] for item in figures]
    assert [hour["scrap"] for hour in hours] == [item["pieces"]["SQ"] for item in figures]


def test_another_shift_is_told_by_any_instant_of_it(web: SimpleNamespace, book: Book) -> None:
    live_shift(book)
    yesterday = to_iso(begin_of(book) - 24 * US_PER_HOUR + US_PER_MINUTE)
    said = _ask(web, at=yesterday)
    assert said["from"] == to_iso(begin_of(book) - 24 * US_PER_HOUR)
    assert (said["actual"], said["forecast"]["why"]) == (0, "over")
    page = web.client.get("/hours/press", query_string={"shift": yesterday}).text
    assert "Shift after" in page and ">Now<" in page
    assert "Shift after" not in web.client.get("/hours/press").text


def test_a_line_that_counts_nothing_says_so_and_shows_no_nought(web: SimpleNamespace, book: Book) -> None:
    plan = shift_plan(book)
    stations = tuple(station.model_copy(update={"points": {}}) for station in plan.lines[0].stations)
    live_shift(book, plan.model_copy(update={"lines": (plan.lines[0].model_copy(update={"stations": stations}),)}))
    said = _ask(web)
    assert (said["counts_at"], said["actual"], said["difference"]) == (None, None, None)
    assert {hour["actual"] for hour in said["hours"]} == {None}
    page = web.client.get("/hours/press").text
    assert "No count point" in page
    assert "hours-made" not in page


def test_a_line_without_a_takt_has_no_target_and_no_verdict(web: SimpleNamespace, book: Book) -> None:
    plan = shift_plan(book)
    live_shift(book, plan.model_copy(update={"lines": (plan.lines[0].model_copy(update={"takt_s": None}),)}))
    said = _ask(web)
    assert (said["target"], said["due"], said["difference"], said["actual"]) == (None, None, None, 208)
    assert "No target" in web.client.get("/hours/press").text


@pytest.mark.parametrize("path", ["/hours/nowhere", "/hours/press?shift=now", "/api/v1/hours?line=nowhere"])
def test_what_is_not_there_is_not_found(web: SimpleNamespace, book: Book, path: str) -> None:
    live_shift(book)
    assert web.client.get(path).status_code == 404


def test_hours_leads_to_the_first_line(web: SimpleNamespace, book: Book) -> None:
    live_shift(book)
    assert web.client.get("/hours").location == "/hours/press"


def test_a_comment_stands_beside_its_hour_and_the_last_one_counts(shop: Shop) -> None:
    mai = shop.signed_in("mai", "operator")
    hour = mai.get("/api/v1/hours?line=weld").json["hours"][0]["from"]
    body = {"line": "weld", "hour": hour, "text": "no <b>sheet</b>", "initials": "MT"}
    assert mai.ask("/api/v1/hours", body).status_code == 200
    assert mai.ask("/api/v1/hours", body | {"text": "no <i>gas</i>"}).status_code == 200
    comment = mai.get("/api/v1/hours?line=weld").json["hours"][0]["comment"]
    assert (comment["text"], comment["initials"], comment["who"]) == ("no <i>gas</i>", "MT", "person:mai")
    page = mai.get("/hours/weld").text
    assert "no &lt;i&gt;gas&lt;/i&gt;" in page
    assert "data-comment" in page
    assert "data-comment" not in shop.browser().get("/hours/weld").text  # nobody has signed in there


@pytest.mark.parametrize(
    ("more", "status"), [({"text": " "}, 422), ({"initials": ""}, 400), ({"line": "glue"}, 422), ({"who": "x"}, 400)]
)
def test_a_comment_that_says_nothing_is_refused(shop: Shop, more: dict[str, str], status: int) -> None:
    mai = shop.signed_in("mai", "leader")
    body = {"line": "weld", "hour": "2026-11-23T00:00:00Z", "text": "x", "initials": "MT"} | more
    assert mai.ask("/api/v1/hours", body).status_code == status
    tomorrow = body | {"line": "weld", "text": "x", "initials": "MT", "hour": "2036-11-23T00:00:00Z"}
    tomorrow.pop("who", None)
    assert "to come" in mai.ask("/api/v1/hours", tomorrow).json["detail"]
