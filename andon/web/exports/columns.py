"""What a file holds: columns in their order, each with its type. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from andon.base.units import US_PER_QUARTER, US_PER_S

Type = Literal["text", "whole", "seconds", "instant", "truth"]
Value = str | int | float | bool | None
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """`of` takes the value out of a row, given the instant of the export. Instants are microseconds, UTC."""

    name: str
    type: Type
    of: Callable[[Row, int], Value]


def _plain(name: str, type: Type, of: str | None = None) -> Column:
    key = of or name
    return Column(name, type, lambda row, now: row[key])


def _seconds(row: Row, now: int) -> float:
    ended = now if row["ended"] is None else row["ended"]
    return float(max(0, ended - row["began"])) / US_PER_S


def _texts(*names: str) -> tuple[Column, ...]:
    return tuple(_plain(name, "text") for name in names)


def _instants(*names: str) -> tuple[Column, ...]:
    return tuple(_plain(name, "instant") for name in names)


_WHERE = (_plain("id", "whole"), *_texts("line", "station"))
_LASTED = (*_instants("began", "ended"), Column("seconds", "seconds", _seconds))
_ANSWERED = (
    _plain("acknowledged", "instant"),
    _plain("acknowledged_by", "text"),
    _plain("arrived", "instant"),
    _plain("arrived_by", "text"),
    _plain("at_station", "truth"),
)
_STOPS = (
    *_WHERE,
    *_LASTED,
    _plain("reason", "text"),
    _plain("class", "text", "stop_class"),
    *_texts("category", "outcome", "cause", "evidence"),
    _plain("stood", "instant"),
    *(_plain(name, "whole") for name in ("version", "trigger", "call", "caused_by")),
    *_ANSWERED,
)
_CALLS = (
    *_WHERE,
    *_LASTED,
    *_texts("type", "point", "outcome", "who"),
    *_ANSWERED,
    *_instants("until", "expired"),
    _plain("ended_by", "text"),
    _plain("fixed", "truth"),
    *(_plain(name, "whole") for name in ("returns", "again")),
)
_COUNTS = (
    *_texts("line", "station", "kind"),
    _plain("from", "instant", "at"),
    Column("to", "instant", lambda row, now: row["at"] + US_PER_QUARTER),
    _plain("pieces", "whole"),
)
_KAIZENS = (*_WHERE, *_texts("category"), *_instants("opened", "closed"), _plain("stops", "whole"))

COLUMNS: dict[str, tuple[Column, ...]] = {"stops": _STOPS, "calls": _CALLS, "counts": _COUNTS, "kaizens": _KAIZENS}
