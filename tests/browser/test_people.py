"""From the code that the service printed to a tablet that may pull: in a real browser, against a real service."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.house import House
from tests.patience import eventually
from tests.web.payloads import PAYLOADS

PASSWORD = "right horse, battery"
PHONE = {"width": 390, "height": 844}
TABLET = {"width": 1024, "height": 768}
CODE = re.compile(r"made at /welcome with (\S+)")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as opened:
        opened.start()
        yield opened


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    opened: list[BrowserContext] = []
    yield opened
    for context in opened:
        context.close()


def device(browser: Browser, house: House, contexts: list[BrowserContext], size: dict[str, int]) -> Page:
    """Somebody's own screen, with cookies of its own."""
    address = f"http://127.0.0.1:{house.port}"
    context = browser.new_context(viewport=size, locale="en", base_url=address)
    contexts.append(context)
    return context.new_page()


def printed_code(house: House) -> str:
    found = eventually(lambda: CODE.search(house.log()))
    return found[1]


def choose_password(page: Page, code: str, **more: str) -> None:
    page.goto("/welcome")
    for name, text in {"code": code, **more, "password": PASSWORD, "again": PASSWORD}.items():
        page.locator(f"[name={name}]").fill(text)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/me")


def fits(page: Page) -> bool:
    """Nothing sticks out to the right: a phone must not be moved sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_from_the_printed_code_to_a_paired_tablet(
    house: House, browser: Browser, contexts: list[BrowserContext]
) -> None:
    admin = device(browser, house, contexts, {"width": 1366, "height": 768})
    admin.goto("/login")
    admin.get_by_role("link", name="I have a code").click()
    choose_password(admin, printed_code(house), id="e-1001", name="Chief")
    expect(admin.get_by_role("heading", name="Chief")).to_be_visible()

    admin.get_by_role("link", name="People").click()
    admin.get_by_text("Add somebody").click()
    admin.locator("[name=id]").fill("e-1002")
    admin.locator("[name=name]").fill("Mai")
    admin.get_by_label("Role").select_option("leader")
    admin.get_by_role("button", name="Add", exact=True).click()
    code = admin.locator(".code").inner_text()

    phone = device(browser, house, contexts, PHONE)
    choose_password(phone, code)
    expect(phone.get_by_role("heading", name="Mai")).to_be_visible()
    assert fits(phone)

    tablet = device(browser, house, contexts, TABLET)
    tablet.goto("/pair")
    tablet.get_by_label("Where is this device?").select_option("weld/w1")
    tablet.get_by_role("button", name="Show a code").click()
    shown = tablet.locator(".code").inner_text()

    phone.get_by_role("link", name="Devices").click()
    expect(phone.locator(".code")).to_have_text(shown)
    assert fits(phone)
    phone.get_by_role("button", name="Approve").click()
    tablet.wait_for_url(re.compile(r"/station/weld/w1$"))  # by itself, when a leader has said yes
    asked = tablet.evaluate(
        """async () => {
          const { ask } = await import("/assets/static/ask.js");
          const meta = document.createElement("meta");
          Object.assign(meta, { name: "csrf-token", content: "of an older page" });
          document.querySelector('meta[name="csrf-token"]')?.remove();
          document.head.append(meta);
          return ask("POST", "/api/v1/calls", { line: "weld", station: "w1", type: "help" });
        }"""
    )
    assert asked["status"] == 200  # with a stale token, which the page renews by itself
    rows = house.read("SELECT who FROM entry WHERE kind = 'CallAsked'")
    assert re.fullmatch(r"device:[0-9a-f]{8}", rows[0][0])
    subjects = house.read("SELECT json_extract(body, '$.subject') FROM entry WHERE kind = 'RightsChanged' ORDER BY seq")
    assert [subject.split(":")[0] for (subject,) in subjects] == ["person", "person", "person", "device"]

    phone.reload()
    phone.locator("summary").first.click()
    phone.get_by_role("button", name="Revoke").click()
    gone = tablet.evaluate("fetch('/api/v1/here').then((answer) => answer.json())")
    assert gone["device"] is None


def test_nothing_that_people_call_themselves_runs(
    house: House, browser: Browser, contexts: list[BrowserContext]
) -> None:
    admin = device(browser, house, contexts, {"width": 1366, "height": 768})
    choose_password(admin, printed_code(house), id="e-1001", name=PAYLOADS[0])
    for number, payload in enumerate(PAYLOADS):
        answer = admin.evaluate(
            """async ([number, name]) => {
              const csrf_token = document.querySelector('meta[name="csrf-token"]').content;
              const form = new URLSearchParams({ csrf_token, id: `p${number}`, name, role: "viewer", why: name });
              return (await fetch("/people", { method: "POST", body: form })).status;
            }""",
            [number, payload],
        )
        assert answer == 200, payload
    for path in ("/people", "/people/p7", "/me", "/board/weld"):
        admin.goto(path)
        admin.evaluate("document.querySelectorAll('*').forEach((one) => one.focus?.())")
        assert admin.evaluate("typeof window.hit") == "undefined"
    admin.goto("/people")
    expect(admin.locator("tbody").first.locator("tr")).to_have_count(len(PAYLOADS) + 1)
