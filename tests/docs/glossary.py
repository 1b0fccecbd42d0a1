"""The words of the floor as a table, for the card of the translations."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from andon.web.language import OWN_NAMES

FOLDER = Path(__file__).parents[2] / "andon" / "web" / "translations"
TRANSLATIONS_CARD = FOLDER / "README.md"
_HEAD = "| English | meaning |"
_OTHERS = [language for language in OWN_NAMES if language != "en"]


@dataclass(frozen=True)
class Term:
    """A term and its words in each language, the word itself first."""

    english: str
    meaning: str
    said: tuple[str, ...]
    words: dict[str, tuple[str, ...]]
    never: tuple[str, ...]
    elsewhere: tuple[str, ...]

    def __hash__(self) -> int:
        return hash(self.english)


@cache
def terms() -> tuple[Term, ...]:
    """All of them, in the order of the file."""
    said = tomllib.loads((FOLDER / "glossary.toml").read_text(encoding="utf-8"))["term"]
    return tuple(_term(row) for row in said)


def _term(row: dict) -> Term:
    known = {"english", "meaning", "said", "never", "elsewhere", *_OTHERS}
    assert set(row) <= known, f"{row['english']}: {set(row) - known} is no key of a term"
    return Term(
        english=row["english"],
        meaning=row["meaning"],
        said=tuple(row.get("said", [row["english"]])),
        words={language: tuple(row[language]) for language in _OTHERS},
        never=tuple(row.get("never", ())),
        elsewhere=tuple(row.get("elsewhere", ())),
    )


def translations_card() -> str:
    """The card with its table printed anew."""
    before = TRANSLATIONS_CARD.read_text(encoding="utf-8").partition(_HEAD)[0]
    names = " | ".join(OWN_NAMES[language] for language in _OTHERS)
    rows = [f"{_HEAD} {names} |", "|---" * (2 + len(_OTHERS)) + "|"]
    for term in terms():
        words = " | ".join(term.words[language][0] for language in _OTHERS)
        rows.append(f"| {term.english} | {term.meaning} | {words} |")
    return before + "\n".join(rows) + "\n"
