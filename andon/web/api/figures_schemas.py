"""What is asked of figures, and what they look like outside: the symbols of ISO 22400-2, seconds, and why not."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from andon.web.api.schemas import Moment, _In


class KpisQuery(_In):
    """`from` and `to` (now, where it is left out; a day before that) and a line, a station of it, or an area."""

    begin: Moment | None = Field(default=None, alias="from")
    end: Moment | None = Field(default=None, alias="to")
    line: str | None = None
    station: str | None = None
    area: str | None = Field(default=None, description="lines that are summed up together")
    by: Literal["hour", "shift", "day", "order", "week", "month"] | None = None
    demand: int | None = Field(default=None, ge=1, le=10**9, description="pieces asked for in this time: gives a takt")


class HoursQuery(_In):
    line: str
    at: Moment | None = Field(default=None, description="any instant of the shift; now, where it is left out")


class HourCommentIn(_In):
    model_config = ConfigDict(extra="forbid")

    line: str = Field(max_length=32)
    hour: Moment = Field(description="when the hour began, as the board says")
    text: str = Field(min_length=1, max_length=500)
    initials: str = Field(min_length=1, max_length=8)


class FigureOut(BaseModel):
    value: float | None = Field(description="a share of 1, seconds, or pieces per second")
    undefined: str | None = Field(description="why there is no value: a zero divisor is neither 0 nor 1")
    because: str | None
    over: bool = Field(description="over 100 %: not clipped; of an effectiveness, its PRI is wrong")
    n: int | None = Field(default=None, description="of how many it is the mean")


class TimesOut(BaseModel):
    """Seconds. PBT = APT + ASUT + ADET + ADOT; calendar = PBT + planned + off + unknown."""

    calendar: float
    off: float = Field(description="breaks and no shift")
    planned: float = Field(description="planned stops in work time")
    unknown: float = Field(description="work time of which nothing is known")
    known: float = Field(description="work time of which something is known")
    assumed: float = Field(description="run and stop that no run signal proved")
    PBT: float
    APT: float
    ASUT: float
    AUPT: float
    ADET: float
    ADOT: float
    AOET: float
    fault: float
    micro_stops: float
    induced: float
    unexplained: float


class PiecesOut(BaseModel):
    PQ: int
    GQ: int
    SQ: int
    unrated: int = Field(description="pieces whose PRI is not known")
    ideal_s: float = Field(description="the sum over products of PRI * PQ")


class IsoOut(BaseModel):
    label: str
    availability: FigureOut
    effectiveness: FigureOut
    quality_ratio: FigureOut
    OEE: FigureOut
    NEE: FigureOut
    throughput: FigureOut
    scrap_ratio: FigureOut
    setup_rate: FigureOut


class NakajimaOut(BaseModel):
    label: str
    availability: FigureOut
    performance: FigureOut
    speed_rate: FigureOut
    net_rate: FigureOut
    quality: FigureOut
    OEE: FigureOut


class ReliabilityOut(BaseModel):
    MTBF_s: FigureOut
    MTTR_s: FigureOut
    MTTA_s: FigureOut
    failures: int
    repairs: int
    pulls: int
    wrong_calls: int
    answered_in_time: FigureOut = Field(description="before the stop point, of the calls that had one")


class KpiOut(BaseModel):
    begin: datetime = Field(alias="from")
    end: datetime = Field(alias="to")
    shift: str = ""
    day: str = Field(default="", description="the date on which the shift began, an ISO week, or a month")
    order: int | None = None
    times: TimesOut
    pieces: PiecesOut
    iso: IsoOut
    nakajima: NakajimaOut
    reliability: ReliabilityOut
    takt_s: FigureOut


class KpisOut(BaseModel):
    by: str | None
    line: str | None
    station: str | None
    area: str | None
    micro_stop_s: float = Field(description="shorter stops are micro-stops; as agreed at the end of this time")
    items: list[KpiOut]
    total: KpiOut


class HourReasonOut(BaseModel):
    reason: str
    seconds: float


class HourCommentOut(BaseModel):
    text: str
    initials: str
    who: str
    at: datetime


class HourOut(BaseModel):
    begin: datetime = Field(alias="from")
    end: datetime = Field(alias="to")
    work_s: float = Field(description="breaks out")
    target: int | None = Field(description="work time by the takt; null where none is agreed")
    actual: int | None = Field(description="good pieces; null where nothing counts, or the hour is to come")
    scrap: int | None
    difference: int | None = Field(description="made less due since the shift began")
    standing: str = Field(description="met, missed; ahead, behind of the hour that runs; coming, no-work, unknown")
    reasons: list[HourReasonOut]
    comment: HourCommentOut | None


class ForecastOut(BaseModel):
    pieces: int | None = Field(description="at the shift's end, at its pace so far")
    at: datetime | None = Field(description="when the shift's target is reached at that pace")
    why: str | None = Field(description="why there is none: no-target, no-count-point, too-early, nothing-made, over")


class HoursOut(BaseModel):
    line: str
    shift: str
    day: str
    begin: datetime = Field(alias="from")
    end: datetime = Field(alias="to")
    counts_at: str | None = Field(description="the station whose pieces count; null where the line has no count point")
    target: int | None
    due: int | None = Field(description="pieces that should be there by now")
    actual: int | None
    scrap: int | None
    difference: int | None
    forecast: ForecastOut
    hours: list[HourOut]
