"""Control charts: what is beyond, what is a run, what is undefined, and what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andon.base.errors import BadInput
from andon.projections.control import Frozen, Point, freeze, judge
from andon.projections.cusum import cusum
from andon.projections.run_rules import nelson_nine, western_electric

NINE = Frozen("c", 90, Fraction(10), 10)  # centre 9, limits 0 and 18


def _judged(frozen: Frozen, *counts: int, size: int = 1) -> list[tuple[bool, bool]]:
    points = judge(frozen, [Point(count, Fraction(size)) for count in counts])
    return [(point.beyond, point.run) for point in points if point is not None]


def test_a_point_on_its_limit_is_inside() -> None:
    assert _judged(NINE, 18, 19) == [(False, False), (True, False)]


def test_a_limit_that_is_no_round_number_is_kept_exactly() -> None:
    third = Frozen("u", 1, Fraction(3), 20)  # sigma at size 3 is 1, so the upper limit is at 4 counts
    assert _judged(third, 4, 5, size=3) == [(False, False), (True, False)]


def test_limits_widen_where_less_was_counted() -> None:
    wide, narrow = judge(Frozen("u", 400, Fraction(100), 25), [Point(4, Fraction(1)), Point(64, Fraction(16))])
    assert wide and narrow
    assert (wide.high, narrow.high) == (10.0, 5.5)
    assert (wide.low, narrow.low) == (None, 2.5)


def test_the_highest_share_is_one() -> None:
    (point,) = judge(Frozen("p", 9, Fraction(10), 1), [Point(1, Fraction(2))])
    assert point and point.high == 1.0


def test_a_run_is_eight_and_nelsons_is_nine_by_name() -> None:
    above = [Point(10)] * 9
    assert [point.run for point in judge(NINE, above) if point] == [False] * 7 + [True] * 2
    assert [point.run for point in judge(NINE, above, run=9) if point] == [False] * 8 + [True]
    assert nelson_nine([0.1] * 9) == {8}
    with pytest.raises(BadInput, match="a run is 8"):
        judge(NINE, above, run=7)


def test_a_point_on_the_centre_ends_a_run() -> None:
    points = judge(NINE, [*[Point(10)] * 7, Point(9), *[Point(10)] * 7])
    assert not any(point.run for point in points if point)


def test_where_nothing_ran_there_is_no_rate_and_a_run_goes_on_over_it() -> None:
    frozen = Frozen("u", 90, Fraction(10), 10)
    points = judge(frozen, [*[Point(10)] * 4, Point(0, Fraction(0)), *[Point(10)] * 4])
    assert points[4] is None
    assert points[8] and points[8].run


def test_zone_rules_are_refused_on_counts_and_known_elsewhere() -> None:
    assert western_electric(2, [2.1, 2.1]) == {1}
    for rule in (2, 3):
        with pytest.raises(BadInput, match="zone rule"):
            western_electric(rule, [0.0], of_counts=True)
    with pytest.raises(BadInput, match="1 to 4"):
        western_electric(5, [0.0])


def test_both_sides_of_a_zone_are_not_one_pattern() -> None:
    assert western_electric(2, [2.5, -2.5, 0, 0]) == set()
    assert western_electric(1, [3.0, 3.01]) == {1}


@pytest.mark.parametrize(
    ("kind", "points", "said"),
    [
        ("p", [Point(3, Fraction(2))], "u chart"),
        ("c", [Point(3, Fraction(2))], "u chart"),
        ("u", [Point(0, Fraction(0))], "choose a period"),
        ("u", [], "choose a period"),
        ("u", [Point(-1)], "below zero"),
    ],
)
def test_what_is_no_baseline_is_refused(kind: str, points: list[Point], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        freeze(kind, points)  # type: ignore[arg-type]


def test_a_short_baseline_is_told() -> None:
    assert freeze("c", [Point(1)] * 19).is_few
    assert not freeze("c", [Point(1)] * 20).is_few


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), min_size=1, max_size=40))
def test_a_baseline_in_parts_is_the_baseline_of_the_whole(pairs: list[tuple[int, int]]) -> None:
    """Limits come from sums, so joining points never moves the rate."""
    points = [Point(count, Fraction(size)) for count, size in pairs]
    joined = Point(sum(count for count, _ in pairs), Fraction(sum(size for _, size in pairs)))
    assert freeze("u", points).rate == freeze("u", [joined]).rate


def test_a_cusum_tells_a_lasting_shift_and_no_single_point() -> None:
    assert not cusum([0, 5.5, 0, 0])[1].signal  # 5.5 - 0.5 is the height, and not above it
    sums = cusum([-1.0] * 11)
    assert [each.signal for each in sums] == [False] * 10 + [True]
    assert sums[10].down_for == 11
    assert cusum([0.0])[0].up_for == 0


def test_a_cusum_without_sense_is_refused() -> None:
    with pytest.raises(BadInput, match="0 <= k < h"):
        cusum([1.0], k=2, h=1)
