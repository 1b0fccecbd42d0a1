"""The machines of the floor as text: printed from its tables into `andon/floor/README.md` by `tests.docs.paste`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from andon.floor.transitions import (
    CALL_INPUTS,
    CALL_PHASES,
    CALLS,
    ESCALATIONS,
    STOP_ANSWERS,
    STOP_INPUTS,
    STOPS,
    TEST_INPUTS,
    TEST_PHASES,
    TESTS,
    TIMES,
)

FLOOR_CARD = Path(__file__).parents[2] / "andon" / "floor" / "README.md"
_HEAD = """# The machines of the floor

Printed from the tables of `transitions.py` (`python -m tests.docs.paste`); a test compares. A new rule is one row there
and one story.

The product is not a safety function: "ask to stop" is a request, and an emergency stop stays wired by hand.
"""


def floor_card() -> str:
    """The card: the diagrams, and every row that the diagrams leave out."""
    return "\n".join([_HEAD, *_calls(), "", *_stops(), "", *_tests(), "", *_tiers()]) + "\n"


def _calls() -> list[str]:
    moves = [((phase, step.phase), given) for (phase, given), step in CALLS.items() if step.act != "ignore"]
    ignored = [(phase, given, step.because) for (phase, given), step in CALLS.items() if step.act == "ignore"]
    return [
        "## A call",
        "",
        *_mermaid(moves),
        "",
        *(f"- `{phase}`: {text}" for phase, text in CALL_PHASES.items()),
        "",
        *_table(("input", "is"), CALL_INPUTS.items()),
        "",
        "What is ignored, and why:",
        "",
        *_table(("phase", "input", "because"), ignored),
    ]


def _stops() -> list[str]:
    answers = [((phase, step.phase), said) for (phase, said), step in STOP_ANSWERS.items() if step.act != "ignore"]
    held = [(given, STOP_INPUTS[given], step.act, step.because) for given, step in STOPS.items()]
    return [
        "## A stop",
        "",
        "A station stands while any cause holds it; a machine that does not run in work time is one more cause.",
        "",
        *_table(("input", "is", "causes", "because"), held),
        "",
        "Who has heard of an open stop, and who has come:",
        "",
        *_mermaid(answers),
    ]


def _tests() -> list[str]:
    moves = [((phase, step.phase), given) for (phase, given), step in TESTS.items() if step.act != "ignore"]
    changing = [(move, given) for move, given in moves if move[0] != move[1] or given == "light"]
    rows = [(phase, given, step.act, step.because) for (phase, given), step in TESTS.items()]
    return [
        "## A test",
        "",
        *_mermaid(changing),
        "",
        *(f"- `{phase}`: {text}" for phase, text in TEST_PHASES.items()),
        "",
        *_table(("input", "is"), TEST_INPUTS.items()),
        "",
        *_table(("phase", "input", "act", "because"), rows),
    ]


def _tiers() -> list[str]:
    running = [(phase, ", ".join(times)) for phase, times in TIMES.items()]
    return [
        "## Who is told",
        "",
        "A call climbs the tiers of the plan, and climbs on as the stop that it asked for; no tier is told twice, but",
        "for the people of a new shift. The climb goes on from where it was: the times of the tier that was told last",
        "begin anew only where it is that tier whose new people are told. Each time runs from when its tier was told.",
        "Which times run, by how far the answer has come:",
        "",
        *_table(("answer", "times that run"), running),
        "",
        "Why a tier is told:",
        "",
        *_table(("why", "is"), ESCALATIONS.items()),
    ]


def _mermaid(moves: Iterable[tuple[tuple[str, str], str]]) -> list[str]:
    """One arrow for each pair of phases, with all that leads from the one to the other."""
    ordered = sorted(moves, key=lambda move: move[0])
    arrows = [
        f"    {before} --> {after}: {', '.join(given for _, given in group)}"
        for (before, after), group in groupby(ordered, key=lambda move: move[0])
    ]
    return ["```mermaid", "stateDiagram-v2", *arrows, "```"]


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [f"| {' | '.join(cells)} |" for cells in (head, ("---",) * len(head), *rows)]
    return [line.replace("|  |", "| |") for line in lines]
