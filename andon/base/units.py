"""Units of time. An instant is an integer of microseconds since 1970-01-01T00:00:00Z; durations carry units last."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

US_PER_MS = 1_000
US_PER_S = 1_000_000
US_PER_MINUTE = 60 * US_PER_S
US_PER_QUARTER = 15 * US_PER_MINUTE
US_PER_HOUR = 60 * US_PER_MINUTE
US_PER_DAY = 24 * US_PER_HOUR

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_NAIVE = datetime(1970, 1, 1)  # of UTC; it is written a thousand times for a picture
_MICROSECOND = timedelta(microseconds=1)


def to_datetime(instant_us: int) -> datetime:
    """The aware UTC datetime of an instant, exact to the microsecond."""
    return _EPOCH + timedelta(microseconds=instant_us)


def from_datetime(moment: datetime) -> int:
    """The instant of an aware datetime. ValueError when it carries no offset, for then it names no instant."""
    if moment.tzinfo is None:
        raise ValueError("a time without an offset from UTC names no instant")
    return (moment - _EPOCH) // _MICROSECOND


def to_iso(instant_us: int) -> str:
    """ISO 8601 with milliseconds and `Z`, the form used outside."""
    return (_EPOCH_NAIVE + timedelta(microseconds=instant_us)).isoformat(timespec="milliseconds") + "Z"


def from_iso(text: str) -> int:
    """The instant of an ISO 8601 text with an offset. ValueError when it is no such text."""
    return from_datetime(datetime.fromisoformat(text))
