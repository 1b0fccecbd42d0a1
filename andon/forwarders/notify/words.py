"""The words of the messages, compiled from `translations/*.po` in memory when a language is first wanted."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

FOLDER = Path(__file__).parent / "translations"
SOURCE_LANGUAGE = "en"

GetText = Callable[[str], str]


def path_of(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


@cache
def gettext_in(language: str) -> GetText:
    """Looks texts up in a language; the source language needs no catalogue."""
    if language == SOURCE_LANGUAGE:
        return str
    with path_of(language).open("rb") as source:
        catalogue = read_po(source, locale=language, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    found: GetText = Translations(compiled).gettext
    return found
