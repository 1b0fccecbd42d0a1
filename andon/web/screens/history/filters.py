"""The filters of the history, as they stand in the address bar. What cannot be understood is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from andon.base.units import from_datetime, to_datetime
from andon.journal.reader_rows import ParetoBy, ParetoMeasure, Window
from andon.web.language import plant_zone
from andon.web.parts import parts

DAYS_DEFAULT = 7
BYS = ("station", "reason", "class")
MEASURES = ("seconds", "count")
_DAYS_SHOWABLE = (date(1971, 1, 1), date(9000, 1, 1))


@dataclass(frozen=True, slots=True)
class Filters:
    """`first` and `last` are days at the plant, both within."""

    first: date
    last: date
    line: str
    station: str
    reason: str
    stop_class: str
    min_seconds: float | None
    by: ParetoBy
    measure: ParetoMeasure
    cursor: str

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Filters:
        today = to_datetime(parts().clock.now()).astimezone(ZoneInfo(plant_zone())).date()
        last = _day(said.get("to")) or today
        line, station = _place(str(said.get("line", "")), str(said.get("station", "")))
        return cls(
            first=_day(said.get("from")) or last - timedelta(days=DAYS_DEFAULT - 1),
            last=last,
            line=line,
            station=station,
            reason=str(said.get("reason", "")),
            stop_class=str(said.get("class", "")),
            min_seconds=_seconds(said.get("min_seconds")),
            by=cast(ParetoBy, said.get("by") if said.get("by") in BYS else BYS[0]),
            measure=cast(ParetoMeasure, said.get("measure") if said.get("measure") in MEASURES else MEASURES[0]),
            cursor=str(said.get("cursor", "")),
        )

    def window(self) -> Window:
        return Window(
            begin=_midnight(self.first),
            end=_midnight(self.last + timedelta(days=1)),
            line=self.line or None,
            station=self.station or None,
            reason=self.reason or None,
            stop_class=self.stop_class or None,
            min_seconds=self.min_seconds,
        )

    def address(self, **other: str) -> str:
        """This page with something changed; a changed filter begins with the newest again."""
        said: dict[str, str] = {
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "line": self.line,
            "station": self.station,
            "reason": self.reason,
            "class": self.stop_class,
            "min_seconds": "" if self.min_seconds is None else f"{self.min_seconds:g}",
            "by": self.by,
            "measure": self.measure,
        }
        return "/history?" + urlencode({key: value for key, value in (said | other).items() if value})


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if _DAYS_SHOWABLE[0] <= day <= _DAYS_SHOWABLE[1] else None


def _place(line: str, station: str) -> tuple[str, str]:
    """The form's one list of stations says `line/station`."""
    if "/" in station:
        found, _, station = station.partition("/")
        return found, station
    return line, station


def _seconds(text: str | None) -> float | None:
    try:
        seconds = float(text or "")
    except ValueError:
        return None
    return seconds if 0 < seconds < 1e9 else None


def _midnight(day: date) -> int:
    return from_datetime(datetime.combine(day, time(0), ZoneInfo(plant_zone())))
