"""The hour-by-hour board: breaks are out of the target, hours add up to the shift, and nothing is made up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from andon.base.units import US_PER_HOUR, US_PER_MINUTE, US_PER_S, from_iso
from andon.projections.hours import Forecast, Pace, ShiftPast, Stood, board_of, forecast
from andon.projections.summing import Made

SIX = from_iso("2026-11-23T00:30:00Z")  # 06:00 in Kolkata
TWO = SIX + 8 * US_PER_HOUR
KOLKATA = ZoneInfo("Asia/Kolkata")


@dataclass(frozen=True)
class Slot:
    kind: str
    since: int
    until: int
    shift: str = "early"
    shift_since: int = SIX
    day: str = "2026-11-23"


def _at(hours: float) -> int:
    return SIX + int(hours * US_PER_HOUR)


NINE = _at(3)
SLOTS = (Slot("work", SIX, NINE), Slot("break", NINE, NINE + 600 * US_PER_S), Slot("work", NINE + 600 * US_PER_S, TWO))
MADE = [Made(_at(0.1), 60, 2), Made(_at(1.1), 40, 0), Made(_at(2.1), 60, 0)]
PAST = ShiftPast(SLOTS, (Pace(SIX, TWO, 60 * US_PER_S),), MADE, ())


def test_the_target_of_an_hour_is_its_work_minutes_by_the_takt() -> None:
    hours = board_of(PAST, KOLKATA, SIX)
    assert [hour.target for hour in hours] == [60, 60, 60, 50, 60, 60, 60, 60]
    assert {hour.standing for hour in hours} == {"coming"}
    assert {hour.actual for hour in hours} == {None}


def test_made_missing_and_by_when() -> None:
    now = _at(2.5)
    hours = board_of(PAST, KOLKATA, now)
    assert [hour.actual for hour in hours[:4]] == [60, 40, 60, None]
    assert [hour.scrap for hour in hours[:3]] == [2, 0, 0]
    assert [hour.difference for hour in hours[:4]] == [0, -20, 10, None]
    assert [hour.standing for hour in hours[:4]] == ["met", "missed", "ahead", "coming"]
    found = forecast(PAST, now)
    assert found.pieces == 160 + int(160 * (5.5 * 60 - 10) / 150)
    assert found.at is not None
    assert NINE < found.at < TWO


def test_a_line_that_is_behind_is_told_when_it_would_be_done() -> None:
    past = replace(PAST, made=[Made(SIX, 90, 0)])
    found = forecast(past, _at(3))
    assert found.pieces == 90 + 145
    assert found.at == TWO + (470 - 90 - 145) * 2 * US_PER_MINUTE  # at two minutes a piece, past the shift's end


def test_a_line_that_has_made_all_is_done_now() -> None:
    assert forecast(replace(PAST, made=[Made(SIX, 600, 0)]), _at(3)).at == _at(3)


def test_what_cannot_be_told_is_not() -> None:
    uncounted = replace(PAST, made=None)
    assert [hour.actual for hour in board_of(uncounted, KOLKATA, _at(2))] == [None] * 8
    assert board_of(uncounted, KOLKATA, _at(2))[0].standing == "unknown"
    assert forecast(uncounted, _at(2)) == Forecast(why="no-count-point")
    aimless = replace(PAST, paces=())
    assert {hour.target for hour in board_of(aimless, KOLKATA, _at(2))} == {None}
    assert {hour.difference for hour in board_of(aimless, KOLKATA, _at(2))} == {None}
    assert forecast(aimless, _at(2.5)) == Forecast(160 + 341, why="no-target")
    assert forecast(PAST, _at(0.1)).why == "too-early"
    assert forecast(replace(PAST, made=[]), _at(1)).why == "nothing-made"
    assert forecast(PAST, TWO).why == "over"


def test_an_hour_without_work_has_no_target_to_miss() -> None:
    slots = (Slot("work", SIX, NINE), Slot("break", NINE, _at(4)), Slot("work", _at(4), TWO))
    hours = board_of(replace(PAST, slots=slots), KOLKATA, _at(5))
    assert (hours[3].target, hours[3].standing, hours[3].actual) == (0, "no-work", 0)


def test_the_main_reasons_of_an_hour_are_its_own_and_without_the_break() -> None:
    stops = (
        Stood(_at(2.5), _at(3.5), "jam", "abnormality"),
        Stood(_at(3.5), None, "tool", "abnormality"),
        Stood(_at(2.5), _at(2.6), "waiting", "induced"),
    )
    hours = board_of(replace(PAST, stops=stops), KOLKATA, _at(3.75))
    assert hours[2].reasons == (("jam", 30 * US_PER_MINUTE),)
    assert hours[3].reasons == (("jam", 20 * US_PER_MINUTE), ("tool", 15 * US_PER_MINUTE))
    assert hours[4].reasons == ()


def test_another_takt_from_the_next_order_on() -> None:
    paces = (Pace(SIX, _at(1.5), 60 * US_PER_S), Pace(_at(1.5), _at(2), 30 * US_PER_S))
    hours = board_of(replace(PAST, paces=paces), KOLKATA, SIX)
    assert [hour.target for hour in hours] == [60, 90, 0, 0, 0, 0, 0, 0]


@given(st.integers(1, 400 * US_PER_S), st.integers(SIX, TWO), st.integers(SIX, TWO))
def test_the_targets_of_the_hours_are_that_of_the_shift(takt_us: int, change: int, now: int) -> None:
    past = replace(PAST, paces=(Pace(SIX, change, takt_us), Pace(change, TWO, 2 * takt_us)))
    hours = board_of(past, KOLKATA, now)
    assert sum(hour.target or 0 for hour in hours) == past.due(TWO)
    assert sum(hour.work_us for hour in hours) == 470 * US_PER_MINUTE
    assert all(one.until == other.since for one, other in pairwise(hours))
