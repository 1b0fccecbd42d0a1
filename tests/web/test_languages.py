"""Four languages, complete; nothing on a page that cannot be translated."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from babel.messages.pofile import read_po

from andon.model.plan import LANGUAGES
from andon.web import catalogues
from andon.web.language import OWN_NAMES

from .book import Book
from .extraction import WEB, extracted

OTHERS = [language for language in LANGUAGES if language != "en"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|`[^`]+`|\[\w+\]")


def catalogue(language: str):
    with catalogues.path_of(language).open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated_and_none_is_left_over(language: str) -> None:
    said = {message.id: message for message in catalogue(language) if message.id}
    wanted = {message.id for message in extracted() if message.id}
    assert wanted - set(said) == set(), "missing"
    assert set(said) - wanted == set(), "no longer used"
    assert [message.id for message in said.values() if message.fuzzy] == []
    assert [message.id for message in said.values() if not all(_texts(message.string))] == []


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_survive_translation(language: str) -> None:
    for message in catalogue(language):
        wanted = sorted(PLACEHOLDER.findall(_texts(message.id)[-1]))
        for text in _texts(message.string) if message.id else ():
            assert sorted(PLACEHOLDER.findall(text)) == wanted, message.id


@pytest.mark.parametrize("language", OTHERS)
def test_the_catalogue_is_the_one_the_page_speaks(language: str, web: SimpleNamespace, floor: Book) -> None:
    page = web.client.get(f"/history?lang={language}").text
    assert f'<html lang="{language}"' in page
    assert catalogues.translations(language).gettext("Where the time goes") in page


def test_every_language_can_be_chosen() -> None:
    assert list(OWN_NAMES) == list(LANGUAGES)


def test_the_choice_is_kept_and_the_browsers_wish_is_second(web: SimpleNamespace, floor: Book) -> None:
    asked = {"Accept-Language": "kn;q=0.9, fr"}
    assert '<html lang="kn"' in web.client.get("/", headers=asked).text
    web.client.get("/?lang=vi")
    assert '<html lang="vi"' in web.client.get("/", headers=asked).text
    assert '<html lang="vi"' in web.client.get("/?lang=xx", headers=asked).text


def test_the_plans_texts_follow_and_fall_back_to_english(web: SimpleNamespace, floor: Book) -> None:
    page = web.client.get("/board/press?lang=vi").text
    assert "Station 1" in page
    assert r"G\u00e3y d\u1ee5ng c\u1ee5" in page  # a reason's words, given to the scripts
    assert "Scratch" in page


@pytest.mark.parametrize("template", sorted(WEB.rglob("*.html")), ids=lambda path: path.name)
def test_no_text_stands_outside_of_gettext(template) -> None:
    source = template.read_text()
    bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", source, flags=re.DOTALL)
    lint = _Words()
    lint.feed(bare)
    assert lint.found == []


class _Words(HTMLParser):
    """Collects letters that a reader would see."""

    SEEN = ("title", "aria-label", "alt", "placeholder")
    UNITS = ("ms", "GB", "GB ·", "/api/v1/openapi.json")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        said = " ".join(data.split())
        if re.search(r"[^\W\d_]{2}", said) and said not in self.UNITS:
            self.found.append(said)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.found += [f"{name}={value}" for name, value in attrs if name in self.SEEN and (value or "").strip()]


def _texts(said) -> list[str]:
    return list(said) if isinstance(said, tuple | list) else [said]
