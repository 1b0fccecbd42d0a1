"""One device without its wire: what is said, what is not, who is alive."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andon.base.units import US_PER_MS, US_PER_S
from andon.model.signal import LifeSign, Receipt, Signal
from andon.sources.modbus.answers import Answer, Refusal, WireFailed
from andon.sources.modbus.codec import Read
from andon.sources.modbus.device import Device
from andon.sources.modbus.settings import DeviceSettings

NO_ANSWER = WireFailed("timeout", "no answer within 500 ms")
CORD, STATE = Read("coil", 0, 1), Read("holding", 10, 1)
POINTS = {
    "cord": {"to": "weld/w1/cord", "table": "coil", "at": 0},
    "state": {"to": "weld/w2/state", "table": "holding", "at": 10, "map": "packml"},
}


class Bench:
    """A device and the time it is told."""

    def __init__(self, points: dict[str, Any] = POINTS, **more: Any) -> None:
        settings = {"name": "plc", "address": "tcp://h", "points": points, **more}
        self.device = Device(DeviceSettings.model_validate(settings), 0)
        self.now_us = 0

    def polled(self, answers: dict[Read, Answer], after_ms: int = 100) -> list[Signal | LifeSign]:
        self.now_us += after_ms * US_PER_MS
        return self.device.polled(answers, self.now_us)

    def said(self, answers: dict[Read, Answer], after_ms: int = 100) -> list[tuple[str, object, bool]]:
        items = self.polled(answers, after_ms)
        return [(item.address, item.value, item.is_level) for item in items if isinstance(item, Signal)]

    def alive(self, answers: dict[Read, Answer], after_ms: int = 100) -> list[tuple[str, bool]]:
        items = self.polled(answers, after_ms)
        return [(item.device, item.alive) for item in items if isinstance(item, LifeSign)]

    def failed(self, failure: WireFailed = NO_ANSWER) -> list[str]:
        self.now_us += 500 * US_PER_MS
        return [sign.device for sign in self.device.failed(failure, self.now_us) if not sign.alive]


def at_rest(cord: int = 0, state: int = 6) -> dict[Read, Answer]:
    return {CORD: (cord,), STATE: (state,)}


def test_it_says_everything_once_and_then_what_changed() -> None:
    bench = Bench()
    assert bench.said(at_rest()) == [("weld/w1/cord", 0, True), ("weld/w2/state", "running", True)]
    assert bench.said(at_rest()) == []
    assert bench.said(at_rest(cord=1)) == [("weld/w1/cord", 1, False)]
    assert bench.said(at_rest(cord=1)) == []
    assert bench.said(at_rest(cord=0, state=2)) == [("weld/w1/cord", 0, False), ("weld/w2/state", "stopped", False)]


def test_after_a_silence_everything_is_a_level() -> None:
    bench = Bench(retries=0)
    bench.said(at_rest())
    assert bench.failed() == ["weld/w1", "weld/w2"]
    assert bench.said(at_rest(cord=1)) == [("weld/w1/cord", 1, True), ("weld/w2/state", "running", True)]


def test_a_single_missed_answer_silences_nobody() -> None:
    bench = Bench(retries=1)
    bench.said(at_rest())
    assert bench.failed() == []
    assert bench.device.wait_us(bench.now_us) == 0
    assert bench.failed() == ["weld/w1", "weld/w2"]
    assert bench.failed() == []  # told once


def test_it_is_asked_ever_less_often_and_after_its_return_in_its_beat() -> None:
    bench = Bench(retries=0)
    waits_ms = []
    for _ in range(6):
        bench.failed()
        waits_ms.append(bench.device.wait_us(bench.now_us) // US_PER_MS)
    assert waits_ms == [250, 500, 1000, 2000, 2000, 2000]
    bench.polled(at_rest())
    assert bench.device.wait_us(bench.now_us) == 100 * US_PER_MS


def test_a_late_answer_on_a_serial_wire_is_waited_out() -> None:
    device = Bench(retries=1).device
    device.failed(NO_ANSWER, 0, pause_us=400 * US_PER_MS)
    assert device.wait_us(0) == 400 * US_PER_MS


def test_life_is_told_at_most_once_a_second() -> None:
    bench = Bench()
    told = [bench.alive(at_rest(), 250) for _ in range(9)]
    assert [bool(signs) for signs in told] == [True, False, False, False, True, False, False, False, True]
    assert told[0] == [("weld/w1", True), ("weld/w2", True)]


def test_a_clock_that_was_set_keeps_nobody_waiting() -> None:
    bench = Bench()
    bench.polled(at_rest())
    bench.now_us -= 3600 * US_PER_S
    assert bench.device.wait_us(bench.now_us) <= 2 * US_PER_S
    assert bench.alive(at_rest()) == [("weld/w1", True), ("weld/w2", True)]


def test_a_refused_read_silences_its_own_station_only() -> None:
    bench = Bench()
    bench.polled(at_rest())
    refused: dict[Read, Answer] = {CORD: (0,), STATE: Refusal("it has nothing at this address (exception 2)")}
    assert bench.alive(refused) == [("weld/w2", False)]
    assert bench.alive(refused, 1000) == [("weld/w1", True)]
    status = bench.device.status()
    assert (status.state, status.counters["refused"]) == ("fault", 2)
    assert "holding 10: it has nothing at this address" in status.text
    assert ("weld/w2/state", "running", True) in bench.said(at_rest())


def test_a_station_heard_in_part_does_not_look_well() -> None:
    """Its cord is heard, and the signal is a sign of life to the recorder; so it is told silent again, after it."""
    points = {**POINTS, "state": {**POINTS["state"], "to": "weld/w1/state"}}
    bench = Bench(points)
    refused: dict[Read, Answer] = {CORD: (0,), STATE: Refusal("no")}
    bench.polled(refused)
    assert bench.alive(refused) == []
    first, last = bench.polled({**refused, CORD: (1,)})
    assert isinstance(first, Signal)
    assert last == LifeSign("weld/w1", bench.now_us, alive=False)


def test_an_unknown_state_is_a_word_that_is_no_state() -> None:
    bench = Bench()
    bench.said(at_rest())
    assert bench.said(at_rest(state=42)) == [("weld/w2/state", "unknown 42", False)]
    status = bench.device.status()
    assert (status.state, status.counters["unknown_states"]) == ("fault", 1)
    assert "state: unknown 42, which its table does not have" in status.text


def test_an_integer_read_as_float_is_counted_and_not_said() -> None:
    speed = {"to": "weld/w1/speed", "table": "input", "at": 0, "type": "f32"}
    bench, read = Bench({"speed": speed}), Read("input", 0, 2)
    assert bench.said({read: (0, 42)}) == []
    assert bench.device.status().counters["decode_errors"] == 1
    assert "speed: 0000 002A as f32" in bench.device.status().text
    assert bench.said({read: (0x4148, 0)}) == [("weld/w1/speed", 12.5, True)]
    assert bench.device.status().state == "up"


def test_flags_are_read_together_with_their_program() -> None:
    state = {"to": "w/1/state", "table": "holding", "at": 0, "map": "weihenstephan", "program_at": 5}
    bench = Bench({"state": state})
    flags, program = Read("holding", 0, 1), Read("holding", 5, 1)
    assert bench.said({flags: (1,), program: (16,)}) == [("w/1/state", "changeover", True)]
    assert bench.said({flags: (1,), program: (1,)}) == [("w/1/state", "stopped", False)]
    assert bench.alive({flags: (1,), program: Refusal("no")}) == [("w/1", False)]


def test_what_the_recorder_could_not_take_is_shown() -> None:
    device = Bench().device
    device.polled(at_rest(), 0)
    device.told("weld/w1/cord", Receipt("set-aside", 7, "the plan has no point 'weld/w1/cord'"))
    assert (device.status().state, device.status().counters["set_aside"]) == ("fault", 1)
    device.told("weld/w1/cord", Receipt("accepted", 8))
    assert device.status().state == "up"


def test_what_was_set_aside_is_said_again_as_a_level_until_it_is_taken() -> None:
    bench = Bench()
    bench.said(at_rest())
    bench.device.told("weld/w1/cord", Receipt("set-aside", 7, "the plan has no such point"))
    assert bench.said(at_rest(), 9_000) == []
    assert bench.said(at_rest(), 1_000) == [("weld/w1/cord", 0, True)]
    assert bench.said(at_rest(), 9_000) == []
    assert bench.said(at_rest(cord=1), 100) == [("weld/w1/cord", 1, False)]
    bench.device.told("weld/w1/cord", Receipt("accepted", 8))
    assert bench.said(at_rest(cord=1), 60_000) == []


@pytest.mark.parametrize(
    ("kind", "counter"), [("timeout", "timeouts"), ("garbled", "garbled"), ("gone", "disconnects")]
)
def test_each_trouble_has_its_counter(kind: Any, counter: str) -> None:
    bench = Bench()
    bench.failed(WireFailed(kind, "the words of it"))
    status = bench.device.status()
    assert (status.state, status.counters[counter]) == ("down", 1)
    assert "the words of it" in status.text


@given(st.lists(st.tuples(st.sampled_from(["ok", "refused", "silent"]), st.integers(0, 1), st.integers(0, 20))))
def test_what_was_said_last_is_how_it_stands_and_only_the_living_are_alive(steps: list[tuple[str, int, int]]) -> None:
    bench, known, alive = Bench(retries=0), dict[str, object](), dict[str, bool]()
    for kind, cord, state in steps:
        if kind == "silent":
            alive |= dict.fromkeys(bench.failed(), False)
            assert not any(alive.values())
            continue
        answers: dict[Read, Answer] = {CORD: (cord,), STATE: (state,) if kind == "ok" else Refusal("no")}
        for item in bench.polled(answers, 1000):
            if isinstance(item, Signal):
                known[item.address] = item.value
                alive[item.address.rpartition("/")[0]] = True
            else:
                alive[item.device] = item.alive
        assert known["weld/w1/cord"] == cord
        assert alive == {"weld/w1": True, "weld/w2": kind == "ok"}
        if kind == "ok":
            assert (known["weld/w2/state"] == "running") == (state in (6, 16))
