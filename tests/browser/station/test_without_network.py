"""The operator's page when the network, or who should hear, is away: a pull is kept, and never taken for heard."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.house import House
from tests.mqtt.proxy import Proxy

from .page import Open, calls, cord, does, says, station_of


def test_a_pull_without_network_is_kept_and_told_with_its_age(opened: Open, house: House, proxy: Proxy) -> None:
    page = opened("w1", port=proxy.port)
    expect(page.locator(".state")).to_have_attribute("data-state", "running")
    before = len(calls(house, "w1"))
    proxy.cut()
    expect(page.locator(".away")).to_be_visible(timeout=5_000)
    pulled = datetime.now(UTC)
    cord(page).click()
    says(page, "sending")
    says(page, "failed", "NOT HEARD. The pull is kept")
    does(page, "ask-to-stop").click()
    says(page, "failed", "NOT HEARD. Stop the station by hand.")
    proxy.mend()
    expect(page.locator(".call-card")).to_be_visible(timeout=20_000)
    expect(page.locator(".away")).to_be_hidden(timeout=20_000)  # the stream is opened again within ten
    assert len(calls(house, "w1")) == before + 1
    (call,) = station_of(house, "w1")["calls"]
    assert abs((datetime.fromisoformat(call["since"]) - pulled).total_seconds()) < 1
    assert page.evaluate("localStorage.getItem('pulls:weld/w1')") == "[]"


def come_back(page: Page, proxy: Proxy, seconds: int) -> None:
    """The page is closed, and opened again so much later, when there is a network."""
    page.evaluate(
        """(seconds) => {
          const pulls = JSON.parse(localStorage.getItem("pulls:weld/w1"));
          for (const pull of pulls) { pull.wall -= seconds * 1000; if (pull.server) pull.server -= seconds * 1000; }
          localStorage.setItem("pulls:weld/w1", JSON.stringify(pulls));
        }""",
        seconds,
    )
    address = page.url
    page.goto("about:blank")
    proxy.mend()
    page.goto(address)


@pytest.fixture
def kept_pull(opened: Open, proxy: Proxy) -> Page:
    """A page that kept a pull, its network whole again but not yet seen by it."""
    page = opened("w1", port=proxy.port)
    expect(page.locator(".state")).to_have_attribute("data-state", "running")
    proxy.cut()
    cord(page).click()
    says(page, "failed", "NOT HEARD")
    return page


@pytest.mark.parametrize(("seconds", "missed"), [(90, 0), (900, 1)])
def test_an_old_pull_is_asked_about_first(
    kept_pull: Page, proxy: Proxy, house: House, seconds: int, missed: int
) -> None:
    before = {call["id"] for call in calls(house, "w1")}
    come_back(kept_pull, proxy, seconds)
    expect(kept_pull.locator(".question")).to_contain_text("Still needed?")
    assert {call["id"] for call in calls(house, "w1")} == before
    does(kept_pull, "needed").click()
    expect(kept_pull.locator(".call-card")).to_be_visible()
    made = [call for call in calls(house, "w1") if call["id"] not in before]
    assert sorted(str(call["outcome"]) for call in made) == ["None", *["missed"] * missed]
    asked = house.read("SELECT at, body FROM entry WHERE kind = 'CallAsked' ORDER BY seq DESC LIMIT 2")
    at, body = asked[missed]
    assert 0 <= (at - json.loads(body)["pulled_at"]) / 1e6 - seconds < 20


def test_an_old_pull_that_is_not_needed_is_dropped(kept_pull: Page, proxy: Proxy, house: House) -> None:
    before = len(calls(house, "w1"))
    come_back(kept_pull, proxy, 90)
    does(kept_pull, "drop").click()
    expect(kept_pull.locator(".question")).to_have_count(0)
    assert len(calls(house, "w1")) == before
    assert kept_pull.evaluate("localStorage.getItem('pulls:weld/w1')") == "[]"


def test_a_dead_recorder_hears_nothing_and_the_page_says_so(opened: Open, house: House) -> None:
    page = opened("w1")
    expect(page.locator(".state")).to_have_attribute("data-state", "running")
    before = len(calls(house, "w1"))
    house.stall("recorder")
    cord(page).click()
    says(page, "failed", "NOT HEARD")
    expect(page.locator(".away")).to_be_visible()
    expect(page.locator(".state")).to_be_hidden()
    house.kill("recorder")
    expect(page.locator(".call-card")).to_be_visible(timeout=20_000)
    assert len(calls(house, "w1")) == before + 1


# what HTTPS allows

KEPT_FILES = """async () => {
  const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const kept = await Promise.all(stores.map((store) => store.keys()));
  return kept.flat().map((request) => new URL(request.url).pathname);
}"""


def test_by_https_the_page_opens_without_network_and_keeps_the_pull(opened: Open, house: House) -> None:
    page = opened("w1", "https")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.reload()
    expect(page.locator(".state")).to_have_attribute("data-state", "running")
    before = len(calls(house, "w1"))
    house.stop()
    page.reload()
    expect(page.locator(".away")).to_be_visible()
    cord(page).click()
    says(page, "failed", "NOT HEARD. The pull is kept")
    kept_files = page.evaluate(KEPT_FILES)
    assert "/station/weld/w1" in kept_files
    assert [path for path in kept_files if path.startswith("/api/")] == []
    house.start()
    expect(page.locator(".call-card")).to_be_visible(timeout=20_000)
    assert len(calls(house, "w1")) == before + 1


def test_by_plain_http_nothing_is_kept_and_the_page_says_so(opened: Open) -> None:
    page = opened("w1", "http")
    expect(page.locator("[data-insecure]")).to_be_visible()
    assert page.evaluate("navigator.serviceWorker === undefined")
