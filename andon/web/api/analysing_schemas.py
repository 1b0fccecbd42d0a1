"""The forms of charts."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from andon.base.units import from_datetime
from andon.journal.reader_rows import Window
from andon.model.entry import Chart
from andon.web.api.schemas import Moment


class ChartQuery(BaseModel):
    """Which stops, and which chart of them. What a chart does not know it does not ask."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    begin: Moment = Field(alias="from")
    end: Moment = Field(alias="to")
    line: str | None = Field(default=None, max_length=32)
    station: str | None = Field(default=None, max_length=32)
    reason: str | None = Field(default=None, max_length=32)
    stop_class: str | None = Field(default=None, alias="class", max_length=32)
    category: str | None = Field(default=None, max_length=32)
    by: Literal["reason", "station", "class", "category"] = "class"
    measure: Literal["seconds", "count"] = "seconds"
    kind: Chart = "c"

    def window(self) -> Window:
        return Window(
            begin=from_datetime(self.begin),
            end=from_datetime(self.end),
            line=self.line,
            station=self.station,
            reason=self.reason,
            stop_class=self.stop_class,
            category=self.category,
        )


class ChartOut(BaseModel):
    """A chart's rows; `about` is what holds for all of them."""

    chart: str
    about: dict[str, Any]
    items: list[dict[str, Any]]


class LimitsIn(BaseModel):
    """A baseline whose limits are kept."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    chart: Chart
    line: str = Field(max_length=32)
    station: str = Field(default="", max_length=32)
    begin: Moment = Field(alias="from")
    end: Moment = Field(alias="to")
    why: str = Field(max_length=500, description="why they are recomputed; it is kept with who and when")

    def window(self) -> Window:
        """Of abnormalities: other stops have no limits that are kept."""
        return Window(
            begin=from_datetime(self.begin),
            end=from_datetime(self.end),
            line=self.line,
            station=self.station or None,
            stop_class=None if self.chart == "p" else "abnormality",
        )
