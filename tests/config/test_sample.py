"""The files in `config/` are the manual: they are right, complete, and say the true defaults."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel

from andon.config import ICONS, Configuration, load, missing_languages
from andon.config.places import Model, as_model, fields_by_key, step
from andon.config.settings import MainFile
from andon.model.plan import CallType, Plan

FOLDER = Path(__file__).parents[2] / "config"
FILES = ("andon.toml", "plan.toml", "shifts.toml", "reasons.toml")
_HEADER = re.compile(r"^(?:# )?\[+([a-z0-9_.-]+)\]+$")
_KEY = re.compile(r"^(# )?([a-z_]+) = (.*)$")


@pytest.fixture(scope="module")
def sample() -> Configuration:
    return load(FOLDER / "andon.toml")


def models() -> list[Model]:
    """Every model whose keys a person may write."""
    found: list[Model] = [MainFile, Plan]
    for model in found:
        for field in fields_by_key(model).values():
            inner = as_model(field.annotation) or as_model(step(field.annotation, 0))
            if inner is not None and inner not in found:
                found.append(inner)
    return found


def written() -> Iterator[tuple[str, Model | None, str, bool, str]]:
    """(file, model, key, is commented, value) of every key line; the model as the headers above it say."""
    for file in FILES:
        root: Model = MainFile if file == "andon.toml" else Plan
        model: Model | None = root
        for line in (FOLDER / file).read_text(encoding="utf-8").splitlines():
            if header := _HEADER.match(line):
                model = model_under(root, header[1])
            elif key := _KEY.match(line):
                yield file, model, key[2], bool(key[1]), key[3]


def model_under(root: Model, header: str) -> Model | None:
    kind: Any = root
    for part in header.split("."):
        kind = step(kind, part)
        if as_model(kind) is None and as_model(step(kind, 0)) is not None and "dict" not in str(kind):
            kind = step(kind, 0)
    return as_model(kind)


def test_the_sample_has_no_problem(sample: Configuration) -> None:
    assert sample.file == FOLDER / "andon.toml"
    assert sample.service.data == FOLDER / "data"


def test_every_text_is_there_in_every_language(sample: Configuration) -> None:
    assert missing_languages(sample.plan) == []


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_key_is_in_the_manual(model: Model) -> None:
    text = "\n".join((FOLDER / file).read_text(encoding="utf-8") for file in FILES)
    for key in fields_by_key(model):
        assert re.search(rf"(^|# |{{ )({key} =|\[+([a-z_.]+\.)?{key}[.\]])", text, re.MULTILINE), f"{key} is not told"


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_key_has_a_sentence(model: Model) -> None:
    """The first time a key of a model stands in a file, a comment stands above it."""
    for file in FILES:
        lines = (FOLDER / file).read_text(encoding="utf-8").splitlines()
        for key in fields_by_key(model):
            at = next((n for n, line in enumerate(lines) if re.match(rf"^(# )?{key} = ", line)), None)
            assert at is None or lines[at - 1].startswith(("#", "[")), f"{file}: {key} has no sentence"


def test_what_is_shown_in_comments_is_the_default() -> None:
    checked = 0
    for file, model, key, commented, value in written():
        field = fields_by_key(model).get(key) if model else None
        if not commented or field is None or field.is_required() or field.default is None:
            continue
        shown = tomllib.loads(f"key = {value}")["key"]
        default = field.default.as_posix() if isinstance(field.default, Path) else field.default
        assert shown == (list(default) if isinstance(default, tuple) else default), f"{file}: {key}"
        checked += 1
    assert checked >= 15


def test_what_is_shown_in_comments_is_a_key() -> None:
    for file, model, key, commented, _value in written():
        if commented and model is not None and "<" not in key:
            assert key in {*fields_by_key(model), *fields_by_key(CallType)} or key == "key", f"{file}: {key}"


def test_the_boxes_come_in_order(sample: Configuration) -> None:
    boxes = [station.box for line in sample.plan.lines for station in line.stations]

    assert boxes == [f"A{number:07X}" for number in range(1, 16)]


def test_somebody_is_on_shift_at_every_hour_of_the_week(sample: Configuration) -> None:
    plan = sample.plan
    assert ZoneInfo(plan.timezone)
    assert all(line.shifts == tuple(shift.id for shift in plan.shifts) for line in plan.lines)
    assert all(len(shift.days) == 7 and len(shift.breaks) == 2 for shift in plan.shifts)
    for before, after in pairwise([*plan.shifts, plan.shifts[0]]):
        assert before.end == after.start


def test_breaks_are_short(sample: Configuration) -> None:
    for shift in sample.plan.shifts:
        for pause in shift.breaks:
            minutes = (pause.end.hour - pause.start.hour) % 24 * 60 + pause.end.minute - pause.start.minute
            assert timedelta(minutes=minutes) <= timedelta(minutes=15)


def test_every_fault_code_of_the_demo_has_a_reason(sample: Configuration) -> None:
    faults = [
        point
        for line in sample.plan.lines
        for station in line.stations
        for point in station.points.values()
        if point.kind == "fault"
    ]

    assert len(faults) == 9
    assert all(sorted(fault.codes) == [f"E-{code}" for code in range(11, 20)] for fault in faults)


def test_every_reason_and_call_type_has_a_picture_and_every_picture_is_listed(sample: Configuration) -> None:
    text = (FOLDER / "reasons.toml").read_text(encoding="utf-8")
    flowing = re.sub(r"\n# ", " ", text)

    assert f"One of: {', '.join(ICONS)}." in flowing
    assert all(reason.icon in ICONS for reason in sample.plan.reasons)
    assert all(call_type.icon in ICONS for call_type in sample.plan.call_types)


def test_the_plan_survives_the_journal(sample: Configuration) -> None:
    plan: BaseModel = sample.plan

    assert Plan.model_validate_json(plan.model_dump_json()) == plan
