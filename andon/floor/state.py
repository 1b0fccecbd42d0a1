"""What is open now: all that the fold remembers. Saved in a snapshot as JSON and read back the same.

Everything here follows from the journal; nothing that only a thread knows (when a device was last heard) is here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from andon.floor.index import Index, build
from andon.floor.shifts import Slot
from andon.floor.turning import Kept
from andon.model.entry import RULES, Timer
from andon.model.event import Cause, Induced, OpenCall, OpenStop, StationChanged
from andon.model.plan import Category, Plan
from andon.model.signal import Lamp, Value


@dataclass(slots=True)
class HeldCause:
    """Why a station stands: the kind of point that says so, the reason it gives, and whether a person must end it.

    `asked_by`: the call that asked for it, as it was then. `stop`: the stop elsewhere that induces this one.
    """

    cause: Cause
    reason: str
    momentary: bool = False
    asked_by: OpenCall | None = None
    stop: int | None = None
    shows: Induced | None = None


@dataclass(slots=True)
class Edges:
    """How often a cord moved since `since`; `last` is when it moved last."""

    since: int
    last: int
    count: int = 1
    chatters: bool = False


@dataclass(slots=True)
class StationState:
    """One station. Dicts are keyed by address, `calls` by call type.

    `pulled`: when a momentary cord (by call type) or button (by address) was last pulled; what is said of the station
    from now on counts from `last_at` at the earliest. `unknown_since`: nothing is known of it from then on;
    `known_from`: when that ended last. `keeps`: what is about safety waits for its release, as it does since that rule.
    """

    levels: dict[str, Value] = field(default_factory=dict)
    pulled: dict[str, int] = field(default_factory=dict)
    edges: dict[str, Edges] = field(default_factory=dict)
    calls: dict[str, OpenCall] = field(default_factory=dict)
    causes: dict[str, HeldCause] = field(default_factory=dict)
    stop: OpenStop | None = None
    stop_version: int = 0
    run: bool | None = None
    machine: str = ""
    triggers: int = 0
    last_at: int = 0
    tile: StationChanged | None = None
    unknown_since: int | None = None
    known_from: int = 0
    keeps: bool = True


@dataclass(slots=True)
class Buffer:
    """When a stop will have starved or blocked a station."""

    due: int
    place: str
    stop: int
    shows: Induced


@dataclass(slots=True)
class Test:
    """A station under test. `heard`: what its points said last; `before`: what they had said when it began."""

    since: int
    until: int
    who: str
    lamps: list[Lamp] = field(default_factory=list)
    heard: dict[str, Value] = field(default_factory=dict)
    before: dict[str, Value] = field(default_factory=dict)


@dataclass(slots=True)
class OpenTrigger:
    """An abnormality that asks for improvement, and how many stops have joined it."""

    id: int
    stops: int


@dataclass(slots=True)
class LampFault:
    """Since when a device shows other lamps than it was told, and which."""

    since: int
    told: list[Lamp]
    shown: list[Lamp]


@dataclass(slots=True)
class Counter:
    """The last reading of a counter that is trusted, and one not believed until the next agrees with it."""

    total: int
    at: int
    suspect_total: int | None = None
    suspect_at: int = 0


@dataclass(slots=True)
class Ladder:
    """How far a call or a stop has climbed.

    `told`: each tier that was told and when, in that order; the times of the last one run, but for those that `passed`
    in vain. `timer` is the one that ends next, at `due`. A stop that a call asked for keeps its `call`; one that was
    called planned `rests`. `shift`: whose people were told last. `knows`: every person who was told.
    """

    place: str
    call_type: str
    call: int | None = None
    stop: int | None = None
    told: dict[str, int] = field(default_factory=dict)
    passed: list[Timer] = field(default_factory=list)
    rests: bool = False
    shift: str = ""
    knows: list[str] = field(default_factory=list)
    timer: Timer | None = None
    due: int | None = None


@dataclass(slots=True)
class StormWatch:
    """The newest calls of a line; while a storm lasts its `id`, all its calls, who knows of it, and when it may end."""

    recent: list[int] = field(default_factory=list)
    id: int | None = None
    calls: int = 0
    told: list[str] = field(default_factory=list)
    due: int | None = None


Totals = dict[str, list[int]]
"""Pieces in a UTC quarter hour: station -> [good, reject]."""


@dataclass(slots=True)
class Adopted:
    """Which entry adopted the plan that holds, who did, and when."""

    seq: int
    who: str
    at: int


@dataclass(slots=True)
class State:
    """The whole floor. `due` is the next deadline, kept so that asking costs nothing.

    `calendar`: the slot of each line; `kept`: the one that was said of it, which another plan may have cut.
    `windows`: when the calls end that ask for a stop, by `<line>/<station>/<call type>`.
    `again`: lines with a second stop to open at an instant: an id is the seq that opened it, so each has its entry.
    `tests`: stations under test, by `<line>/<station>`.
    `ladders`: who was told of each open call (`call/<id>`) and stop (`stop/<id>`). `storms`: by line.
    `rules`: those of the service that wrote what is folded. `releases`: latched cords that came out, by address, and
    when that will count.
    `quarters`: line -> begin -> totals of each quarter hour that is not closed, or that late pieces opened again.
    """

    seq: int = 0
    plan: Plan | None = None
    adopted: Adopted | None = None
    stations: dict[str, StationState] = field(default_factory=dict)
    heard: dict[str, bool] = field(default_factory=dict)
    lamp_faults: dict[str, LampFault] = field(default_factory=dict)
    triggers: dict[str, OpenTrigger] = field(default_factory=dict)
    counters: dict[str, Counter] = field(default_factory=dict)
    values: dict[str, float] = field(default_factory=dict)
    calendar: dict[str, Slot] = field(default_factory=dict)
    kept: dict[str, Kept] = field(default_factory=dict)
    quarters: dict[str, dict[int, Totals]] = field(default_factory=dict)
    again: dict[str, int] = field(default_factory=dict)
    windows: dict[str, int] = field(default_factory=dict)
    buffers: dict[str, Buffer] = field(default_factory=dict)
    tests: dict[str, Test] = field(default_factory=dict)
    ladders: dict[str, Ladder] = field(default_factory=dict)
    storms: dict[str, StormWatch] = field(default_factory=dict)
    rules: int = RULES
    releases: dict[str, int] = field(default_factory=dict)
    due: int | None = None


class Floor:
    """A state and the index of its plan: what `fold` changes. The index follows from the plan and is never saved."""

    __slots__ = ("index", "state")

    def __init__(self, state: State | None = None) -> None:
        self.state = state or State()
        self.index: Index | None = build(self.state.plan) if self.state.plan else None


def trigger_key(place: str, category: Category) -> str:
    """One open trigger per station and category."""
    return f"{place}/{category}"
