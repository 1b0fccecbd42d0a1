"""The charts of the analysis in a real browser: drawn by the bundle, told by the table, allowed by the policy."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from andon.base.units import US_PER_DAY, US_PER_HOUR, US_PER_S

from .conftest import Floor

CHARTS = ("pareto", "heat", "trend", "control", "times")
DRAWN = """element => { const c = element.querySelector('canvas');
    return c && new Set(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).size > 8 }"""


@pytest.fixture
def past(floor: Floor) -> Floor:
    """Twenty-five days: a stop and some hundred pieces on each, and one bad day."""
    floor.open({"press": 2, "paint": 1})
    book = floor.book
    for day in range(1, 26):
        began = book.clock.now() - day * US_PER_DAY
        for n in range(12 if day == 5 else 2):
            book.stop(began + n * 600 * US_PER_S, began + n * 600 * US_PER_S + (60 + 20 * day) * US_PER_S)
        at = began // (900 * US_PER_S) * 900 * US_PER_S
        for kind, pieces in (("count", 400), ("reject", 60 if day == 5 else 4)):
            book.insert("count_quarter", line="press", station="s1", kind=kind, at=at, pieces=pieces)
    book.stop(book.clock.now() - US_PER_HOUR, None, station="s2", stop_class="unknown", category=None, reason="unknown")
    book.ring()
    return floor


def _open(page: Page, floor: Floor, query: str = "") -> list[str]:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{floor.address}/analysis?{query}")
    expect(page.locator("[data-chart][data-shown]")).to_have_count(len(CHARTS))
    return said


def test_every_chart_is_drawn_and_the_policy_of_the_page_has_nothing_against_it(page: Page, past: Floor) -> None:
    said = _open(page, past, "line=press")
    for name in CHARTS:
        assert page.locator(f'[data-chart="{name}"] .chart').first.evaluate(DRAWN), name
    assert page.locator(".cusum").evaluate(DRAWN)
    page.locator('[data-chart="trend"] .chart').hover()  # a tooltip of HTML would want inline styles
    assert said == []


def test_beside_each_chart_stands_its_table_and_its_file(page: Page, past: Floor) -> None:
    _open(page, past, "line=press&kind=p")
    for name in CHARTS:
        card = page.locator(f'[data-chart="{name}"]')
        card.get_by_text("Table", exact=True).click()
        assert card.locator("tbody tr").count() > 0, name
        assert f"/api/v1/charts/{name}.csv?" in card.locator(".chart-file").get_attribute("href")
    expect(page.locator('[data-chart="control"] tr[data-signal]', has_text="beyond a limit")).to_have_count(1)
    with page.expect_download() as download:
        page.locator('[data-chart="control"] .chart-file').click()
    assert download.value.suggested_filename == "andon-control.csv"


def test_a_bar_leads_down_to_the_stops(page: Page, past: Floor) -> None:
    _open(page, past)
    for by in ("class=abnormality", "category=equipment"):
        page.locator('[data-chart="pareto"]').get_by_text("Table", exact=True).click()
        page.locator('[data-chart="pareto"] tbody a').first.click()
        page.wait_for_url(re.compile(by))
        expect(page.locator("[data-chart][data-shown]")).to_have_count(len(CHARTS))
    page.locator('[data-chart="pareto"]').get_by_text("Table", exact=True).click()
    page.locator('[data-chart="pareto"] tbody a').first.click()
    page.wait_for_url(re.compile("/history.*reason=tool-broken"))
    expect(page.locator('[data-follows="stops"] tbody tr').first).to_contain_text("Tool broken")


@pytest.mark.parametrize("language", ["en", "vi", "kn", "ja"])
@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_a_phone_shows_it_in_every_language(page: Page, past: Floor, language: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 844})
    said = _open(page, past, f"lang={language}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert said == []


@pytest.mark.parametrize("vision", ["deuteranopia", "protanopia", "tritanopia", "achromatopsia"])
def test_a_point_beyond_is_told_by_its_shape_too(page: Page, past: Floor, vision: str) -> None:
    """Seen without colours it still differs: it is drawn as a triangle, and the table says it in words."""
    page.context.new_cdp_session(page).send("Emulation.setEmulatedVisionDeficiency", {"type": vision})
    _open(page, past, "line=press&kind=p")
    page.locator('[data-chart="control"]').get_by_text("Table", exact=True).click()
    expect(page.locator('[data-chart="control"] tr[data-signal]', has_text="beyond a limit")).to_have_count(1)
    shapes = page.evaluate(
        """async () => { const { control } = await import('/analysis-files/options.js');
        const items = [{ value: 1 }, { value: 9, beyond: true }, { value: 2, run: true }];
        return control(items, { words: {} }).series[0].data.map((point) => point.symbol) }"""
    )
    assert shapes == ["circle", "triangle", "rect"]


def test_without_anything_it_says_so(page: Page, floor: Floor) -> None:
    floor.open({"press": 1})
    _open(page, floor)
    expect(page.get_by_text("Nothing happened in this time.")).to_have_count(len(CHARTS))
