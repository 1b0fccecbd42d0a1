"""What is asked of figures, and what they look like outside: the symbols of ISO 22400-2, seconds, and why not."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from andon.web.api.schemas import Moment, _In


class KpisQuery(_In):
    """`from` and `to` (now, where it is left out; a day before that) and a line, a station of it, or an area."""

    begin: Moment | None = Field(default=None, alias="from")
    end: Moment | None = Field(default=None, alias="to")
    line: str | None = None
    station: str | None = None
    by: Literal["hour", "shift", "day", "order", "week", "month"] | None = None
    demand: int | None = Field(default=None, ge=1, le=10**9, description="pieces asked for in this time: gives a takt")


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
    items: list[KpiOut]
    total: KpiOut
