"""What is summed: the times and the pieces of a station, or of many. They add by `+`, and that is the only roll-up.

Every microsecond of a station is in exactly one of the parts of `Times`; the symbols of ISO 22400-2 are sums of them:

    calendar  = off + planned + unknown + PBT
    PBT       = APT + ASUT + ADET + ADOT        planned busy time: work that was not planned away, and of which we know
    AUPT      = ASUT + APT                      setup and production
    ADET      = fault + micro + induced + unexplained      delay while something was to be made
    ADOT      = idle                            available, and nothing was ordered
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import accumulate, pairwise
from operator import add
from typing import Self


@dataclass(frozen=True, slots=True)
class _Summed:
    """Whole numbers that add field by field, so that the sum of any partition is the whole to the last digit."""

    def __add__(self, other: Self) -> Self:
        names = [field.name for field in fields(self)]
        return type(self)(*(add(getattr(self, name), getattr(other, name)) for name in names))


@dataclass(frozen=True, slots=True)
class Times(_Summed):
    """Microseconds by what they were. The first ten leave no gap and no overlap; the others lie across them.

    `off_us`: breaks and no shift. `planned_us`: planned stops in work time (cleaning, maintenance). `unknown_us`: work
    time of which nothing is known. `fault_us`: abnormalities that were no micro-stops. `unexplained_us`: stops of the
    class unknown. `assumed_us`: run and stop that no run signal proved. `order_us`: an order ran, breaks out.
    `rated_us`: production of stations that count and whose PRI is known. `counted_us`: of those that count.
    """

    run_us: int = 0
    setup_us: int = 0
    fault_us: int = 0
    micro_us: int = 0
    induced_us: int = 0
    unexplained_us: int = 0
    idle_us: int = 0
    planned_us: int = 0
    off_us: int = 0
    unknown_us: int = 0
    assumed_us: int = 0
    order_us: int = 0
    rated_us: int = 0
    counted_us: int = 0

    @property
    def apt_us(self) -> int:
        """Actual production time."""
        return self.run_us

    @property
    def asut_us(self) -> int:
        """Actual setup time."""
        return self.setup_us

    @property
    def aupt_us(self) -> int:
        """Actual unit processing time: setup and production."""
        return self.setup_us + self.run_us

    @property
    def adet_us(self) -> int:
        """Actual delay time: malfunctions, minor stops, starved and blocked, what nobody has explained."""
        return self.fault_us + self.micro_us + self.induced_us + self.unexplained_us

    @property
    def adot_us(self) -> int:
        """Available, but nothing was ordered. Never a breakdown."""
        return self.idle_us

    @property
    def aoet_us(self) -> int:
        """Actual order execution time, breaks out."""
        return self.order_us

    @property
    def pbt_us(self) -> int:
        """Planned busy time."""
        return self.aupt_us + self.adet_us + self.adot_us

    @property
    def available_us(self) -> int:
        """Work time of the calendar: what a takt is reckoned from."""
        return self.pbt_us + self.planned_us + self.unknown_us

    @property
    def stop_us(self) -> int:
        """Stood, whatever for."""
        return self.adet_us + self.setup_us + self.planned_us

    @property
    def calendar_us(self) -> int:
        """All of it."""
        return self.available_us + self.off_us

    @property
    def known_us(self) -> int:
        """Work time of which something is known."""
        return self.available_us - self.unknown_us


@dataclass(frozen=True, slots=True)
class Pieces(_Summed):
    """What was made. `ideal_us`: the sum over products of PRI * PQ, in microseconds; `unrated`: made without a PRI."""

    good: int = 0
    scrap: int = 0
    ideal_us: int = 0
    unrated: int = 0

    @property
    def produced(self) -> int:
        """PQ, good and scrap."""
        return self.good + self.scrap


@dataclass(frozen=True, slots=True)
class Failures(_Summed):
    """Breakdowns that began; how many of them were repaired, and how long that took (microseconds)."""

    failures: int = 0
    repairs: int = 0
    repair_us: int = 0


@dataclass(frozen=True, slots=True)
class Answers(_Summed):
    """Calls that were raised, wrong ones apart.

    How many were heard, and to how many somebody came; how long that took (microseconds). `stop_points`: how many had a
    point at which they ask for a stop; `in_time`: how many of those were answered before it.
    """

    pulls: int = 0
    heard: int = 0
    hear_us: int = 0
    arrivals: int = 0
    arrive_us: int = 0
    stop_points: int = 0
    in_time: int = 0
    wrong: int = 0


@dataclass(frozen=True, slots=True)
class Sums:
    """All that is summed of a station, a line or an area in some time."""

    times: Times = Times()
    pieces: Pieces = Pieces()
    failures: Failures = Failures()
    answers: Answers = Answers()

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.times + other.times,
            self.pieces + other.pieces,
            self.failures + other.failures,
            self.answers + other.answers,
        )

    def numbers(self) -> tuple[int, ...]:
        """Every number of it, in the order of SUM_COLUMNS."""
        return tuple(getattr(getattr(self, group), field.name) for group, kind in _GROUPS for field in fields(kind))

    @classmethod
    def of_numbers(cls, numbers: Sequence[int]) -> Sums:
        """The same back."""
        ends = list(accumulate((len(fields(kind)) for _, kind in _GROUPS), initial=0))
        times, pieces, failures, answers = (numbers[since:until] for since, until in pairwise(ends))
        return cls(Times(*times), Pieces(*pieces), Failures(*failures), Answers(*answers))


_GROUPS: tuple[tuple[str, type[_Summed]], ...] = (
    ("times", Times),
    ("pieces", Pieces),
    ("failures", Failures),
    ("answers", Answers),
)
SUM_COLUMNS: tuple[str, ...] = tuple(field.name for _, kind in _GROUPS for field in fields(kind))
"""A column for each number of `Sums`."""
