"""Who says "I am here", and whether at the station: a tablet stands there, a screen of one's own may be anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .shop import Browser, Shop

HERE = {"at_station": True}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path)
    yield made
    made.close()


def called(browser: Browser) -> int:
    said = browser.ask("/api/v1/calls", {"line": "weld", "station": "w1", "type": "help"})
    assert said.status_code == 200, said.text
    return said.json["seq"]


def arrived(shop: Shop, browser: Browser) -> tuple[str, bool]:
    (call,) = browser.get("/api/v1/calls?open=true").json["items"]
    return call["arrived_by"], call["at_station"]


def test_the_tablet_stands_at_its_station(shop: Shop) -> None:
    tablet = shop.tablet()
    call = called(tablet)
    assert tablet.ask(f"/api/v1/calls/{call}/arrive", HERE).status_code == 200
    who, here = arrived(shop, tablet)
    assert (who.startswith("device:"), here) == (True, True)


def test_whoever_signed_in_says_it_from_a_screen_of_his_own(shop: Shop) -> None:
    tablet, leader = shop.tablet(), shop.signed_in("mai", "leader")
    call = called(tablet)
    assert leader.ask(f"/api/v1/calls/{call}/arrive", HERE).status_code == 200
    assert arrived(shop, tablet) == ("person:mai", False)
    assert tablet.ask(f"/api/v1/calls/{call}/arrive", HERE).status_code == 200
    assert arrived(shop, tablet)[1] is True
