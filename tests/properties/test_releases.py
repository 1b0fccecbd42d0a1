"""A latched cord whose contact flaps, however it does, is one pull."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from andon.floor import deadlines
from andon.floor.releases import STAYS_OUT_US
from andon.model.event import CallEnded, CallRaised, Event, Noted
from tests.floor.bench import Bench

ADDRESS, PLACE = "final/doors/front", "final/doors"
_gaps_us = st.lists(st.integers(1, STAYS_OUT_US - 1), max_size=60)


def _flap(bench: Bench, gaps_us: list[int]) -> list[Event]:
    """In, and after each gap the other way; each deadline when it is due."""
    said, value = bench.say(ADDRESS, True), True
    for gap_us in gaps_us:
        said += _until(bench, bench.now + gap_us)
        value = not value
        said += bench.say(ADDRESS, value)
    return said


def _until(bench: Bench, at: int) -> list[Event]:
    said: list[Event] = []
    while (due := deadlines.next_due(bench.floor.state)) is not None and due <= at:
        said += bench.add(deadlines.due_entry(bench.floor.state))
    bench.now = at
    return said


@given(_gaps_us)
@example([10_000] * 5)
@example([10_000] * 41)
def test_a_contact_that_flaps_is_one_pull_and_marked_when_it_chatters(gaps_us: list[int]) -> None:
    bench = Bench("two-cords kolkata")
    said = _flap(bench, gaps_us)
    assert sum(isinstance(event, CallRaised) for event in said) == 1
    assert not any(isinstance(event, CallEnded) for event in said)
    assert bench.shows(PLACE) == "call"
    marks = [event for event in said if isinstance(event, Noted) and event.about == "chattering"]
    assert len(marks) == (len(gaps_us) >= 10 and sum(gaps_us[:10]) <= 10_000_000)


@given(st.lists(st.integers(1, STAYS_OUT_US - 1), max_size=8).filter(lambda gaps: len(gaps) % 2 == 1))
def test_it_is_out_when_it_has_stayed_out_and_dated_then(gaps_us: list[int]) -> None:
    bench = Bench("two-cords kolkata")
    _flap(bench, gaps_us)
    out_at = bench.now
    assert not _until(bench, out_at + STAYS_OUT_US - 1)
    ended = [event for event in _until(bench, out_at + STAYS_OUT_US) if isinstance(event, CallEnded)]
    assert [(event.outcome, event.at) for event in ended] == [("cleared", out_at + STAYS_OUT_US)]
    assert bench.shows(PLACE) != "call"
