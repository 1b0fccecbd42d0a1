"""Documents that cannot lie: what they say is compared with what is."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

import andon
from tests.docs.diagrams import FLOOR_CARD, floor_card
from tests.docs.glossary import TRANSLATIONS_CARD, translations_card
from tests.docs.paste import CLI_CARD, ROOT, cli_card

TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
DOCUMENTS = [ROOT / name for name in TRACKED if name.endswith(".md")]
ROOMS = sorted(path.parent for path in (ROOT / "andon").rglob("__init__.py") if "versions" not in path.parts)


def test_the_command_line_card_says_what_the_program_says() -> None:
    assert CLI_CARD.read_text(encoding="utf-8") == cli_card(), "run: python -m tests.docs.paste"


def test_the_diagrams_of_the_floor_are_those_of_its_tables() -> None:
    assert FLOOR_CARD.read_text(encoding="utf-8") == floor_card(), "run: python -m tests.docs.paste"


def test_the_words_of_the_floor_are_those_of_the_glossary() -> None:
    assert TRANSLATIONS_CARD.read_text(encoding="utf-8") == translations_card(), "run: python -m tests.docs.paste"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8"))
    broken = [link for link in links if "://" not in link and not (document.parent / link).exists()]
    assert broken == []


def test_the_readme_names_targets_that_make_knows() -> None:
    named = set(re.findall(r"^ {4}make (\w+)|`make (\w+)`", (ROOT / "README.md").read_text(encoding="utf-8"), re.M))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in {a or b for a, b in named}:
        assert re.search(rf"^{target}:", makefile, re.M), f"the README says `make {target}`"


def test_the_map_names_every_room() -> None:
    rooms = {path.name for path in ROOMS if path.parent == ROOT / "andon"}
    assert rooms <= set(re.findall(r"[a-z_]+", andon.__doc__ or ""))


@pytest.mark.parametrize("room", ROOMS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_room_has_a_card(room: Path) -> None:
    first = (room / "__init__.py").read_text(encoding="utf-8").lstrip()
    assert first.startswith('"""'), f"{room.name}/__init__.py opens with its card"


def test_nothing_speaks_of_the_place_it_was_written_in() -> None:
    forbidden = re.compile(rb"/" + rb"work/|/" + rb"root/|pypi\." + rb"org|registry\." + rb"npmjs|deb\." + rb"debian")
    found = [
        f"{name}:{number}"
        for name in TRACKED
        if (ROOT / name).is_file()
        for number, line in enumerate((ROOT / name).read_bytes().splitlines(), 1)
        if forbidden.search(line)
    ]
    assert found == []
