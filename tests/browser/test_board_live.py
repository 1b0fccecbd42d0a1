"""The board while the floor moves, falls silent and comes back."""

from __future__ import annotations

import os
import re
import signal

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from andon.base.units import US_PER_S

from ..web.served import until
from .conftest import Floor

YELLOW = "rgb(247, 199, 42)"
GREY = re.compile(r"\bis-stale\b")


def tile(page: Page, station: str = "s1"):
    return page.locator(f'[data-station="{station}"]')


def lives(page: Page) -> None:
    """The stream is open: the page heard the pulse more than once."""
    page.wait_for_function("document.querySelector('.summary') !== null")
    expect(page.locator("html")).not_to_have_class(GREY)


def test_a_pulled_cord_turns_the_tile_yellow(page: Page, floor: Floor) -> None:
    page.goto(f"{floor.open()}/board/press")
    expect(tile(page).locator(".tile-word")).to_have_text("Running")
    call = {"id": 5, "type": "help", "since": floor.book.clock.now(), "arrived": None}
    floor.move("s1", "call", calls=[call])
    expect(tile(page)).to_have_css("background-color", YELLOW)
    expect(tile(page).locator(".tile-word")).to_have_text("Call")
    expect(tile(page).locator(".tile-why")).to_have_text("Help")
    expect(tile(page).locator("use").first).to_have_attribute("href", "#shape-call")
    expect(page.locator(".summary")).to_have_text("1 Call")
    floor.move("s1", "running")
    expect(tile(page)).not_to_have_css("background-color", YELLOW)
    expect(page.locator(".summary")).to_have_text("")


def test_a_stop_shows_its_reason_its_triggers_and_a_lost_signal(page: Page, floor: Floor) -> None:
    page.goto(f"{floor.open()}/board/press")
    stop = {"id": 5, "since": 1, "reason": "tool-broken", "stop_class": "abnormality", "category": "equipment"}
    since = floor.book.clock.now() - 3_725 * US_PER_S
    floor.move("s2", "stopped", since=since, stop=stop, triggers=3, signal="lost")
    expect(tile(page, "s2").locator(".tile-why")).to_have_text("Tool broken")
    expect(tile(page, "s2").locator(".tile-triggers b")).to_have_text("3")
    expect(tile(page, "s2").locator(".tile-lost")).to_be_visible()
    expect(tile(page, "s2").locator(".tile-time time")).to_have_text(re.compile(r"^1:02:\d\d$"))
    expect(tile(page, "s1").locator(".tile-lost")).to_be_hidden()


def test_pieces_move_against_their_target(page: Page, floor: Floor) -> None:
    page.goto(f"{floor.open()}/board/press")
    floor.book.tally("press", "s1", 41, 2)
    expect(tile(page).locator(".tile-counts span")).to_have_text("41 / 60")
    expect(tile(page).locator(".tile-reject")).to_have_text(re.compile(r"^\s*Rejects2$"))


def test_it_greys_when_the_recorder_falls_silent_and_comes_back(page: Page, floor: Floor) -> None:
    page.goto(f"{floor.open()}/board/press")
    lives(page)
    floor.fall_silent()
    expect(page.locator("html")).to_have_class(GREY, timeout=5_000)
    expect(page.locator(".stale-note")).to_have_text(re.compile(r"^No fresh data since \d\d:\d\d:\d\d$"))
    expect(page.locator("main")).to_have_css("filter", re.compile("grayscale"))
    floor.speak()
    expect(page.locator("html")).not_to_have_class(GREY)
    expect(page.locator(".stale-note")).to_be_hidden()


def test_a_board_that_is_opened_while_the_recorder_is_dead_is_grey_at_once(page: Page, floor: Floor) -> None:
    floor.fall_silent()
    floor.book.pulse(at=floor.book.clock.now() - 60 * US_PER_S)
    page.goto(f"{floor.open()}/board/press")
    expect(page.locator("html")).to_have_class(GREY, timeout=1_000)
    expect(tile(page)).to_be_visible()


def test_it_resumes_after_the_server_was_away(page: Page, floor: Floor) -> None:
    page.goto(f"{floor.open()}/board/press")
    lives(page)
    floor.served.close()
    floor.move("s2", "stopped")
    expect(page.locator("html")).to_have_class(GREY, timeout=6_000)
    floor.serve_again()
    expect(tile(page, "s2")).to_have_attribute("data-state", "stopped", timeout=15_000)
    expect(page.locator("html")).not_to_have_class(GREY)


def test_a_restart_of_the_worker_heals_though_nothing_moves(page: Page, floor: Floor) -> None:
    page.goto(f"{floor.open()}/board/press")
    until(lambda: floor.streams() == 1, "the board listens")
    (before,) = floor.served.workers()
    os.kill(before, signal.SIGKILL)
    until(lambda: floor.served.workers() not in ([], [before]), "a new worker serves")
    until(lambda: floor.served.answers() and floor.streams() == 1, "the board listens again", within_s=8)
    expect(page.locator("html")).not_to_have_class(GREY)
    floor.move("s2", "call")
    expect(tile(page, "s2")).to_have_attribute("data-state", "call")


def test_a_screen_switched_on_before_the_edge_recovers_by_itself(page: Page, floor: Floor) -> None:
    address = floor.open()
    hidden = floor.book.path.rename(floor.book.path.with_suffix(".away"))
    page.goto(f"{address}/board/press")
    expect(page.locator("h1")).to_have_text("The service is starting")
    hidden.rename(floor.book.path)
    expect(tile(page)).to_be_visible(timeout=10_000)


def test_a_new_plan_appears_without_a_hand(page: Page, floor: Floor) -> None:
    page.goto(f"{floor.open()}/board/press")
    expect(page.locator(".tile")).to_have_count(2)
    floor.adopt({"press": 5})
    expect(page.locator(".tile")).to_have_count(5, timeout=10_000)


def test_ten_tabs_of_one_browser_are_all_live(context: BrowserContext, floor: Floor) -> None:
    address = floor.open({"press": 2, "paint": 1})
    tabs = [context.new_page() for _ in range(10)]
    for number, tab in enumerate(tabs):
        tab.goto(address + ("/board/press", "/", "/board/paint")[number % 3])
    for round_state in ("call", "stopped"):
        floor.move("s1", round_state)
        floor.move("s1", round_state, line="paint")
        for tab in tabs:
            expect(tab.locator('[data-station="s1"]').first).to_have_attribute("data-state", round_state)
    for tab in tabs:
        expect(tab.locator("html")).not_to_have_class(GREY)
    until(lambda: floor.streams() == 1, "ten tabs share one stream")


@pytest.mark.parametrize(("missing", "streams"), [("SharedWorker", 1), ("SharedWorker BroadcastChannel", 2)])
def test_a_browser_without_shared_workers_is_live_too(
    context: BrowserContext, floor: Floor, missing: str, streams: int
) -> None:
    for name in missing.split():
        context.add_init_script(f"delete window.{name};")
    address = floor.open()
    first, second = context.new_page(), context.new_page()
    for tab in (first, second):
        tab.goto(f"{address}/board/press")
    floor.move("s1", "call")
    for tab in (first, second):
        expect(tile(tab)).to_have_attribute("data-state", "call")
    until(lambda: floor.streams() == streams, f"two tabs need {streams}")
    first.close()
    floor.move("s1", "stopped")
    expect(tile(second)).to_have_attribute("data-state", "stopped")


def test_times_count_by_the_servers_clock(page: Page, floor: Floor) -> None:
    page.add_init_script("const real = Date.now; Date.now = () => real() + 3600e3;")
    page.clock.set_system_time("2031-01-01T00:00:00Z")
    address = floor.open()
    floor.move("s1", "call", since=floor.book.clock.now() - 65 * US_PER_S)
    page.goto(f"{address}/board/press")
    expect(tile(page).locator(".tile-time time")).to_have_text(re.compile(r"^01:(0[5-9]|1\d)$"))
    shown = page.locator("[data-clock]").inner_text()
    hour = page.evaluate("zone => new Intl.DateTimeFormat('en-GB', {hour: '2-digit', timeZone: zone}).format(0)", "UTC")
    assert re.fullmatch(r"\d\d:\d\d", shown)
    assert hour == "00"


def test_the_lines_page_shows_the_worst_station_of_each_line(page: Page, floor: Floor) -> None:
    page.goto(floor.open({"press": 2, "paint": 1}))
    line = page.locator('[data-line="press"]')
    expect(line.locator(".line-word")).to_have_text("Running")
    floor.move("s2", "stopped")
    expect(line).to_have_attribute("data-state", "stopped")
    expect(line.locator(".line-station")).to_have_text("Station 2")
    expect(page.locator('[data-line="paint"]')).to_have_attribute("data-state", "running")
    floor.move("s2", "running")
    expect(line.locator(".line-word")).to_have_text("Running")


def test_what_is_about_safety_stands_above_a_stop_on_the_lines_page(page: Page, floor: Floor) -> None:
    page.goto(floor.open())
    line = page.locator('[data-line="press"]')
    floor.move("s1", "stopped")
    expect(line.locator(".line-station")).to_have_text("Station 1")
    expect(line.locator(".line-safety")).to_be_hidden()
    call = {"id": 5, "type": "help", "since": floor.book.clock.now(), "arrived": None, "safety": True}
    floor.move("s2", "call", calls=[call])
    expect(line.locator(".line-station")).to_have_text("Station 2")
    expect(line.locator(".line-safety")).to_have_text("Safety")
    page.reload()
    expect(line.locator(".line-safety")).to_be_visible()
    floor.move("s2", "running")
    expect(line.locator(".line-station")).to_have_text("Station 1")
    expect(line.locator(".line-safety")).to_be_hidden()
