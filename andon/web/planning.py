"""The plan under the hands of somebody who edits it: what the files say, what would change, adopt, undo.

The web reads and writes no file: the desk does, in the recorder's process. Here is only what can be worked out.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from andon import config
from andon.base.errors import BadInput, CommandRejected, ConfigError, Problem
from andon.config.editing import edited
from andon.config.loading import judge, table_of
from andon.config.rewriting import rewritten
from andon.journal.reader_rows import PlanAt
from andon.model.plan import Plan
from andon.web.parts import parts

Table = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """The files as they are, what they say, and the plan that holds."""

    held: PlanAt
    texts: dict[str, str]
    before: dict[str, str] | None
    table: Table
    by_hand: tuple[str, ...]

    @property
    def files(self) -> list[str]:
        return [Path(name).name for name in self.texts]


@dataclass(frozen=True, slots=True)
class Judged:
    """What somebody wants the plan to be: the plan, or why it is none."""

    plan: Plan | None
    problems: list[Problem]
    changes: list[str]
    warnings: list[str]


def draft() -> Draft:
    """What an editor starts from. CommandRejected while no plan holds, or the files cannot be read."""
    held = parts().reader.plan()
    if held is None:
        raise CommandRejected("no plan holds yet: start the service with the files of one")
    answer = parts().desk.ask("plan-files", {"seq": held.seq})
    texts, before = answer["texts"], answer["before"]
    if not isinstance(texts, dict) or not texts:
        raise CommandRejected("this service was started without files of a plan: start it by `andon run --config FILE`")
    try:
        table = table_of(texts)
    except ConfigError as error:
        first = error.problems[0]
        raise CommandRejected(f"{Path(first.file).name} cannot be read: {first.wrong}; {first.remedy}") from error
    return Draft(held, texts, before if isinstance(before, dict) else None, table, _by_hand(held.plan, table, texts))


def _by_hand(held: Plan, table: Table, texts: dict[str, str]) -> tuple[str, ...]:
    """What the files say that was never adopted."""
    plan, problems = judge(table, texts)
    if plan is None:
        return tuple(f"{Path(problem.file).name}: {problem.wrong}" for problem in problems)
    return tuple(config.changes(held, plan)) if plan != held else ()


def wanted(start: Draft, plan: Table | None, edits: list[Table] | None) -> Judged:
    """The plan that is asked for, whole or by single edits, held to the rules of the files."""
    if (plan is None) == (edits is None):
        raise BadInput("send the whole plan, or edits of it")
    table = edited(start.table, edits or []) if plan is None else plan
    new, problems = judge(table, start.texts)
    if new is not None:
        problems = parts().checks(new)
    if new is None or problems:
        return Judged(None, problems, [], [])
    return Judged(new, [], config.changes(start.held.plan, new), config.missing_languages(new))


def adopt(start: Draft, new: Plan, version: int, who: str, why: str) -> dict[str, object]:
    """Into the files and the journal, both or neither. CommandRejected if somebody was first."""
    _nobody_was_first(start, version)
    if start.by_hand:
        raise CommandRejected(
            f"the files were edited by hand and say what was not adopted ({start.by_hand[0]}) Adopt them by"
            " `andon plan --config FILE --adopt`, or put them back; then edit here",
            conflict=True,
        )
    return _write(start, rewritten(start.texts, new), new, version, who, why)


def undo(start: Draft, version: int, who: str, why: str) -> tuple[Plan, dict[str, object]]:
    """The plan before this one, with the files as they were; where that is not known, as that plan would have them."""
    _nobody_was_first(start, version)
    last = parts().reader.plan_before(start.held.seq)
    if last is None:
        raise CommandRejected("this is the first plan: there is none before it")
    if start.before is not None and judge(table_of(start.before), start.before)[0] == last.plan:
        return last.plan, _write(start, start.before, last.plan, version, who, why)
    return last.plan, adopt(start, last.plan, version, who, why)


def _nobody_was_first(start: Draft, version: int) -> None:
    """Told here in the words of the page; the floor is asked again when it is decided."""
    held = start.held
    if held.seq != version:
        sentence = f"the plan was changed meanwhile: entry {held.seq} holds, you had read {version}; read it again"
        raise CommandRejected(sentence, conflict=True, who=held.who, at=held.at)


def _write(start: Draft, texts: dict[str, str], new: Plan, version: int, who: str, why: str) -> dict[str, object]:
    files = [
        {"file": name, "was": start.texts[name], "text": text}
        for name, text in texts.items()
        if text != start.texts[name]
    ]
    said = {"plan": new.model_dump(mode="json"), "version": version, "who": who, "why": why, "files": files}
    return parts().desk.ask("edit-plan", said)
