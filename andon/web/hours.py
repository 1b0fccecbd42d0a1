"""The hour-by-hour board of a shift, put together for the page and for the API alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from andon.base.units import US_PER_S, to_iso
from andon.journal.reader_hours import HourComment, ShiftTold
from andon.projections.hours import Forecast, Hour, board_of, forecast
from andon.web.language import plant_zone
from andon.web.parts import parts


@dataclass(frozen=True, slots=True)
class HourBoard:
    """A shift hour by hour, up to `now`. `due`, `made` and `difference` are of the whole of it so far."""

    told: ShiftTold
    hours: tuple[Hour, ...]
    forecast: Forecast
    now: int

    @property
    def reached(self) -> int:
        return min(self.now, self.told.past.until)

    @property
    def target(self) -> int | None:
        return self.told.past.due(self.told.past.until)

    @property
    def due(self) -> int | None:
        return self.told.past.due(self.reached)

    @property
    def made(self) -> tuple[int, int] | None:
        return self.told.past.counted(self.told.past.since, self.reached)

    @property
    def difference(self) -> int | None:
        return None if self.made is None or self.due is None else self.made[0] - self.due

    def comment(self, hour: Hour) -> HourComment | None:
        return next((each for each in self.told.comments if each.hour == hour.since), None)


def hour_board(line: str, at: int | None = None) -> HourBoard | None:
    """The shift that holds at `at`, or the last before it; None where the line had none."""
    now = parts().clock.now()
    told = parts().reader.shift(line, now if at is None else min(at, now), now)
    if told is None:
        return None
    return HourBoard(told, board_of(told.past, ZoneInfo(plant_zone()), now), forecast(told.past, now), now)


def hours_json(board: HourBoard) -> dict[str, Any]:
    """As the API says it."""
    told, made = board.told, board.made
    return {
        "line": told.line.id,
        "shift": told.shift,
        "day": told.day,
        "from": to_iso(told.past.since),
        "to": to_iso(told.past.until),
        "counts_at": told.counts_at.id if told.counts_at else None,
        "target": board.target,
        "due": board.due,
        "actual": made[0] if made else None,
        "scrap": made[1] if made else None,
        "difference": board.difference,
        "forecast": {
            "pieces": board.forecast.pieces,
            "at": None if board.forecast.at is None else to_iso(board.forecast.at),
            "why": board.forecast.why,
        },
        "hours": [_hour_json(hour, board.comment(hour)) for hour in board.hours],
    }


def _hour_json(hour: Hour, comment: HourComment | None) -> dict[str, Any]:
    return {
        "from": to_iso(hour.since),
        "to": to_iso(hour.until),
        "work_s": hour.work_us / US_PER_S,
        "target": hour.target,
        "actual": hour.actual,
        "scrap": hour.scrap,
        "difference": hour.difference,
        "standing": hour.standing,
        "reasons": [{"reason": reason, "seconds": lasted_us / US_PER_S} for reason, lasted_us in hour.reasons],
        "comment": comment and _comment_json(comment),
    }


def _comment_json(comment: HourComment) -> dict[str, Any]:
    return {"text": comment.text, "initials": comment.initials, "who": comment.who, "at": to_iso(comment.at)}
