"""The filters of the analysis, as they stand in the address bar. What cannot be understood is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from andon.base.units import from_datetime, to_datetime, to_iso
from andon.web.language import plant_zone
from andon.web.parts import parts

DAYS_DEFAULT = 30
CHOICES = {
    "by": ("class", "category", "reason", "station"),
    "measure": ("seconds", "count"),
    "kind": ("c", "u", "p"),
}
NAMES = ("line", "station", "class", "category", "reason")
_DAYS_SHOWABLE = (date(1971, 1, 1), date(9000, 1, 1))


@dataclass(frozen=True, slots=True)
class Filters:
    """`first` and `last` are days at the plant, both within; `said` is all else by its name, empty where it is not."""

    first: date
    last: date
    said: Mapping[str, str]

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Filters:
        today = to_datetime(parts().clock.now()).astimezone(ZoneInfo(plant_zone())).date()
        last = _day(said.get("to")) or today
        first = _day(said.get("from")) or last - timedelta(days=DAYS_DEFAULT - 1)
        kept = {name: str(said.get(name, ""))[:32] for name in NAMES}
        line, slash, station = str(said.get("station", "")).partition("/")
        if slash:  # the form's one list of stations says `line/station`
            kept |= {"line": line[:32], "station": station[:32]}
        for name, known in CHOICES.items():
            kept[name] = str(said.get(name)) if said.get(name) in known else known[0]
        return cls(min(first, last), last, kept)

    def query(self) -> dict[str, str]:
        """What the API is asked with: instants, and only what is said."""
        begin, end = _midnight(self.first), _midnight(self.last + timedelta(days=1))
        return {"from": to_iso(begin), "to": to_iso(end)} | {name: self.said[name] for name in NAMES if self.said[name]}

    def address(self, page: str = "/analysis", **other: str) -> str:
        """This page, or another one, with something changed."""
        said = {"from": self.first.isoformat(), "to": self.last.isoformat()} | dict(self.said) | other
        return f"{page}?" + urlencode({name: value for name, value in said.items() if value})


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if _DAYS_SHOWABLE[0] <= day <= _DAYS_SHOWABLE[1] else None


def _midnight(day: date) -> int:
    return from_datetime(datetime.combine(day, time(0), ZoneInfo(plant_zone())))
