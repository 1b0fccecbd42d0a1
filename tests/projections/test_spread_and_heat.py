"""When it happens, and how long it takes."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andon.base.errors import BadInput
from andon.base.units import US_PER_HOUR, US_PER_MINUTE, US_PER_S, from_iso
from andon.projections.distribution import percentile, spread
from andon.projections.heat import count_by_hour, field_of, seconds_by_hour
from andon.projections.pareto import pareto

BERLIN, KOLKATA, LORD_HOWE = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kolkata"), ZoneInfo("Australia/Lord_Howe")


def test_a_stop_is_cut_at_the_hours_of_the_plants_clock() -> None:
    began = from_iso("2026-11-23T10:50:00+05:30")  # a Monday; half past in UTC
    assert seconds_by_hour([(began, began + 80 * US_PER_MINUTE)], KOLKATA) == {
        (0, 10): 600.0,
        (0, 11): 3600.0,
        (0, 12): 600.0,
    }


def test_the_hour_that_comes_twice_is_counted_twice() -> None:
    began = from_iso("2026-10-25T01:00:00+02:00")
    assert seconds_by_hour([(began, began + 4 * US_PER_HOUR)], BERLIN) == {
        (6, 1): 3600.0,
        (6, 2): 7200.0,
        (6, 3): 3600.0,
    }


def test_the_hour_that_is_left_out_gets_nothing() -> None:
    began = from_iso("2026-03-29T01:30:00+01:00")
    assert seconds_by_hour([(began, began + US_PER_HOUR)], BERLIN) == {(6, 1): 1800.0, (6, 3): 1800.0}


@given(
    st.integers(from_iso("2020-01-01T00:00:00Z"), from_iso("2030-01-01T00:00:00Z")),
    st.integers(0, 40 * US_PER_HOUR),
    st.sampled_from([BERLIN, KOLKATA, LORD_HOWE]),
)
def test_the_fields_sum_to_the_whole(began: int, lasted: int, zone: ZoneInfo) -> None:
    found = seconds_by_hour([(began, began + lasted)], zone)
    assert sum(found.values()) == pytest.approx(lasted / US_PER_S)
    assert all(seconds > 0 for seconds in found.values())
    assert count_by_hour([began], zone) == {field_of(began, zone): 1}


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
