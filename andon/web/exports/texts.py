"""How values are said in files that people open: instants with their offset, texts that are never a formula."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from andon.base.units import US_PER_QUARTER, to_datetime

_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Clock:
    """Says instants by the plant's clock. Clocks change on a quarter hour of UTC, so each is asked about once."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._quarter: int | None = None
        self._ahead = timedelta()
        self._suffix = ""

    def say(self, instant: int) -> str:
        """ISO 8601 with milliseconds and the offset: `2026-11-25T08:00:00.000+05:30`."""
        quarter = instant // US_PER_QUARTER
        if quarter != self._quarter:
            local = to_datetime(instant).astimezone(self._zone)
            self._quarter, self._ahead = quarter, local.utcoffset() or timedelta()
            self._suffix = local.isoformat()[-6:]
        return (to_datetime(instant).replace(tzinfo=None) + self._ahead).isoformat(
            timespec="milliseconds"
        ) + self._suffix


def harmless(text: str) -> str:
    """A text that begins like a formula is led by an apostrophe: spreadsheets take what follows as text."""
    return f"'{text}" if text.startswith(_BEGINS_FORMULA) else text
