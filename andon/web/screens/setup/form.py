"""The form of a model: its keys, what may be written there, and what is below. Made from the model alone.

A text in several languages is `words`; a list whose items have ids, or a table of them, is `items`; what is neither is
`text`, `number`, `flag`, `time`, `choice`, `list`, `pairs` or a `group` of keys.
"""

from __future__ import annotations

import types
from datetime import time
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from andon.config.places import as_model, fields_by_key, unwrapped
from andon.model.plan import LANGUAGES, Plan
from andon.web.screens.setup.labels import label

Form = dict[str, Any]
_REFERS = {"call": "call_types"}
"""Keys that name an item of a collection whose name does not begin like theirs."""


def form_of(model: type[BaseModel]) -> list[Form]:
    """One entry for each key, in the order of the model."""
    return [_field(key, field) for key, field in fields_by_key(model).items()]


def _field(key: str, field: FieldInfo) -> Form:
    told = {"key": key, "label": label(key), "required": field.is_required(), **_kind(key, field.annotation)}
    limits = {
        name: getattr(mark, name) for mark in field.metadata for name in ("gt", "ge", "le") if hasattr(mark, name)
    }
    default = None if field.is_required() else field.default
    if isinstance(default, str | int | float | bool):
        told["usual"] = default
    return told | {"limits": limits} if limits else told


def _kind(key: str, annotation: Any) -> Form:
    bare = unwrapped(annotation)
    model, origin, arguments = as_model(bare), get_origin(bare), get_args(bare)
    if model is not None:
        return {"kind": "group", "form": form_of(model)}
    if origin is dict:
        return _of_table(arguments)
    if origin is tuple:
        return _of_list(key, arguments[0])
    if origin is Literal:
        return {"kind": "choice", "options": [str(option) for option in arguments], "is_number": arguments[0] == 16}
    if origin in (Union, types.UnionType):
        return {"kind": "text"}
    simple = {bool: "flag", float: "number", int: "number", time: "time"}
    return {"kind": simple.get(bare, "text"), **_refers(key)}


def _of_table(arguments: tuple[Any, ...]) -> Form:
    keys, model = unwrapped(arguments[0]), as_model(arguments[1])
    if model is not None:
        return {"kind": "items", "form": form_of(model), "by_name": True}
    if get_origin(keys) is Literal and get_args(keys) == LANGUAGES:
        return {"kind": "words"}
    return {"kind": "pairs"}


def _of_list(key: str, item: Any) -> Form:
    model = as_model(item)
    if model is not None:
        return {"kind": "items", "form": form_of(model), "has_ids": "id" in model.model_fields}
    bare = unwrapped(item)
    options = list(get_args(bare)) if get_origin(bare) is Literal else None
    return {"kind": "list", "options": options, **_refers(key)}


def _refers(key: str) -> Form:
    """A key that is called like a collection of the plan names items of it."""
    named = (_REFERS.get(key, ""), key, f"{key}s")
    found = [name for name in named if name in Plan.model_fields]
    return {"refers": found[0]} if found else {}
