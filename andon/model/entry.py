"""Lines of the journal: what was said, by whom and when. Meaning is derived from them, never stored in their place.

`seq` orders everything; `at` is when it counts (microseconds, UTC); `who` is an id, never a name. An entry fresh
from a decision has seq 0 until the recorder gives it its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from andon.model.plan import Category, Plan
from andon.model.signal import Lamp, Quality, Value

CallAnswer = Literal["acknowledge", "arrive", "arrive-remote", "resolve", "cancel", "wrong", "retype"]
StopAnswer = Literal["acknowledge", "arrive", "arrive-remote"]
Timer = Literal["acknowledge", "arrive", "resolve"]
NoticeState = Literal["sent", "failed", "suppressed"]
OpenWork = Literal["call", "stop", "trigger"]
Chart = Literal["c", "u", "p"]
"""Control charts whose limits are frozen; those of an np chart are those of its p chart."""

RULES = 1
"""Which rules a service keeps that decide what is open: what was written by earlier ones keeps its meaning.

0: a cord that comes out is out at once, and anybody ends what is about safety. 1: a latched cord is out when it has
stayed out, and what is about safety stays until it is released.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What all lines share."""

    seq: int = 0
    at: int
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalAccepted(Entry):
    """A reading that changed something. `late`: more than `late_after_s` behind, or a device clock far from ours."""

    address: str
    value: Value
    device_at: int | None = None
    quality: Quality = "good"
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSilent(Entry):
    """A device was not heard for longer than agreed; `since` is when it was last heard."""

    device: str
    since: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHeard(Entry):
    """A device that was silent, or never heard, speaks."""

    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CordStayedOut(Entry):
    """A latched cord came out and stayed out for long enough: now that counts."""

    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LampFaultBegan(Entry):
    """A device shows other lamps than it was told, for longer than a wire can explain. Both in the order of LAMPS."""

    device: str
    told: list[Lamp]
    shown: list[Lamp]


@dataclass(frozen=True, slots=True, kw_only=True)
class LampFaultEnded(Entry):
    """A device whose lamps were wrong shows what it was told."""

    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceStarted(Entry):
    """The recorder came up. From `down_since` (its last pulse) until now nothing is known. `rules`: see RULES."""

    down_since: int | None
    version: str
    rules: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStepped(Entry):
    """The wall clock was set by `step_us`, either way; `at` is the new time."""

    step_us: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAdopted(Entry):
    """From here on this plan holds; `why` is what the one who adopted it said."""

    plan: Plan
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarTurned(Entry):
    """A line's calendar reached a boundary: a shift or a break began or ended."""

    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsClosed(Entry):
    """A UTC quarter hour of a line is over. `totals`: station -> [good, reject] pieces. Kept for ever."""

    line: str
    begin: int
    totals: dict[str, list[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountReset(Entry):
    """A counter began again: `total` is what it says now, `was` what it said last."""

    address: str
    total: int
    was: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountQuarantined(Entry):
    """A counter moved as no counter can; the jump is kept and shown and never added."""

    address: str
    total: int
    was: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StopClassified(Entry):
    """A person gave a stop its reason. `version` is the one they had read; `was_*` is where it belonged until then."""

    stop: int
    line: str
    station: str
    reason: str
    version: int
    was_category: Category | None
    was_trigger: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAsked(Entry):
    """A person pulled the cord on a screen. `again` and `returns`: the call was there before and was not fixed.

    `pulled_at`: when, where the pull waited in a screen that could not reach us; `late`: for more than `late_after_s`.
    """

    line: str
    station: str
    type: str
    again: int | None = None
    returns: int = 0
    pulled_at: int | None = None
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAnswered(Entry):
    """What a person said about an open call; `type` is the new one where it is retyped."""

    call: int
    line: str
    station: str
    said: CallAnswer
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFixed(Entry):
    """The operator's answer about a call that is over."""

    call: int
    line: str
    station: str
    fixed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StopAnswered(Entry):
    """What a person said about an open stop."""

    stop: int
    line: str
    station: str
    said: StopAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class StopAsked(Entry):
    """A person asked the station to stop, on a screen."""

    line: str
    station: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StationRestarted(Entry):
    """A person said "running again", on a screen."""

    line: str
    station: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyReleased(Entry):
    """A named person with the right (`who`) let go what was about safety at a station, and why it is safe again."""

    line: str
    station: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowEnded(Entry):
    """Nobody ended the call before the stop point."""

    call: int
    line: str
    station: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BufferEnded(Entry):
    """A stop outlasted the buffers between it and this station."""

    line: str
    station: str
    stop: int
    shows: Literal["starved", "blocked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TestBegan(Entry):
    """A person tests a station: until `until` nothing that its devices say counts."""

    line: str
    station: str
    until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TestLit(Entry):
    """These lamps of a station under test shall burn, and no others."""

    line: str
    station: str
    lamps: list[Lamp]


@dataclass(frozen=True, slots=True, kw_only=True)
class TestEnded(Entry):
    """The test is over, by a person or by the clock. Once more for each point that has moved meanwhile and holds."""

    line: str
    station: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TierDue(Entry):
    """A time of the tier that was told last has passed: the answer it waits for did not come."""

    line: str
    station: str
    tier: str
    timer: Timer
    call: int | None = None
    stop: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpSought(Entry):
    """A person wants the next tier to be told now."""

    line: str
    station: str
    call: int | None = None
    stop: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StormPassed(Entry):
    """For as long as the line's storm is measured by, no call was raised."""

    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeTried(Entry):
    """Somebody wants to see whether a person is reached."""

    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeReported(Entry):
    """What became of the message to a person about the n-th event of entry `escalation`, and why."""

    escalation: int
    n: int
    person: str
    state: NoticeState
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerClosed(Entry):
    """A person put an abnormality's trigger to rest."""

    trigger: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportBegan(Entry):
    """History of a file is taken in; the seq of this entry is the number of the import."""

    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StopImported(Entry):
    """A stop of a file: it is over, and calls nobody."""

    batch: int
    line: str
    station: str
    began: int
    ended: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsImported(Entry):
    """Pieces of a UTC quarter hour, of a file."""

    batch: int
    line: str
    station: str
    begin: int
    good: int
    reject: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportUndone(Entry):
    """A piece of what an import brought is taken back; `over` says that it was the last.

    `counts`: `<line>/<station>` -> seq of the entry that brought them -> [quarter hour, good, reject].
    """

    batch: int
    stops: list[int]
    counts: dict[str, dict[str, list[int]]]
    over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionMade(Entry):
    """A person proposed something. `by` is the id they gave, if any; `who` is what they wrote it on."""

    line: str
    station: str
    text: str
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsFrozen(Entry):
    """The limits of a control chart are those of a baseline, from now on and because `why`. Sums, not quotients."""

    chart: Chart
    line: str
    station: str
    begin: int
    end: int
    count: int
    size: int
    points: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HourCommented(Entry):
    """Why an hour of a line missed its target, or what helped; `hour` is when it began, `initials` who says so."""

    line: str
    hour: int
    text: str
    initials: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsChanged(Entry):
    """What a person or a device may do has changed. `subject` is `person:<id>` or `device:<id>`; never a name.

    `what` is role, areas, password, pin, badge, code, disabled, erased, paired or revoked; of a secret is said only
    that it is set.
    """

    subject: str
    what: str
    was: str
    now: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver(Entry):
    """An open call, stop or trigger is now in the hands of `to`, an id; `note` is what they should know."""

    what: OpenWork
    subject: int
    line: str
    station: str
    to: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample(Entry):
    """A counter's delta or a measured value: the time series. Numbered with the entries, kept in its own table.

    `delta` is pieces made since the last one (0 for a measured value), `total` what the counter or meter said.
    """

    line: str
    station: str
    point: str
    kind: str
    delta: int
    total: float


ENTRIES: dict[str, type[Entry]] = {kind.__name__: kind for kind in Entry.__subclasses__() if kind is not Sample}
