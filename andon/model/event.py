"""What an entry meant. Past tense; the n-th event of entry `seq` is keyed (seq, n). Views are made of these alone.

The id of a call, a stop or a trigger is the seq of the entry that opened it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from andon.model.entry import Chart, NoticeState, OpenWork
from andon.model.plan import Category, StopClass
from andon.model.signal import Lamp, Value

StationState = Literal[
    "stopped",
    "call",
    "no-signal",
    "test",
    "not-watched",
    "blocked",
    "starved",
    "changeover",
    "planned",
    "idle",
    "running",
]
SignalState = Literal["good", "lost"]
CallOutcome = Literal[
    "cleared", "cancelled", "restarted", "resolved", "wrong", "expired", "missed", "withdrawn", "released"
]
StopOutcome = Literal["cleared", "restarted", "planned", "missed", "withdrawn", "released"]
Cause = Literal["stop", "fault", "state", "run", "call", "asked", "induced", "safety", "import"]
Induced = Literal["starved", "blocked"]
Evidence = Literal["run", "asked", "assumed"]
Escalation = Literal[
    "raised",
    "stopped",
    "retyped",
    "not-acknowledged",
    "not-arrived",
    "not-resolved",
    "seek-help",
    "nobody",
    "new-shift",
]
Unheard = Literal["silent", "down", "not-watched", "no-word", "test"]
SlotKind = Literal["work", "break", "off"]
NoteKind = Literal[
    "unassigned", "unknown-code", "ignored", "late", "count-reset", "count-quarantined", "clock", "chattering", "lamp"
]


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A call as the tile shows it.

    `arrived`: when the leader said "I am here"; `at_station` false: from afar, and so it is marked. `until`: when it
    asks for a stop; while the line stands that is frozen and `left_us` remain; `window_us`: how long it had, where a
    time ends it. `asked_as`: the type of the cord that raised it, empty where no cord did. `returns`: how often it was
    answered "not fixed" before. `safety`: it is about safety, by the reason of its type.
    """

    id: int
    type: str
    since: int
    arrived: int | None = None
    at_station: bool = True
    acknowledged: int | None = None
    acknowledged_by: str = ""
    arrived_by: str = ""
    until: int | None = None
    left_us: int | None = None
    window_us: int | None = None
    asked_as: str = ""
    returns: int = 0
    safety: bool = False


@dataclass(frozen=True, slots=True)
class OpenStop:
    """A stop as the tile shows it.

    `evidence`: "run" the run signal says that it stands, "asked" it was asked to stop and still runs, "assumed" nothing
    here tells. `induced`: another stop (`caused_by`) starves or blocks this station.
    """

    id: int
    since: int
    reason: str
    stop_class: StopClass
    category: Category | None = None
    evidence: Evidence = "assumed"
    acknowledged: int | None = None
    acknowledged_by: str = ""
    arrived: int | None = None
    at_station: bool = True
    arrived_by: str = ""
    induced: Induced | None = None
    caused_by: int | None = None


@dataclass(frozen=True, slots=True)
class OpenTest:
    """A station under test: what its devices say until `until` is shown and means nothing else. `lamps`: asked for."""

    since: int
    until: int
    who: str
    lamps: list[Lamp] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What all events share: where. `at` is the instant it counts from (microseconds, UTC)."""

    at: int
    line: str = ""
    station: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StationChanged(Event):
    """The whole tile of a station after something on it moved; `at` is `since`.

    `lamp_fault`: its lamps do not show what they were told, so who looks at them is misled.
    """

    state: StationState
    signal: SignalState
    calls: list[OpenCall] = field(default_factory=list)
    stop: OpenStop | None = None
    triggers: int = 0
    lamp_fault: bool = False
    test: OpenTest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StationUnknown(Event):
    """From `at` on nothing is known of the station, and why: its device was silent, the service was down ..."""

    why: Unheard


@dataclass(frozen=True, slots=True, kw_only=True)
class StationKnown(Event):
    """What was unknown of the station `since` then is known again, or the plan has it no more."""

    since: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TestHeard(Event):
    """A point of a station under test was heard; `point` is "screen" for a cord, or a stop, on a screen."""

    point: str
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class StationRemoved(Event):
    """A plan without this station was adopted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotBegan(Event):
    """The line's calendar turned: this holds from `at` on. `was`: when the slot began that ends here.

    `shift_since`: when the shift began, before `at` where a break or another plan cut it; `day`: its local date.
    """

    kind: SlotKind
    shift: str
    shift_since: int
    day: str
    was: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotEnded(Event):
    """The slot that began at `was` ended and none followed: the line left the plan, or the clock jumped far ahead."""

    was: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotWithdrawn(Event):
    """The clock was set back to before `at`: the slot that began then has not begun yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftBegan(Event):
    """A new shift's pieces count from here; `shift` is empty outside every shift. One for each station."""

    shift: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterClosed(Event):
    """Pieces of a station in the UTC quarter hour that began at `at`; late ones come as a further close of it."""

    good: int
    reject: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRaised(Event):
    """Yellow: somebody asks for help. `point` is empty for the cord on a screen; `who` pulled, where they said so.

    `again`: the call that this one follows, because it was not fixed.
    """

    call: int
    type: str
    point: str
    who: str = ""
    until: int | None = None
    returns: int = 0
    again: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAcknowledged(Event):
    """Somebody heard the call."""

    call: int
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallArrived(Event):
    """The leader is at the station, or (`at_station` false) said so from somewhere else."""

    call: int
    who: str = ""
    at_station: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRetyped(Event):
    """Whoever pulled says what kind of help is needed."""

    call: int
    type: str
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallWindowMoved(Event):
    """The instant at which the call asks for a stop; none while the line stands."""

    call: int
    until: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallJudged(Event):
    """The operator's answer after a call: fixed, or not."""

    call: int
    fixed: bool
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEnded(Event):
    """The call is over. `expired`: nobody ended it before the stop point, and it asked for a stop."""

    call: int
    outcome: CallOutcome
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopBegan(Event):
    """Red: the station stands. `reason` is a reason of the plan, `cause` the kind of point that said so.

    `call`: the call that asked for it, because nobody ended it before the stop point. `caused_by`: the stop elsewhere
    that starves or blocks this one.
    """

    stop: int
    cause: Cause
    reason: str
    stop_class: StopClass
    category: Category | None = None
    evidence: Evidence = "assumed"
    call: int | None = None
    caused_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StopAcknowledged(Event):
    """Somebody heard of the stop."""

    stop: int
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StopArrived(Event):
    """The leader is at the station that stands, or (`at_station` false) said so from somewhere else."""

    stop: int
    who: str = ""
    at_station: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StopEvidenced(Event):
    """What tells that the station stands became another: from `asked` on it stood."""

    stop: int
    evidence: Evidence
    was: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class StopReasoned(Event):
    """A stop was explained, by a device while it lasted or by a person (`version` grows by one each time)."""

    stop: int
    reason: str
    stop_class: StopClass
    version: int
    category: Category | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StopEnded(Event):
    """The station runs again, or its planned time began."""

    stop: int
    outcome: StopOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class KaizenTriggered(Event):
    """An abnormality asks for improvement: the first stop of this station and category since one was put to rest."""

    trigger: int
    category: Category
    stop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerJoined(Event):
    """One more stop of the same station and category."""

    trigger: int
    stop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerLeft(Event):
    """A stop was reclassified and belongs to this trigger no more."""

    trigger: int
    stop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerRested(Event):
    """A trigger was closed; `emptied`: its last stop left it."""

    trigger: int
    emptied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated(Event):
    """A tier is told of a call or a stop, and why: no tier twice of the same one. `persons` are its people on shift.

    A new shift is told of what is still open, by a tier's `persons` who do not know yet. Where there are none the next
    event tells the next tier, because of "nobody". A stop that a call asked for climbs on from where the call was, and
    carries both ids. `storm`: it falls into one, and who is `bundled` knows of it already.
    """

    tier: str
    why: Escalation
    call: int | None = None
    stop: int | None = None
    persons: list[str] = field(default_factory=list)
    storm: int | None = None
    bundled: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class StormBegan(Event):
    """More calls at once than the line's storm allows: from here on people are told of them together."""

    storm: int
    calls: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StormEnded(Event):
    """The storm is over; `persons` were told of it, `calls` is how many there were."""

    storm: int
    calls: int
    persons: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAsked(Event):
    """A message only to see whether it reaches this person."""

    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSettled(Event):
    """What became of the message to a person about the n-th event of entry `escalation`."""

    escalation: int
    n: int
    person: str
    state: NoticeState
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkHandedOver(Event):
    """Who has an open call, stop or trigger in hand from now on, from whom, and what they should know."""

    what: OpenWork
    subject: int
    to: str
    who: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportMade(Event):
    """The import of a file began."""

    batch: int
    file: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryImported(Event):
    """One row of a file is in: a `stop`, or pieces of the quarter hour `at`."""

    batch: int
    stop: int | None = None
    good: int = 0
    reject: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryWithdrawn(Event):
    """One row of an import is taken back: the one of entry `row`, and its `stop`."""

    batch: int
    row: int
    stop: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportWithdrawn(Event):
    """All that an import brought is taken back."""

    batch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionReceived(Event):
    """A proposal in a person's own words; its id is its receipt."""

    suggestion: int
    text: str
    by: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsSet(Event):
    """A control chart has the limits of a baseline, in the place of those that it had."""

    chart: Chart
    begin: int
    end: int
    count: int
    size: int
    points: int
    why: str
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HourNoted(Event):
    """A comment stands beside the hour that began at `hour`, in the place of one that stood there."""

    hour: int
    text: str
    initials: str
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Event):
    """Something an engineer may want to see and nobody must act on: ignored, because; unassigned; quarantined."""

    about: NoteKind
    address: str
    text: str


EVENTS: dict[str, type[Event]] = {kind.__name__: kind for kind in Event.__subclasses__()}
