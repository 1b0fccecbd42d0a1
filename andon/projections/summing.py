"""From what was to what is summed: stretches, counts, orders, breakdowns and calls of one station -> `Sums` per period.

Whatever lies over the end of a period is cut there; what is counted once (a piece, a breakdown, a call) belongs to the
period in which it was made or began. So the sums of any periods that touch are those of the whole.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from andon.projections.periods import Period
from andon.projections.times import Answers, Failures, Pieces, Sums, Times

Part = Literal["run", "setup", "fault", "micro", "induced", "unexplained", "idle", "planned", "off", "unknown"]
"""The parts of `Times`."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """[since, until) of a station, microseconds, in which it was one thing. `assumed`: no run signal proved it."""

    since: int
    until: int
    part: Part
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Rating:
    """What the plan says of a station from `since` on: whether it counts, and its PRI (microseconds per piece)."""

    since: int
    counts: bool
    cycle_us: int | None


@dataclass(frozen=True, slots=True)
class OrderRun:
    """An order that ran on the line, open while `ended` is None. Its PRI goes before that of the station."""

    id: int
    began: int
    ended: int | None
    cycle_us: int | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """Pieces of a minute or a quarter hour that began at `at`."""

    at: int
    good: int
    scrap: int


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A failure of the equipment, open while `ended` is None."""

    began: int
    ended: int | None


@dataclass(frozen=True, slots=True)
class Pull:
    """A call. A wrong one is outside every mean. `expired`: it had a stop point and nobody answered before it."""

    began: int
    heard: int | None
    arrived: int | None
    wrong: bool = False
    has_stop_point: bool = False
    expired: bool = False


@dataclass(frozen=True, slots=True)
class StationPast:
    """All that a station's figures are made of, each list in order of time. `ratings`: the first holds before all."""

    stretches: Sequence[Stretch]
    ratings: Sequence[Rating] = ()
    orders: Sequence[OrderRun] = ()
    made: Sequence[Made] = ()
    breakdowns: Sequence[Breakdown] = ()
    pulls: Sequence[Pull] = ()


def sums_of(past: StationPast, periods: Sequence[Period]) -> list[Sums]:
    """One for each period; the periods are in order and do not overlap."""
    rates = _Rates(past.ratings, past.orders)
    times = _times(past.stretches, periods, rates)
    pieces = _counted(past.made, periods, Pieces(), lambda made: made.at, rates.pieces)
    failures = _counted(past.breakdowns, periods, Failures(), lambda down: down.began, _failure)
    answers = _counted(past.pulls, periods, Answers(), lambda pull: pull.began, _answer)
    return [Sums(*four) for four in zip(times, pieces, failures, answers, strict=True)]


Counted = TypeVar("Counted", Made, Breakdown, Pull)
Summed = TypeVar("Summed", Pieces, Failures, Answers)


def _counted(
    told: Iterable[Counted],
    periods: Sequence[Period],
    nothing: Summed,
    at: Callable[[Counted], int],
    worth: Callable[[Counted], Summed],
) -> list[Summed]:
    sums, index = [nothing] * len(periods), 0
    for each in told:
        while index < len(periods) and periods[index].until <= at(each):
            index += 1
        if index < len(periods) and periods[index].since <= at(each):
            sums[index] = sums[index] + worth(each)
    return sums


def _failure(down: Breakdown) -> Failures:
    if down.ended is None:
        return Failures(failures=1)
    return Failures(failures=1, repairs=1, repair_us=down.ended - down.began)


def _answer(pull: Pull) -> Answers:
    if pull.wrong:
        return Answers(wrong=1)
    return Answers(
        pulls=1,
        heard=int(pull.heard is not None),
        hear_us=0 if pull.heard is None else pull.heard - pull.began,
        arrivals=int(pull.arrived is not None),
        arrive_us=0 if pull.arrived is None else pull.arrived - pull.began,
        stop_points=int(pull.has_stop_point),
        in_time=int(pull.has_stop_point and not pull.expired),
    )


def _times(stretches: Iterable[Stretch], periods: Sequence[Period], rates: _Rates) -> list[Times]:
    found: list[dict[str, int]] = [{} for _ in periods]
    first = 0
    for stretch in stretches:
        while first < len(periods) and periods[first].until <= stretch.since:
            first += 1
        for index in range(first, len(periods)):
            period = periods[index]
            if period.since >= stretch.until:
                break
            since, until = max(stretch.since, period.since), min(stretch.until, period.until)
            if since < until:
                _add(found[index], stretch, since, until, rates)
    return [Times(**parts) for parts in found]


def _add(found: dict[str, int], stretch: Stretch, since: int, until: int, rates: _Rates) -> None:
    lasted = until - since
    parts = {f"{stretch.part}_us": lasted}
    if stretch.assumed:
        parts["assumed_us"] = lasted
    if stretch.part != "off":
        parts["order_us"] = rates.order_us(since, until)
    if stretch.part == "run":
        parts["counted_us"], parts["rated_us"] = rates.counted_us(since, until)
    for name, lasted in parts.items():
        found[name] = found.get(name, 0) + lasted


class _Rates:
    """What counts and how fast it should go, at an instant: an order's PRI, else that of the station."""

    def __init__(self, ratings: Sequence[Rating], orders: Sequence[OrderRun]) -> None:
        self._ratings = sorted(ratings, key=lambda rating: rating.since)
        self._orders = sorted(orders, key=lambda order: order.began)
        self._rated_from = [rating.since for rating in self._ratings]
        self._ordered_from = [order.began for order in self._orders]

    def pieces(self, made: Made) -> Pieces:
        rating, order = self._rating_at(made.at), self._order_at(made.at)
        cycle_us = (order.cycle_us if order else None) or (rating.cycle_us if rating else None)
        produced = made.good + made.scrap
        if cycle_us is None:
            return Pieces(made.good, made.scrap, unrated=produced)
        return Pieces(made.good, made.scrap, ideal_us=produced * cycle_us)

    def order_us(self, since: int, until: int) -> int:
        return sum(end - begin for begin, end, _ in self._ordered(since, until))

    def counted_us(self, since: int, until: int) -> tuple[int, int]:
        """(of a station that counts, of one whose PRI is known too)."""
        counted = rated = 0
        for begin, end, rating in self._rated(since, until):
            if rating.counts:
                counted += end - begin
                rated += end - begin if rating.cycle_us else self._rated_by_order(begin, end)
        return counted, rated

    def _rated_by_order(self, since: int, until: int) -> int:
        return sum(end - begin for begin, end, order in self._ordered(since, until) if order.cycle_us)

    def _ordered(self, since: int, until: int) -> Iterator[tuple[int, int, OrderRun]]:
        """Orders do not overlap, so the first that may touch is the last that began before."""
        for order in self._orders[max(bisect_right(self._ordered_from, since) - 1, 0) :]:
            if order.began >= until:
                return
            begin, end = max(order.began, since), until if order.ended is None else min(order.ended, until)
            if begin < end:
                yield begin, end, order

    def _rated(self, since: int, until: int) -> Iterator[tuple[int, int, Rating]]:
        begin, index = since, max(bisect_right(self._rated_from, since) - 1, 0)
        while index < len(self._ratings) and begin < until:
            end = min(self._rated_from[index + 1], until) if index + 1 < len(self._ratings) else until
            if begin < end:
                yield begin, end, self._ratings[index]
            begin, index = max(begin, end), index + 1

    def _rating_at(self, at: int) -> Rating | None:
        return self._ratings[max(bisect_right(self._rated_from, at) - 1, 0)] if self._ratings else None

    def _order_at(self, at: int) -> OrderRun | None:
        index = bisect_right(self._ordered_from, at) - 1
        order = self._orders[index] if index >= 0 else None
        return order if order and (order.ended is None or at < order.ended) else None
