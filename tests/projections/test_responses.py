"""How soon somebody came."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from andon.base.units import US_PER_S
from andon.projections.responses import Answered, responses


def answered(
    heard: int | None, arrived: int | None, at_station: bool | None = None, outcome: str | None = None
) -> Answered:
    """A call pulled at 100 s; the others in seconds after it."""
    at = [None if after is None else (100 + after) * US_PER_S for after in (heard, arrived)]
    return Answered(100 * US_PER_S, *at, at_station, outcome)


def test_median_and_nine_of_ten_from_the_pull() -> None:
    found = responses([answered(n, 10 * n, at_station=n <= 3) for n in range(1, 11)])
    assert (found.heard.n, found.heard.p50_s, found.heard.p90_s) == (10, 5, 9)
    assert (found.arrived.n, found.arrived.p50_s, found.arrived.p90_s) == (10, 50, 90)
    assert found.at_station == 0.3


def test_a_wrong_call_and_a_missed_one_have_no_part_in_it() -> None:
    found = responses([answered(500, 500, True, "wrong"), answered(None, None, None, "missed"), answered(3, None)])
    assert (found.calls, found.left_out, found.heard.n, found.heard.p50_s) == (1, 2, 1, 3)
    assert (found.arrived.n, found.arrived.p50_s, found.at_station) == (0, None, None)


def test_who_is_there_has_heard() -> None:
    assert responses([answered(None, 7, True)]).heard.p50_s == 7


def test_without_a_call_there_is_no_figure() -> None:
    found = responses([])
    assert (found.calls, found.heard.p50_s, found.arrived.p90_s, found.at_station) == (0, None, None, None)


@given(
    st.lists(st.tuples(st.none() | st.integers(-5, 900), st.none() | st.integers(-5, 900), st.booleans()), max_size=30)
)
def test_no_figure_is_negative_and_every_call_is_counted_once(calls: list[tuple[int | None, int | None, bool]]) -> None:
    found = responses([answered(*call) for call in calls])
    assert found.calls + found.left_out == len(calls)
    assert found.heard.n >= found.arrived.n
    assert all(value is None or value >= 0 for value in (found.heard.p50_s, found.arrived.p50_s))
    assert found.at_station is None or 0 <= found.at_station <= 1
