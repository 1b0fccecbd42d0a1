"""Killed in every state of a call and of a stop, and started again: the same state, the same deadline, fired once."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from andon.base.errors import CommandRejected
from andon.base.units import US_PER_S, to_iso
from andon.floor.transitions import CALLS, STOP_ANSWERS, CallPhase, StopPhase
from andon.runtime.desk import DeskClient
from tests.crash import states
from tests.crash.states import CALL_LINES, LATER_S, LONG_S, SOON_S, STOP_LINES, Hand
from tests.house import PROCESSES, House, andon
from tests.patience import eventually

Tile = dict[str, Any]
Tiles = dict[tuple[str, str], Tile]
EDGES = 12  # more than a hand can make


class Plant:
    """The service with every state in it, and the ids of what was opened."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.hand = Hand(DeskClient(house.data / "desk.sock"))
        self.calls: dict[str, int] = {}
        self.stops: dict[str, int] = {}
        self.token = ""
        self.before: Tiles = {}
        self.after: Tiles = {}

    def bring_about(self) -> None:
        self.token = self.house.token("signals")
        for phase, line in CALL_LINES.items():
            self._bring_call(line, states.way_to_call(phase))
        for phase, line in STOP_LINES.items():
            if phase != "none":
                self.stops[line] = self.hand.stop(line)
                for said in states.way_to_stop(phase):
                    self.hand.answer("stop", self.stops[line], said)
        self.flap()
        self._bring_call("frozen", ["ask"])
        self.hand.stop("frozen", "beside")
        eventually(lambda: self.tile(CALL_LINES["expired"])["stop"])
        for line in ("soon", "later"):
            self._bring_call(line, ["ask"])
        for line in ("runs-out", "will-run-out"):
            self.stops[line] = self.hand.stop(line)

    def _bring_call(self, line: str, way: list[Any]) -> None:
        for given in way:
            if given == "ask":
                self.calls[line] = self.hand.raise_call(line)
            elif given != "window-ends":
                self.hand.answer("call", self.calls[line], given)

    def flap(self, **more: object) -> None:
        """A cord moves so often that no hand moves it."""
        edge = {"line": "chatter", "station": "s", "point": "cord", **more}
        edges = [edge | {"value": (n + 1) % 2} for n in range(EDGES)]
        status, said = self.house.ask("POST", "/api/v1/signals", edges, self.token)
        assert status == 200 and said["accepted"] == EDGES, said

    def tiles(self) -> Tiles:
        """What the board says of calls and stops, and until when."""
        board = self.house.ask("GET", "/api/v1/board")[1]
        return {
            (line["id"], station["id"]): {key: station[key] for key in ("state", "since", "calls", "stop", "triggers")}
            for line in board["lines"]
            for station in line["stations"]
        }

    def tile(self, line: str, station: str = "s") -> Tile:
        return self.tiles()[line, station]

    def kill(self) -> None:
        """`kill -9`: the watcher first, that nobody starts anything again, then all the others at once."""
        pids = [self.house.pid(name) for name in PROCESSES]
        self.house.kill_all_at_once()
        for number in pids:
            with suppress(ProcessLookupError):
                os.kill(number, 9)
        eventually(lambda: not any(map(_alive, pids)), 6)

    def window_end(self, line: str) -> int:
        """When the call of a line asks for a stop, by what was said last."""
        told = "kind IN ('CallRaised', 'CallWindowMoved')"
        sql = f"SELECT json_extract(body, '$.until') FROM event WHERE {told} AND line = '{line}' ORDER BY seq DESC"
        return int(self.house.read(sql)[0][0])

    def buffer_end(self, line: str, buffer_s: int) -> int:
        return self.events("StopBegan", line)[0] + buffer_s * US_PER_S

    def fired(self, kind: str, line: str) -> list[int]:
        """When the deadlines of a line were dated."""
        sql = f"SELECT at FROM entry WHERE kind = '{kind}' AND json_extract(body, '$.line') = '{line}'"
        return [at for (at,) in self.house.read(sql)]

    def events(self, kind: str, line: str, station: str = "s") -> list[int]:
        sql = f"SELECT at FROM event WHERE kind = '{kind}' AND line = '{line}' AND station = '{station}'"
        return [at for (at,) in self.house.read(sql)]


def _alive(number: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(number, 0)
        return True
    return False


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plant]:
    """The plant after two kills; a window and a buffer ran out while it was down."""
    folder = tmp_path_factory.mktemp("states")
    plan_file = folder / "plan.toml"
    plan_file.write_text(states.plan(), encoding="utf-8")
    with House(folder, plan_file=plan_file) as house:
        house.start()
        made = Plant(house)
        made.bring_about()
        made.before = made.tiles()
        made.kill()
        down_until = max(made.window_end("soon"), made.buffer_end("runs-out", SOON_S))
        eventually(lambda: time.time() * US_PER_S > down_until, 10)
        house.start()
        made.kill()
        house.start()
        made.after = made.tiles()
        yield made


@pytest.mark.parametrize("phase", CALL_LINES)
def test_a_call_is_as_far_as_it_had_come(plant: Plant, phase: CallPhase) -> None:
    place = CALL_LINES[phase], "s"
    assert phase_of_call(plant.before[place]) == phase
    assert plant.after[place] == plant.before[place]


@pytest.mark.parametrize("phase", STOP_LINES)
def test_the_answer_to_a_stop_is_as_far_as_it_had_come(plant: Plant, phase: StopPhase) -> None:
    place = STOP_LINES[phase], "s"
    assert phase_of_stop(plant.before[place]["stop"]) == phase
    assert plant.after[place] == plant.before[place]


@pytest.mark.parametrize("phase", CALL_LINES)
def test_the_recorder_takes_the_next_step_of_the_table_of_calls(plant: Plant, phase: CallPhase) -> None:
    line, at = CALL_LINES[phase], phase
    for said in ("acknowledge", "arrive") if line in plant.calls else ():
        step = CALLS[at, said]
        if step.act == "ignore":
            because = "the call is over" if at == "expired" else step.because
            with pytest.raises(CommandRejected, match=because):
                plant.hand.answer("call", plant.calls[line], said)
        else:
            plant.hand.answer("call", plant.calls[line], said)
        at = step.phase
    if CALLS[phase, "ask"].act == "raise":
        assert plant.hand.raise_call(line)
    else:
        with pytest.raises(CommandRejected):
            plant.hand.raise_call(line)


@pytest.mark.parametrize("phase", [phase for phase in STOP_LINES if phase != "none"])
def test_the_recorder_takes_the_next_step_of_the_table_of_stops(plant: Plant, phase: StopPhase) -> None:
    line, at = STOP_LINES[phase], phase
    for said in ("acknowledge", "arrive"):
        step = STOP_ANSWERS[at, said]
        if step.act == "ignore":
            with pytest.raises(CommandRejected, match=step.because):
                plant.hand.answer("stop", plant.stops[line], said)
        else:
            plant.hand.answer("stop", plant.stops[line], said)
        at = step.phase


@pytest.mark.parametrize("line", [CALL_LINES["expired"], "soon", "later"])
def test_a_window_ends_once_and_when_it_was_due(plant: Plant, line: str) -> None:
    due = plant.window_end(line)
    eventually(lambda: plant.tile(line)["stop"], LATER_S + 10)
    assert plant.fired("WindowEnded", line) == [due]
    assert plant.events("CallEnded", line) == plant.events("StopBegan", line) == [due]


@pytest.mark.parametrize(("line", "buffer_s"), [("runs-out", SOON_S), ("will-run-out", LATER_S)])
def test_a_buffer_runs_out_once_and_when_it_was_due(plant: Plant, line: str, buffer_s: int) -> None:
    due = plant.buffer_end(line, buffer_s)
    eventually(lambda: plant.tile(line, "next")["state"] == "starved", LATER_S + 10)
    assert plant.fired("BufferEnded", line) == plant.events("StopBegan", line, "next") == [due]


def test_a_frozen_window_has_as_much_left_as_before(plant: Plant) -> None:
    place = "frozen", "s"
    assert plant.after[place] == plant.before[place]
    (call,) = plant.after[place]["calls"]
    assert call["until"] is None
    (asked,), (stopped,) = plant.events("CallRaised", "frozen"), plant.events("StopBegan", "frozen", "beside")
    plant.hand.restart("frozen", "beside")
    (restarted,) = eventually(lambda: plant.events("StopEnded", "frozen", "beside"))
    assert plant.window_end("frozen") == restarted + LONG_S * US_PER_S - (stopped - asked)


def test_a_cord_that_chattered_is_still_one_pull_and_one_mark(plant: Plant) -> None:
    (pulled,) = plant.events("CallRaised", "chatter")
    plant.flap(at=to_iso(pulled + US_PER_S))
    assert plant.tile("chatter")["calls"][0]["id"] == plant.before["chatter", "s"]["calls"][0]["id"]
    assert plant.events("CallEnded", "chatter") == []
    assert plant.house.read("SELECT count(*) FROM oddity WHERE about = 'chattering'") == [(1,)]


def test_all_of_it_is_what_the_journal_says(plant: Plant) -> None:
    plant.house.stop()
    verified = andon("verify", "--data", plant.house.data)
    assert (verified.returncode, verified.stdout) == (0, f"{plant.house.data}: the book agrees with itself\n")
    assert "Traceback" not in plant.house.log(), plant.house.log()


def phase_of_call(tile: Tile) -> CallPhase:
    if not tile["calls"]:
        return "expired" if tile["stop"] else "none"
    (call,) = tile["calls"]
    if call["arrived"]:
        return "arrived" if call["at_station"] else "coming"
    return "heard" if call["acknowledged"] else "raised"


def phase_of_stop(stop: Tile | None) -> StopPhase:
    if stop is None:
        return "none"
    if stop["arrived"]:
        return "arrived" if stop["at_station"] else "coming"
    return "heard" if stop["acknowledged"] else "open"
