"""What a view row may become. The journal writes these and knows no more of the views than their tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Field = str | int | float | None
Row = Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Put:
    """The row as it now is, new or in the place of the one with its key."""

    table: str
    row: Row


@dataclass(frozen=True, slots=True)
class Patch:
    """Some fields of the row with this key."""

    table: str
    key: Row
    fields: Row


@dataclass(frozen=True, slots=True)
class Add:
    """Amounts on top of the row with this key, which begins at 0 if it is not there."""

    table: str
    key: Row
    amounts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Drop:
    """No more row with this key."""

    table: str
    key: Row


Change = Put | Patch | Add | Drop
