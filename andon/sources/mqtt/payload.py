"""The payload of a message -> what it says. Pure, and never surprised: whatever is wrong is `Unreadable`.

4711                                                               a JSON scalar,
{"value": 4711, "at": "2026-11-22T08:00:00Z", "boot": "b7f1", "seq": 42}   or an object; only value must be there
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import isfinite

from andon.base.units import US_PER_MS, from_iso
from andon.model.signal import LAMPS, Glow, Value

PAYLOAD_BYTES_MAX = 65_536  # a reading takes a hundred; what is larger is no reading
TEXT_CHARS_MAX = 200
INT_DIGITS_MAX = 20  # enough to see that a number does not fit 64 bits
PLAIN_DIGITS_MAX = 18  # fits 64 bits whatever they are
AT_MS_MAX = 253_402_300_799_999  # the last millisecond of the year 9999

_FIELDS = ("value", "at", "boot", "seq")
_VALUE = f"true, false, a finite number (whole ones within 64 bits) or a text of at most {TEXT_CHARS_MAX} letters"
_AT = "an ISO 8601 time with its offset from UTC (2026-11-22T08:00:00Z) or whole milliseconds since 1970"


class Unreadable(ValueError):
    """The payload means nothing; the text says what would be right."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a payload says; `boot` and `seq` stand together or not at all."""

    value: Value
    at_us: int | None = None
    boot: str | None = None
    seq: int | None = None


def parse(payload: bytes) -> object:
    """The JSON value of a payload. Raises Unreadable."""
    if not payload:
        raise Unreadable("the payload is empty")
    if len(payload) <= PLAIN_DIGITS_MAX and payload.isdigit() and (payload[0] != ord("0") or len(payload) == 1):
        return int(payload)  # what nearly all of them are; JSON says the same
    try:
        return _decode(payload.decode())
    except UnicodeDecodeError as error:
        raise Unreadable(f"the payload is not UTF-8: byte {error.start}") from None
    except RecursionError:
        raise Unreadable("the payload is nested too deep") from None
    except Unreadable:
        raise
    except ValueError as error:
        raise Unreadable(f"the payload is not JSON ({error}); a text stands in quotes") from None


def read(said: object) -> Reading:
    """A JSON value of the plain profile as a reading. Raises Unreadable."""
    if not isinstance(said, dict):
        return Reading(value_of(said))
    unknown = [name for name in said if name not in _FIELDS]
    if unknown:
        raise Unreadable(f"{shown(unknown[0])} is no field of a reading; the fields are {', '.join(_FIELDS)}")
    if "value" not in said:
        raise Unreadable(f"value is missing: it must be {_VALUE}")
    boot, seq = _life(said.get("boot"), said.get("seq"))
    return Reading(value_of(said["value"]), _instant(said.get("at")), boot, seq)


def glow(said: object) -> Glow:
    """A JSON object of lamps and whether each is lit. Raises Unreadable."""
    if not isinstance(said, dict) or not said:
        raise Unreadable('the point lamp takes an object such as {"green": false, "yellow": true, "red": false}')
    unknown = [name for name in said if name not in LAMPS]
    if unknown:
        raise Unreadable(f"{shown(unknown[0])} is no lamp; the lamps are {', '.join(LAMPS)}")
    if any(not isinstance(lit, bool) for lit in said.values()):
        raise Unreadable("a lamp is true or false")
    return Glow(frozenset(lamp for lamp, lit in said.items() if lit), frozenset(said))


def value_of(said: object) -> Value:
    """A JSON value as the value of a signal. Raises Unreadable."""
    if isinstance(said, bool):
        return said
    if isinstance(said, int) and _fits_64_bits(said):
        return said
    if isinstance(said, float) and isfinite(said):
        return said
    if isinstance(said, str) and is_text(said):
        return said
    raise Unreadable(f"value must be {_VALUE}")


def is_text(said: str) -> bool:
    """Not too long, and characters all of it: half of a surrogate pair is none, and a zero ends texts elsewhere."""
    return len(said) <= TEXT_CHARS_MAX and "\0" not in said and not any("\ud800" <= c <= "\udfff" for c in said)


def shown(said: object) -> str:
    """Anything, cut short and made printable."""
    return ascii(said)[:TEXT_CHARS_MAX]


def _life(boot: object, seq: object) -> tuple[str | None, int | None]:
    if boot is None and seq is None:
        return None, None
    if not isinstance(boot, str) or not boot or not is_text(boot):
        raise Unreadable(f"boot must be a text of 1 to {TEXT_CHARS_MAX} letters, given together with seq")
    if not isinstance(seq, int) or isinstance(seq, bool) or not 0 <= seq < 1 << 63:
        raise Unreadable("seq must be a whole number from 0 to 2^63-1, given together with boot")
    return boot, seq


def _instant(at: object) -> int | None:
    if at is None:
        return None
    at_us = -1
    if isinstance(at, int) and not isinstance(at, bool):
        at_us = at * US_PER_MS
    elif isinstance(at, str):
        at_us = _from_iso(at)
    if not 0 <= at_us <= AT_MS_MAX * US_PER_MS + US_PER_MS - 1:
        raise Unreadable(f"at must be {_AT}")
    return at_us


def _from_iso(text: str) -> int:
    try:
        return from_iso(text[:TEXT_CHARS_MAX])
    except (ValueError, OverflowError):
        return -1


def _fits_64_bits(number: int) -> bool:
    return -(1 << 63) <= number < 1 << 63


def _parse_int(digits: str) -> int:
    """Cut to a length that is still too long for 64 bits: Python refuses to convert thousands of digits."""
    return int(digits[: INT_DIGITS_MAX + 1])


def _no_number(name: str) -> object:
    raise Unreadable(f"{name} is no number")


_decode = json.JSONDecoder(parse_int=_parse_int, parse_constant=_no_number).decode
