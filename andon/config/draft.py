"""What is left of a table when everything wrong is taken away, so that the rest can be judged in the same go."""

from __future__ import annotations

import copy
from typing import Any, TypeVar

from pydantic import BaseModel

from andon.config.places import Loc, Model, as_model, fields_by_key, item_at, path_of, step
from andon.config.reading import Table, errors_in, parse

M = TypeVar("M", bound=BaseModel)

_GONE = object()
_STAND_INS: dict[str, str] = {"name": "?", "class": "planned", "kind": "value"}
"""Values that let an item stay and be judged further. What follows from them is not said: see `Doubt`."""


def sound_part(model: type[M], table: Table) -> M:
    """`table` without its errors. `model` must not require a key at its top, for then nothing might be left."""
    rest = copy.deepcopy(table)
    while errors := errors_in(model, rest):
        for error in errors:
            _take_out(model, rest, path_of(error["loc"]))
        rest = _without_gone(rest)
    return parse(model, rest)


def _take_out(model: Model, table: Table, loc: Loc) -> None:
    """Remove what is at `loc`; where its section cannot be without it, put a stand-in or remove the section."""
    holder: Any = table
    kind: Any = model
    for part in loc[:-1]:
        holder, kind = item_at(holder, part), step(kind, part)
    if not isinstance(holder, dict | list):
        return  # removed a moment ago, together with what held it
    owner, last = as_model(kind), loc[-1]
    if owner is None or last not in fields_by_key(owner) or not fields_by_key(owner)[str(last)].is_required():
        holder[last] = _GONE  # type: ignore[index]  # a dict by name, a list by number, as `loc` says
    elif last in _STAND_INS and item_at(holder, last) != _STAND_INS[str(last)]:
        holder[last] = _STAND_INS[str(last)]  # type: ignore[call-overload]  # likewise
    else:
        _take_out(model, table, loc[:-1])


def _without_gone(item: Any) -> Any:
    if isinstance(item, dict):
        return {key: _without_gone(value) for key, value in item.items() if value is not _GONE}
    if isinstance(item, list):
        return [_without_gone(value) for value in item if value is not _GONE]
    return item
