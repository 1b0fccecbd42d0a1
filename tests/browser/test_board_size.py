"""Readable from ten metres: what stands how large on which screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from andon.base.units import US_PER_S

from .conftest import Floor

MEASURE = """() => [...document.querySelectorAll('.tile')].map((tile) => {
  const box = (element) => element.getBoundingClientRect().toJSON();
  const text = (name) => {
    const place = tile.querySelector(name);
    const span = place.firstElementChild;
    const size = parseFloat(getComputedStyle(place).fontSize);
    return { size, text: box(span), place: box(place), whole: span.scrollWidth <= span.clientWidth + 1 };
  };
  return { tile: box(tile), name: text('.tile-name'), word: text('.tile-word') };
})"""
SCROLLS = """() => {
  const page = document.documentElement;
  return page.scrollHeight > innerHeight || page.scrollWidth > innerWidth;
}"""
TONES = """() => [...document.querySelectorAll('.tile')].map((tile) => [
  tile.dataset.state, getComputedStyle(tile.querySelector('.tile-word')).color,
  tile.querySelector('.tile-state use').getAttribute('href'),
])"""


def measure(page: Page, many: Floor, stations: int, language: str = "en") -> list:
    page.goto(f"{many.address}/board/l{stations}?lang={language}")
    expect(page.locator(".tile")).to_have_count(stations)
    return page.evaluate(MEASURE)


def all_fits(page: Page, tiles: list) -> None:
    """Every tile is on the screen, every text inside of its tile, and nothing scrolls."""
    for tile in tiles:
        assert tile["tile"]["right"] <= 1920
        assert tile["tile"]["bottom"] <= 1080
        for text in (tile["name"], tile["word"]):
            assert text["text"]["right"] <= tile["tile"]["right"] + 1
            assert text["text"]["right"] <= text["place"]["right"] + 1
    assert not page.evaluate(SCROLLS)


@pytest.mark.parametrize(("stations", "language"), [(1, "en"), (5, "vi"), (8, "en"), (8, "kn"), (8, "ja")])
def test_up_to_eight_stations_are_a_hundred_pixels_tall(page: Page, many: Floor, stations: int, language: str) -> None:
    tiles = measure(page, many, stations, language)
    all_fits(page, tiles)
    for tile in tiles:
        for text in (tile["name"], tile["word"]):
            assert text["size"] >= 100
            assert text["whole"]


@pytest.mark.parametrize(("stations", "least"), [(14, 60), (40, 38)])
def test_fourteen_and_forty_are_still_readable_on_one_screen(
    page: Page, many: Floor, stations: int, least: int
) -> None:
    tiles = measure(page, many, stations)
    all_fits(page, tiles)
    assert min(min(tile["name"]["size"], tile["word"]["size"]) for tile in tiles) >= least


def test_a_phone_shows_what_is_wrong_first(page: Page, many: Floor) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    many.move("s9", "stopped", line="l14")
    many.move("s7", "call", line="l14")
    page.goto(f"{many.address}/board/l14")
    expect(page.locator(".tile")).to_have_count(14)
    tops = {tile: page.locator(f'[data-station="{tile}"]').bounding_box()["y"] for tile in ("s9", "s7", "s1")}
    assert tops["s9"] < tops["s7"] < tops["s1"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


CUT = """() => [...document.querySelectorAll('td, tbody th, td *, .card')].filter((place) => {
  const { left, right, width } = place.getBoundingClientRect();
  const clips = !place.closest('svg') && getComputedStyle(place).display !== 'inline';
  return width && (left < 0 || right > innerWidth + 1 || (clips && place.scrollWidth > place.clientWidth + 1));
}).map((place) => place.outerHTML)"""


@pytest.mark.parametrize("size", [(390, 844), (1024, 768)])
@pytest.mark.parametrize("path", ["/", "/history", "/kaizen", "/health"])
def test_no_page_is_wider_than_a_phone_or_a_tablet(page: Page, busy: Floor, path: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(busy.address + path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(CUT) == []


def test_a_row_on_a_phone_names_its_figures(page: Page, busy: Floor) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{busy.address}/history")
    label = page.locator('.cards td[data-label="Lasted"]').first
    assert label.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Lasted"'
    assert label.evaluate("cell => parseFloat(getComputedStyle(cell).fontSize)") >= 16


def test_a_kaizen_page_does_not_go_on_for_ever(page: Page, busy: Floor) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{busy.address}/kaizen")
    assert page.evaluate("document.documentElement.scrollHeight") < 7_000


def test_the_bars_of_the_pareto_are_on_a_phone_too(page: Page, many: Floor) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    many.book.stop(many.book.clock.now() - 60 * US_PER_S, None)
    page.goto(f"{many.address}/history")
    bar = page.locator(".pareto .bar-known").first.bounding_box()
    assert bar["width"] > 200
    assert page.locator(".pareto tbody .figure").last.bounding_box()["x"] < 390


def test_green_is_only_what_runs(page: Page, many: Floor) -> None:
    states = (
        "running",
        "idle",
        "call",
        "stopped",
        "starved",
        "blocked",
        "changeover",
        "planned",
        "no-signal",
        "not-watched",
    )
    for number, state in enumerate(states, 1):
        many.move(f"s{number}", state, line="l10")
    page.goto(f"{many.address}/board/l10")
    tiles = page.evaluate(TONES)
    assert [state for state, colour, _ in tiles if _is_green(colour)] == ["running"]
    assert len({shape for _, _, shape in tiles}) == len(states)


def _is_green(colour: str) -> bool:
    red, green, blue = (int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")[:3])
    return green > 1.2 * max(red, blue)


def test_nothing_on_a_page_breaks_its_own_security_policy(page: Page, many: Floor) -> None:
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    for path in ("/", "/board/l8", "/history", "/kaizen", "/health", "/api/v1/docs"):
        page.goto(many.address + path, wait_until="networkidle" if "board" not in path and path != "/" else "load")
    assert wrong == []
