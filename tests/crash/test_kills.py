"""`kill -9` at any moment: what was acknowledged is in the book, once; and the service is back before anyone minds.

A default run kills the recorder 12 times; `ANDON_KILLS=50` is the whole promise.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.books.plant import STATIONS
from tests.crash.load import Load
from tests.house import House, andon
from tests.patience import eventually

KILLS = int(os.environ.get("ANDON_KILLS", "12"))
SEED = int(os.environ.get("ANDON_SEED", "20261122"))
READY_WITHIN_S = 3.0


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as opened:
        opened.start()
        yield opened


def book_agrees(house: House, load: Load) -> None:
    """Nothing acknowledged is lost, nothing is there twice, everything is in order."""
    for hand in load.hands:
        eventually(lambda hand=hand: hand.port.box.waiting == 0, 10)
        address = f"box/{hand.port.box.uid}/cord"
        values = house.read(f"SELECT json_extract(body, '$.value') FROM entry WHERE {of(address)} ORDER BY seq")
        kept = [value for (value,) in values]
        first_told = kept[:1] == [0]  # at first contact the box says how its cord stands: let go
        assert kept[first_told:] == [1 - n % 2 for n in range(hand.edges)]
        assert hand.port.box.lost == 0
    for program, station in zip(load.programs, STATIONS, strict=True):
        values = house.read(
            f"SELECT json_extract(body, '$.value') FROM entry WHERE {of(f'weld/{station}/fault')} ORDER BY seq"
        )
        kept = [value for (value,) in values]
        assert len(kept) == len(set(kept)), "doubled"
        assert kept[: len(program.acknowledged)] == program.acknowledged, "lost or out of order"
        assert program.refused == []


def of(address: str) -> str:
    return f"kind = 'SignalAccepted' AND json_extract(body, '$.address') = '{address}'"


def test_the_recorder_killed_at_random_loses_nothing_doubles_nothing_and_is_back_soon(house: House) -> None:
    chance, ready_after_s = Random(SEED), []
    with Load(house, SEED) as load:
        for _ in range(KILLS):
            load_time = time.monotonic()
            eventually(lambda since=load_time: load.answered_since(since))
            time_to_kill = time.monotonic() + chance.uniform(0.0, 0.6)
            eventually(lambda until=time_to_kill: time.monotonic() >= until)
            house.kill("recorder")
            killed = time.monotonic()
            ready = eventually(lambda since=killed: load.answered_since(since), 10)
            ready_after_s.append(ready - killed)
    book_agrees(house, load)
    stopped_after_s = house.stop()
    verified = andon("verify", "--data", house.data)
    acknowledged = sum(len(program.acknowledged) for program in load.programs)
    edges = sum(hand.edges for hand in load.hands)
    print(f"\n{KILLS} kills: {acknowledged} readings, {edges} edges; ready after {max(ready_after_s):.2f} s at most")
    assert verified.returncode == 0, verified.stdout
    assert max(ready_after_s) < READY_WITHIN_S, ready_after_s
    assert stopped_after_s < 5
    assert "Traceback" not in house.log(), house.log()


@pytest.mark.parametrize("name", ["web", "forward"])
def test_killing_another_process_disturbs_no_recording(house: House, name: str) -> None:
    recorder = house.pid("recorder")
    with Load(house, SEED) as load:
        for _ in range(3):
            edges = [hand.edges for hand in load.hands]
            house.kill(name)
            eventually(lambda was=edges: all(hand.edges > n + 5 for hand, n in zip(load.hands, was, strict=True)))
            eventually(house.is_well)
    assert house.pid("recorder") == recorder
    book_agrees(house, load)
    slowest = house.read("SELECT max(commit_us) FROM pulse")
    assert slowest[0][0] < 1_000_000
