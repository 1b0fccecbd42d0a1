"""The operator's page: every press heard, or clearly not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, expect

from andon.runtime.desk import DeskClient
from andon.web.proofs import hashed_pin
from tests.house import House
from tests.patience import eventually

from ..test_board_live import YELLOW, tile
from ..test_connections import WAYS
from .page import RED, Open, at, calls, cord, does, says, seconds_ago, station_of


@pytest.mark.parametrize("way", WAYS)
def test_a_pull_is_heard_answered_at_the_station_and_cancelled(
    opened: Open, house: House, device: Browser, way: str
) -> None:
    page = opened("w1", way)
    board = page.context.new_page()
    board.goto(f"{at(house, way)}/board/weld")
    expect(page.locator(".state")).to_have_attribute("data-state", "running")
    cord(page).click()
    says(page, "heard", "Heard at ")
    expect(tile(board, "w1")).to_have_css("background-color", YELLOW)
    card = page.locator(".call-card")
    expect(card.locator(".open-time b")).to_contain_text(":")
    expect(card.locator(".open-time")).to_contain_text("until the stop")
    expect(card.locator(".open-status")).to_have_text("Nobody has heard yet")
    expect(cord(page)).to_have_attribute("aria-disabled", "true")
    (call,) = station_of(house, "w1")["calls"]
    assert seconds_ago(call["until"]) < -590
    does(page, "arrive").click()
    expect(card.locator(".open-status")).to_have_text("Help is here")
    does(page, "cancel").click()
    expect(card).to_have_count(0)
    expect(tile(board, "w1")).not_to_have_css("background-color", YELLOW)
    does(page, "fixed").click()
    expect(page.locator(".question")).to_have_count(0)
    (told,) = [each for each in calls(house, "w1") if each["id"] == call["id"]]
    assert (told["outcome"], told["at_station"], told["fixed"]) == ("cancelled", True, True)
    assert told["who"].startswith("device:")


@pytest.mark.parametrize("way", WAYS)
def test_a_call_that_nobody_ends_turns_red_and_is_explained(opened: Open, house: House, way: str) -> None:
    page = opened("w2", way)
    board = page.context.new_page()
    board.goto(f"{at(house, way)}/board/weld")
    cord(page, "material").click()
    expect(page.locator(".call-card .open-name")).to_have_text("Material")
    expect(page.locator(".stop-card")).to_be_visible(timeout=8_000)
    expect(tile(board, "w2")).to_have_css("background-color", RED)
    expect(does(page, "ask-to-stop")).to_have_count(0)
    does(page, "restart").click()
    expect(page.locator(".state")).to_have_attribute("data-state", "running")
    does(page, "fixed").click()
    page.locator('.reason[data-reason="broken"]').click()
    expect(page.locator(".question")).to_have_count(0)
    stop = house.ask("GET", "/api/v1/stops?line=weld&station=w2&limit=1")[1]["items"][0]
    assert (stop["reason"], stop["outcome"], stop["version"]) == ("broken", "restarted", 2)
    call = calls(house, "w2")[0]
    assert (call["id"], call["outcome"], call["fixed"]) == (stop["call"], "expired", True)


def test_not_fixed_calls_again_and_says_so(opened: Open, house: House) -> None:
    page = opened("w1")
    cord(page).click()
    does(page, "arrive").click()
    does(page, "resolve").click()
    does(page, "not-fixed").click()
    expect(page.locator(".call-card .open-again")).to_have_text("Again: it was not fixed")
    does(page, "wrong").click()
    expect(page.locator(".call-card")).to_have_count(0)


def test_the_type_follows_the_pull(opened: Open, house: House) -> None:
    page = opened("w1")
    cord(page).click()
    does(page, "types").click()
    page.locator('.types button[data-type="material"]').click()
    expect(page.locator(".call-card .open-name")).to_have_text("Material")
    expect(cord(page, "material")).to_have_attribute("aria-disabled", "true")
    expect(cord(page)).to_have_attribute("aria-disabled", "false")


def test_asked_to_stop_is_told_from_stopped(opened: Open) -> None:
    page = opened("w1")
    expect(page.locator(".halt")).to_contain_text("Emergency: use the mushroom")
    does(page, "ask-to-stop").click()
    expect(page.locator(".stop-card .open-again")).to_have_text("Taken to stand: no run signal here")
    does(page, "arrive").click()
    expect(page.locator(".stop-card .open-status")).to_have_text("Help is here")
    does(page, "restart").click()
    expect(page.locator(".stop-card")).to_have_count(0)


def test_who_is_coming_is_told_by_whom_and_when(opened: Open, house: House, desk: DeskClient) -> None:
    page = opened("w1")
    cord(page).click()
    says(page, "heard")
    (call,) = station_of(house, "w1")["calls"]
    desk.ask("acknowledge-call", {"who": "person:mai", "call": call["id"]})
    expect(page.locator(".open-status")).to_contain_text("Heard by mai at ")
    desk.ask("arrive-call", {"who": "person:mai", "call": call["id"], "at_station": False})
    expect(page.locator(".open-status")).to_have_text("mai is coming")


def test_by_pin_it_is_known_who_is_here(opened: Open, house: House, desk: DeskClient) -> None:
    desk.ask("person-add", {"who": "test", "id": "mai", "name": "Mai", "role": "leader", "areas": ["weld"]})
    desk.ask("person-secret", {"who": "test", "person": "mai", "what": "pin", "digest": hashed_pin("8305")})
    page = opened("w1")
    cord(page).click()
    does(page, "name").click()
    page.get_by_role("button", name="Mai").click()
    for digits, words in (("1234", "Not recognised"), ("8305", "")):
        for digit in digits:
            page.locator(f'[data-digit="{digit}"]').click()
        does(page, "prove").click()
        if words:
            expect(page.locator(".pin-said")).to_contain_text(words)
    expect(page.locator(".open-status")).to_have_text("Help is here")
    (call,) = station_of(house, "w1")["calls"]
    desk.ask("resolve-call", {"who": "person:mai", "call": call["id"]})
    second = desk.ask("raise-call", {"who": "test", "line": "weld", "station": "w1", "type": "material"})["seq"]
    desk.ask("acknowledge-call", {"who": "person:mai", "call": second})
    expect(page.locator(".open-status")).to_contain_text("Heard by Mai at ")
    assert (call["arrived_by"], call["at_station"]) == ("person:mai", True)


def test_a_device_that_is_not_paired_may_only_look(opened: Open, house: House) -> None:
    page = opened("w1", paired=False)
    before = len(calls(house, "w1"))
    cord(page).click()
    says(page, "failed", "NOT HEARD. This device may only look")
    assert len(calls(house, "w1")) == before
    assert page.evaluate("localStorage.getItem('pulls:weld/w1')") == "[]"


def test_a_suggestion_has_its_receipt(opened: Open, house: House) -> None:
    page = opened("w1")
    does(page, "suggest").click()
    page.locator("dialog.suggestion:not(.release) textarea").fill("Đặt kệ gần máy hơn")
    does(page, "send").click()
    expect(page.locator(".suggestion-said")).to_contain_text("Kept. Receipt ")
    newest = house.ask("GET", "/api/v1/suggestions?limit=1")[1]["items"][0]
    assert (newest["text"], newest["station"]) == ("Đặt kệ gần máy hơn", "w1")
    assert str(newest["id"]) in page.locator(".suggestion-said").inner_text()


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_browser_clock_that_is_an_hour_wrong_changes_nothing(opened: Open, house: House, hours: int) -> None:
    script = f"const real = Date.now.bind(Date); Date.now = () => real() + {hours * 3_600_000};"
    page = opened("w1", script=script)
    cord(page).click()
    says(page, "heard", f"Heard at {datetime.now(UTC):%H:}")
    expect(page.locator(".open-time b")).to_contain_text(":")
    left = page.locator(".open-time b").inner_text()
    assert left.startswith(("9:5", "10:00")), left
    (call,) = station_of(house, "w1")["calls"]
    assert seconds_ago(call["since"]) < 10


# a tablet is a cord for as long as it shows the page

HIDDEN = "Object.defineProperty(document, 'visibilityState', { get: () => (window.away ? 'hidden' : 'visible') });"


def test_a_tablet_that_shows_the_page_is_watched_until_it_does_not(opened: Open, house: House) -> None:
    assert station_of(house, "table")["state"] == "no-signal"
    page = opened("table", script=HIDDEN)
    expect(page.locator(".state")).to_have_attribute("data-state", "running")
    page.evaluate("window.away = true")
    eventually(lambda: station_of(house, "table")["state"] == "no-signal", 12)
    page.evaluate("window.away = false")
    eventually(lambda: station_of(house, "table")["state"] == "running", 5)
    page.close()
    eventually(lambda: station_of(house, "table")["state"] == "no-signal", 12)


def test_a_page_that_may_only_look_is_no_sign_of_life_and_leads_to_pairing(opened: Open, house: House) -> None:
    page = opened("table", paired=False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    cord(page).click()
    says(page, "failed", "NOT HEARD. This device may only look")
    assert [url for url in asked if url.endswith("/alive")] == []
    assert any(url.endswith("/calls") for url in asked)
    page.locator(".looks-pair").click()
    expect(page.locator("select, input[type=radio]:checked").first).to_be_attached()
    assert "place=weld/table" in page.url or "place=weld%2Ftable" in page.url


# hands in gloves


@pytest.mark.parametrize("language", ["en", "vi", "kn", "ja"])
def test_every_target_is_large_and_nothing_scrolls_on_a_tablet(opened: Open, house: House, language: str) -> None:
    page = opened("w1")
    page.goto(f"{at(house, 'here')}/station/weld/w1?lang={language}")
    cord(page).click()
    expect(page.locator(".call-card")).to_be_visible()
    low = "[...document.querySelectorAll('.station button')].filter((b) => b.offsetParent && b.offsetHeight < 80)"
    assert page.evaluate(f"{low}.map((b) => b.innerText)") == []
    scrolls = "(where) => where.scrollHeight > where.clientHeight + 1"
    assert not page.evaluate("document.documentElement.scrollHeight > innerHeight")
    for part in (".now", ".cords"):
        assert not page.locator(part).evaluate(scrolls), part
