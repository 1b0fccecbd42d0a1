"""The filters of the history, as they stand in the address bar. What cannot be understood is left out.

`from` and `to` are days at the plant, both within, or instants as the timeline zooms to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from andon.base.units import US_PER_S, from_datetime, to_datetime, to_iso
from andon.journal.reader_rows import ParetoBy, ParetoMeasure, Window
from andon.web.language import plant_zone
from andon.web.parts import parts

DAYS_DEFAULT = 7
BYS = ("station", "reason", "class")
MEASURES = ("seconds", "count")
_DAYS_SHOWABLE = (date(1971, 1, 1), date(9000, 1, 1))


@dataclass(frozen=True, slots=True)
class Filters:
    """`begin` and `end` in microseconds; `first` and `last` are the days at the plant that they touch."""

    begin: int
    end: int
    line: str
    station: str
    reason: str
    stop_class: str
    min_seconds: float | None
    by: ParetoBy
    measure: ParetoMeasure
    cursor: str
    newer: str

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Filters:
        begin, end = _time(said.get("from"), said.get("to"))
        line, station = _place(str(said.get("line", "")), str(said.get("station", "")))
        return cls(
            begin=begin,
            end=end,
            line=line,
            station=station,
            reason=str(said.get("reason", "")),
            stop_class=str(said.get("class", "")),
            min_seconds=_seconds(said.get("min_seconds")),
            by=cast(ParetoBy, said.get("by") if said.get("by") in BYS else BYS[0]),
            measure=cast(ParetoMeasure, said.get("measure") if said.get("measure") in MEASURES else MEASURES[0]),
            cursor=str(said.get("cursor", "")),
            newer=str(said.get("newer", "")),
        )

    @property
    def first(self) -> date:
        return _local(self.begin).date()

    @property
    def last(self) -> date:
        return _local(self.end - 1).date()

    @property
    def is_of_days(self) -> bool:
        """Whole days, and not a part of one that the timeline was zoomed to."""
        return _said(self.begin, 0) + _said(self.end, -1) == self.first.isoformat() + self.last.isoformat()

    def window(self) -> Window:
        return Window(
            begin=self.begin,
            end=self.end,
            line=self.line or None,
            station=self.station or None,
            reason=self.reason or None,
            stop_class=self.stop_class or None,
            min_seconds=self.min_seconds,
        )

    def said(self) -> dict[str, str]:
        """All that is not left out, as it stands in an address."""
        said = {
            "from": _said(self.begin, 0),
            "to": _said(self.end, -1),
            "line": self.line,
            "station": self.station,
            "reason": self.reason,
            "class": self.stop_class,
            "min_seconds": "" if self.min_seconds is None else f"{self.min_seconds:g}",
            "by": self.by,
            "measure": self.measure,
        }
        return {key: value for key, value in said.items() if value}

    def address(self, **other: str) -> str:
        """This page with something changed; a changed filter begins with the newest again."""
        return "/history?" + urlencode({key: value for key, value in (self.said() | other).items() if value})


def _time(since: str | None, until: str | None) -> tuple[int, int]:
    """[begin, end); a day without the other is a week, a time that ends before it begins is not meant."""
    last = _day(until) or _local(parts().clock.now()).date()
    first = _day(since) or last - timedelta(days=DAYS_DEFAULT - 1)
    begin, end = _instant(since), _instant(until)
    found = _midnight(first) if begin is None else begin, _midnight(last + timedelta(days=1)) if end is None else end
    return found if found[0] < found[1] else (_midnight(last), _midnight(last + timedelta(days=1)))


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
    return day if _DAYS_SHOWABLE[0] <= day <= _DAYS_SHOWABLE[1] else None


def _instant(text: str | None) -> int | None:
    """Of a time with an offset; the sign `+` of one comes out of an address as a space."""
    if _day(text) is None or "T" not in (text or ""):
        return None
    try:
        return from_datetime(datetime.fromisoformat((text or "").replace(" ", "+")))
    except ValueError:
        return None


def _said(instant: int, days: int) -> str:
    """An instant as an address says it: a midnight at the plant as its day."""
    at = _local(instant)
    if at.timetz().replace(tzinfo=None) == time(0) and instant % US_PER_S == 0:
        return (at.date() + timedelta(days=days)).isoformat()
    return to_iso(instant)


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


def _local(instant: int) -> datetime:
    return to_datetime(instant).astimezone(ZoneInfo(plant_zone()))
