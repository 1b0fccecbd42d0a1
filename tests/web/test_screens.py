"""The pages as the server makes them."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest

from andon.base.units import US_PER_S
from andon.web.screens.board.context import grid, name_size

from .book import Book, make_plan

PAGES = ("/", "/board/press", "/history", "/kaizen", "/health", "/api/v1/docs")
SAFETY = "Not a safety function: emergency stops stay hard-wired."
EMPTY = {
    "/": "No line yet.",
    "/history": "No stop to show.",
    "/kaizen": "No open trigger.",
    "/health": "No source yet.",
}


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_that_it_is_no_safety_function(web: SimpleNamespace, floor: Book, page: str) -> None:
    answer = web.client.get(page)
    assert answer.status_code == 200
    assert SAFETY in answer.text


@pytest.mark.parametrize(("page", "words"), EMPTY.items())
def test_every_empty_page_says_what_will_fill_it(web: SimpleNamespace, book: Book, page: str, words: str) -> None:
    book.pulse()
    assert words in web.client.get(page).text


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_inline_and_nothing_comes_from_outside(web: SimpleNamespace, floor: Book, page: str) -> None:
    text = web.client.get(page).text
    assert not re.search(r"\sstyle=|\son\w+=|<style", text)
    for opening in re.findall(r"<script[^>]*>", text):
        assert "src=" in opening or 'type="application/json"' in opening
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", text)


def test_texts_of_people_and_devices_are_escaped(web: SimpleNamespace, book: Book) -> None:
    evil = "</script><script>alert(1)</script>"
    plan = make_plan({"press": 1}, names=[evil], site={"en": evil})
    book.adopt(plan)
    book.fill(plan)
    source = {"source": evil, "device": evil, "state": evil, "text": evil, "counters": {evil: 1}, "last_seen": 5}
    book.pulse(sources=[source])
    book.insert("oddity", seq=1, n=0, at=5, about=evil, address=evil, text=evil)
    book.insert("set_aside", id=1, at=5, where=evil, what=evil, reason=evil)
    book.stop(book.clock.now() - US_PER_S, None, reason=evil, station=evil, trigger=book.trigger(5, category=evil))
    for page in PAGES:
        assert "<script>alert" not in web.client.get(page).text, page


def test_what_is_given_to_scripts_is_json(web: SimpleNamespace, floor: Book) -> None:
    page = web.client.get("/board/press").text
    found = re.findall(r'<script type="application/json" id="(\w+)">(.*?)</script>', page)
    assert {name for name, text in found if json.loads(text) is not None} == {
        "texts",
        "names",
        "people",
        "sound",
        "shown",
    }


def test_a_board_that_is_not_is_a_page_that_says_so(web: SimpleNamespace, floor: Book) -> None:
    answer = web.client.get("/board/nowhere")
    assert (answer.status_code, "There is no such page" in answer.text) == (404, True)


def test_history_keeps_its_filters_in_the_address(web: SimpleNamespace, floor: Book) -> None:
    now = floor.clock.now()
    floor.stop(now - 100 * US_PER_S, now, station="s2", reason="scratch")
    floor.stop(now - 100 * US_PER_S, now, station="s1")
    page = web.client.get("/history?station=press/s2&by=reason").text
    rows = page.split('id="stops"')[1]
    assert "Scratch" in rows
    assert "Tool broken" not in rows
    assert "line=press&amp;station=s2" in page
    assert web.client.get("/history?from=x&to=9999-99-99&min_seconds=nan&cursor=1-2-3").status_code == 200


def test_the_pareto_shows_what_nobody_explained(web: SimpleNamespace, floor: Book) -> None:
    floor.stop(floor.clock.now() - 100 * US_PER_S, None)
    page = web.client.get("/history?by=reason").text.split('id="stops"')[0]
    assert "Unclassified</th>" in page


@pytest.mark.parametrize(("reasons", "rows"), [(15, 16), (29, 30), (34, 32)])
def test_the_pareto_adds_up_to_all(web: SimpleNamespace, floor: Book, reasons: int, rows: int) -> None:
    """One more is what nobody explained; of many the least are one bar."""
    now = floor.clock.now()
    for number in range(reasons):
        floor.stop(now - (100 + number) * US_PER_S, now, reason=f"r{number}")
    pareto = web.client.get("/history?by=reason&measure=count").text.split('id="stops"')[0].split("<tbody>")[1]
    figures = re.findall(r"<td[^>]*>([\d.]+)( %)?</td>", pareto)
    assert pareto.count("<tr>") == rows
    assert sum(int(value) for value, unit in figures if not unit) == reasons
    assert figures[-1] == ("100", " %")
    assert ("4 more</th>" in pareto) == (reasons == 34)


def test_older_stops_are_a_page_away(web: SimpleNamespace, floor: Book) -> None:
    now = floor.clock.now()
    for n in range(51):
        floor.stop(now - n * US_PER_S, now)
    page = web.client.get("/history").text
    address = re.search(r'href="(/history\?[^"]*cursor[^"]*)"', page)
    assert address is not None
    older = web.client.get(address[1].replace("&amp;", "&")).text
    assert older.split('id="stops"')[1].count("<tr>") == 2


def test_kaizen_shows_triggers_with_their_stops(web: SimpleNamespace, floor: Book) -> None:
    now = floor.clock.now()
    trigger = floor.trigger(now - 7_300 * US_PER_S, stops=7)
    for n in range(6):
        floor.stop(now - n * US_PER_S, now, trigger=trigger)
    page = web.client.get("/kaizen").text
    for words in ("Station 1", "Equipment", "2 hours", "Tool broken", "4 more stops"):
        assert words in page
    assert page.count("Tool broken") == 3


def test_older_triggers_are_a_page_away(web: SimpleNamespace, floor: Book) -> None:
    opened = [floor.trigger(floor.clock.now() - n * US_PER_S) for n in range(12)]
    page = web.client.get("/kaizen").text
    address = re.search(r'href="(/kaizen\?cursor[^"]*)"', page)
    assert address is not None
    shown = [re.findall(r'id="trigger-(\d+)"', text) for text in (page, web.client.get(address[1]).text)]
    assert [int(id) for ids in shown for id in ids] == opened
    assert len(shown[0]) == 10


def test_health_shows_every_device_by_shape_and_word(web: SimpleNamespace, floor: Book) -> None:
    now = floor.clock.now()
    told = {"source": "serial", "text": "", "counters": {"frames": 7}}
    states = (("up", now), ("down", now - 90 * US_PER_S), ("fault", None))
    floor.pulse(sources=[told | {"device": f"box/{state}", "state": state, "last_seen": at} for state, at in states])
    floor.insert("cursor", forwarder="influxdb", seq=floor.seq - 2)
    page = web.client.get("/health").text
    for words in ("Up", "Silent", "Fault", "2 minutes ago", "never", "#shape-fault", "influxdb", "Behind", "Recording"):
        assert words in page


def test_health_says_when_the_disk_is_nearly_full(web: SimpleNamespace, floor: Book) -> None:
    floor.pulse(disk={"free_bytes": 2_500_000_000, "is_tight": True, "days_left": 3.2})
    page = web.client.get("/health").text
    for words in ("2.5 GB", "nearly full", "3 days"):
        assert words in page
    assert web.client.get("/healthz").json["disk"]["is_tight"]


def test_health_of_a_dead_recorder_starts_grey(web: SimpleNamespace, floor: Book) -> None:
    floor.pulse(at=floor.clock.now() - 60 * US_PER_S)
    page = web.client.get("/health").text
    assert "data-silent-since" in page
    assert "Not heard" in page


@pytest.mark.parametrize("stations", [*range(1, 60), 200])
def test_every_station_has_a_place_and_none_a_second(stations: int) -> None:
    columns, rows = grid(stations)
    assert columns * rows >= stations
    assert columns * (rows - 1) < stations
    assert columns <= 20
    assert rows <= 20


def test_up_to_eight_stations_stand_a_hundred_pixels_tall() -> None:
    assert min(name_size(*grid(stations)) for stations in range(1, 9)) >= 100
