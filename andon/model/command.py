"""What a person or a program asks for. `who` is an id. The floor decides whether it may be."""

from __future__ import annotations

from dataclasses import dataclass, field

from andon.model.entry import CallAnswer, Chart, NoticeState, OpenWork, StopAnswer
from andon.model.plan import Category, Plan
from andon.model.signal import Lamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What all commands share."""

    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptPlan(Command):
    """From now on this plan holds. `version` is the seq of the plan that was read; a stale one is refused."""

    plan: Plan
    why: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentHour(Command):
    """Say why an hour of a line missed its target; `hour` is when it began."""

    line: str
    hour: int
    text: str
    initials: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeLimits(Command):
    """Keep what the baseline [begin, end) gives as the limits of a chart: counts among a size, in so many points.

    `size` is days on a c chart, pieces on the others. `station` is empty for the whole line.
    """

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
class Classify(Command):
    """Give a stop its reason. `version` is the one that was read; a stale one is refused."""

    stop: int
    reason: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RestTrigger(Command):
    """Put an abnormality's trigger to rest."""

    trigger: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseCall(Command):
    """Pull the cord on a screen. `who` may be empty: nobody must log in to pull.

    `age_us`: how long the pull has waited in a screen that could not reach us.
    """

    line: str
    station: str
    type: str
    age_us: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCall(Command):
    """Acknowledge, arrive at, resolve, cancel an open call, call it wrong, or give it (`retype`) another type."""

    call: int
    said: CallAnswer
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFixed(Command):
    """After a call: it is fixed, or it is not and the call is raised again."""

    call: int
    fixed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerStop(Command):
    """Acknowledge or arrive at an open stop."""

    stop: int
    said: StopAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class AskToStop(Command):
    """Ask the station to stop. It is no emergency stop."""

    line: str
    station: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Restart(Command):
    """Say that the station runs again."""

    line: str
    station: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginTest(Command):
    """Test a station's cord, lamps and sound, outside every figure."""

    line: str
    station: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LightTest(Command):
    """Light these lamps of a station under test, and no others."""

    line: str
    station: str
    lamps: list[Lamp]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndTest(Command):
    """The test is over."""

    line: str
    station: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseSafety(Command):
    """Let go what is about safety at a station. Only a named person with the right may, and says why."""

    line: str
    station: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeekHelp(Command):
    """Tell the next tier of a call or a stop at once."""

    call: int | None = None
    stop: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TryNotice(Command):
    """Send a person a message that only tells whether it comes through."""

    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportNotice(Command):
    """What became of a message to a person: the one about the n-th event of entry `escalation`."""

    escalation: int
    n: int
    person: str
    state: NoticeState
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(Command):
    """Put an open call, stop or trigger into somebody's hands: mostly those of the next shift."""

    what: OpenWork
    subject: int
    to: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportHistory(Command):
    """Take stops or counts of a file into history; `batch` is the import that they go on with, None for a new one.

    `stops`: (line, station, began, ended, reason); `counts`: (line, station, quarter hour, good, reject).
    """

    file: str
    batch: int | None = None
    stops: list[tuple[str, str, int, int, str]] = field(default_factory=list)
    counts: list[tuple[str, str, int, int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggest(Command):
    """Propose something, in one's own words. `by`: the id of whoever proposes, where they give it; never a name."""

    line: str
    station: str
    text: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class CallRecord:
    """A call as the book holds it, read by the recorder for a command about one that is over."""

    id: int
    line: str
    station: str
    type: str
    ended: int | None
    outcome: str | None
    ended_by: str
    returns: int
    fixed: bool | None


@dataclass(frozen=True, slots=True)
class StopRecord:
    """The subject of `Classify`: the stop as the book holds it, read by the recorder."""

    id: int
    line: str
    station: str
    began: int
    ended: int | None
    reason: str
    stop_class: str
    category: Category | None
    trigger: int | None
    version: int
