"""Which texts of a plan a person would miss in their language. A warning, never an error: a text falls back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from andon.model.plan import LANGUAGES, Plan

LANGUAGE_NAMES = {"en": "English", "vi": "Vietnamese", "kn": "Kannada", "ja": "Japanese"}


def missing_languages(plan: Plan) -> list[str]:
    """A sentence for each text that is not there in every language of the house."""
    return [f"{what} is not there in {_listed(gaps)}." for what, text in _texts(plan) if (gaps := _gaps(text))]


def _texts(plan: Plan) -> Iterator[tuple[str, Mapping[Any, str]]]:
    yield "The name of the site", plan.site
    for line in plan.lines:
        yield f"The name of line {line.id}", line.name
        for station in line.stations:
            yield f"The name of station {station.id} on line {line.id}", station.name
    for what, items in (("shift", plan.shifts), ("reason", plan.reasons), ("call type", plan.call_types)):
        for item in items:
            yield f"The name of {what} {item.id}", item.name


def _gaps(text: Mapping[Any, str]) -> list[str]:
    return [LANGUAGE_NAMES[language] for language in LANGUAGES if not text.get(language, "").strip()]


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
