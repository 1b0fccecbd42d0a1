"""A whole service behind both doors, and tablets of its stations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page

from andon.runtime.desk import DeskClient
from andon.web.tls import kept
from tests.house import House, free_port
from tests.mqtt.proxy import Proxy
from tests.pairing import cookie_name, pair

from ..conftest import ARGUMENTS, CHROMIUM
from ..test_connections import LAN_NAME, install
from .page import PLAN, TABLET, Open, at, settle


@pytest.fixture(scope="package")
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


@pytest.fixture(scope="package")
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


@pytest.fixture
def proxy(house: House) -> Iterator[Proxy]:
    made = Proxy(house.port)
    yield made
    made.close()
