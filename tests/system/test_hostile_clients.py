"""Slow, hostile and greedy clients: the boards stay live, pages answer, the recorder does not notice."""

from __future__ import annotations

import itertools
import json
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from firmware_sim.box import Kind
from tests.house import House, Screen
from tests.patience import eventually

HOSTILE = Path(__file__).with_name("hostile.py")
STATIONS = 16  # so that no cord is pulled again within the three seconds in which that is the same pull
PULLS, EVERY_S = 40, 0.2
BEATS_MISSED_S = 3.0  # three of them: then a page greys itself
PLAN = """
site = "Plant"
timezone = "UTC"
call_types = [{ id = "help", name = "Help" }]
reasons = [
    { id = "broken", name = "Broken", class = "abnormality", category = "equipment" },
    { id = "not-yet-known", name = "Not yet known", class = "unknown" },
]
[[lines]]
id = "weld"
name = "Welding"
"""
PAGES = ("/", "/board/weld", "/history", "/healthz", "/api/v1/board", "/api/v1/calls")


@contextmanager
def crowd(house: House) -> Iterator[list[dict[str, Any]]]:
    """The hostile ones, from when all are there; afterwards what they were told."""
    command = [sys.executable, str(HOSTILE), str(house.port), house.token("signals")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin and process.stdout
        told = [json.loads(process.stdout.readline())]
        try:
            yield told
        finally:
            process.stdin.close()
        told.append(json.loads(process.stdout.readline()))


def plant(folder: Path) -> House:
    """A line of stations, each with a box and nothing else."""
    uids = [f"A00000{number:02}" for number in range(STATIONS)]
    stations = (f'[[lines.stations]]\nid = "w{n}"\nname = "W{n}"\nbox = "{uid}"\n' for n, uid in enumerate(uids))
    plan = folder / "plan.toml"
    plan.write_text(PLAN + "".join(stations), encoding="utf-8")
    return House(folder, plan_file=plan, uids=uids)


def pull(house: House, screen: Screen, pulls: range) -> list[float]:
    """Pull cords, one after the other, and set them right; how long after each pull the screen showed it, in s."""
    took, pause = [], threading.Event()
    for number in pulls:
        box, station = house.boxes[number % STATIONS], f"w{number % STATIONS}"
        begun, heard = time.monotonic(), len(screen.heard)
        box.press(Kind.YELLOW)
        took.append(seen(screen, heard, station, is_called=True) - begun)
        box.release(Kind.YELLOW)
        heard = len(screen.heard)
        box.press(Kind.RESTART)
        seen(screen, heard, station, is_called=False)
        box.release(Kind.RESTART)
        pause.wait(max(0.0, begun + EVERY_S - time.monotonic()))
    return took


def seen(screen: Screen, after: int, station: str, *, is_called: bool) -> float:
    """When the screen showed it."""

    def look() -> list[float]:
        return [
            at
            for at, kind, said in screen.heard[after:]
            if kind == "change" and (said["station"], bool(said["calls"])) == (station, is_called)
        ]

    return eventually(look, 10)[0]


def beats(screen: Screen) -> list[float]:
    return [at for at, kind, _ in screen.heard if kind == "beat"]


def in_ms(took: list[float]) -> str:
    return f"p50 {statistics.median(took) * 1000:.1f} ms, slowest {max(took) * 1000:.1f} ms"


def test_the_boards_stay_live_and_the_recorder_does_not_notice(tmp_path: Path) -> None:
    with plant(tmp_path) as house:
        house.start()
        recorder, web = house.pid("recorder"), house.pid("web")
        screen = Screen(house.port)
        quiet = pull(house, screen, range(PULLS // 2))
        with crowd(house) as told:
            besieged = pull(house, screen, range(PULLS // 2, PULLS // 2 + PULLS))
            late = Screen(house.port)  # a screen that is switched on in the middle of it
            late.wait_for(lambda kind, _: kind == "board")
            answers = [house.ask("GET", path)[0] for path in PAGES for _ in range(3)]
            late.wait_for(lambda kind, _: kind == "beat")
        print(f"cord to screen: {in_ms(quiet)}; besieged {in_ms(besieged)}")
        print(*told, sep="\n")
        heard = beats(screen)
        assert set(answers) == {200}
        assert max(b - a for a, b in itertools.pairwise(heard)) < BEATS_MISSED_S
        assert (house.pid("recorder"), house.pid("web")) == (recorder, web)
        assert told[1]["wrong"] == []
        assert 0 < told[0]["stream 200"] <= 100
        assert told[0]["stream 200"] + told[0]["stream 503"] == 1000
        assert "Traceback" not in house.log()
