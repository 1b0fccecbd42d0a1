"""What a far end's answer means for the batch that was sent. Pure.

taken       204: it is on its disk
refused     it understood and will never take this: 400, 422
too-large   413: less at a time
wait        everything else: it is down, busy, or not what the settings say; the same again later
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

Verdict = Literal["taken", "refused", "too-large", "wait"]

WAIT_MOST_S = 3600.0
"""A far end that asks for more is asked again after an hour: a mistyped year must not end the forwarding."""

_WORDS_MOST = 300  # characters of the far end's answer that are passed on
_VERDICTS: dict[int, Verdict] = {204: "taken", 400: "refused", 422: "refused", 413: "too-large"}
_ADVICE = {
    200: "it answers as no InfluxDB does: see `url`",
    401: "it does not know us: see the token",
    403: "the token may not write there: see its rights",
    404: "it knows no such bucket or organisation: see `bucket`, `org` and `url`",
    429: "it is asked too much",
    503: "it is busy",
}


def judge(status: int, body: str) -> Verdict:
    """What an answer means. Points older than the bucket keeps are dropped by its owner's will: that is taken."""
    verdict = _VERDICTS.get(status, "wait")
    return "taken" if verdict == "refused" and "beyond retention policy" in body else verdict


def words(status: int, body: str) -> str:
    """The answer as a sentence for a person."""
    said = " ".join(body.split())[:_WORDS_MOST]
    return f"answered {status}" + (f", {_ADVICE[status]}" if status in _ADVICE else "") + (f": {said}" if said else "")


def wait_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds a `Retry-After` asks for, given in seconds or as a date; None where there is none to be obeyed.

    A date is taken against the far end's own `Date`, so that its clock may be wrong.
    """
    asked = {name.lower(): text.strip() for name, text in headers.items()}
    text = asked.get("retry-after", "")
    if text.isascii() and text.isdigit():
        return min(float(text), WAIT_MOST_S)
    until = _date(text)
    if until is None:
        return None
    return min(max(0.0, (until - (_date(asked.get("date", "")) or now)).total_seconds()), WAIT_MOST_S)


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
