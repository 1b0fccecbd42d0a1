"""What comes into the API, as forms that check it, and the answers that all have in common."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

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


class ResponsesQuery(_In):
    """`from` and `to` (now, where it is left out; a day before that), and a line."""

    begin: Moment | None = Field(default=None, alias="from")
    end: Moment | None = Field(default=None, alias="to")
    line: str | None = None

    def window(self) -> Window:
        return Window(begin=_us(self.begin), end=_us(self.end), line=self.line)


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


class ReleaseIn(_In):
    model_config = ConfigDict(extra="forbid", strict=True)

    why: Annotated[str, AfterValidator(_storable)] = Field(
        min_length=1, max_length=500, description="why it is safe again"
    )


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
