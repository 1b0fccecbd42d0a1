"""Messages speak four languages, completely."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from andon.forwarders.notify.words import FOLDER, path_of
from andon.model.plan import LANGUAGES

OTHERS = [language for language in LANGUAGES if language != "en"]
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def catalogue(language: str) -> Catalog:
    with path_of(language).open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated_and_none_is_left_over(language: str) -> None:
    wanted = {
        texts for _, _, texts, *_ in extract_from_dir(FOLDER.parent, [("**.py", "python")], keywords={"gettext": None})
    }
    said = {str(message.id): message for message in catalogue(language) if message.id}
    assert set(said) == wanted
    assert all(message.string and not message.fuzzy for message in said.values())


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_survive_translation(language: str) -> None:
    for message in catalogue(language):
        assert sorted(PLACEHOLDER.findall(str(message.string))) == sorted(PLACEHOLDER.findall(str(message.id)))
