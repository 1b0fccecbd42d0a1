"""What is no count at all, and what a count needs to be exact for ever."""

from __future__ import annotations

from dataclasses import replace

import pytest

from andon.base.errors import BadInput
from andon.floor.counting import COUNT_MOST, measure
from andon.floor.index import build
from andon.floor.state import Counter, State
from andon.model.entry import CountQuarantined, Sample
from andon.model.signal import Value
from tests.floor.bench import AT, Bench, S
from tests.stories.teller import load_plan

POINTS = build(load_plan("press kolkata")).points
COUNT, HEAT = POINTS["press/press-1/count"], POINTS["press/press-1/heat"]


@pytest.mark.parametrize("value", [True, "12", -1, 0.5, 65_536, float("inf"), float("nan"), 1e300, -(10**400)])
def test_what_is_no_count_of_its_width_is_bad_input(value: Value) -> None:
    with pytest.raises(BadInput, match="a count of 16 bits is a whole number from 0 to 65535"):
        measure(State(), COUNT, value, AT)


@pytest.mark.parametrize("value", [True, "hot", float("inf"), float("nan")])
def test_what_is_no_number_is_no_measured_value(value: Value) -> None:
    with pytest.raises(BadInput, match="a measured value is a number"):
        measure(State(), HEAT, value, AT)


def test_a_total_is_taken_as_far_as_the_book_keeps_it_exactly() -> None:
    wide = replace(COUNT, width=64)
    (sample,) = measure(State(), wide, COUNT_MOST, AT)
    assert isinstance(sample, Sample)
    assert int(float(sample.total)) == COUNT_MOST
    with pytest.raises(BadInput):
        measure(State(), wide, COUNT_MOST + 1, AT)


def test_a_whole_number_with_a_point_is_a_count() -> None:
    (sample,) = measure(State(), COUNT, 12.0, AT)
    assert isinstance(sample, Sample) and sample.total == 12


def test_a_reading_from_before_the_last_one_adds_at_most_the_piece_of_grace() -> None:
    state = State(counters={COUNT.key: Counter(total=100, at=AT)})
    (sample,) = measure(state, COUNT, 101, AT - 60 * S)
    assert isinstance(sample, Sample) and sample.delta == 1
    (odd,) = measure(state, COUNT, 102, AT - 60 * S)
    assert isinstance(odd, CountQuarantined)


def test_a_count_that_was_journaled_as_a_plain_signal_changes_nothing() -> None:
    bench = Bench("press kolkata")
    assert bench.say(COUNT.address, 12) == []
    assert bench.floor.state.counters == {}
