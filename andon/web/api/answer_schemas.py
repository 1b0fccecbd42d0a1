"""What the API shows, as forms that document it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


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
    told: str = Field(description="where it says who was told, heard, or was not reached")


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
    key: str = Field(description="a reason, station, class or category; `unknown` is what nobody has explained yet")
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
