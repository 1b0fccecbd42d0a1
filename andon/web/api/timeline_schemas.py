"""The forms of the timeline."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from andon.base.units import US_PER_DAY, from_datetime
from andon.journal.reader_timeline import Span
from andon.web.api.schemas import Moment

DAYS_MOST = 400  # a year and a bit: a picture of more shows nothing
COLUMNS_MOST = 1000
BANDS_WANTED = 2000  # of all stations together: fewer columns where there are many stations


class TimelineQuery(BaseModel):
    """Which line, or which station of it, when, and how many columns the picture has."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    line: str = Field(max_length=32)
    station: str | None = Field(default=None, max_length=32)
    begin: Moment = Field(alias="from")
    end: Moment = Field(alias="to")
    columns: int = Field(default=600, ge=10, le=COLUMNS_MOST)

    @model_validator(mode="after")
    def _is_a_time(self) -> Self:
        lasted_us = from_datetime(self.end) - from_datetime(self.begin)
        if not 0 < lasted_us <= DAYS_MOST * US_PER_DAY:
            raise ValueError(f"`to` must be after `from`, and at most {DAYS_MOST} days")
        return self

    def span(self, stations: int) -> Span:
        columns = min(self.columns, max(10, BANDS_WANTED // max(1, stations)))
        return Span(self.line, self.station, from_datetime(self.begin), from_datetime(self.end), columns)


class BandOut(BaseModel):
    """A stop or a call, cut to the time asked for; without `id`, `count` narrow ones that began in one column."""

    kind: str = Field(description="the class of stops, the type of calls")
    reason: str
    since: datetime
    until: datetime
    id: int | None
    count: int
    seconds: float = Field(description="how long they lasted, all together")


class StripOut(BaseModel):
    """The strip of one station."""

    station: str
    stops: list[BandOut]
    calls: list[BandOut]


class TimelineOut(BaseModel):
    line: str
    stations: list[StripOut]
