"""The main job, end to end: a hand on a box, its pty, the service, a real browser, and the lamp back on the box."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from firmware_sim.box import Kind
from tests.house import House
from tests.patience import eventually

from .test_board_live import GREY, YELLOW, tile


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as opened:
        opened.start()
        yield opened


def test_from_a_pulled_cord_to_the_yellow_tile_and_its_lamp(house: House, page: Page) -> None:
    box = house.boxes[0]
    page.goto(f"http://127.0.0.1:{house.port}/board/weld")
    expect(tile(page, "w1")).not_to_have_css("background-color", YELLOW)
    box.press(Kind.YELLOW)
    expect(tile(page, "w1")).to_have_css("background-color", YELLOW)
    eventually(lambda: "yellow" in box.shown().words(), 3)
    box.release(Kind.YELLOW)
    box.press(Kind.RESTART)
    expect(tile(page, "w1")).not_to_have_css("background-color", YELLOW)
    eventually(lambda: "yellow" not in box.shown().words(), 3)


def test_a_killed_recorder_greys_the_board_and_it_heals(house: House, page: Page) -> None:
    page.goto(f"http://127.0.0.1:{house.port}/board/weld")
    house.boxes[1].press(Kind.YELLOW)
    expect(tile(page, "w2")).to_have_css("background-color", YELLOW)
    house.stall("recorder")
    expect(page.locator("html")).to_have_class(GREY, timeout=5_000)
    house.kill("recorder")
    expect(page.locator("html")).not_to_have_class(GREY, timeout=10_000)
    expect(tile(page, "w2")).to_have_css("background-color", YELLOW)  # an open call survives
