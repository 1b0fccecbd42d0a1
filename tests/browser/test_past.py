"""The board as it was, in a browser, on a book that the floor wrote."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from andon.base.units import to_iso
from andon.journal.writer import Batch, Writer

from ..properties.life import DEVICES, Life
from ..web.served import Served


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """A minute of quiet, a call of a minute, quiet, ten minutes of a service that was down."""
    folder, life = tmp_path_factory.mktemp("past"), Life()
    for device in DEVICES:
        life.hear(device)
    begun = life.now
    life.wait(60)
    life.ask("body/roof", "help")
    life.wait(60)
    life.answer(0, "resolve", "help", "mai")
    life.wait(60)
    life.start(600, [("hear", (device,)) for device in DEVICES])
    life.wait(60)
    with Writer(folder / "journal.sqlite") as writer:
        batch = Batch()
        for entry, events in life.told:
            batch.add(entry, events)
        writer.commit(batch)
        writer.write_pulse(life.now, life.floor.state.seq, begun, 0, sources=[], disk={})
    book = SimpleNamespace(path=folder / "journal.sqlite", wake_path=folder / "wake")
    served = Served(book)
    yield SimpleNamespace(address=f"{served.address}/board/body/past", begun=begun)
    served.close()


def at(past: SimpleNamespace, seconds: float) -> str:
    return f"{past.address}?speed=600&at={to_iso(past.begun + int(seconds * 1_000_000))}"


def word(page: Page):
    return page.locator('[data-station="roof"] .tile-word')


def slide_to(page: Page, seconds: float) -> None:
    page.locator("[type=range]").evaluate(
        "(slide, by) => { slide.value = Number(slide.value) + by; slide.dispatchEvent(new Event('input')); }", seconds
    )


def test_the_slider_shows_each_moment_as_it_was(page: Page, past: SimpleNamespace) -> None:
    page.goto(at(past, 30))
    expect(word(page)).not_to_have_text("Call")
    slide_to(page, 60)
    expect(word(page)).to_have_text("Call")
    expect(page.locator('[data-station="roof"] .tile-time time')).to_have_text("00:30")
    expect(page.locator(".past-at")).to_have_text("08:00:30")
    slide_to(page, 60)
    expect(word(page)).not_to_have_text("Call")
    assert "at=2026-11-23T02" in page.url  # the moment stands in the address


def test_played_at_600_a_call_comes_and_goes(page: Page, past: SimpleNamespace) -> None:
    page.goto(at(past, 30))
    page.evaluate(
        """() => { const tile = document.querySelector('[data-station="roof"]'); window.seen = [];
        const see = new MutationObserver(() => window.seen.push(tile.dataset.state));
        see.observe(tile, { attributeFilter: ["data-state"] }); }"""
    )
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("() => window.seen.includes('call') && window.seen.at(-1) !== 'call'")
    page.get_by_role("button", name="Pause").click()


def test_what_nobody_saw_is_grey_and_said(page: Page, past: SimpleNamespace) -> None:
    page.goto(at(past, 400))
    expect(page.locator(".past-trouble")).to_have_text("The service was down: nothing was seen")
    expect(page.locator("html")).to_have_class("is-stale")
    page.goto(at(past, -3_000))
    expect(page.locator(".past-trouble")).to_have_text("Nothing was recorded then")


def test_the_past_cannot_be_taken_for_now(page: Page, past: SimpleNamespace) -> None:
    page.goto(at(past, 30))
    expect(page.locator(".past-word")).to_have_text("As it was")
    expect(page.locator(".head-clock")).to_be_hidden()
    page.get_by_role("link", name="Back to now").click()
    expect(page).to_have_url(past.address.removesuffix("/past"))
