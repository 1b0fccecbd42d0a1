"""What people call themselves and their devices is text on every page, never markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from .payloads import PAYLOADS
from .shop import Shop

TAME = "plain words"


class _Bones(HTMLParser):
    """The elements of a page with the names of their attributes: what a text must not change."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))
        self.texts += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def bones(page: str) -> _Bones:
    read = _Bones()
    read.feed(page)
    return read


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_there_are_two_hundred() -> None:
    assert len(set(PAYLOADS)) == 200
    assert max(map(len, PAYLOADS)) <= 80


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_names_reasons_and_contacts_are_text(shop: Shop, first: int) -> None:
    admin = shop.signed_in("chief", "admin")
    shop.tablet()
    (device,) = shop.reader.people.devices()

    def pages_with(text: str) -> dict[str, _Bones]:
        shop.ask("person-change", {"person": "chief", "name": text, "contacts": [text]})
        shop.ask("person-secret", {"who": "test", "person": "chief", "what": "pin", "digest": "", "why": text})
        shop.ask("device-rename", {"device": device.id, "name": text})
        paths = ("/me", "/people", "/people/chief", "/devices", "/", "/board/weld")
        return {path: bones(admin.get(path).text) for path in paths}

    tame = pages_with(TAME)
    for payload in PAYLOADS[first : first + 50]:
        for path, page in pages_with(payload).items():
            assert set(page.found) == set(tame[path].found), f"{path} with {payload!r}"
            assert squeezed(payload) in map(squeezed, page.texts), f"{path} with {payload!r}"


@pytest.mark.parametrize("path", ["/login", "/welcome", "/pair"])
def test_what_a_form_gives_back_is_text(shop: Shop, path: str) -> None:
    """Ids, codes, places and where to go next, as they were typed or stood in the address."""
    browser, names = shop.browser(), ("id", "password", "next", "code", "name", "again", "place")
    token, tries = browser.csrf(), shop.app.extensions["andon"].tries

    def pages_with(text: str) -> list[_Bones]:
        for kind, *of in (("address", "10.0.0.1"), ("code", "10.0.0.1"), ("code in all",)):
            tries.forgive(kind, *of)
        said = dict.fromkeys(names, text)
        looked = browser.get(path, query_string=said)
        return [bones(looked.text), bones(browser.post(path, said, csrf=token).text)]

    tame = pages_with(TAME)
    for payload in PAYLOADS[::5]:
        for before, after in zip(tame, pages_with(payload), strict=True):
            assert set(after.found) == set(before.found), f"{path} with {payload!r}"


LOOKED_AT = ["/", "/login", "/welcome", "/pair", "/me", "/people", "/devices", "/board/weld", "/no"]


@pytest.mark.parametrize("path", LOOKED_AT)
def test_no_page_may_run_what_stands_in_it(shop: Shop, path: str) -> None:
    answer = shop.signed_in("chief", "admin").get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert policy.split("; ")[0] == "default-src 'self'"
    assert "unsafe" not in policy and "script-src" not in policy and "style-src" not in policy
    assert not re.search(r"\sstyle=|\son\w+=|<style", answer.text)
    for opening in re.findall(r"<script[^>]*>", answer.text):
        assert "src=" in opening or 'type="application/json"' in opening
