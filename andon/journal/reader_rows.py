"""What the reader answers with. Frozen; instants in microseconds, UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from andon.floor.shifts import Slot
from andon.model.entry import OpenWork
from andon.model.event import Evidence, OpenCall, OpenStop, OpenTest
from andon.model.plan import Plan
from andon.model.signal import Value


@dataclass(frozen=True, slots=True)
class PlanAt:
    """The plan in force and the seq of the entry that adopted it."""

    seq: int
    plan: Plan
    at: int = 0
    who: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """The tile of a station. `seq` is the entry that moved it last."""

    line: str
    station: str
    seq: int
    state: str
    since: int
    signal: str
    calls: tuple[OpenCall, ...]
    stop: OpenStop | None
    triggers: int
    lamp_fault: bool = False
    test: OpenTest | None = None


@dataclass(frozen=True, slots=True)
class PastTile:
    """A tile as it was said at `at`; no `row` where the station left the plan."""

    seq: int
    at: int
    line: str
    station: str
    row: BoardRow | None


@dataclass(frozen=True, slots=True)
class Past:
    """A line over [begin, end) under one plan.

    `opening`: the tiles that stood at `begin`; `moved`: those that changed after it; `down`: [since, until) in
    which the service was down and nothing was seen. `slots` begin with the shift that ran at `begin`; pieces by
    (station, kind) made `before` it in that shift, and by (station, kind, minute) after it.
    """

    plan: PlanAt
    begin: int
    end: int
    opening: tuple[PastTile, ...]
    moved: tuple[PastTile, ...]
    down: tuple[tuple[int, int], ...]
    slots: tuple[Slot, ...]
    before: Mapping[tuple[str, str], int]
    minutes: Mapping[tuple[str, str, int], int]


@dataclass(frozen=True, slots=True)
class TestHeardRow:
    """What a point of a station said last in a test."""

    line: str
    station: str
    point: str
    at: int
    value: Value


@dataclass(frozen=True, slots=True)
class TallyRow:
    """Pieces of the running shift of a station, counted since `since`."""

    line: str
    station: str
    shift: str
    since: int
    good: int
    reject: int


@dataclass(frozen=True, slots=True)
class Beat:
    """The recorder's sign of life: when it pulsed last, and how far the journal was then."""

    at: int
    seq: int


@dataclass(frozen=True, slots=True)
class PulseRow(Beat):
    """The same with all that it said. `disk` is empty where it does not look at one."""

    started: int
    commit_us: int
    sources: tuple[Mapping[str, Any], ...]
    disk: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Look:
    """All that a tailer wants, of one instant. `rows` moved after the seq that was asked about.

    `tallies` is None when they were not asked for.
    """

    plan: PlanAt | None
    seq: int
    rows: tuple[BoardRow, ...]
    pulse: Beat | None
    tallies: tuple[TallyRow, ...] | None


@dataclass(frozen=True, slots=True)
class StopRow:
    """A stop, open while `ended` is None."""

    id: int
    line: str
    station: str
    began: int
    ended: int | None
    outcome: str | None
    cause: str
    reason: str
    stop_class: str
    category: str | None
    trigger: int | None
    version: int
    evidence: Evidence = "assumed"
    stood: int | None = None
    call: int | None = None
    acknowledged: int | None = None
    acknowledged_by: str = ""
    arrived: int | None = None
    arrived_by: str = ""
    at_station: bool | None = None
    caused_by: int | None = None


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call, open while `ended` is None."""

    id: int
    line: str
    station: str
    type: str
    point: str
    began: int
    arrived: int | None
    ended: int | None
    outcome: str | None
    who: str = ""
    until: int | None = None
    acknowledged: int | None = None
    acknowledged_by: str = ""
    arrived_by: str = ""
    at_station: bool | None = None
    ended_by: str = ""
    expired: int | None = None
    fixed: bool | None = None
    returns: int = 0
    again: int | None = None


@dataclass(frozen=True, slots=True)
class TriggerRow:
    """An abnormality that asks for improvement, with the newest of its stops."""

    id: int
    line: str
    station: str
    category: str
    opened: int
    closed: int | None
    emptied: bool
    stops: int
    newest: tuple[StopRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """Something open that waits for somebody: a call, a stop of its own, or a trigger.

    `about`: the type of a call, the reason of a stop, the category of a trigger. `to`: who was given it last, and by
    whom, when and with which note. `stops`: how many a trigger has.
    """

    what: OpenWork
    id: int
    line: str
    station: str
    began: int
    about: str
    until: int | None = None
    acknowledged: int | None = None
    acknowledged_by: str = ""
    arrived: int | None = None
    arrived_by: str = ""
    at_station: bool | None = None
    evidence: Evidence | None = None
    stops: int = 0
    to: str = ""
    handed_by: str = ""
    handed_at: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """A proposal in a person's own words; its id is its receipt."""

    id: int
    at: int
    line: str
    station: str
    text: str
    by: str
    who: str


@dataclass(frozen=True, slots=True)
class ParetoRow:
    """One bar: `value` in seconds or stops, shares in percent. `unclassified` is the part nobody has explained yet."""

    key: str
    line: str
    value: float
    share: float
    cumulative: float
    unclassified: float


@dataclass(frozen=True, slots=True)
class OddityRow:
    """Something an engineer may want to see."""

    seq: int
    at: int
    about: str
    address: str
    text: str


@dataclass(frozen=True, slots=True)
class SetAsideRow:
    """Something that could not be taken or delivered, and why."""

    id: int
    at: int
    where: str
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class CursorRow:
    """How far a forwarder has come."""

    forwarder: str
    seq: int


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A program's bearer token; revoked ones are never answered."""

    name: str
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class RightsRow:
    """A change of rights as the journal has it: who changed what of whom, and why. Ids, no names."""

    seq: int
    at: int
    who: str
    subject: str
    what: str
    was: str
    now: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which stops or calls are meant. `begin` and `end` cut by overlap; None leaves that side open."""

    begin: int | None = None
    end: int | None = None
    line: str | None = None
    station: str | None = None
    reason: str | None = None
    stop_class: str | None = None
    min_seconds: float | None = None
    category: str | None = None


UNCLASSIFIED = "unknown"
"""The key of what nobody has explained yet, in a Pareto by reason or class."""
Place = tuple[int, int]
"""Where a page ended: (began, id) of its last row."""

ParetoBy = Literal["reason", "station", "class", "category"]
ParetoMeasure = Literal["seconds", "count"]
