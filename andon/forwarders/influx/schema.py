"""What InfluxDB is told: every measurement with its tags and the type of each field. A promise to dashboards; pure.

A type never changes and a tag is never added to a measurement: InfluxDB takes one type per field for good, and a point
with another tag set is another point. What is new becomes a new field or a new measurement.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

FieldType = Literal["integer", "float", "string", "boolean"]


@dataclass(frozen=True, slots=True)
class Measurement:
    """One measurement. `tags` stand on every point of it; a field may be missing on a point, never of another type."""

    name: str
    tags: tuple[str, ...]
    fields: dict[str, FieldType]
    text: str

    def __hash__(self) -> int:
        return hash(self.name)


COUNT = Measurement(
    "andon_count",
    ("line", "station", "point", "kind"),
    {"delta": "integer", "total": "float", "seq": "integer"},
    "pieces: `delta` made since the last reading, `total` as the counter said; `kind` is `count` or `reject`",
)
VALUE = Measurement(
    "andon_value",
    ("line", "station", "point"),
    {"value": "float", "seq": "integer"},
    "a measured value",
)
STATE = Measurement(
    "andon_state",
    ("line", "station"),
    {
        "state": "string",
        "code": "integer",
        "signal": "string",
        "since": "integer",
        "calls": "integer",
        "triggers": "integer",
        "lamp_fault": "boolean",
        "seq": "integer",
    },
    "the tile of a station, at the instant it changed: `state`, the same as number (`code`), `since` when (microseconds"
    " since 1970), `signal` `good` or `lost`, open `calls` and `triggers`; `lamp_fault`: its lamps do not"
    " show what they were told (missing before it was kept)",
)
CALL = Measurement(
    "andon_call",
    ("line", "station", "type", "event"),
    {"call": "integer", "outcome": "string", "seconds": "float", "seq": "integer"},
    "a call: `event` is `raised`, `arrived` or `ended`; `seconds` since it was raised; `outcome` when it ended",
)
STOP = Measurement(
    "andon_stop",
    ("line", "station", "event"),
    {
        "stop": "integer",
        "cause": "string",
        "reason": "string",
        "stop_class": "string",
        "category": "string",
        "version": "integer",
        "outcome": "string",
        "seconds": "float",
        "seq": "integer",
    },
    "a stop: `event` is `began`, `reasoned` or `ended`; `reason`, `stop_class`, `category` when it began or was"
    " reasoned; `outcome` and `seconds` since it began when it ended",
)
TRIGGER = Measurement(
    "andon_trigger",
    ("line", "station", "category", "event"),
    {"trigger": "integer", "stop": "integer", "emptied": "boolean", "seq": "integer"},
    "an abnormality's trigger: `event` is `opened`, `joined`, `left` or `rested`; `stop` the one that moved it",
)
SET_ASIDE = Measurement(
    "andon_set_aside",
    ("about",),
    {"seq": "integer", "reason": "string"},
    "a point of the measurement `about` that the server refused for good, at that point's own instant, with its words",
)

SCHEMA = {m.name: m for m in (COUNT, VALUE, STATE, CALL, STOP, TRIGGER, SET_ASIDE)}

STATE_CODES = {
    "stopped": 0,
    "call": 1,
    "no-signal": 2,
    "not-watched": 3,
    "blocked": 4,
    "starved": 5,
    "changeover": 6,
    "planned": 7,
    "idle": 8,
    "running": 9,
    "removed": 10,
    "test": 11,
}
"""`code` of each `state`, for stores that keep numbers only. `removed`: a plan without the station was adopted."""

Value = bool | int | float | str | None

_INTEGER_MOST = 2**63 - 1
_IN_TAG = str.maketrans({",": r"\,", "=": r"\=", " ": r"\ ", "\n": r"\ ", "\r": r"\ ", "\t": r"\ ", "\\": "/"})
_IN_STRING = str.maketrans({'"': r"\"", "\\": r"\\"})


def series(measurement: Measurement, tags: tuple[str, ...]) -> str:
    """The key of a series. Line protocol has no word for an empty tag, nor for a line break or a backslash in one."""
    pairs = zip(measurement.tags, tags, strict=True)
    return ",".join([measurement.name, *(f"{name}={(text or 'unknown').translate(_IN_TAG)}" for name, text in pairs)])


def fields(measurement: Measurement, values: tuple[Value, ...]) -> str:
    """The fields of a point, in the order of the schema; None is left out. ValueError for what has no word there."""
    pairs = zip(measurement.fields.items(), values, strict=True)
    return ",".join([f"{name}={_WRITE[kind](value)}" for (name, kind), value in pairs if value is not None])


def _integer(value: Value) -> str:
    number = int(value or 0)
    if abs(number) > _INTEGER_MOST:
        raise ValueError(f"{number} does not fit into 64 bits")
    return f"{number}i"


def _float(value: Value) -> str:
    number = float(value or 0)
    if not math.isfinite(number):
        raise ValueError(f"there is no word for {number}")
    return repr(number)


def _string(value: Value) -> str:
    return f'"{str(value).translate(_IN_STRING)}"'


def _boolean(value: Value) -> str:
    return "true" if value else "false"


_WRITE = {"integer": _integer, "float": _float, "string": _string, "boolean": _boolean}
