"""Figures of any partition add up to those of the whole, also over a change of clocks; no threshold moves an OEE."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andon.base.units import US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, US_PER_S, from_iso
from andon.projections import figures
from andon.projections.periods import Period, hours, periods
from andon.projections.summing import (
    Breakdown,
    Made,
    OrderRun,
    Pull,
    Rating,
    StationPast,
    Stretch,
    sums_of,
)
from andon.projections.times import Pieces, Sums, Times

BEGIN = from_iso("2026-03-28T12:00:00Z")  # Berlin's clocks go forward in the night
END = BEGIN + US_PER_DAY
PARTS = ("run", "setup", "fault", "micro", "induced", "unexplained", "idle", "planned", "off", "unknown")
instants = st.integers(BEGIN, END)


def _cuts(inner: set[int]) -> list[tuple[int, int]]:
    return list(pairwise(sorted({BEGIN, END, *inner})))


@st.composite
def pasts(draw: st.DrawFn) -> StationPast:
    """Whatever a station may have been through in a day."""
    stretches = [
        Stretch(since, until, draw(st.sampled_from(PARTS)), draw(st.booleans()))
        for since, until in _cuts(draw(st.sets(instants, max_size=12)))
    ]
    orders = [
        OrderRun(n, since, until, draw(st.sampled_from([None, 700_000, US_PER_S])))
        for n, (since, until) in enumerate(_cuts(draw(st.sets(instants, max_size=4))))
        if draw(st.booleans())
    ]
    ratings = [
        Rating(at, draw(st.booleans()), draw(st.sampled_from([None, 500_000])))
        for at in sorted(draw(st.sets(instants, max_size=3)))
    ]
    made = [Made(at, at % 7, at % 3) for at in sorted(draw(st.sets(st.integers(BEGIN, END - 1), max_size=9)))]
    downs = [Breakdown(at, at + US_PER_HOUR if at % 2 else None) for at in sorted(draw(st.sets(instants, max_size=5)))]
    pulls = [
        Pull(at, at + 3, at + 7 if at % 2 else None, at % 5 == 0, at % 3 == 0, at % 6 == 0)
        for at in sorted(draw(st.sets(instants, max_size=5)))
    ]
    return StationPast(stretches, ratings, orders, made, downs, pulls)


def _whole(past: StationPast, begin: int = BEGIN, end: int = END) -> Sums:
    return sums_of(past, [Period(begin, end)])[0]


@given(pasts(), st.sets(instants, max_size=9))
def test_the_sums_of_any_partition_are_those_of_the_whole(past: StationPast, cuts: set[int]) -> None:
    parts = sums_of(past, [Period(since, until) for since, until in _cuts(cuts)])
    total = sum(parts, Sums())
    assert total == _whole(past)
    assert figures.oee(total.times, total.pieces) == figures.oee(_whole(past).times, _whole(past).pieces)


@given(pasts(), instants, instants)
def test_run_stop_planned_off_and_unknown_are_the_calendar_in_every_window(past: StationPast, a: int, b: int) -> None:
    begin, end = min(a, b), max(a, b)
    times = _whole(past, begin, end).times if begin < end else Times()
    assert times.calendar_us == end - begin
    assert times.run_us + times.stop_us + times.idle_us + times.off_us + times.unknown_us == end - begin
    assert times.rated_us <= times.counted_us <= times.run_us
    assert times.order_us <= times.available_us


@given(pasts(), st.integers(1, 1_000_000))
def test_the_micro_stop_threshold_moves_neither_oee(past: StationPast, pieces: int) -> None:
    def classed(threshold_us: int) -> StationPast:
        return replace(past, stretches=[_classed(stretch, threshold_us) for stretch in past.stretches])

    low, high = (_whole(classed(threshold)).times for threshold in (0, 10 * US_PER_HOUR))
    made = Pieces(pieces, 3, ideal_us=pieces * US_PER_S)
    assert figures.oee(low, made) == figures.oee(high, made)
    one, other = figures.nakajima_oee(low, made), figures.nakajima_oee(high, made)
    assert one.value == (None if other.value is None else pytest.approx(other.value))
    if low != high and low.run_us:
        assert figures.nakajima_availability(low) != figures.nakajima_availability(high)


def _classed(stretch: Stretch, threshold_us: int) -> Stretch:
    if stretch.part not in ("fault", "micro"):
        return stretch
    return replace(stretch, part="micro" if stretch.until - stretch.since < threshold_us else "fault")


@pytest.mark.parametrize(
    ("zone", "begin", "lasts_h"),
    [
        ("Europe/Berlin", "2026-03-29T00:00:00+01:00", 23),
        ("Europe/Berlin", "2026-10-25T00:00:00+02:00", 25),
        ("America/St_Johns", "2026-11-01T00:00:00-02:30", 25),
        ("Australia/Lord_Howe", "2026-10-04T00:00:00+10:30", 23.5),
        ("Asia/Kolkata", "2026-03-29T00:00:00+05:30", 24),
    ],
)
def test_days_on_which_the_clocks_change_have_the_hours_they_have(zone: str, begin: str, lasts_h: float) -> None:
    since = from_iso(begin)
    (day,) = periods("day", since, since + int(lasts_h * US_PER_HOUR), ZoneInfo(zone))
    assert day.day == begin[:10]
    assert day.until - day.since == lasts_h * US_PER_HOUR
    cut = list(hours(day.since, day.until, ZoneInfo(zone)))
    assert sum(each.until - each.since for each in cut) == lasts_h * US_PER_HOUR
    assert all(each.until - each.since <= US_PER_HOUR for each in cut)
    assert len(cut) == -(-lasts_h // 1)


@given(
    st.sampled_from(["UTC", "Asia/Kathmandu", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe"]),
    st.sampled_from(["hour", "day", "week", "month", "shift", "order"]),
    st.integers(from_iso("2026-01-01T00:00:00Z"), from_iso("2026-12-01T00:00:00Z")),
    st.integers(1, 40 * 24 * 60),
)
def test_periods_leave_no_gap_and_no_overlap(zone: str, by: str, begin: int, minutes: int) -> None:
    end = begin + minutes * US_PER_MINUTE
    cut = periods(by, begin, end, ZoneInfo(zone))  # type: ignore[arg-type]  # each is one
    assert (cut[0].since, cut[-1].until) == (begin, end)
    assert all(one.until == other.since for one, other in pairwise(cut))
    assert len({each.key for each in cut}) == len(cut)
