"""When it happens, and how long it takes."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andon.base.errors import BadInput
from andon.base.units import US_PER_DAY, US_PER_HOUR, from_iso, to_datetime
from andon.projections.distribution import percentile, spread
from andon.projections.heat import field_of_hour, heat
from andon.projections.pareto import pareto
from andon.projections.wall_clock import even_stretches

BERLIN, KOLKATA, LORD_HOWE = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kolkata"), ZoneInfo("Australia/Lord_Howe")


def local(instant: int, zone: ZoneInfo) -> datetime:
    return to_datetime(instant).astimezone(zone).replace(tzinfo=None)


def test_the_fields_are_hours_of_weekdays() -> None:
    assert [field_of_hour(hour) for hour in (0, 23, 24, 96)] == [(3, 0), (3, 23), (4, 0), (0, 0)]
    assert heat([(5, (1, 1_000_000)), (5 + 168, (2, 500_000)), (6, (0, 250_000))]) == {
        (3, 5): (3, 1.5),
        (3, 6): (0, 0.25),
    }


@given(
    st.integers(from_iso("2020-01-01T00:00:00Z"), from_iso("2030-01-01T00:00:00Z")),
    st.integers(0, 400 * US_PER_DAY),
    st.sampled_from([BERLIN, KOLKATA, LORD_HOWE]),
)
def test_the_clock_is_even_inside_its_stretches_and_they_leave_no_gap(begin: int, lasts: int, zone: ZoneInfo) -> None:
    found = even_stretches(begin, begin + lasts, zone)
    assert sum(even.until - even.since for even in found) == lasts
    assert all(before.until == after.since for before, after in pairwise(found))
    for even in found:
        for instant in (even.since, even.until - 1):
            assert local(instant, zone) == to_datetime(instant + even.ahead_us).replace(tzinfo=None)
    assert all(before.ahead_us != after.ahead_us for before, after in pairwise(found))


def test_a_clock_change_is_found_to_the_quarter_hour() -> None:
    begin = from_iso("2026-10-24T20:00:00Z")
    before, after = even_stretches(begin, begin + 2 * US_PER_DAY, BERLIN)
    assert before.until == from_iso("2026-10-25T01:00:00Z")
    assert (before.ahead_us, after.ahead_us) == (2 * US_PER_HOUR, US_PER_HOUR)


def test_a_distribution_has_steps_percentiles_and_n() -> None:
    found = spread([30, 60, 119.9, 120, 90_000])
    assert (found.n, found.p50_s, found.p90_s, found.longest_s) == (5, 119.9, 90_000, 90_000)
    assert [step.count for step in found.steps] == [1, 2, 1, 0, 0, 0, 0, 0, 0, 0, 1]
    assert found.steps[-1].below_s is None


def test_nothing_measured_is_undefined_and_not_zero() -> None:
    found = spread([])
    assert (found.n, found.mean_s, found.p50_s, found.longest_s) == (0, None, None, None)


def test_a_percentile_is_one_that_was_measured() -> None:
    assert [percentile([1, 2, 3, 4], share) for share in (25, 26, 50, 100)] == [1, 2, 2, 4]
    for wrong in ([], [2, 1]):
        with pytest.raises(BadInput):
            percentile(wrong, 50)


def test_a_pareto_of_nothing_has_no_share() -> None:
    assert [(bar.share, bar.cumulative) for bar in pareto({"a": 0.0})] == [(0.0, 0.0)]
    assert pareto({}) == ()


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 1000), min_size=1, max_size=20))
def test_a_pareto_falls_and_ends_at_all(amounts: dict[str, int]) -> None:
    bars = pareto(amounts)
    assert [bar.value for bar in bars] == sorted(amounts.values(), reverse=True)
    assert bars[-1].so_far == sum(amounts.values())
    assert bars[-1].cumulative == pytest.approx(100 if any(amounts.values()) else 0)
