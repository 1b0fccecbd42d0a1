"""Single edits of a plan's table, each said by its place: what a program, or one button of a page, changes. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from andon.base.errors import BadInput


def edited(table: dict[str, Any], edits: list[dict[str, Any]]) -> dict[str, Any]:
    """A table with single edits made: `{"at": ["lines", "paint", "takt_s"], "set": 60}`.

    Items of lists go by their ids. `add` puts an item at the end of a list, `remove` takes away what is there. Raises
    BadInput where an edit leads nowhere.
    """
    result: dict[str, Any] = json.loads(json.dumps(table))
    for edit in edits:
        _edit(result, [str(part) for part in edit["at"]], edit)
    return result


def _edit(table: Any, at: list[str], edit: Mapping[str, Any]) -> None:
    where = " / ".join(at)
    if not at:
        raise BadInput("an edit says where: at = [section, id, key]")
    holder = table
    for part in at[:-1]:
        holder = _step(holder, part, where)
    last = at[-1]
    if "add" in edit:
        items = holder.setdefault(last, []) if isinstance(holder, dict) else _step(holder, last, where)
        if not isinstance(items, list):
            raise BadInput(f"{where} is no list that something could be added to")
        items.append(edit["add"])
    elif isinstance(holder, list):
        found = [item for item in holder if isinstance(item, dict) and item.get("id") == last]
        if not found or not edit.get("remove"):
            raise BadInput(f"{where} is not in the plan" if not found else f"{where} is a whole item: set its keys")
        holder.remove(found[0])
    elif isinstance(holder, dict) and edit.get("set") is None:
        holder.pop(last, None)
    elif isinstance(holder, dict):
        holder[last] = edit["set"]
    else:
        raise BadInput(f"{where} is not in the plan")


def _step(holder: Any, part: str, where: str) -> Any:
    if isinstance(holder, dict):
        if isinstance(holder.get(part), str):
            holder[part] = {"en": holder[part]}  # a text in one language
        return holder.setdefault(part, {})
    if not isinstance(holder, list):
        raise BadInput(f"{where} is not in the plan")
    found = [item for item in holder if isinstance(item, dict) and item.get("id") == part]
    if not found:
        raise BadInput(f"{where} is not in the plan")
    return found[0]
