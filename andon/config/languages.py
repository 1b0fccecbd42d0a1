"""Which texts of a plan a person would miss in their language. A warning, never an error: a text falls back.

A site offers the languages in which it says anything at all: a plan of plain strings lacks nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from andon.config.inspection import texts
from andon.model.plan import LANGUAGES, Plan

LANGUAGE_NAMES = {"en": "English", "vi": "Vietnamese", "kn": "Kannada", "ja": "Japanese"}


def missing_languages(plan: Plan) -> list[str]:
    """A sentence for each text that is not there in every language that the site offers."""
    offered = [language for language in LANGUAGES if any(text.get(language) for _, _, text in texts(plan))]
    return [
        f"[{section}] {key} is not there in {_listed(gaps)}."
        for section, key, text in texts(plan)
        if (gaps := _gaps(text, offered))
    ]


def _gaps(text: Mapping[Any, str], offered: Sequence[str]) -> list[str]:
    return [LANGUAGE_NAMES[language] for language in offered if not text.get(language, "").strip()]


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
