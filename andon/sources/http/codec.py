"""The body of `POST /api/v1/signals` -> signals. Pure.

    {"line": "weld", "station": "w1", "point": "cord", "value": 1}              one,
    [{...}, {... "at": "2026-11-22T08:00:00Z", "boot": "b7f1", "seq": 42}]      or a list, at most 5000

A body that is no such thing at all raises `BadInput`. In a list each item stands for itself: a bad one becomes a
`Rejected` with its place and a sentence that names the field and says what would be right.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from andon.base.errors import BadInput
from andon.base.units import US_PER_MS, from_iso
from andon.model.plan import BOX_LINE
from andon.model.signal import LifeSign, Signal

ITEMS_MAX = 5_000
BODY_CHARS_MAX = 4_000_000  # 5000 items with every text at its longest
TEXT_CHARS_MAX = 200
INT_DIGITS_MAX = 20  # enough to see that a number does not fit 64 bits
AT_MS_MAX = 253_402_300_799_999  # the last millisecond of the year 9999
ALIVE = "alive"

_SLUG = "a slug of 1 to 32 characters out of a-z, 0-9 and -"
_RIGHT = {
    "line": _SLUG,
    "station": _SLUG,
    "point": _SLUG,
    "value": f"true, false, a finite number (whole ones within 64 bits), a text of at most {TEXT_CHARS_MAX} letters",
    "at": "an ISO 8601 time with its offset from UTC (2026-11-22T08:00:00Z) or whole milliseconds since 1970",
    "boot": f"a text of 1 to {TEXT_CHARS_MAX} characters, given together with seq",
    "seq": "a whole number from 0 to 2^63-1, given together with boot",
}


@dataclass(frozen=True, slots=True)
class Rejected:
    """An item that cannot be taken as it is: its place in the list, and why."""

    index: int
    reason: str


def _storable(text: str) -> str:
    text.encode("utf-8")  # half of a surrogate pair is no character; UnicodeEncodeError is a ValueError
    return text


def _within_64_bits(value: bool | int | float | str) -> bool | int | float | str:
    if isinstance(value, int) and not -(1 << 63) <= value < 1 << 63:
        raise ValueError("over 64 bits")
    return value


_Slug = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,32}$")]
_Text = Annotated[str, Field(max_length=TEXT_CHARS_MAX), AfterValidator(_storable)]
_Value = Annotated[bool | int | float | _Text, AfterValidator(_within_64_bits)]


def _instant(at: int | str) -> int | str:
    """Checked here, converted by `_at_us`."""
    _at_us(at)
    return at


class _Item(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", allow_inf_nan=False)

    line: _Slug
    station: _Slug
    point: _Slug
    value: _Value
    at: Annotated[int | _Text, AfterValidator(_instant)] | None = None
    boot: Annotated[_Text, Field(min_length=1)] | None = None
    seq: Annotated[int, Field(ge=0, lt=1 << 63)] | None = None


def decode(body: str, sender: str, seen_at: int, key: str = "") -> list[Signal | LifeSign | Rejected]:
    """Every item of `body`, in order, as read at `seen_at` from the program whose token is called `sender`.

    The `key` of the request, where it has one, stands for the boot that an item lacks; the content of the whole and the
    place in it stand for its seq, so that what is other news under an old key is taken for a repeat by nobody.
    """
    life = (f"key/{key}", digest(body) * ITEMS_MAX) if key else None
    return [_decode_item(item, index, sender, seen_at, life) for index, item in enumerate(_items(body))]


def digest(body: str) -> int:
    """What tells one content from another, in as many bits as a seq has room for."""
    return int.from_bytes(sha256(body.encode("utf-8", "backslashreplace")).digest()[:6], "big")


def _items(body: str) -> list[object]:
    if len(body) > BODY_CHARS_MAX:
        raise BadInput(f"the body is longer than {BODY_CHARS_MAX} characters; send fewer signals at once")
    try:
        parsed: object = json.loads(body, parse_int=_parse_int)
    except RecursionError:
        raise BadInput("the body is nested too deep; it must be a signal or a list of signals") from None
    except ValueError as error:
        raise BadInput(f"the body is not JSON: {error}") from None
    items = parsed if isinstance(parsed, list) else [parsed]
    if not isinstance(parsed, list | dict):
        raise BadInput("the body must be a signal (an object) or a list of signals")
    if len(items) > ITEMS_MAX:
        raise BadInput(f"{len(items)} signals in one request; at most {ITEMS_MAX} are taken, send them in parts")
    return items


def _parse_int(digits: str) -> int:
    """Cut to a length that is still too long for 64 bits: Python refuses to convert thousands of digits."""
    return int(digits[: INT_DIGITS_MAX + 1])


def _decode_item(
    item: object, index: int, sender: str, seen_at: int, life: tuple[str, int] | None
) -> Signal | LifeSign | Rejected:
    if not isinstance(item, dict):
        return Rejected(index, f"a signal must be an object with {', '.join(_RIGHT)}")
    try:
        read = _Item.model_validate(item)
    except ValidationError as error:
        return Rejected(index, _reason(error))
    if (read.boot is None) != (read.seq is None):
        missing = "boot" if read.boot is None else "seq"
        return Rejected(index, f"{missing} is missing: it must be {_RIGHT[missing]}")
    if read.line == BOX_LINE:
        return Rejected(index, f"line must be one of the plan: {BOX_LINE} is kept for what stop-cord boxes say")
    if read.point == ALIVE:
        return _life_sign(read, index, seen_at)
    if life and read.boot is None:
        read = read.model_copy(update={"boot": life[0], "seq": life[1] + index})
    return _signal(read, sender, seen_at)


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    field = str(first["loc"][0]) if first["loc"] else ""
    if first["type"] == "extra_forbidden" or field not in _RIGHT:
        name = ascii(field[:TEXT_CHARS_MAX])
        return f"{name} is no field of a signal; the fields are {', '.join(_RIGHT)}"
    is_missing = first["type"] == "missing"
    return f"{field} is missing: it must be {_RIGHT[field]}" if is_missing else f"{field} must be {_RIGHT[field]}"


def _signal(read: _Item, sender: str, seen_at: int) -> Signal:
    address = f"{read.line}/{read.station}/{read.point}"
    return Signal(
        address=address,
        value=read.value,
        seen_at=seen_at,
        device_at=None if read.at is None else _at_us(read.at),
        sender=f"{sender}/{address}",
        boot=read.boot,
        device_seq=read.seq,
    )


def _life_sign(read: _Item, index: int, seen_at: int) -> LifeSign | Rejected:
    if isinstance(read.value, str) or read.value not in (0, 1):
        return Rejected(index, f"value of the point {ALIVE} must be true or false, or 1 or 0")
    return LifeSign(f"{read.line}/{read.station}", seen_at, alive=bool(read.value))


def _at_us(at: int | str) -> int:
    at_us = _from_iso(at) if isinstance(at, str) else at * US_PER_MS
    if not 0 <= at_us <= AT_MS_MAX * US_PER_MS + US_PER_MS - 1:
        raise ValueError("outside 1970 to 9999")
    return at_us


def _from_iso(text: str) -> int:
    try:
        return from_iso(text)
    except OverflowError as error:
        raise ValueError("outside the calendar") from error
