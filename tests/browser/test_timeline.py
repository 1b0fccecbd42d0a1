"""The timeline of the history in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from andon.base.units import US_PER_S, to_iso

from .conftest import Floor

HOUR = 3600 * US_PER_S


@pytest.fixture
def past(floor: Floor) -> Floor:
    """Ten hours: three stops of three classes and a call."""
    floor.open({"press": 2, "paint": 1})
    began = floor.book.clock.now() - 10 * HOUR
    floor.book.stop(began + HOUR, began + 2 * HOUR)
    floor.book.stop(began + 3 * HOUR, began + 4 * HOUR, stop_class="planned", category=None, reason="cleaning")
    floor.book.stop(began + 5 * HOUR, None, station="s2", stop_class="unknown", category=None, reason="unknown")
    row = {"line": "press", "station": "s1", "type": "help", "point": "cord", "arrived": None, "outcome": None}
    floor.book.insert("call", id=900, began=began + HOUR, ended=began + 2 * HOUR, **row)
    floor.book.ring()
    return floor


def _open(page: Page, floor: Floor, more: str = "") -> None:
    now = floor.book.clock.now()
    page.goto(f"{floor.address}/history?from={to_iso(now - 10 * HOUR)}&to={to_iso(now)}{more}")
    expect(page.locator("[data-timeline][data-read]")).to_be_visible()


def test_strips_show_what_stood_by_colour_and_by_height(page: Page, past: Floor) -> None:
    _open(page, past)
    shown = page.locator(".strips .strip-stop")
    expect(shown).to_have_count(3)
    heights = {stop.get_attribute("data-kind"): stop.bounding_box()["height"] for stop in shown.all()}
    assert heights["abnormality"] > heights["unknown"] > heights["planned"]
    colours = shown.evaluate_all("stops => stops.map(stop => getComputedStyle(stop).fill)")
    assert len(set(colours)) == 3
    expect(page.locator(".strips .strip-call")).to_have_count(1)
    assert page.locator(".strips .strip-call title").text_content().startswith("Call: Help")


def test_a_stop_leads_to_its_raw_entries(page: Page, past: Floor) -> None:
    _open(page, past)
    page.locator('.strips .strip-stop[data-kind="abnormality"]').click()
    expect(page.get_by_role("heading", name=re.compile(r"Stop \d+"))).to_be_visible()


def test_what_is_dragged_over_is_looked_at_and_the_table_and_the_address_follow(page: Page, past: Floor) -> None:
    _open(page, past)
    rows = page.locator('[data-follows="stops"] tbody tr')
    expect(rows).to_have_count(3)
    box = page.locator(".strips > svg").bounding_box()
    at = [box["x"] + box["width"] * share for share in (0.05, 0.25)]
    page.mouse.move(at[0], box["y"] + 80)
    page.mouse.down()
    page.mouse.move(at[1], box["y"] + 80, steps=4)
    page.mouse.up()
    expect(rows).to_have_count(1)
    assert "from=" in page.url and page.url.endswith("Z")
    expect(page.get_by_text("as the timeline shows")).to_be_visible()
    page.get_by_role("button", name="Whole period").click()
    expect(rows).to_have_count(3)


def test_keys_and_buttons_go_down_to_a_second(page: Page, past: Floor) -> None:
    _open(page, past)
    page.locator(".strips").focus()
    for _ in range(12):
        page.keyboard.press("+")
    expect(page.locator(".strip-time").first).to_have_text(re.compile(r"\d\d:\d\d:\d\d\.\d"))
    page.wait_for_url(re.compile(r"from=.*&to="))
    for _ in range(3):
        page.get_by_role("button", name="Wider").click()
    expect(page.locator(".strip-time").first).to_have_text(re.compile(r"\d\d:\d\d:\d\d$"))


def test_a_line_and_a_station_are_filters_of_the_picture_too(page: Page, past: Floor) -> None:
    _open(page, past, "&line=press&station=s2")
    expect(page.locator(".strips-name")).to_have_text(["Press", "Station 2"])
    expect(page.locator(".strips .strip-stop")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_a_phone_shows_it_without_a_sideways_scroll(page: Page, past: Floor, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 844})
    _open(page, past)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".strips > svg").bounding_box()["width"] > 200
