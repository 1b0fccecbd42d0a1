"""`load`: the main file, the files of the plan, and every problem of all of them at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field

from andon.base.errors import ConfigError, Problem
from andon.config.draft import sound_part
from andon.config.inspection import Doubt
from andon.config.places import TOP
from andon.config.reading import Table, parse, plain, problems_in, read_toml, toml_of
from andon.config.rules import inspect
from andon.config.settings import Configuration, MainFile, Section
from andon.model.plan import CallType, Line, Plan, Reason, Shift, Text

Texts = Mapping[str, str]
"""File -> what it says, in the order of `[plan] files`."""


class _Draft(Plan):
    """A plan that requires nothing at its top: what can still be judged when some of it is wrong."""

    site: Text = Field(default={"en": "?"})
    timezone: str = "UTC"
    lines: tuple[Line, ...] = ()
    shifts: tuple[Shift, ...] = ()
    reasons: tuple[Reason, ...] = ()
    call_types: tuple[CallType, ...] = ()


class _PlanTable:
    """The plan's files as one table that remembers which file each top-level key came from."""

    def __init__(self) -> None:
        self.table: Table = {}
        self.problems: list[Problem] = []
        self.unread = False
        self.files: list[str] = []
        self._origin: dict[str, str] = {}

    def file_of(self, key: str) -> str:
        """Where a key stands; one that is missing is expected in the file of its name, else in the first."""
        named = [file for file in self.files if Path(file).stem == key]
        return self._origin.get(key) or (named or self.files)[0]

    def add(self, file: str, table: Table | None, problems: list[Problem]) -> None:
        self.files.append(file)
        self.problems += problems
        self.unread = self.unread or table is None
        for key, value in (table or {}).items():
            if key in self._origin:
                wrong = f"is also in {self._origin[key]}"
                self.problems.append(Problem(file, TOP, key, wrong, "keep it in one of the two"))
                continue
            self._origin[key] = file
            self.table[key] = value


def load(path: Path) -> Configuration:
    """The configuration at `path`. Raises ConfigError with every problem of every file at once."""
    table, problems = read_toml(path, str(path))
    if table is None:
        raise ConfigError(problems)
    problems += problems_in(MainFile, table, str(path))
    main = sound_part(MainFile, table)
    plan, of_plan = load_plan([path.parent / name for name in main.plan.files])
    if plan is None or problems or of_plan:
        raise ConfigError(problems + of_plan)
    return Configuration(
        file=path,
        service=main.service.model_copy(update={"data": (path.parent / main.service.data).resolve()}),
        web=main.web,
        sources=_sections(path, "sources", main.sources),
        forwarders=_sections(path, "forwarders", main.forwarders),
        plan=plan,
        plan_files=tuple((path.parent / name).resolve() for name in main.plan.files),
    )


def sections(path: Path) -> tuple[dict[str, Section], dict[str, Section]]:
    """The sections of sources and of forwarders, as far as the file can be read at all."""
    table, _ = read_toml(path, str(path))
    if table is None:
        return {}, {}
    main = sound_part(MainFile, table)
    return _sections(path, "sources", main.sources), _sections(path, "forwarders", main.forwarders)


def load_plan(paths: list[Path]) -> tuple[Plan | None, list[Problem]]:
    """The plan of these files and its problems; None where there are any."""
    merged = _PlanTable()
    for path in paths:
        merged.add(str(path), *read_toml(path, str(path)))
    return _judged(merged)


def table_of(texts: Texts) -> Table:
    """What the texts of a plan's files say together. Raises ConfigError where one cannot be read at all."""
    merged = _of_texts(texts)
    if merged.problems:
        raise ConfigError(merged.problems)
    return plain(merged.table)


def judge(table: Table, texts: Texts) -> tuple[Plan | None, list[Problem]]:
    """A table that somebody wrote on a page, by the same rules; `texts` are the files where it will stand."""
    merged = _of_texts(texts)
    merged.table, merged.problems, merged.unread = table, [], False
    return _judged(merged)


def file_for(key: str, texts: Texts) -> str:
    """The file where a top-level key stands, or would."""
    return _of_texts(texts).file_of(key)


def _of_texts(texts: Texts) -> _PlanTable:
    merged = _PlanTable()
    for file, text in texts.items():
        merged.add(file, *toml_of(text, file))
    return merged


def _judged(merged: _PlanTable) -> tuple[Plan | None, list[Problem]]:
    misfits = [_moved(problem, merged) for problem in problems_in(Plan, merged.table, "")]
    if merged.unread:
        # What an unreadable file holds is not missing.
        misfits = [problem for problem in misfits if problem.section != TOP or problem.wrong != "is missing"]
    doubt = Doubt.of(misfits, merged.table, unread=merged.unread)
    plan = sound_part(_Draft, merged.table)
    found = merged.problems + misfits + inspect(plan, merged.file_of, doubt)
    return (None, _by_place(found, merged.files)) if found else (parse(Plan, merged.table), [])


def _by_place(problems: list[Problem], files: list[str]) -> list[Problem]:
    """File by file and section by section, as a person mends them."""
    sections = list(dict.fromkeys(problem.section for problem in problems))
    return sorted(problems, key=lambda problem: (files.index(problem.file), sections.index(problem.section)))


def _moved(problem: Problem, merged: _PlanTable) -> Problem:
    """The same problem with the file that its section stands in."""
    first = problem.key if problem.section == TOP else problem.section
    file = merged.file_of(first.partition(".")[0])
    return Problem(file, problem.section, problem.key, problem.wrong, problem.remedy)


def _sections(path: Path, kind: str, tables: dict[str, Table]) -> dict[str, Section]:
    return {name: Section(file=str(path), name=f"{kind}.{name}", table=table) for name, table in tables.items()}
