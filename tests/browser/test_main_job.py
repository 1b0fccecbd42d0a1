"""The main job, end to end: a hand on a box, its pty, the service, a real browser, and the lamp back on the box."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from firmware_sim.box import Kind
from firmware_sim.stack_light import YELLOW as YELLOW_LAMP
from tests.books.plant import PLAN_FILE
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


@pytest.fixture
def moving(tmp_path: Path) -> Iterator[House]:
    """The same line, whose first station has a fixed position six seconds after the pull."""
    plan = tmp_path / "moving.toml"
    text = PLAN_FILE.read_text(encoding="utf-8")
    plan.write_text(
        text.replace('id = "w1"', 'id = "w1"\nstop_mode = "fixed-position"\nwindow_s = 6', 1), encoding="utf-8"
    )
    with House(tmp_path, plan_file=plan) as opened:
        opened.start()
        yield opened


def test_a_pull_counts_down_on_the_board_turns_red_and_is_restarted(moving: House, page: Page) -> None:
    box, pulled = moving.boxes[0], tile(page, "w1")
    page.goto(f"http://127.0.0.1:{moving.port}/board/weld")
    box.press(Kind.YELLOW)
    expect(pulled.locator(".tile-time small")).to_have_text("Stops in")
    expect(pulled.locator(".tile-time time")).to_have_text(re.compile(r"^00:0[1-6]$"))
    expect(pulled.locator(".tile-bar")).to_be_visible()
    expect(pulled).to_have_attribute("data-state", "stopped", timeout=10_000)
    expect(pulled.locator(".tile-time small")).to_have_text("assumed")  # nothing here tells whether it runs
    eventually(lambda: "red" in box.shown().words(), 3)
    box.press(Kind.LEADER)
    expect(pulled.locator(".tile-why")).to_have_text(re.compile(r"\(help is there\)$"))
    box.release(Kind.YELLOW)
    box.press(Kind.RESTART)
    expect(pulled).not_to_have_attribute("data-state", "stopped")
    eventually(lambda: "red" not in box.shown().words(), 3)


def test_lamps_that_do_not_burn_are_seen_on_the_board(house: House, page: Page) -> None:
    page.goto(f"http://127.0.0.1:{house.port}/board/weld")
    chip = tile(page, "w3").locator(".tile-lamp")
    house.boxes[2].burn_out(YELLOW_LAMP)
    house.boxes[2].press(Kind.YELLOW)
    expect(chip).to_be_visible(timeout=10_000)
    house.boxes[2].burn_out(0)
    expect(chip).to_be_hidden(timeout=10_000)
