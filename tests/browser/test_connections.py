"""The same pages on the edge itself, on a LAN name by HTTP, and by HTTPS after the authority was installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import BrowserType, Page, expect

from andon.web.tls import kept

from .conftest import ARGUMENTS, CHROMIUM, Floor
from .test_board_live import lives, tile

LAN_NAME = "andon.test"
WAYS = ["here", "http", "https"]


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """A floor behind both doors; `at(way)` is its address as a device of the shop types it."""
    folder = tmp_path_factory.mktemp("edge")
    kept.make(folder, [LAN_NAME], datetime.now(UTC))
    floor = Floor(folder)
    address = floor.open(secure=True)
    assert floor.served is not None
    ways = {
        "here": address,
        "http": f"http://{LAN_NAME}:{floor.served.port}",
        "https": f"https://{LAN_NAME}:{floor.served.secure_port}",
    }
    yield SimpleNamespace(floor=floor, at=ways.__getitem__, authority=folder / "tls" / "ca.crt")
    floor.close()


@pytest.fixture(scope="module")
def device(edge: SimpleNamespace, browser_type: BrowserType, tmp_path_factory: pytest.TempPathFactory) -> Iterator:
    """A browser in the shop's network that did what /connect and KIOSK.md tell it."""
    home = tmp_path_factory.mktemp("home")
    install(edge.authority, home)
    arguments = [*ARGUMENTS, f"--host-resolver-rules=MAP {LAN_NAME} 127.0.0.1"]
    browser = browser_type.launch(executable_path=CHROMIUM, args=arguments, env={"HOME": str(home)})
    yield browser
    browser.close()


@pytest.fixture
def page(device) -> Iterator[Page]:
    context = device.new_context(viewport={"width": 1920, "height": 1080}, locale="en")
    yield context.new_page()
    context.close()


def install(authority: Path, home: Path) -> None:
    if shutil.which("certutil") is None:
        pytest.fail("these tests install a certificate: apt-get install libnss3-tools", pytrace=False)
    store = home / ".pki" / "nssdb"
    store.mkdir(parents=True)
    tool = ["certutil", "-d", f"sql:{store}"]
    subprocess.run([*tool, "-N", "--empty-password"], check=True)
    subprocess.run([*tool, "-A", "-t", "C,,", "-n", "andon", "-i", str(authority)], check=True)


@pytest.mark.parametrize("way", WAYS)
def test_the_board_is_live(page: Page, edge: SimpleNamespace, way: str) -> None:
    edge.floor.move("s1", "running")
    page.goto(f"{edge.at(way)}/board/press")
    lives(page)
    edge.floor.move("s1", "call")
    expect(tile(page).locator(".tile-word")).to_have_text("Call")
    edge.floor.move("s1", "stopped")
    expect(tile(page).locator(".tile-word")).to_have_text("Stopped")


@pytest.mark.parametrize(("way", "verdict"), [("here", "on"), ("http", "insecure"), ("https", "on")])
def test_it_says_what_is_off_on_this_connection(page: Page, edge: SimpleNamespace, way: str, verdict: str) -> None:
    failed: list[str] = []
    page.on("console", lambda said: failed.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(f"{edge.at(way)}/connect")
    for each in WAYS:
        expect(page.locator(f'[data-way="{each}"]')).to_be_visible(visible=each == way)
    for feature in ("offline", "awake", "notify"):
        row = page.locator(f'[data-feature="{feature}"]')
        expect(row.locator(f'[data-verdict="{verdict}"]')).to_be_visible()
        expect(row.locator("[data-verdict]:visible")).to_have_count(1)
        expect(row.locator("[data-without]")).to_be_visible(visible=verdict != "on")
    assert failed == []


@pytest.mark.parametrize("way", WAYS)
def test_every_page_names_plain_http_in_its_footer_and_only_then(page: Page, edge: SimpleNamespace, way: str) -> None:
    for path in ("/", "/board/press", "/health"):
        page.goto(f"{edge.at(way)}{path}")
        expect(page.locator("[data-insecure]")).to_be_visible(visible=way == "http")


def test_a_board_of_eight_does_not_scroll_for_it(page: Page, edge: SimpleNamespace) -> None:
    page.goto(f"{edge.at('http')}/board/press?lang=vi")
    expect(page.locator("[data-insecure]")).to_be_visible()
    assert not page.evaluate("document.documentElement.scrollHeight > innerHeight")


def test_from_http_one_touch_leads_to_the_same_page_by_https(page: Page, edge: SimpleNamespace) -> None:
    page.goto(f"{edge.at('http')}/connect")
    page.get_by_role("link", name="Open this page by HTTPS").click()
    expect(page).to_have_url(f"{edge.at('https')}/connect")
    assert page.evaluate("isSecureContext")


def test_the_authority_is_downloaded_and_the_fingerprint_is_its_own(page: Page, edge: SimpleNamespace) -> None:
    page.goto(f"{edge.at('http')}/connect")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the certificate").click()
    assert download.value.suggested_filename == "ca.crt"
    assert Path(download.value.path()).read_bytes() == edge.authority.read_bytes()
    expect(page.locator(".print")).to_have_text(kept.show(edge.authority.parents[1]).fingerprint)


def test_a_device_that_did_not_install_it_is_warned(browser_type: BrowserType, edge: SimpleNamespace) -> None:
    arguments = [*ARGUMENTS, f"--host-resolver-rules=MAP {LAN_NAME} 127.0.0.1"]
    stranger = browser_type.launch(executable_path=CHROMIUM, args=arguments)
    with pytest.raises(Exception, match="ERR_CERT_AUTHORITY_INVALID"):
        stranger.new_page().goto(f"{edge.at('https')}/connect")
    stranger.close()
