"""The operator's page as a test reads it, and what the service says of the station."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from andon.runtime.desk import DeskClient
from tests.house import House

from ..test_connections import LAN_NAME

PLAN = Path(__file__).with_name("station.toml")
RED = "rgb(217, 41, 66)"
TABLET = {"width": 1024, "height": 768}
Open = Callable[..., Page]


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
    return house.ask("GET", f"/api/v1/calls?line=weld&station={station}&limit=500")[1]["items"]


def cord(page: Page, call_type: str = "help") -> Locator:
    return page.locator(f'.cord[data-type="{call_type}"]')


def does(page: Page, what: str) -> Locator:
    return page.locator(f'[data-do="{what}"]:visible')


def says(page: Page, kind: str, words: str = "") -> None:
    expect(page.locator(".said")).to_have_attribute("data-kind", kind)
    expect(page.locator(".said")).to_contain_text(words)


def seconds_ago(iso: str) -> float:
    return (datetime.now(UTC) - datetime.fromisoformat(iso)).total_seconds()
