"""The hour-by-hour board in a real browser: it lives, fits, and says more than a colour."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from andon.base.units import US_PER_HOUR

from ..web.shift_book import begin_of, count, live_shift, shift_plan
from .conftest import Floor


@pytest.fixture
def shift(floor: Floor) -> Floor:
    floor.open({"press": 2, "paint": 1})
    live_shift(floor.book, shift_plan(floor.book))
    floor.book.ring()
    return floor


def test_each_hour_says_by_bar_shape_and_word_how_it_stands(page: Page, shift: Floor) -> None:
    page.goto(f"{shift.address}/hours/press")
    rows = page.locator(".hours-table tbody tr")
    expect(rows).to_have_count(8)
    words = rows.locator(".hours-standing").all_inner_texts()
    assert words[:4] == ["Target met", "Target missed", "Target met", "Target missed"]
    assert words[5:] == ["To come"] * 3
    assert len({use.get_attribute("href") for use in rows.locator(".hours-standing use").all()}) >= 3
    widths = [bar.bounding_box()["width"] for bar in rows.locator(".hours-bar .made").all()[:4]]
    assert widths[1] < widths[2] < widths[3] < widths[0]
    ticks = [tick.bounding_box()["x"] for tick in rows.locator(".hours-bar .tick").all()]
    assert ticks[0] == ticks[1] > ticks[2]  # the hour with the break asks for less
    expect(page.locator(".hours-made")).to_have_text("208")


def test_it_counts_on_while_it_is_looked_at(page: Page, shift: Floor) -> None:
    page.goto(f"{shift.address}/hours/press")
    expect(page.locator(".hours-made")).to_have_text("208")
    count(shift.book, begin_of(shift.book) + 4 * US_PER_HOUR, 30)
    shift.move("s2", "call")
    expect(page.locator(".hours-made")).to_have_text("238", timeout=15_000)
    expect(page.locator("tr[aria-current] .hours-actual")).to_have_text("30")


@pytest.mark.parametrize("language", ["en", "vi", "kn", "ja"])
@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768), (768, 1024), (390, 844)], ids=str)
def test_nothing_is_cut_off(page: Page, shift: Floor, language: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{shift.address}/hours/press?lang={language}")
    expect(page.locator(".hours-table tbody tr")).to_have_count(8)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if size[0] == 1920:
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    cut = page.evaluate("""() => [...document.querySelectorAll('main *')].filter(
        (each) => each.children.length === 0 && each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0
    ).map((each) => each.outerHTML)""")
    assert cut == []
