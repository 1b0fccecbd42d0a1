"""The hour-by-hour board of a shift: what should have been made, what was, what is missing by now and why.

The target of an hour is its work minutes by the takt, breaks out; targets are whole pieces of the time since the shift
began, so that those of the hours are that of the shift. What is made counts where the line ends: at the last station
in order of flow that counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from andon.base.units import US_PER_MINUTE
from andon.projections.periods import Period, Slot, hours
from andon.projections.summing import Made

Standing = Literal["met", "missed", "ahead", "behind", "coming", "no-work", "unknown"]
"""Of an hour that is over: met or missed; of the one that runs: ahead or behind what should be there by now."""

NoForecast = Literal["no-target", "no-count-point", "too-early", "nothing-made", "over"]

EARLY_US = 10 * US_PER_MINUTE  # of work; a pace taken from less says nothing
REASONS_MOST = 3


@dataclass(frozen=True, slots=True)
class Pace:
    """From when to when a takt was agreed (microseconds per piece)."""

    since: int
    until: int
    takt_us: int


@dataclass(frozen=True, slots=True)
class Stood:
    """A stop of a station of the line, open until now where `ended` is None, with the reason it has by now."""

    began: int
    ended: int | None
    reason: str
    stop_class: str


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour. `target` None: no takt is agreed. `actual` and `scrap` None: nothing counts, or it is still to come.

    `difference`: pieces made less pieces due since the shift began, at its end or now. `reasons`: (reason, how long
    stations of the line stood for it), longest first.
    """

    since: int
    until: int
    work_us: int
    target: int | None
    actual: int | None
    scrap: int | None
    difference: int | None
    standing: Standing
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """At the pace of the shift so far: pieces by its end, and when its target is reached. `why`: there is none."""

    pieces: int | None = None
    at: int | None = None
    why: NoForecast | None = None


@dataclass(frozen=True, slots=True)
class ShiftPast:
    """All that the board of a shift is made of. `made` is None where the line has no count point."""

    slots: Sequence[Slot]
    paces: Sequence[Pace]
    made: Sequence[Made] | None
    stops: Sequence[Stood]

    @property
    def since(self) -> int:
        return self.slots[0].since

    @property
    def until(self) -> int:
        return self.slots[-1].until

    def work_us(self, begin: int, end: int) -> int:
        """Work time between two instants, breaks out."""
        return sum(until - since for since, until in self._work(begin, end))

    def due(self, at: int) -> int | None:
        """Whole pieces that should be there; None where no takt is agreed for any of the shift."""
        if not self.paces:
            return None
        parts = ((self.work_us(max(pace.since, self.since), min(pace.until, at)), pace.takt_us) for pace in self.paces)
        return int(sum(work_us / takt_us for work_us, takt_us in parts if work_us > 0) + 1e-9)

    def counted(self, begin: int, end: int) -> tuple[int, int] | None:
        """(good, scrap); None where nothing counts."""
        if self.made is None:
            return None
        within = [each for each in self.made if begin <= each.at < end]
        return sum(each.good for each in within), sum(each.scrap for each in within)

    def reasons(self, begin: int, end: int, now: int) -> tuple[tuple[str, int], ...]:
        """Why stations stood in work time. What another station induced is told where it comes from."""
        found: dict[str, int] = {}
        for stop in self.stops:
            if stop.stop_class != "induced":
                since, until = max(stop.began, begin), min(now if stop.ended is None else stop.ended, end)
                lasted = self.work_us(since, until) if since < until else 0
                if lasted > 0:
                    found[stop.reason] = found.get(stop.reason, 0) + lasted
        return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:REASONS_MOST])

    def after(self, since: int, work_us: int) -> int:
        """When so much more work will have been done; past the shift's end it goes on without a break."""
        for begin, end in self._work(since, self.until):
            if work_us <= end - begin:
                return begin + work_us
            work_us -= end - begin
        return max(self.until, since) + work_us

    def _work(self, begin: int, end: int) -> Iterable[tuple[int, int]]:
        for slot in self.slots:
            since, until = max(slot.since, begin), min(slot.until, end)
            if slot.kind == "work" and since < until:
                yield since, until


def board_of(past: ShiftPast, zone: ZoneInfo, now: int) -> tuple[Hour, ...]:
    """The hours of the shift, by the clock on the wall."""
    return tuple(_hour(past, each, now) for each in hours(past.since, past.until, zone))


def forecast(past: ShiftPast, now: int) -> Forecast:
    """Where the shift will end at the pace it had so far."""
    target, counted = past.due(past.until), past.counted(past.since, now)
    worked_us = past.work_us(past.since, now)
    if counted is None:
        return Forecast(why="no-count-point")
    if now >= past.until:
        return Forecast(why="over")
    if worked_us < EARLY_US:
        return Forecast(why="too-early")
    good = counted[0]
    if not good:
        return Forecast(why="nothing-made")
    pieces = good + int(good * past.work_us(now, past.until) / worked_us)
    if target is None:
        return Forecast(pieces, why="no-target")
    missing = max(target - good, 0)
    return Forecast(pieces, now if not missing else past.after(now, -(-missing * worked_us // good)))


def _hour(past: ShiftPast, hour: Period, now: int) -> Hour:
    work_us, reached = past.work_us(hour.since, hour.until), min(now, hour.until)
    before, after, by_now = past.due(hour.since), past.due(hour.until), past.due(reached)
    target = None if before is None or after is None else after - before
    if now <= hour.since:
        return Hour(hour.since, hour.until, work_us, target, None, None, None, "coming" if work_us else "no-work", ())
    counted, so_far = past.counted(hour.since, reached), past.counted(past.since, reached)
    actual, scrap = counted or (None, None)
    difference = None if so_far is None or by_now is None else so_far[0] - by_now
    is_over = now >= hour.until
    due = target if is_over or by_now is None or before is None else by_now - before
    standing = _standing(work_us, due, actual, is_over=is_over)
    reasons = past.reasons(hour.since, reached, now)
    return Hour(hour.since, hour.until, work_us, target, actual, scrap, difference, standing, reasons)


def _standing(work_us: int, due: int | None, actual: int | None, *, is_over: bool) -> Standing:
    if not work_us:
        return "no-work"
    if due is None or actual is None:
        return "unknown"
    if is_over:
        return "met" if actual >= due else "missed"
    return "ahead" if actual >= due else "behind"
