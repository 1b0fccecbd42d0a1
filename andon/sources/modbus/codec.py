"""Registers -> values, and which reads bring them. Pure.

    u16, i16, bit   one register                     bool   a coil, a discrete input, or a register that is not 0
    u32, i32, f32   two registers, n and n+1:

                       n        n+1
        big         [ high ]  [ low  ]      DE AD  BE EF  is  0xDEADBEEF
        little      [ low  ]  [ high ]      BE EF  DE AD  is  0xDEADBEEF

Registers are numbered from 0, as on the wire: what a manual calls 40001 is holding 0.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Table = Literal["coil", "discrete", "holding", "input"]
Kind = Literal["bool", "u16", "i16", "u32", "i32", "f32", "bit"]
WordOrder = Literal["big", "little"]

BIT_TABLES: tuple[Table, ...] = ("coil", "discrete")
READ_MOST: dict[Table, int] = {"coil": 2_000, "discrete": 2_000, "holding": 125, "input": 125}
"""What the protocol lets one read ask for."""

FLOAT_LEAST = 1e-38
"""A float nearer to 0 than this, and not 0, is an integer that was read as one."""

_TABLES: tuple[Table, ...] = ("coil", "discrete", "holding", "input")
_WIDE: tuple[Kind, ...] = ("u32", "i32", "f32")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands in a device and how it is written there. `scale`: units of the point per count."""

    table: Table
    at: int
    kind: Kind
    word_order: WordOrder = "big"
    bit: int = 0
    invert: bool = False
    scale: float = 1.0

    @property
    def width(self) -> int:
        """Coils or registers it takes."""
        return 2 if self.kind in _WIDE else 1


@dataclass(frozen=True, slots=True)
class Read:
    """One request: `count` coils or registers from `at` on."""

    table: Table
    at: int
    count: int

    def holds(self, spot: Spot) -> bool:
        """Whether the whole of a spot comes with this read."""
        return self.table == spot.table and self.at <= spot.at and spot.at + spot.width <= self.at + self.count


@dataclass(frozen=True, slots=True)
class Undecodable:
    """Registers that cannot mean what the settings say they mean."""

    reason: str


def plan_reads(spots: Iterable[Spot], gap_max: int) -> tuple[Read, ...]:
    """The fewest reads that bring all spots, coils first. Up to `gap_max` others between two spots are read along."""
    reads: list[Read] = []
    for spot in sorted(spots, key=lambda spot: (_TABLES.index(spot.table), spot.at)):
        joined = _joined(reads[-1], spot, gap_max) if reads else None
        if joined is None:
            reads.append(Read(spot.table, spot.at, spot.width))
        else:
            reads[-1] = joined
    return tuple(reads)


def _joined(read: Read, spot: Spot, gap_max: int) -> Read | None:
    if read.table != spot.table or spot.at - (read.at + read.count) > gap_max:
        return None
    count = max(read.count, spot.at + spot.width - read.at)
    return Read(read.table, read.at, count) if count <= READ_MOST[read.table] else None


def pick(spot: Spot, answers: Mapping[Read, Sequence[int]]) -> tuple[int, ...] | None:
    """The registers of a spot out of what was read; None when the read that brings them is not there."""
    for read, words in answers.items():
        if read.holds(spot):
            return tuple(words[spot.at - read.at : spot.at - read.at + spot.width])
    return None


def decode(spot: Spot, words: Sequence[int]) -> int | float | Undecodable:
    """The value of a spot's registers. Never raises on what a device may send."""
    if len(words) != spot.width or not all(0 <= word <= 0xFFFF for word in words):
        return Undecodable(f"{len(words)} registers that are no 16 bits each, or not the {spot.width} asked for")
    if spot.kind in ("bool", "bit"):
        is_set = words[0] != 0 if spot.kind == "bool" else words[0] >> spot.bit & 1 == 1
        return int(is_set != spot.invert)
    number = _float(words, spot) if spot.kind == "f32" else _whole(words, spot)
    return number if isinstance(number, Undecodable) else _scaled(number, spot.scale)


def _ordered(words: Sequence[int], spot: Spot) -> tuple[int, ...]:
    return tuple(words) if spot.word_order == "big" else tuple(reversed(words))


def _whole(words: Sequence[int], spot: Spot) -> int:
    number = 0
    for word in _ordered(words, spot):
        number = number << 16 | word
    bits = 16 * spot.width
    is_negative = spot.kind in ("i16", "i32") and number >> (bits - 1)
    return number - (1 << bits) if is_negative else number


def _float(words: Sequence[int], spot: Spot) -> float | Undecodable:
    high, low = _ordered(words, spot)
    (number,) = struct.unpack(">f", struct.pack(">HH", high, low))
    if not math.isfinite(number):
        return Undecodable(f"{high:04X} {low:04X} as f32 is {number}, no number")
    if 0 < abs(number) < FLOAT_LEAST:
        return Undecodable(f"{high:04X} {low:04X} as f32 is {number:.3g}: an integer, or the other word_order")
    return float(number) + 0.0  # there is no -0.0 on a shop floor


def _scaled(number: int | float, scale: float) -> int | float:
    if scale == 1:
        return number
    if isinstance(number, int) and float(scale).is_integer():
        return number * int(scale)
    return float(f"{number * scale:.12g}")  # 3 * 0.1 is 0.3, not 0.30000000000000004
