"""One language or two on a board, each page in its own, whatever another tab has chosen."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .conftest import Floor
from .test_board_live import tile
from .test_board_size import MEASURE, all_fits

STOP = {"id": 9, "since": 1, "reason": "tool-broken", "stop_class": "abnormality", "category": "equipment"}
SECOND = """() => [...document.querySelectorAll('.is-second')].map((place) => {
  const { right, bottom } = place.firstElementChild.getBoundingClientRect();
  const tile = place.closest('.tile').getBoundingClientRect();
  const inside = right <= tile.right + 1 && bottom <= tile.bottom + 1;
  return { size: parseFloat(getComputedStyle(place).fontSize), inside, lang: place.lang };
})"""
FOOT = """() => [...document.querySelectorAll('.tile')].map((tile) => {
  const foot = tile.querySelector('.tile-foot').getBoundingClientRect();
  return foot.bottom <= tile.getBoundingClientRect().bottom + 1;
})"""


def test_two_languages_say_names_states_and_reasons(page: Page, floor: Floor) -> None:
    address = floor.open()
    page.goto(f"{address}/board/press?lang=vi&second=ja")
    floor.move("s1", "stopped", stop=STOP)
    expect(tile(page).locator(".tile-word")).to_have_text(["Dừng", "停止"])
    expect(tile(page).locator(".tile-why > span")).to_have_text(["Gãy dụng cụ", "Tool broken"])  # no Japanese is agreed
    expect(tile(page).locator(".tile-name")).to_have_text(["Station 1", "Station 1"])
    assert tile(page).locator("[lang]").evaluate_all("all => all.map((each) => each.lang)") == ["vi", "ja"] * 3


def test_the_second_language_is_kept_by_the_device_and_let_go(page: Page, floor: Floor) -> None:
    address = floor.open()
    page.goto(f"{address}/board/press?second=vi")
    expect(tile(page).locator(".is-second")).to_have_count(2)
    page.goto(f"{address}/board/press")
    expect(tile(page).locator(".is-second")).to_have_count(2)
    page.locator(".choice").get_by_role("link", name="None").click()
    expect(tile(page).locator(".is-second")).to_have_count(0)
    page.goto(f"{address}/board/press?lang=vi&second=vi")
    expect(tile(page).locator(".is-second")).to_have_count(0)


@pytest.mark.parametrize(
    ("stations", "first", "second", "languages"),
    [(8, 60, 42, "lang=vi&second=en"), (8, 60, 42, "lang=kn&second=ja"), (14, 42, 30, "lang=ja&second=kn")],
)
def test_two_languages_are_readable_from_ten_metres(
    page: Page, many: Floor, stations: int, first: int, second: int, languages: str
) -> None:
    """Eight stations in two languages stand as large as fourteen do in one."""
    line = f"l{stations}"
    many.move("s2", "stopped", line=line, stop=STOP)
    page.goto(f"{many.address}/board/{line}?{languages}")
    expect(page.locator(".is-second")).to_have_count(2 * stations)
    tiles = page.evaluate(MEASURE)
    all_fits(page, tiles)
    assert min(min(each["name"]["size"], each["word"]["size"]) for each in tiles) >= first
    seconds = page.evaluate(SECOND)
    assert min(each["size"] for each in seconds) >= second
    assert all(each["inside"] for each in seconds)
    assert all(page.evaluate(FOOT))
    many.move("s2", "running", line=line)


def test_a_page_keeps_its_language_when_it_loads_itself_again(context: BrowserContext, floor: Floor) -> None:
    """Another tab chose Japanese meanwhile; a new plan loads both boards again."""
    address = floor.open()
    ours, other = context.new_page(), context.new_page()
    ours.goto(f"{address}/board/press")
    other.goto(f"{address}/board/press?lang=ja&second=en")
    floor.adopt({"press": 3})
    expect(ours.locator(".tile")).to_have_count(3, timeout=10_000)
    expect(other.locator(".tile")).to_have_count(3, timeout=10_000)
    assert ours.locator("html").get_attribute("lang") == "en"
    expect(ours.locator(".is-second")).to_have_count(0)
    assert other.locator("html").get_attribute("lang") == "ja"
    expect(other.locator(".is-second")).to_have_count(6)


def test_a_table_that_renews_itself_stays_in_its_language(context: BrowserContext, floor: Floor) -> None:
    address = floor.open()
    ours, other = context.new_page(), context.new_page()
    ours.goto(f"{address}/health")
    other.goto(f"{address}/health?lang=ja")
    floor.sources = [{"source": "mqtt", "device": "weld/w9", "state": "down", "text": "", "counters": {}}]
    expect(ours.locator("td").filter(has_text="weld/w9")).to_be_visible(timeout=10_000)
    expect(ours.locator("h2").first).to_have_text("Sources and devices")
    expect(other.locator("td").filter(has_text="weld/w9")).to_be_visible(timeout=10_000)
    assert "Sources" not in other.locator("h2").first.inner_text()


@pytest.mark.parametrize("language", ["en", "vi", "kn", "ja"])
@pytest.mark.parametrize("path", ["/board/l8", "/history", "/"])
def test_the_menu_is_no_wider_than_a_phone(page: Page, many: Floor, path: str, language: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{many.address}{path}?lang={language}")
    for link in page.locator(".head-nav a:visible, .foot-choices a").all():
        box = link.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390, link.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", [(1024, 768), (1280, 800), (1920, 1080)])
@pytest.mark.parametrize("languages", ["lang=vi&second=en", "lang=kn"])
def test_head_and_foot_of_a_board_fit(page: Page, many: Floor, size: tuple[int, int], languages: str) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    many.move("s1", "call", line="l8", calls=[{"id": 5, "type": "help", "since": 1}])
    page.goto(f"{many.address}/board/l8?{languages}")
    expect(page.locator("[data-sound-note]")).to_be_visible()
    for place in page.locator(".head > *:visible, .foot-choices > *").all():
        box = place.bounding_box()
        assert box["x"] + box["width"] <= size[0] + 1, place.inner_text()
        assert box["y"] + box["height"] <= size[1] + 1, place.inner_text()
    many.move("s1", "running", line="l8")


def fonts_of(page: Page, selector: str) -> set[str]:
    """What the browser truly draws an element with."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    return {font["familyName"] for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]}


@pytest.mark.parametrize(
    ("language", "family"),
    [("en", "Noto Sans"), ("vi", "Noto Sans"), ("kn", "Noto Sans Kannada"), ("ja", "Noto Sans CJK JP")],
)
def test_every_script_is_drawn_with_its_own_font(page: Page, many: Floor, language: str, family: str) -> None:
    page.goto(f"{many.address}/board/l8?lang={language}&second=none")
    assert fonts_of(page, ".tile-word > span") == {family}
    assert fonts_of(page, f'.foot-choices [lang="{language}"]') == {family}
