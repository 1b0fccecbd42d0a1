"""Whatever stands in the files: a plan comes out, or sentences with a place do. Nothing else ever does."""

from __future__ import annotations

import json
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from andon.config import ConfigError, load

BASE = Path(__file__).parent / "base"
KEYS = ("plan", "shifts", "reasons")
TABLE = {key: value for name in KEYS for key, value in tomllib.loads((BASE / f"{name}.toml").read_text()).items()}

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=6)
values = st.recursive(
    st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | words
    | st.sampled_from(["day", "breakdown", "06:00"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=2),
    max_leaves=4,
)


def places(item: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of everything in a table."""
    inner = item.items() if isinstance(item, dict) else enumerate(item) if isinstance(item, list) else ()
    return [found for key, value in inner for found in [(*path, key), *places(value, (*path, key))]]


def as_toml(item: object) -> str:
    if isinstance(item, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {as_toml(value)}" for key, value in item.items()) + "}"
    if isinstance(item, list):
        return "[" + ", ".join(as_toml(value) for value in item) + "]"
    if isinstance(item, float):
        return repr(item)
    return json.dumps(item, ensure_ascii=False)


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_plan_or_sentences(data: st.DataObject) -> None:
    table = json.loads(json.dumps(TABLE))
    for _ in range(data.draw(st.integers(1, 4))):
        spoil(table, data)
    text = "\n".join(f"{json.dumps(key)} = {as_toml(value)}" for key, value in table.items())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "andon.toml"
        path.write_text('[plan]\nfiles = ["plan.toml"]\n')
        (path.parent / "plan.toml").write_text(text, encoding="utf-8")
        try:
            load(path)
        except ConfigError as told:
            assert told.problems
            assert all(problem.wrong and problem.remedy and problem.section for problem in told.problems)


def spoil(table: dict[str, Any], data: st.DataObject) -> None:
    """Replace, remove or add something somewhere."""
    found = places(table)
    if not found:
        return
    *way, last = data.draw(st.sampled_from(found))
    holder: Any = table
    for part in way:
        holder = holder[part]
    what = data.draw(st.sampled_from(["replace", "remove", "add"]))
    if what == "remove":
        del holder[last]
    elif what == "add" and isinstance(holder, dict):
        holder[data.draw(words)] = data.draw(values)
    else:
        holder[last] = data.draw(values)
