"""What goes in and out of the API, as forms: they check what comes in and document what goes out."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel

from andon.base.units import from_datetime
from andon.journal.reader import PAGE_MAX
from andon.journal.reader_rows import Window

PAGE_DEFAULT = 50
SUGGESTION_MAX = 2_000  # characters: a page of a notebook
AGE_MAX_S = 30 * 86_400  # nobody holds a pull longer: a watch that says so is broken


def _with_offset(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a time without an offset from UTC names no instant; write it as 2026-11-22T08:00:00Z")
    return moment


def _storable(text: str) -> str:
    text.encode("utf-8")  # half of a surrogate pair is no character; UnicodeEncodeError is a ValueError
    return text


Moment = Annotated[datetime, AfterValidator(_with_offset)]
"""ISO 8601 with an offset."""


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class LineQuery(_In):
    line: str | None = None


class OpenWorkQuery(LineQuery):
    person: str | None = Field(default=None, pattern=r"^[a-z0-9-]{1,32}$", description="only what waits for somebody")


class WindowQuery(_In):
    """Which time and place. `from` and `to` keep what overlaps them."""

    begin: Moment | None = Field(default=None, alias="from")
    end: Moment | None = Field(default=None, alias="to")
    line: str | None = None
    station: str | None = None

    def window(self) -> Window:
        return Window(begin=_us(self.begin), end=_us(self.end), line=self.line, station=self.station)


class PageQuery(WindowQuery):
    cursor: str | None = Field(default=None, description="`next` of the page before")
    limit: int = Field(default=PAGE_DEFAULT, ge=1, le=PAGE_MAX)


class StopsQuery(PageQuery):
    reason: str | None = None
    stop_class: str | None = Field(default=None, alias="class")
    min_seconds: float | None = Field(default=None, ge=0, le=1e9)

    def window(self) -> Window:
        return Window(
            begin=_us(self.begin),
            end=_us(self.end),
            line=self.line,
            station=self.station,
            reason=self.reason,
            stop_class=self.stop_class,
            min_seconds=self.min_seconds,
        )


class CallsQuery(PageQuery):
    open: bool = Field(default=False, description="only calls that are not over")


class ParetoQuery(WindowQuery):
    by: Literal["reason", "station", "class", "category"] = "reason"
    measure: Literal["seconds", "count"] = "seconds"


class TriggersQuery(_In):
    line: str | None = None
    open: bool = Field(default=True, description="only triggers that were not put to rest")
    cursor: str | None = None
    limit: int = Field(default=PAGE_DEFAULT, ge=1, le=PAGE_MAX)


class ClassifyIn(_In):
    model_config = ConfigDict(extra="forbid", strict=True)

    reason: str = Field(max_length=32)
    version: int = Field(ge=0, le=2**53, description="the version that was read; a stale one is answered with 409")


class CallIn(_In):
    model_config = ConfigDict(extra="forbid", strict=True)

    line: str = Field(max_length=32)
    station: str = Field(max_length=32)
    type: str = Field(max_length=32)
    age_s: float = Field(default=0.0, ge=0, le=AGE_MAX_S, description="how long the pull waited in its screen")


class RetypeIn(_In):
    model_config = ConfigDict(extra="forbid", strict=True)

    type: str = Field(max_length=32)


class FixedIn(_In):
    model_config = ConfigDict(extra="forbid", strict=True)

    fixed: bool


class AliveIn(_In):
    model_config = ConfigDict(extra="forbid", strict=True)

    battery: float | None = Field(default=None, ge=0, le=1, description="what is left of it, 1 is full")
    charging: bool | None = None


class SuggestionIn(_In):
    model_config = ConfigDict(extra="forbid", strict=True)

    line: str = Field(max_length=32)
    station: str = Field(max_length=32)
    text: Annotated[str, AfterValidator(_storable)] = Field(max_length=SUGGESTION_MAX, description="in any language")
    by: str = Field(default="", pattern=r"^[A-Za-z0-9._-]{0,32}$", description="an id, if you like; never a name")


class HandOverIn(_In):
    model_config = ConfigDict(extra="forbid", strict=True)

    to: str = Field(pattern=r"^[a-z0-9-]{1,32}$", description="the id of a person")
    note: str = Field(default="", max_length=500, description="what they should know")


class ArriveIn(_In):
    model_config = ConfigDict(extra="forbid", strict=True)

    at_station: bool = Field(default=False, description="said at the station; from afar it is kept and marked")
    proof: str = Field(default="", max_length=500, description="of who stands before the tablet, from `/api/v1/here`")


class SignalIn(BaseModel):
    line: str
    station: str
    point: str
    value: bool | int | float | str
    at: datetime | int | None = Field(default=None, description="when the device says it was; ISO 8601 or epoch ms")
    boot: str | None = Field(default=None, description="with `seq` it makes a repeat harmless")
    seq: int | None = None


class SignalsIn(RootModel[SignalIn | list[SignalIn]]):
    """One reading or a list of them."""


class Rejected(BaseModel):
    index: int
    reason: str


class SignalsOut(BaseModel):
    """After the commit."""

    accepted: int
    duplicates: int
    rejected: list[Rejected]
    seq: int | None = Field(description="the journal's last line of it; null for signs of life alone")


class DoneOut(BaseModel):
    """After the commit."""

    seq: int
    at: datetime = Field(description="when the recorder heard it; of a repeat, when it heard the first")


class HeardOut(BaseModel):
    at: datetime


class CallTile(BaseModel):
    id: int
    type: str
    state: Literal["open", "acknowledged", "arrived"]
    since: datetime
    until: datetime | None = Field(description="when it asks for a stop; none where it does not, or the line stands")
    left_s: float | None = Field(description="what is left of the window while it is frozen, for the line stands")
    window_s: float | None = Field(description="how long the window is, where a time ends it")
    acknowledged: datetime | None
    acknowledged_by: str
    arrived: datetime | None
    arrived_by: str
    at_station: bool
    returns: int


class StopTile(BaseModel):
    id: int
    since: datetime
    reason: str
    stop_class: str = Field(alias="class")
    category: str | None
    evidence: str = Field(description="`run` seen by the run signal, `asked` and still running, `assumed`")
    induced: str | None = Field(description="`starved` or `blocked` by another stop")
    caused_by: int | None = Field(description="id of the stop that starves or blocks this station")
    acknowledged: datetime | None
    acknowledged_by: str
    arrived: datetime | None
    arrived_by: str
    at_station: bool


class TestTile(BaseModel):
    since: datetime
    until: datetime
    who: str
    lamps: list[str]


class StationOut(BaseModel):
    id: str
    name: str
    state: str
    since: datetime | None
    signal: Literal["good", "lost"]
    calls: list[CallTile]
    stop: StopTile | None
    safety: bool = Field(description="a call or the stop is about safety: it stands above everything else")
    triggers: int
    lamp_fault: bool = Field(description="its lamps do not show what they were told")
    test: TestTile | None
    seq: int
    good: int | None
    reject: int | None
    target: int | None


class LineOut(BaseModel):
    id: str
    name: str
    state: str
    since: datetime | None
    station: str = Field(description="the station that is worst")
    safety: bool = Field(description="that station's")
    stations: list[StationOut]


class BoardOut(BaseModel):
    seq: int
    at: datetime
    heard: datetime | None = Field(description="the recorder's last pulse")
    plan: int = Field(description="seq of the plan in force")
    lines: list[LineOut]


class PlanOut(BaseModel):
    """The plan in force, as it was adopted: lines, stations, points, shifts, reasons."""

    model_config = ConfigDict(extra="allow")

    seq: int
    site: dict[str, str]
    timezone: str
    lines: list[dict[str, Any]]
    shifts: list[dict[str, Any]]
    reasons: list[dict[str, Any]]


class StopOut(BaseModel):
    id: int
    line: str
    station: str
    began: datetime
    ended: datetime | None
    seconds: float
    outcome: str | None
    cause: str
    reason: str
    stop_class: str = Field(alias="class")
    category: str | None
    trigger: int | None
    version: int
    evidence: str
    stood: datetime | None = Field(description="from when it stood, and was not only asked to stop")
    call: int | None = Field(description="the call that asked for it")
    caused_by: int | None = Field(description="the stop elsewhere that starves or blocks this one")
    acknowledged: datetime | None
    acknowledged_by: str
    arrived: datetime | None
    arrived_by: str
    at_station: bool | None


class StopsOut(BaseModel):
    items: list[StopOut]
    next: str | None


class CallOut(BaseModel):
    id: int
    line: str
    station: str
    type: str
    point: str
    began: datetime
    arrived: datetime | None
    ended: datetime | None
    outcome: str | None
    who: str
    until: datetime | None
    acknowledged: datetime | None
    acknowledged_by: str
    arrived_by: str
    at_station: bool | None
    ended_by: str
    expired: datetime | None = Field(description="when it asked for a stop; none where it was answered before")
    fixed: bool | None
    returns: int
    again: int | None


class CallsOut(BaseModel):
    items: list[CallOut]
    next: str | None


class SuggestionOut(BaseModel):
    id: int = Field(description="the receipt")
    at: datetime
    line: str
    station: str
    text: str
    by: str
    who: str


class SuggestionsOut(BaseModel):
    items: list[SuggestionOut]
    next: str | None


class TriggerOut(BaseModel):
    id: int
    line: str
    station: str
    category: str
    opened: datetime
    closed: datetime | None
    stops: int
    newest: list[StopOut]


class TriggersOut(BaseModel):
    items: list[TriggerOut]
    next: str | None


class OpenWorkRow(BaseModel):
    what: Literal["call", "stop", "trigger"]
    id: int
    line: str
    station: str
    began: datetime
    about: str = Field(description="the type of a call, the reason of a stop, the category of a trigger")
    until: datetime | None
    acknowledged: datetime | None
    acknowledged_by: str
    arrived: datetime | None
    arrived_by: str
    at_station: bool | None
    evidence: str | None
    stops: int = Field(description="how many stops a trigger has")
    to: str = Field(description="who was given it last")
    handed_by: str
    handed_at: datetime | None
    note: str


class OpenWorkOut(BaseModel):
    items: list[OpenWorkRow]


class ParetoRowOut(BaseModel):
    key: str = Field(
        description="a reason, station, class or category (the class, where a stop has none); `unknown` is what nobody has explained yet"
    )
    line: str
    value: float
    share: float = Field(description="percent")
    cumulative: float = Field(description="percent")
    unclassified: float


class ParetoOut(BaseModel):
    by: str
    measure: str
    total: float
    items: list[ParetoRowOut]


class ProblemOut(BaseModel):
    """RFC 9457. `detail` is a sentence for a person."""

    type: str
    title: str
    status: int
    detail: str
    who: str | None = Field(default=None, description="who was first, of a 409")
    at: datetime | None = Field(default=None, description="and when")


def _us(moment: datetime | None) -> int | None:
    return None if moment is None else from_datetime(moment)
