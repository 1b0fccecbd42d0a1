"""From a file to a model: TOML in, a frozen model or the list of what is wrong out.

Values are judged as strictly as JSON is: `"24"` is no number, `1` is no truth. Tables take that way as text, since
only there does pydantic read a list as a tuple and "06:00" as a time while it stays strict about the rest.
"""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from andon.base.errors import ConfigError, Problem
from andon.config.places import TOP, Loc, Model, place_of
from andon.config.settings import Section
from andon.config.wording import words_for

M = TypeVar("M", bound=BaseModel)
Table = dict[str, Any]

_SHAPE = "mend this line: a line is [section] or key = value, texts stand in quotes"
_TWICE = "a key or [section] stands once: take this one away, or write [[section]] where there are several"


def validate(section: Section, model: type[M]) -> M:
    """The section as its room's model. Raises ConfigError with every problem, in the house's words."""
    found = problems_in(model, section.table, section.file, section.name)
    if found:
        raise ConfigError(found)
    return parse(model, section.table)


def problems_in(model: Model, table: Table, file: str, root: str = TOP) -> list[Problem]:
    """Every problem of a table, each with its place."""
    return [_problem(error, model, table, file, root) for error in errors_in(model, table)]


def errors_in(model: Model, table: Table) -> list[ErrorDetails]:
    """What pydantic finds, and the numbers that are none."""
    endless = list(_not_finite(table))
    known = {error["loc"] for error in endless}
    try:
        parse(model, table)
    except ValidationError as failed:
        return endless + [error for error in _first_causes(failed.errors()) if error["loc"] not in known]
    return endless


def _first_causes(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without "too short" of a list whose items are there but wrong: pydantic counts the good ones."""
    return [
        error
        for error in errors
        if error["type"] != "too_short"
        or not any(other["loc"][: len(error["loc"])] == error["loc"] and other is not error for other in errors)
    ]


def parse(model: type[M], table: Table) -> M:
    """The table as a model. Raises pydantic's ValidationError."""
    return model.model_validate_json(json.dumps(_plain(table)), strict=True)


def read_toml(path: Path, file: str) -> tuple[Table | None, list[Problem]]:
    """The table of a file, or None and what is wrong. Editors on Windows put a mark before the text: it is skipped."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as failed:
        reason = failed.strerror or "unreadable"
        return None, [Problem(file, TOP, "", f"cannot be read ({reason})", f"put a readable file at {file}")]
    except UnicodeDecodeError as failed:
        line = failed.object.count(b"\n", 0, failed.start) + 1
        return None, [Problem(file, TOP, f"line {line}", "holds bytes that are not UTF-8", "save the file as UTF-8")]
    return toml_of(text, file)


def toml_of(text: str, file: str) -> tuple[Table | None, list[Problem]]:
    """The table of a text, or None and what is wrong with it."""
    try:
        return tomllib.loads(text.replace("\r\n", "\n")), []
    except tomllib.TOMLDecodeError as failed:
        return None, [_syntax_problem(text, str(failed), file)]
    except RecursionError:
        return None, [Problem(file, TOP, "", "is nested too deeply", "take some of the brackets away")]


def _problem(error: ErrorDetails, model: Model, table: Table, file: str, root: str) -> Problem:
    place = place_of(model, table, error["loc"], root)
    wrong, remedy = words_for(error, place)
    return Problem(file, place.section, place.key, wrong, remedy)


def _syntax_problem(text: str, said: str, file: str) -> Problem:
    """tomllib says the line only inside its sentence; the section is the last header above it."""
    match = re.search(r"^(.*?) \(at (?:line (\d+), column \d+|end of document)\)$", said, re.DOTALL)
    lines = text.splitlines()
    wrong = match[1] if match else said
    line = int(match[2]) if match and match[2] else max(len(lines), 1)
    headers = [found[1] for above in lines[: line - 1] if (found := re.match(r"\s*\[+([^\[\]]+)\]+", above))]
    remedy = _TWICE if re.match(r"Cannot (overwrite|declare|mutate)|Duplicate", wrong) else _SHAPE
    return Problem(file, headers[-1].strip() if headers else TOP, f"line {line}", wrong, remedy)


def _not_finite(item: object, loc: Loc = ()) -> Iterator[ErrorDetails]:
    """TOML knows inf and nan; no setting of ours does."""
    if isinstance(item, float) and not math.isfinite(item):
        yield {"type": "finite_number", "loc": loc, "input": item, "msg": "", "ctx": {}}
    elif isinstance(item, dict):
        for key, value in item.items():
            yield from _not_finite(value, (*loc, key))
    elif isinstance(item, list):
        for index, value in enumerate(item):
            yield from _not_finite(value, (*loc, index))


def plain(table: Table) -> Table:
    """The table as JSON can say it: dates and times as text."""
    return {key: _plain(value) for key, value in table.items()}


def _plain(item: object) -> object:
    """The table as JSON can say it: dates and times as text, an endless number as nothing."""
    if isinstance(item, dict):
        return {key: _plain(value) for key, value in item.items()}
    if isinstance(item, list):
        return [_plain(value) for value in item]
    if isinstance(item, date | time):
        return item.isoformat()
    return None if isinstance(item, float) and not math.isfinite(item) else item
