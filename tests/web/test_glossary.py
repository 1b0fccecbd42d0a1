"""One term of the floor is one word in a language: the catalogues against `translations/glossary.toml`."""

from __future__ import annotations

import re
import unicodedata

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from andon.model.plan import LANGUAGES
from andon.web import catalogues
from tests.docs.glossary import Term, terms

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|`[^`]+`|\[\w+\]|(?<!\w)/\w+")
OTHERS = [language for language in LANGUAGES if language != "en"]


def texts(language: str) -> list[tuple[str, str]]:
    """(English, translation) of every form of every entry."""
    with catalogues.path_of(language).open("rb") as source:
        return [pair for message in read_po(source, locale=language) if message.id for pair in _pairs(message)]


def _pairs(message: Message) -> list[tuple[str, str]]:
    one = message.id if isinstance(message.id, str) else message.id[0]
    said = [message.string] if isinstance(message.string, str) else message.string
    return [(one, text) for text in said]


def plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def terms_in(english: str) -> list[Term]:
    """Which terms a text speaks of; a longer one hides the shorter ones inside of it."""
    found, rest = [], PLACEHOLDER.sub(" ", english)
    for term in sorted(terms(), key=lambda term: -len(term.english)):
        pattern = rf"\b({'|'.join(map(re.escape, term.said))})\b"
        if english not in term.elsewhere and re.search(pattern, rest, re.IGNORECASE):
            found.append(term)
        rest = re.sub(pattern, " ", rest, flags=re.IGNORECASE)
    return found


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_has_the_words_of_its_terms(language: str) -> None:
    wrong = [
        f"{term.english}: {english!r} is {text!r} without {term.words[language]}"
        for english, text in texts(language)
        for term in terms_in(english)
        if not any(plain(word) in plain(text) for word in term.words[language])
    ]
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_has_another_word_for_a_term(language: str) -> None:
    never = {plain(word): term.english for term in terms() for word in term.never}
    wrong = [
        f"{word!r} for {term} in {text!r}"
        for _, text in texts(language)
        for word, term in never.items()
        if word in plain(text)
    ]
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.english)
def test_every_term_is_used_and_its_exceptions_are_there(term: Term) -> None:
    known = {english for english, _ in texts("vi")}
    assert any(term in terms_in(english) for english in known)
    assert set(term.elsewhere) <= known


def test_words_are_told_apart() -> None:
    """No two terms have the same word: whoever reads it would not know which is meant."""
    for language in OTHERS:
        words = [plain(term.words[language][0]) for term in terms()]
        assert len(set(words)) == len(words), language
