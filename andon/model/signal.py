"""What a source says: a reading of a point, or a sign of life of a device."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Value = bool | int | float | str
Quality = Literal["good", "stale", "bad"]
Lamp = Literal["green", "yellow", "red", "blue", "white", "buzzer"]
Lamps = frozenset[Lamp]
LAMPS: tuple[Lamp, ...] = get_args(Lamp)


@dataclass(frozen=True, slots=True)
class Handover:
    """How a transport handed over a message that carries no number of its own.

    `slot` is the message's number in `session`, used again and again; `part` counts the readings in one message;
    `digest` names its content. `again`: the transport says that it may have been handed over before. It was, if
    what was taken last in this slot had the same content.
    """

    session: str
    slot: int
    part: int
    digest: str
    again: bool


@dataclass(frozen=True, slots=True)
class Signal:
    """One reading.

    `address` is where it was heard: `<line>/<station>/<point>` or the device's own (`box/A0000001/cord`); what
    stands before the last `/` is the device. `sender`, `boot` and `device_seq` together make a repeat harmless.
    Instants are microseconds, UTC: `seen_at` ours, `device_at` what the device claims. `is_level` says how a point
    stands, not that it moved: heard again it changes nothing. Of quality `stale` is what was said once and kept by
    somebody else since: how a level stood, but no sign of life, and no event.
    """

    address: str
    value: Value
    seen_at: int
    device_at: int | None = None
    sender: str | None = None
    boot: str | None = None
    device_seq: int | None = None
    quality: Quality = "good"
    is_level: bool = False
    handover: Handover | None = None


@dataclass(frozen=True, slots=True)
class Glow:
    """What a device says that it shows: the lamps that are lit, out of those of which it can tell."""

    lit: Lamps
    of: Lamps


@dataclass(frozen=True, slots=True)
class LifeSign:
    """A device was heard (a beat, a will, any message), or says that it goes away (`alive` false).

    `glow`: what it shows; None where it says nothing of that, or was told nothing.
    """

    device: str
    seen_at: int
    alive: bool = True
    glow: Glow | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A message without a meaning: where it was heard, what it was (cut short), and why it means nothing."""

    address: str
    what: str
    reason: str
    seen_at: int


@dataclass(frozen=True, slots=True)
class SessionBegan:
    """A transport begins to number its slots anew: what was handed over in `session` so far never comes again."""

    session: str
    seen_at: int


Heard = Signal | LifeSign | Refused | SessionBegan
"""All that a source may say."""


@dataclass(frozen=True, slots=True)
class Garbled:
    """Bytes that are no frame: what was wrong and at which byte of the stream."""

    reason: str
    offset: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a signal, told to its source after the commit.

    `accepted` changed something · `unchanged` said what was known · `duplicate` was heard before ·
    `unassigned` belongs to no point of the plan (kept, drives nothing) ·
    `ignored` is a stale reading of a point where only what happens now counts ·
    `set-aside` could not be taken, `reason` says why.
    """

    verdict: Literal["accepted", "unchanged", "duplicate", "unassigned", "ignored", "set-aside"]
    seq: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DeviceStatus:
    """How a device or port is doing, for `/health`. `counters` are named totals since the process started."""

    source: str
    device: str
    state: Literal["up", "down", "fault"]
    text: str
    counters: dict[str, int]
