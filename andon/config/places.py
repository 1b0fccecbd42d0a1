"""Where a finding is: pydantic's path of indices becomes the section and key a person sees in the file."""

from __future__ import annotations

import re
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

TOP = "top of file"
"""The section of keys that stand above every header."""

Loc = tuple[int | str, ...]
Model = type[BaseModel]


@dataclass(frozen=True, slots=True)
class Place:
    """`owner` is the model whose section it is; `above` the sections around it, innermost first.

    `header` is the place without ids, as it stands between brackets in a file: `lines.stations`.
    """

    section: str
    key: str
    owner: Model
    header: str
    above: tuple[tuple[str, Model], ...] = ()

    @property
    def field(self) -> FieldInfo | None:
        return fields_by_key(self.owner).get(self.key)


def place_of(model: Model, raw: object, loc: Loc, root: str = TOP) -> Place:
    """Follow `loc` through the model and the raw table. `root` names the section that `raw` itself is."""
    words = [] if root == TOP else [root]
    sections: list[tuple[int, Model]] = [(len(words), model)]
    kind: Any = model
    for part in path_of(loc):
        if _is_choice(kind):
            kind = None  # pydantic puts the name of the arm it tried here; no such word is in the file
            continue
        here = as_model(kind)
        if here is not None:
            sections.append((len(words), here))
        raw = item_at(raw, part)
        words.append(_word(part, raw))
        kind = step(kind, part)
    named = [(".".join(words[:depth]) or TOP, owner) for depth, owner in reversed(sections)]
    header = ".".join(part for part in ([] if root == TOP else [root]) + list(path_of(loc)) if isinstance(part, str))
    return Place(named[0][0], ".".join(words[sections[-1][0] :]), named[0][1], header, tuple(named[1:]))


def path_of(loc: Loc) -> Loc:
    """The part of a pydantic path that is in the file: `[key]` says that the key before it is the trouble."""
    return tuple(part for part in loc if part != "[key]")


def item_at(raw: object, part: int | str) -> object:
    """What stands at `part` of a raw table or list; None where there is nothing."""
    if isinstance(raw, Mapping):
        return raw.get(part)
    if isinstance(raw, Sequence) and isinstance(part, int) and part < len(raw):
        return raw[part]
    return None


def fields_by_key(model: Model) -> dict[str, FieldInfo]:
    """The fields of a model under the names they have in a file."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def as_model(kind: Any) -> Model | None:
    """The model that an annotation is, or None."""
    bare = unwrapped(kind)
    return bare if isinstance(bare, type) and issubclass(bare, BaseModel) else None


def unwrapped(kind: Any) -> Any:
    """An annotation without `Annotated` and without its `| None`."""
    if get_origin(kind) is Annotated:
        return unwrapped(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        arms = [arm for arm in get_args(kind) if arm is not type(None)]
        return unwrapped(arms[0]) if len(arms) == 1 else kind
    return kind


def _is_choice(kind: Any) -> bool:
    return get_origin(unwrapped(kind)) in (Union, types.UnionType)


def step(kind: Any, part: int | str) -> Any:
    """The annotation one part further down, or None where the types do not say."""
    model = as_model(kind)
    if model is not None:
        field = fields_by_key(model).get(str(part))
        return field.annotation if field else None
    arguments = get_args(unwrapped(kind))
    if get_origin(unwrapped(kind)) in (dict, Mapping):
        return arguments[1]
    return arguments[0] if arguments else None


def _word(part: int | str, item: object) -> str:
    """An item of a list goes by its id where it has one, or a name that is like one, else by its number from 1."""
    if isinstance(part, str):
        return part
    known = item if isinstance(item, Mapping) else {}
    if isinstance(known.get("id"), str) and known["id"]:
        return str(known["id"])
    name = known.get("name")
    return name if isinstance(name, str) and re.fullmatch(r"[a-z0-9-]+", name) else f"#{part + 1}"
