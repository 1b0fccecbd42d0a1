"""Somebody walks by and presses restart, but only where nothing is the matter."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from firmware_sim.box import Box, Kind
from firmware_sim.onlooker import Onlooker
from firmware_sim.plant import Plant
from firmware_sim.pty_port import PortServer, PtyPort
from firmware_sim.scenarios import load
from firmware_sim.stack_light import GREEN, YELLOW

from .bench import UID
from .reference_host import lamps

QUIET = load("quiet")
ONE = replace(QUIET, lines=(replace(QUIET.lines[0], stations=QUIET.lines[0].stations[:1]),))


@pytest.fixture
def port(tmp_path: Path) -> Iterator[PtyPort]:
    server = PortServer(Random(1), clock_ms=lambda: 0)  # never started: time stands still, so no lease runs out
    yield server.add(Box(UID), tmp_path / "box-01")
    server.stop()


def test_a_lamp_that_calls_for_nothing_long_enough_is_noticed_once(port: PtyPort) -> None:
    onlooker = Onlooker(60, [port], Plant(ONE, 1))
    port.box.receive(lamps(UID, 1, YELLOW), 0)
    assert [bool(onlooker.look(now_s)) for now_s in (10, 40, 69, 70, 71, 72)] == [False] * 3 + [True] + [False] * 2


@pytest.mark.parametrize("bits", [0, GREEN])
def test_a_lamp_that_does_not_call_is_left_alone(port: PtyPort, bits: int) -> None:
    onlooker = Onlooker(60, [port], Plant(ONE, 1))
    port.box.receive(lamps(UID, 1, bits), 0)
    assert not onlooker.look(10) and not onlooker.look(100)


def test_where_somebody_is_busy_holds_the_button_or_the_station_stands_nobody_meddles(port: PtyPort) -> None:
    plant = Plant(ONE, 1)
    onlooker = Onlooker(60, [port], plant)
    port.box.receive(lamps(UID, 1, YELLOW), 0)
    plant.people.busy.add(0)
    assert not onlooker.look(10) and not onlooker.look(100)
    plant.people.busy.clear()
    plant.stations[0].hinder("fault")
    assert not onlooker.look(200) and not onlooker.look(300)
    plant.stations[0].free("fault")
    port.press(Kind.RED)
    assert not onlooker.look(400) and not onlooker.look(500)


def test_with_0_nobody_walks_by(port: PtyPort) -> None:
    onlooker = Onlooker(0, [port], Plant(ONE, 1))
    port.box.receive(lamps(UID, 1, YELLOW), 0)
    assert not onlooker.look(10) and not onlooker.look(100_000)
