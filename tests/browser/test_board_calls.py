"""A call on the board: how long until it stops the line, who comes; how sure a stop is, and what caused it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from andon.base.units import US_PER_S

from .conftest import Floor
from .test_board_live import tile

STOP = {"id": 9, "since": 1, "reason": "tool-broken", "stop_class": "abnormality", "category": "equipment"}
NO_LOGIN = {"password": "", "pin": ""}
SHARE = "bar => new DOMMatrix(bar.style.transform).a"


def call(floor: Floor, **more) -> dict:
    return {"id": 5, "type": "help", "since": floor.book.clock.now(), "window_us": 60 * US_PER_S} | more


def opened(page: Page, floor: Floor) -> None:
    page.goto(f"{floor.open()}/board/press")
    expect(tile(page)).to_be_visible()


@pytest.mark.parametrize("behind_s", [0, 3600, -3600])
def test_a_window_counts_down_to_the_stop_point_by_the_servers_clock(page: Page, floor: Floor, behind_s: int) -> None:
    page.add_init_script(f"const real = Date.now; Date.now = () => real() - {behind_s * 1000};")
    page.clock.set_system_time((floor.book.clock.now() // US_PER_S) - behind_s)
    opened(page, floor)
    floor.move("s1", "call", calls=[call(floor, until=floor.book.clock.now() + 45 * US_PER_S)])
    expect(tile(page).locator(".tile-time small")).to_have_text("Stops in")
    expect(tile(page).locator(".tile-time time")).to_have_text(re.compile(r"^00:4[0-5]$"))
    bar = tile(page).locator(".tile-bar")
    expect(bar).to_be_visible()
    first = bar.locator("span").evaluate(SHARE)
    assert 0.6 < first <= 0.76
    expect(tile(page).locator(".tile-time time")).to_have_text(re.compile(r"^00:3\d$"), timeout=10_000)
    assert bar.locator("span").evaluate(SHARE) < first


def test_a_window_that_is_over_stands_at_nothing_until_the_stop_comes(page: Page, floor: Floor) -> None:
    opened(page, floor)
    floor.move("s1", "call", calls=[call(floor, until=floor.book.clock.now() - US_PER_S)])
    expect(tile(page).locator(".tile-time time")).to_have_text("00:00")
    floor.move("s1", "stopped", stop=STOP | {"evidence": "run"}, since=floor.book.clock.now())
    expect(tile(page).locator(".tile-time time")).to_have_text(re.compile(r"^00:0\d$"))
    expect(tile(page).locator(".tile-bar")).to_be_hidden()
    expect(tile(page).locator(".tile-time small")).to_be_hidden()


def test_a_window_is_frozen_while_the_line_stands(page: Page, floor: Floor) -> None:
    opened(page, floor)
    floor.move("s1", "call", calls=[call(floor, until=None, left_us=12 * US_PER_S)])
    expect(tile(page).locator(".tile-time small")).to_have_text("Frozen")
    expect(tile(page).locator(".tile-time time")).to_have_text("00:12")
    expect(tile(page)).to_have_class(re.compile("is-frozen"))
    page.wait_for_function("from => performance.now() > from + 1500", arg=page.evaluate("performance.now()"))
    expect(tile(page).locator(".tile-time time")).to_have_text("00:12")
    assert tile(page).locator(".tile-bar span").evaluate(SHARE) == pytest.approx(0.2)


def test_of_two_windows_the_nearer_one_is_shown_and_without_one_the_time_since(page: Page, floor: Floor) -> None:
    opened(page, floor)
    now = floor.book.clock.now()
    later, sooner = (
        call(floor, until=now + 600 * US_PER_S),
        call(floor, id=6, type="material", until=now + 20 * US_PER_S),
    )
    floor.move("s1", "call", calls=[later, sooner])
    expect(tile(page).locator(".tile-time time")).to_have_text(re.compile(r"^00:(20|1\d)$"))
    floor.move("s1", "call", calls=[call(floor)], since=now - 65 * US_PER_S)
    expect(tile(page).locator(".tile-time time")).to_have_text(re.compile(r"^01:\d\d$"))
    expect(tile(page).locator(".tile-bar")).to_be_hidden()


@pytest.mark.parametrize(
    ("answered", "words"),
    [
        ({}, "Help"),
        ({"acknowledged": 1, "acknowledged_by": "ann"}, "Help (ann heard)"),
        ({"acknowledged": 1, "acknowledged_by": "device:7"}, "Help (heard)"),
        ({"acknowledged": 1, "arrived": 2, "at_station": False, "arrived_by": "ann"}, "Help (ann is coming)"),
        ({"arrived": 2, "at_station": False}, "Help (help is coming)"),
        ({"arrived": 2, "at_station": True}, "Help (help is there)"),
        ({"arrived": 2, "at_station": True, "arrived_by": "ann"}, "Help (ann is here)"),
    ],
)
def test_who_heard_who_comes_and_who_is_here(page: Page, floor: Floor, answered: dict, words: str) -> None:
    opened(page, floor)
    floor.move("s1", "call", calls=[call(floor, **answered)])
    expect(tile(page).locator(".tile-why")).to_have_text(words)


def test_asked_assumed_and_seen_are_told_apart_by_word_shape_and_ground(page: Page, floor: Floor) -> None:
    opened(page, floor)
    looks = []
    for evidence, word, small, shape in (
        ("run", "Stopped", "", "stopped"),
        ("assumed", "Stopped", "assumed", "stopped"),
        ("asked", "Asked to stop", "still running", "asked"),
    ):
        floor.move("s1", "stopped", stop=STOP | {"evidence": evidence})
        expect(tile(page)).to_have_attribute("data-evidence", evidence)
        expect(tile(page).locator(".tile-word")).to_have_text(word)
        expect(tile(page).locator(".tile-time small")).to_have_text(small)
        expect(tile(page).locator("use").first).to_have_attribute("href", f"#shape-{shape}")
        looks.append(tile(page).evaluate("tile => getComputedStyle(tile).backgroundColor"))
    assert looks[0] == looks[1] != looks[2]


def test_an_induced_stop_names_the_station_that_caused_it(page: Page, floor: Floor) -> None:
    opened(page, floor)
    induced = {"id": 12, "since": 1, "reason": "unknown", "stop_class": "induced", "induced": "blocked"}
    floor.move("s1", "blocked", stop=induced | {"caused_by": 9})  # it stands before its cause in the flow
    floor.move("s2", "stopped", stop=STOP)
    expect(tile(page).locator(".tile-why")).to_have_text("because of Station 2")
    page.reload()
    expect(tile(page).locator(".tile-why")).to_have_text("because of Station 2")


def test_a_lamp_fault_is_seen_on_the_tile_until_it_is_mended(page: Page, floor: Floor) -> None:
    opened(page, floor)
    chip = tile(page).locator(".tile-lamp")
    expect(chip).to_be_hidden()
    floor.move("s1", "running", lamp_fault=True)
    expect(chip).to_have_text("Lamp fault")
    expect(chip).to_be_visible()
    expect(chip.locator("use")).to_have_attribute("href", "#shape-lamp")
    expect(tile(page, "s2").locator(".tile-lamp")).to_be_hidden()
    floor.move("s1", "running")
    expect(chip).to_be_hidden()


def test_no_two_marks_of_a_tile_share_a_shape(page: Page, floor: Floor) -> None:
    opened(page, floor)
    drawn = page.evaluate("[...document.querySelectorAll('symbol')].map(s => [s.id, s.innerHTML])")
    marks = {name: drawing for name, drawing in drawn if name not in ("shape-down", "shape-fault")}  # not on tiles
    assert len(set(marks.values())) == len(marks)


def test_figures_are_named_and_nothing_is_shown_where_nothing_is_counted(page: Page, floor: Floor) -> None:
    opened(page, floor)
    floor.book.tally("press", "s1", 41, 2)
    counts = tile(page).locator(".tile-counts")
    expect(counts.locator("small")).to_have_text("Good / target")
    expect(counts.locator("span")).to_have_text("41 / 60")
    floor.move("s1", "running", triggers=3)
    expect(tile(page).locator(".tile-triggers")).to_have_text(re.compile(r"^\s*Kaizen3$"))
    expect(tile(page, "s2").locator(".tile-counts")).to_be_hidden()


def test_what_a_device_says_is_text(page: Page, floor: Floor) -> None:
    opened(page, floor)
    floor.move("s1", "stopped", stop=STOP | {"reason": "<img src=x>"}, calls=[call(floor, type="<b>")])
    expect(tile(page).locator(".tile-why")).to_have_text("<img src=x><b>")
    assert tile(page).locator(".tile-why img, .tile-why b").count() == 0


def test_people_are_named_by_their_names_while_they_answer(page: Page, floor: Floor) -> None:
    opened(page, floor)
    mai = {"name": "Mai", "language": "vi", "role": "leader", "areas": "[]", "contacts": "[]"} | NO_LOGIN
    floor.book.insert("person", id="p7", created=1, **mai)
    floor.move("s1", "call", calls=[call(floor, acknowledged=1, acknowledged_by="person:p7")])
    expect(tile(page).locator(".tile-why")).to_have_text("Help (Mai heard)")
    page.reload()
    expect(tile(page).locator(".tile-why")).to_have_text("Help (Mai heard)")
    assert floor.served is not None and floor.served.json("/board/press/people") == {"person:p7": "Mai"}
    floor.move("s1", "call", calls=[call(floor, acknowledged=1, acknowledged_by="person:gone")])
    expect(tile(page).locator(".tile-why")).to_have_text("Help (heard)")
    assert floor.served.json("/board/press/people") == {}
