"""Lamps follow the tile: green only where work runs, and a call burns beside a stop."""

from __future__ import annotations

from typing import get_args

import pytest

from andon.floor.lamps import lamps
from andon.model.event import OpenCall, StationChanged
from andon.model.event import StationState as Shown


def _tile(state: Shown, *calls: OpenCall) -> StationChanged:
    return StationChanged(at=0, line="paint", station="oven", state=state, signal="good", calls=list(calls))


ASKED = OpenCall(id=1, type="help", since=0)
ANSWERED = OpenCall(id=1, type="help", since=0, arrived=5)


@pytest.mark.parametrize("state", get_args(Shown))
def test_every_state_has_its_lamps_and_only_running_is_green(state: Shown) -> None:
    assert ("green" in lamps(_tile(state))) == (state == "running")


def test_without_a_signal_every_lamp_is_dark() -> None:
    assert lamps(_tile("no-signal")) == lamps(_tile("not-watched")) == frozenset()


def test_the_buzzer_ends_when_the_leader_is_there() -> None:
    assert lamps(_tile("call", ASKED)) == {"yellow", "buzzer"}
    assert lamps(_tile("call", ANSWERED)) == {"yellow"}


def test_an_open_call_burns_yellow_beside_a_red_stop() -> None:
    assert lamps(_tile("stopped", ANSWERED)) == {"red", "yellow"}
