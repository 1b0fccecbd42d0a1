"""The operator's page before a whole service: every press heard, or clearly not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Locator, Page, expect

from andon.runtime.desk import DeskClient
from andon.web.proofs import hashed_pin
from andon.web.tls import kept
from tests.house import House, free_port
from tests.mqtt.proxy import Proxy
from tests.pairing import cookie_name, pair
from tests.patience import eventually

from .conftest import ARGUMENTS, CHROMIUM
from .test_board_live import YELLOW, tile
from .test_connections import LAN_NAME, WAYS, install

PLAN = Path(__file__).with_name("station.toml")
RED = "rgb(217, 41, 66)"
TABLET = {"width": 1024, "height": 768}
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A service behind both doors, with boxes that say that they live."""
    folder = tmp_path_factory.mktemp("house")
    house = House(folder, plan_file=PLAN)
    house.secure_port = free_port()
    said = house.config.read_text()
    listen = f'listen = "127.0.0.1:{house.port}"\n'
    house.config.write_text(said.replace(listen, f'{listen}tls_listen = "127.0.0.1:{house.secure_port}"\n'))
    house.data.mkdir()
    kept.make(house.data, [LAN_NAME], datetime.now(UTC))
    with house:
        house.start()
        yield house


@pytest.fixture(scope="module")
def device(house: House, browser_type: BrowserType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser in the shop's network that trusts the edge."""
    home = tmp_path_factory.mktemp("home")
    install(house.data / "tls" / "ca.crt", home)
    arguments = [*ARGUMENTS, f"--host-resolver-rules=MAP {LAN_NAME} 127.0.0.1"]
    browser = browser_type.launch(executable_path=CHROMIUM, args=arguments, env={"HOME": str(home)})
    yield browser
    browser.close()


@pytest.fixture
def desk(house: House) -> DeskClient:
    return DeskClient(house.data / "desk.sock")


@pytest.fixture
def opened(device: Browser, house: House, desk: DeskClient) -> Iterator[Open]:
    """Opens the page of a station on a tablet of its own, paired or not, by one of the ways, or through a proxy."""
    contexts: list[BrowserContext] = []

    def open_page(station: str, way: str = "here", *, paired: bool = True, port: int = 0, script: str = "") -> Page:
        context = device.new_context(viewport=TABLET, locale="en", color_scheme="dark")
        contexts.append(context)
        address = at(house, way) if not port else f"http://127.0.0.1:{port}"
        if paired:
            named = cookie_name(secure=way == "https")
            cookie = {"name": named, "value": pair(desk, "weld", station), "url": address, "secure": way == "https"}
            context.add_cookies([cookie])
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.goto(f"{address}/station/weld/{station}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    for station in ("w1", "w2", "table"):
        settle(house, desk, station)


def at(house: House, way: str) -> str:
    """The address of the service as somebody of the shop types it."""
    secure = getattr(house, "secure_port", 0)
    return {
        "here": f"http://127.0.0.1:{house.port}",
        "http": f"http://{LAN_NAME}:{house.port}",
        "https": f"https://{LAN_NAME}:{secure}",
    }[way]


def settle(house: House, desk: DeskClient, station: str) -> None:
    """Nothing is open at the station, and nothing is asked, when the next test begins."""
    shown = station_of(house, station)
    if shown["calls"] or shown["state"] == "stopped":
        desk.ask("restart", {"who": "test", "line": "weld", "station": station})
    for call in calls(house, station):
        if call["ended"] and call["fixed"] is None:
            desk.ask("answer-fixed", {"who": "test", "call": call["id"], "fixed": True})


def station_of(house: House, station: str) -> dict:
    line = house.ask("GET", "/api/v1/board?line=weld")[1]["lines"][0]
    return next(each for each in line["stations"] if each["id"] == station)


def calls(house: House, station: str) -> list[dict]:
    return house.ask("GET", f"/api/v1/calls?line=weld&station={station}&limit=20")[1]["items"]


def cord(page: Page, call_type: str = "help") -> Locator:
    return page.locator(f'.cord[data-type="{call_type}"]')


def does(page: Page, what: str) -> Locator:
    return page.locator(f'[data-do="{what}"]:visible')


def says(page: Page, kind: str, words: str = "") -> None:
    expect(page.locator(".said")).to_have_attribute("data-kind", kind)
    expect(page.locator(".said")).to_contain_text(words)


def seconds_ago(iso: str) -> float:
    return (datetime.now(UTC) - datetime.fromisoformat(iso)).total_seconds()


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
    page.locator("textarea").fill("Đặt kệ gần máy hơn")
    does(page, "send").click()
    expect(page.locator(".suggestion-said")).to_contain_text("Kept. Receipt ")
    newest = house.ask("GET", "/api/v1/suggestions?limit=1")[1]["items"][0]
    assert (newest["text"], newest["station"]) == ("Đặt kệ gần máy hơn", "w1")
    assert str(newest["id"]) in page.locator(".suggestion-said").inner_text()


# the network breaks


@pytest.fixture
def proxy(house: House) -> Iterator[Proxy]:
    made = Proxy(house.port)
    yield made
    made.close()


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
