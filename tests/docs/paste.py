"""Writes into the documents what the code says of itself: `python -m tests.docs.paste`."""

from __future__ import annotations

import re
from pathlib import Path

from typer.testing import CliRunner

from andon.cli import app
from tests.docs.diagrams import FLOOR_CARD, floor_card
from tests.docs.glossary import TRANSLATIONS_CARD, translations_card

ROOT = Path(__file__).parents[2]
CLI_CARD = ROOT / "andon" / "README.md"
COMMANDS = (
    [],
    *(
        [name]
        for name in ("demo", "init", "run", "check", "plan", "cert", "verify", "rebuild", "backup", "restore", "export")
    ),
    *(["token", name] for name in ("add", "list", "revoke")),
    *(["user", name] for name in ("add", "list", "role", "disable", "enable", "password", "test", "erase")),
    *(["device", name] for name in ("list", "approve", "revoke")),
)


def cli_card() -> str:
    """The command line's card, its help as the program prints it."""
    parts = ["# The command line", "", "Printed by the program itself (`python -m tests.docs.paste`); a test compares."]
    for command in COMMANDS:
        words = " ".join(["andon", *command])
        shown = CliRunner().invoke(app, [*command, "--help"], env={"COLUMNS": "110", "TERM": "dumb"}, prog_name="andon")
        text = "\n".join(line.rstrip() for line in shown.output.strip().splitlines())
        parts += ["", f"## {words}", "", "```text", re.sub(r"\n{3,}", "\n\n", text), "```"]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    CLI_CARD.write_text(cli_card(), encoding="utf-8")
    FLOOR_CARD.write_text(floor_card(), encoding="utf-8")
    TRANSLATIONS_CARD.write_text(translations_card(), encoding="utf-8")
