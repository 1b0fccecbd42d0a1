"""A call about safety, from the cord on the tablet to its release: by who has signed in on a phone, or by PIN."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from andon.runtime.desk import DeskClient
from andon.web.proofs import digest_of, hashed_pin
from tests.house import House
from tests.pairing import cookie_name, pair
from tests.patience import eventually

PLAN = Path(__file__).parent / "station" / "station.toml"
ABOUT_SAFETY = """
[[reasons]]
id = "unsafe"
name = "Unsafe"
class = "abnormality"
category = "safety"

[[call_types]]
id = "safety"
name = "Safety"
reason = "unsafe"
colour = "red"
"""
WHY = "the guard is back in place"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    plan = folder / "safety.toml"
    plan.write_text(PLAN.read_text() + ABOUT_SAFETY)
    with House(folder, plan_file=plan) as house:
        house.start()
        desk = DeskClient(house.data / "desk.sock")
        for person, may in (("mai", True), ("tuan", False)):
            desk.ask("person-add", {"who": "test", "id": person, "name": person.title(), "role": "leader", "areas": []})
            pin = {"person": person, "what": "pin", "digest": hashed_pin("8305")}
            desk.ask("person-secret", {"who": "test", **pin})
            if may:
                desk.ask("person-rights", {"who": "test", "person": person, "releases_safety": True})
        yield house


@pytest.fixture
def desk(house: House) -> DeskClient:
    return DeskClient(house.data / "desk.sock")


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    opened: list[BrowserContext] = []
    yield opened
    for context in opened:
        context.close()


def screen(browser: Browser, contexts: list[BrowserContext], house: House, cookie: dict[str, str], wide: int) -> Page:
    address = f"http://127.0.0.1:{house.port}"
    size = {"width": wide, "height": 844}
    contexts.append(browser.new_context(viewport=size, locale="en", base_url=address))
    contexts[-1].add_cookies([{**cookie, "url": address}])
    return contexts[-1].new_page()


def tablet(browser: Browser, contexts: list[BrowserContext], house: House, desk: DeskClient, station: str) -> Page:
    named = {"name": cookie_name(), "value": pair(desk, "weld", station)}
    page = screen(browser, contexts, house, named, 1024)
    page.goto(f"/station/weld/{station}")
    return page


def phone(browser: Browser, contexts: list[BrowserContext], house: House, desk: DeskClient, person: str) -> Page:
    cookie = secrets.token_urlsafe(32)
    desk.ask("session-begin", {"person": person, "digest": digest_of(cookie).hex()})
    page = screen(browser, contexts, house, {"name": "andon", "value": cookie}, 390)
    page.goto("/leader")
    return page


def state_of(house: House, station: str) -> str:
    stations = house.ask("GET", "/api/v1/board?line=weld")[1]["lines"][0]["stations"]
    return next(each["state"] for each in stations if each["id"] == station)


def test_on_the_phone_who_has_the_right_releases_it_and_who_has_not_is_told(
    browser: Browser, contexts: list[BrowserContext], house: House, desk: DeskClient
) -> None:
    page = tablet(browser, contexts, house, desk, "w1")
    page.locator('.cord[data-type="safety"]').click()
    card = page.locator(".call-card")
    expect(card.locator(".open-safety")).to_contain_text("only a named person with the right")
    for ends_it in ("cancel", "wrong", "resolve", "types"):
        expect(card.locator(f'[data-do="{ends_it}"]')).to_be_hidden()
    expect(page.locator(".state-word")).to_have_text("Safety: Call")
    for person in ("tuan", "mai"):
        leader = phone(browser, contexts, house, desk, person)
        work = leader.locator('.work[data-what="call"]')
        expect(work).to_contain_text("only a named person with the right")
        expect(work.get_by_role("button", name="It runs")).to_have_count(0)
        work.get_by_role("button", name="Release safety").click()
        leader.locator("dialog.release [name=why]").fill(WHY)
        leader.locator("dialog.release").get_by_role("button", name="Release safety").click()
        if person == "tuan":
            expect(work.locator(".work-said")).to_contain_text("no right to release safety")
        else:
            expect(work).to_have_count(0)
    expect(card).to_have_count(0)
    told = house.ask("GET", "/api/v1/calls?line=weld&station=w1&limit=1")[1]["items"][0]
    assert (told["outcome"], told["ended_by"]) == ("released", "person:mai")


def test_at_the_tablet_a_pin_releases_what_has_become_a_stop(
    browser: Browser, contexts: list[BrowserContext], house: House, desk: DeskClient
) -> None:
    page = tablet(browser, contexts, house, desk, "w2")
    page.locator('.cord[data-type="safety"]').click()
    card = page.locator(".stop-card")
    expect(card).to_be_visible(timeout=20_000)  # its window is four seconds
    expect(card.locator('[data-do="restart"]')).to_be_hidden()
    card.locator('[data-do="release"]').click()
    page.get_by_role("button", name="Mai").click()
    for digit in "8305":
        page.locator(f'[data-digit="{digit}"]').click()
    page.locator('dialog.pin [data-do="prove"]').click()
    page.locator("dialog.release textarea").fill(WHY)
    page.locator('dialog.release [data-do="release"]').click()
    expect(card).to_have_count(0)
    eventually(lambda: state_of(house, "w2") not in ("call", "stopped"))
