"""The catalogues of words, compiled from `translations/*.po` in memory when a language is first asked for.

Compiled files are not kept: they can be older than their source, and a folder may be read-only.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

FOLDER = Path(__file__).parent / "translations"
SOURCE_LANGUAGE = "en"


def path_of(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


@cache
def translations(language: str) -> Translations:
    """The words of a language; the source language needs none. Compiling one takes some 20 ms."""
    if language == SOURCE_LANGUAGE:
        return Translations()
    with path_of(language).open("rb") as source:
        catalogue = read_po(source, locale=language, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
