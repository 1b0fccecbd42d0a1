"""Writing a changed plan into the files that people wrote: only what changed moves, and their comments stay.

    texts of the files, the plan that they say, another plan  ->  texts that say the other one

Nothing here knows a section by name: what is compared are the models of `model/plan.py`, so a new key, or a new
section, needs no line here. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from typing import Any

import tomlkit
from tomlkit.items import AoT, Comment, InlineTable, Item, Table, Whitespace

from andon.base.errors import BadInput
from andon.config.loading import Texts, file_for, judge, table_of
from andon.model.plan import Plan

_Place = MutableMapping[str, Any]


def rewritten(texts: Texts, new: Plan) -> dict[str, str]:
    """The same files, saying `new`. Raises BadInput if they cannot be made to: they are then to be edited by hand."""
    old, problems = judge(table_of(texts), texts)
    if old is None:
        raise BadInput(f"the files hold no plan: {problems[0]}")
    documents = {file: tomlkit.parse(text) for file, text in texts.items()}
    before, after = _said(old), _said(new)
    for key in dict.fromkeys([*before, *after]):
        if before.get(key) != after.get(key):
            gone: dict[str, Any] | None = (
                {} if isinstance(before.get(key), Mapping) else None
            )  # a section whose keys are all as they would be
            _set(documents[file_for(key, texts)], key, before.get(key), after.get(key, gone))
    told = {file: tomlkit.dumps(document) for file, document in documents.items()}
    if judge(table_of(told), told)[0] != new:
        raise BadInput("these files are written in a way that only a person can change; edit them by hand")
    return told


def _said(plan: Plan) -> dict[str, Any]:
    """A plan as people write it: without what goes without saying."""
    return plan.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _set(place: _Place, key: str, before: Any, after: Any) -> None:
    held = place.get(key)
    if after is None:
        if key in place:
            del place[key]
    elif isinstance(after, Mapping) and isinstance(held, MutableMapping):
        known = before if isinstance(before, Mapping) else {}
        for part in dict.fromkeys([*known, *after]):
            if known.get(part) != after.get(part):
                _set(held, part, known.get(part), after.get(part))
    elif _has_ids(after) and isinstance(held, AoT):
        _set_items(held, before, after)
    elif _is_text(before) and _is_text(after) and isinstance(held, str) and list(after) == ["en"]:
        place[key] = after["en"]
    elif held is None:
        _put(place, key, _inline(after) if isinstance(place, InlineTable) else _new(after))
    else:
        place[key] = _like(held, after)


def _set_items(items: AoT, before: Any, after: list[dict[str, Any]]) -> None:
    """Items go by their ids: each keeps its comments, wherever it moves."""
    known = {item["id"]: item for item in before or []}
    held = {str(item["id"]): item for item in items}
    for item in after:
        if item["id"] in held:
            place = held[item["id"]]
            for key in dict.fromkeys([*known.get(item["id"], {}), *item]):
                if known.get(item["id"], {}).get(key) != item.get(key):
                    _set(place, key, known.get(item["id"], {}).get(key), item.get(key))
    wanted = [item["id"] for item in after]
    for number in reversed(range(len(items))):
        if str(items[number]["id"]) not in wanted:
            if number:
                _last_table(items[number - 1]).value.body.extend(_tail(_last_table(items[number])))
            del items[number]
    for item in after:
        if item["id"] not in held:
            items.append(_table(item))
    if [str(item["id"]) for item in items] != wanted:
        by_id = {str(item["id"]): item for item in items}
        for number, name in enumerate(wanted):
            items[number] = by_id[name]


def _put(place: _Place, key: str, item: Item) -> None:
    """A new key stands where a comment shows it, else after the last key; what is below belongs to what follows."""
    if not isinstance(place, Table) or isinstance(item, Table | AoT):
        place[key] = item
        return
    body = place.value.body
    shown = [n for n, (_, held) in enumerate(body) if _shows(held, key)]
    keys = [n for n, (name, held) in enumerate(body) if name is not None and not isinstance(held, Table | AoT)]
    after = (shown or keys or [-1])[-1]
    place.value._insert_at(after + 1, tomlkit.items.SingleKey(key), item)


def _shows(held: Item, key: str) -> bool:
    return isinstance(held, Comment) and re.match(rf"#\s*{re.escape(key)}\s*=", held.as_string().strip()) is not None


def _last_table(table: Table) -> Table:
    """Where the text of a table ends: in the last table inside it."""
    last = next((held for name, held in reversed(table.value.body) if name is not None), None)
    if isinstance(last, AoT):
        return _last_table(last[-1])
    return _last_table(last) if isinstance(last, Table) else table


def _tail(table: Table) -> list[tuple[Any, Item]]:
    """What stands below a blank line after the last key: it speaks of what comes next."""
    body = table.value.body
    last = max((n for n, (name, _) in enumerate(body) if name is not None), default=-1)
    below = [pair for pair in body[last + 1 :] if isinstance(pair[1], Comment | Whitespace)]
    return below if any(isinstance(held, Comment) for _, held in below) else []


def _new(value: Any) -> Item:
    """A value that stood nowhere yet: tables under headers, but texts and short things on their line."""
    if isinstance(value, Mapping) and not _is_text(value):
        return _table(value)
    if _has_ids(value):
        items = tomlkit.aot()
        for item in value:
            items.append(_table(item))
        return items
    return _inline(value)


def _table(value: Mapping[str, Any]) -> Table:
    """Plain keys first: what follows a header belongs to it."""
    table = tomlkit.table()
    for key, part in sorted(value.items(), key=lambda said: _stands_apart(said[1])):
        table.append(key, _new(part))
    if not any(isinstance(part, Table | AoT) for part in table.values()):
        table.add(tomlkit.nl())
    return table


def _stands_apart(value: Any) -> bool:
    return _has_ids(value) or (isinstance(value, Mapping) and not _is_text(value))


def _like(held: Any, value: Any) -> Item:
    """A changed value in the manner of the old one."""
    if isinstance(held, AoT | Table) or not isinstance(held, Item):
        return _new(value)
    item = _inline(value)
    if hasattr(held, "trivia"):
        item.trivia.comment_ws, item.trivia.comment = held.trivia.comment_ws, held.trivia.comment
    return item


def _inline(value: Any) -> Item:
    if isinstance(value, Mapping):
        parts = [f"{tomlkit.key(str(key)).as_string()} = {_inline(part).as_string()}" for key, part in value.items()]
        return _value(f"{{ {', '.join(parts)} }}") if parts else tomlkit.inline_table()
    if isinstance(value, list):
        array = tomlkit.array()
        for part in value:
            array.append(_inline(part))
        return array
    plain: Item = tomlkit.item(_short(value))
    return plain


def _value(text: str) -> Item:
    item: Item = tomlkit.value(text)
    return item


def _short(value: Any) -> Any:
    """A time of day as people write it; a whole number of seconds without a point."""
    if isinstance(value, str) and len(value) == 8 and value[2] == value[5] == ":" and value.endswith(":00"):
        return value[:5]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _is_text(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value) and set(value) <= {"en", "vi", "kn", "ja"}


def _has_ids(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) and "id" in item for item in value)
