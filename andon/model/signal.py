"""What a source says: a reading of a point, or a sign of life of a device."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Value = bool | int | float | str
Quality = Literal["good", "stale", "bad"]
Lamp = Literal["green", "yellow", "red", "buzzer", "blue", "white"]
Lamps = frozenset[Lamp]


@dataclass(frozen=True, slots=True)
class Signal:
    """One reading.

    `address` is where it was heard: `<line>/<station>/<point>` or the device's own (`box/A0000001/cord`); what
    stands before the last `/` is the device. `sender`, `boot` and `device_seq` together make a repeat harmless.
    Instants are microseconds, UTC: `seen_at` ours, `device_at` what the device claims. `is_level` says how a point
    stands, not that it moved: heard again it changes nothing.
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


@dataclass(frozen=True, slots=True)
class LifeSign:
    """A device was heard (a beat, a will, any message), or says that it goes away (`alive` false)."""

    device: str
    seen_at: int
    alive: bool = True


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
    `set-aside` could not be taken, `reason` says why.
    """

    verdict: Literal["accepted", "unchanged", "duplicate", "unassigned", "set-aside"]
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
