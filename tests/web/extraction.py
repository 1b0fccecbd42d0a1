"""The texts of the web's sources, by the same extractors that a translator's tool uses."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

WEB = Path(__file__).parents[2] / "andon" / "web"
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}


def extracted() -> Catalog:
    """Every text that asks to be translated."""
    found = Catalog()
    for path, line, texts, comments, context in extract_from_dir(WEB, METHODS, keywords=KEYWORDS):
        found.add(texts, locations=[(path, line)], auto_comments=comments, context=context)
    return found
