"""The first hour, by the words of config/README.md: what it says to type is typed, what it says to press is pressed."""

from __future__ import annotations

import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, Page, expect

from firmware_sim.box import Box, Kind
from firmware_sim.pty_port import PortServer, PtyPort
from tests.house import REPOSITORY, andon, free_port
from tests.patience import eventually

UID, SECRET = "B0000042", "a long secret"
SECTION = (REPOSITORY / "config" / "README.md").read_text().partition("## First hour\n")[2].partition("\n## ")[0]
COMMANDS = [shlex.split(line) for line in re.findall(r"^ {7}andon (.+)$", SECTION, re.MULTILINE)]
YELLOW, PHONE = "rgb(247, 199, 42)", {"width": 390, "height": 844}


class Manual:
    """Presses what the section says next, and nothing else."""

    def __init__(self) -> None:
        self._next = iter(re.findall(r"\*\*(.+?)\*\*", SECTION.replace("\n", " ")))

    def press(self, page: Page) -> None:
        words = re.sub(r"\s+", " ", next(self._next))
        page.get_by_role("button", name=words, exact=True).first.click()

    def is_over(self) -> bool:
        return next(self._next, None) is None


@pytest.fixture
def box(tmp_path: Path) -> Iterator[PtyPort]:
    server = PortServer(Random(7))
    server.start()
    yield server.add(Box(UID), tmp_path / "ports" / "box-1")
    server.stop()


@pytest.fixture
def service(tmp_path: Path, box: PtyPort) -> Iterator[tuple[str, str]]:
    """(address, code of the first admin) of a service begun by the section's two commands."""
    (_, folder, *flags), (run, _, config) = COMMANDS
    port = free_port()
    made = andon("init", tmp_path / folder, *flags, "--listen", f"127.0.0.1:{port}")
    assert made.returncode == 0, made.stderr
    file = tmp_path / config
    file.write_text(file.read_text().replace("/dev/serial/by-id/*", f"{tmp_path}/ports/*"))
    command = [sys.executable, "-m", "andon", run, "--config", str(file)]
    log = tmp_path / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=REPOSITORY, stdout=out, stderr=out)
    code = eventually(lambda: re.search(r"/welcome with (\S+)", log.read_text()), 60)
    yield f"http://127.0.0.1:{port}", code[1]
    process.send_signal(signal.SIGTERM)
    process.wait(15)


def pull(box: PtyPort) -> None:
    box.press(Kind.YELLOW)
    box.release(Kind.YELLOW)


def lit(box: PtyPort) -> set[str]:
    return set(box.shown().words().split("+"))


def sign_up(page: Page, address: str, code: str, manual: Manual) -> None:
    eventually(lambda: _opens(page, f"{address}/welcome"), 30)
    for name, said in {
        "code": code,
        "id": "chief",
        "name": "Chief",
        "password": "a long secret",
        "again": "a long secret",
    }.items():
        page.locator(f"input[name={name}]").fill(said)
    manual.press(page)
    expect(page).to_have_url(re.compile(r"/me$"))


def _opens(page: Page, address: str) -> bool:
    try:
        answer = page.goto(address)
    except Exception:
        return False
    return answer is not None and answer.ok


def sign_in_on_the_phone(browser: Browser, address: str) -> Page:
    phone = browser.new_context(viewport=PHONE, locale="en").new_page()
    phone.goto(f"{address}/login?next=/leader")
    phone.locator("input[name=id]").fill("chief")
    phone.locator("input[name=password]").fill(SECRET)
    phone.locator("input[name=password]").press("Enter")
    expect(phone).to_have_url(re.compile(r":\d+/leader$"))
    return phone


def test_the_first_hour(service: tuple[str, str], box: PtyPort, page: Page, browser: Browser) -> None:
    (address, code), manual = service, Manual()
    sign_up(page, address, code, manual)

    page.goto(f"{address}/setup")
    row = page.locator(f'.box[data-uid="{UID}"]')
    pull(box)
    expect(row).to_have_class(re.compile("is-lit"), timeout=15_000)
    seen: set[str] = set()
    eventually(lambda: seen.update(lit(box)) or {"blue", "white"} <= seen, 8)
    row.locator("select").select_option("paint/oven")
    manual.press(page)
    expect(row.locator(".answer")).to_contain_text(f"box changes from nothing to {UID}")
    manual.press(page)
    expect(page.locator("#done")).to_contain_text(UID)
    expect(row).to_have_count(0)

    manual.press(page)
    test = page.locator('.test[data-place="paint/oven"]')
    expect(test).to_be_visible()  # it has begun: a pull before that is a call
    pull(box)
    expect(test.locator('[data-point="cord"]')).to_be_visible()
    manual.press(page)
    eventually(lambda: lit(box) == {"red"}, 5)
    manual.press(page)
    expect(test).to_have_count(0)

    page.goto(f"{address}/board/paint")
    tile = page.locator('[data-station="oven"]')
    expect(tile).not_to_have_css("background-color", YELLOW)
    pull(box)
    expect(tile).to_have_css("background-color", YELLOW, timeout=10_000)

    phone = sign_in_on_the_phone(browser, address)
    work = phone.locator('.work[data-what="call"]')
    expect(work).to_have_count(1)
    manual.press(phone)
    expect(work).to_contain_text("heard")
    manual.press(phone)
    expect(work).to_have_count(0)
    expect(tile).not_to_have_css("background-color", YELLOW)
    assert manual.is_over()
