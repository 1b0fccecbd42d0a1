"""Pieces and targets as the board showed them, minute by minute, of the shift that ran then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from andon.base.units import US_PER_MINUTE, US_PER_S
from andon.floor.shifts import Slot
from andon.model.plan import Line, Plan
from andon.projections.board import counted_kinds, cycle_s


@dataclass(frozen=True, slots=True)
class PastTally:
    """What the counter of a station stood at from `at` on; None where nothing is counted or agreed."""

    at: int
    station: str
    good: int | None
    reject: int | None
    target: int | None


@dataclass(frozen=True, slots=True)
class _Minute:
    """`worked_us`: work time of its shift until its end; `shift_since`: of the shift that it ends in."""

    at: int
    shift_since: int
    has_shift: bool
    worked_us: int


def tallies(
    plan: Plan,
    line: Line,
    slots: Sequence[Slot],
    before: Mapping[tuple[str, str], int],
    minutes: Mapping[tuple[str, str, int], int],
    begin: int,
    end: int,
) -> Iterator[PastTally]:
    """The counters of a line's stations over [begin, end): at `begin`, then each minute in which one moved.

    `slots`: without a gap from the begin of the shift that ran at `begin`; `before`: pieces by (station, kind) since
    that begin; `minutes`: those made after it by (station, kind, begin of the minute).
    """
    clock = list(_minutes(slots, begin, end))
    for station in line.stations:
        kinds = counted_kinds(plan, line.id, station.id)
        made = {kind: before.get((station.id, kind), 0) for kind in kinds}
        last, shift_since = None, clock[0].shift_since if clock else 0
        for minute in clock:
            if minute.shift_since != shift_since:
                made, shift_since = dict.fromkeys(kinds, 0), minute.shift_since
            if minute.at > begin:
                for kind in kinds:
                    made[kind] += minutes.get((station.id, kind, minute.at - US_PER_MINUTE), 0)
            aimed = _target(cycle_s(line, station.id), minute) if "count" in kinds else None
            tally = PastTally(minute.at, station.id, made.get("count"), made.get("reject"), aimed)
            if last is None or (tally.good, tally.reject, tally.target) != last:
                yield tally
                last = (tally.good, tally.reject, tally.target)


def _minutes(slots: Sequence[Slot], begin: int, end: int) -> Iterator[_Minute]:
    """The moment `begin`, then every end of a minute within the window."""
    first = begin - begin % US_PER_MINUTE + US_PER_MINUTE
    for at in (begin, *range(first, end, US_PER_MINUTE)):
        told = at if at == begin else at - 1  # at the end of a minute the shift counts that it was a minute of
        held = next(slot for slot in slots if slot.since <= told < slot.until)
        worked = sum(
            min(slot.until, at) - max(slot.since, held.shift_since)
            for slot in slots
            if slot.kind == "work" and slot.shift_since == held.shift_since and slot.since < at
        )
        yield _Minute(at, held.shift_since, bool(held.shift), worked)


def _target(cycle: float | None, minute: _Minute) -> int | None:
    return None if cycle is None or not minute.has_shift else int(minute.worked_us / (cycle * US_PER_S))
