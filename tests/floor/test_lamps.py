"""Lamps follow the tile: green only where work runs, and a call burns beside a stop."""

from __future__ import annotations

from typing import get_args

import pytest

from andon.floor.lamps import DIFFER_US_MAX, Mismatch, compare, in_words, lamps, listed
from andon.model.event import OpenCall, StationChanged
from andon.model.event import StationState as Shown
from andon.model.signal import LAMPS, Glow, Lamp, Lamps


def _tile(state: Shown, *calls: OpenCall) -> StationChanged:
    return StationChanged(at=0, line="paint", station="oven", state=state, signal="good", calls=list(calls))


def lit(tile: StationChanged) -> Lamps:
    return lamps(tile, {"help": "yellow", "material": "blue", "safety": "red", "odd": "green"})


ASKED = OpenCall(id=1, type="help", since=0)
ANSWERED = OpenCall(id=1, type="help", since=0, arrived=5)


@pytest.mark.parametrize("state", get_args(Shown))
def test_every_state_has_its_lamps_and_only_running_is_green(state: Shown) -> None:
    assert ("green" in lit(_tile(state))) == (state == "running")


def test_without_a_signal_every_lamp_is_dark() -> None:
    assert lit(_tile("no-signal")) == lit(_tile("not-watched")) == frozenset()


def test_the_buzzer_ends_when_the_leader_is_there() -> None:
    assert lit(_tile("call", ASKED)) == {"yellow", "buzzer"}
    assert lit(_tile("call", ANSWERED)) == {"yellow"}


def test_an_open_call_burns_yellow_beside_a_red_stop() -> None:
    assert lit(_tile("stopped", ANSWERED)) == {"red", "yellow"}


@pytest.mark.parametrize(("call_type", "lamp"), [("help", "yellow"), ("material", "blue"), ("safety", "red")])
def test_a_call_burns_in_the_colour_of_its_type(call_type: str, lamp: Lamp) -> None:
    call = OpenCall(id=1, type=call_type, since=0, arrived=5)
    assert lit(_tile("call", call)) == {lamp}
    assert lit(_tile("stopped", call)) == {lamp, "red"}


def test_two_calls_burn_in_two_colours() -> None:
    assert lit(_tile("call", ANSWERED, OpenCall(id=2, type="material", since=0))) == {"yellow", "blue", "buzzer"}


def test_no_call_is_green_and_one_of_a_type_that_is_gone_is_yellow() -> None:
    for call_type in ("odd", "gone"):
        assert lit(_tile("call", OpenCall(id=1, type=call_type, since=0, arrived=5))) == {"yellow"}


T = 1_000_000
GREEN: Lamps = frozenset({"green"})


def glow(*burning: Lamp, of: tuple[Lamp, ...] = LAMPS) -> Glow:
    return Glow(frozenset(burning), frozenset(of))


def test_lamps_that_agree_are_no_mismatch() -> None:
    assert compare(None, GREEN, glow("green"), T) is None
    assert compare(Mismatch(T, GREEN, frozenset()), GREEN, glow("green"), 2 * T) is None


def test_a_mismatch_counts_from_when_it_was_first_seen_and_from_anew_when_told_anew() -> None:
    first = compare(None, GREEN, glow(), T)
    assert first == Mismatch(T, GREEN, frozenset())
    assert first.due == T + DIFFER_US_MAX
    still = compare(first, GREEN, glow("red"), 2 * T)
    assert still == Mismatch(T, GREEN, frozenset({"red"}))
    assert compare(still, frozenset({"yellow"}), glow("red"), 3 * T) == Mismatch(3 * T, {"yellow"}, {"red"})


def test_a_light_is_judged_by_the_lamps_it_has() -> None:
    assert compare(None, frozenset({"blue"}), glow(of=("green", "yellow", "red")), T) is None
    assert compare(None, GREEN, glow(of=("green", "yellow", "red")), T) is not None


def test_lamps_are_told_in_one_order() -> None:
    assert in_words(listed(frozenset({"buzzer", "yellow"}))) == "yellow+buzzer"
    assert in_words(listed(frozenset())) == "dark"
