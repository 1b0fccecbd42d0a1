"""Figures of the box's wire: from a hand on the cord until its lamp burns, and until a board has it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from firmware_sim.box import Kind
from firmware_sim.pty_port import PtyPort
from tests.bench import bare_pty
from tests.bench.figures import Figure, percentile
from tests.books.plant import STATIONS
from tests.house import House, Screen
from tests.patience import eventually

PULLS = 100
EVERY_S = 0.8  # with four boxes each cord again after 3.2 s: a new pull, beyond the guard of 3 s
LOOK_S = 0.0002  # between two looks at a lamp: what is measured takes milliseconds
WITHIN_S = 5.0
SHARES = (0.5, 0.99)
AGAINST = "bare pty, synced commit, answer"
_PAUSE = threading.Event()


def measure(folder: Path) -> list[Figure]:
    """A service of its own."""
    folder.mkdir()
    with House(folder) as house:
        house.start()
        to_lamp, to_board = pulls(house)
    base = bare_pty.answers_ms(folder, PULLS)
    return [
        Figure(
            f"pull on the box -> {where}, p{share:.0%}".rstrip("%"),
            percentile(took, share),
            "ms",
            percentile(base, share),
            AGAINST,
        )
        for where, took in (("its lamp", to_lamp), ("board", to_board))
        for share in SHARES
    ]


def pulls(house: House) -> tuple[list[float], list[float]]:
    """Milliseconds to the lamp and to the board, of one pull after the other, going round the boxes."""
    screen = Screen(house.port)
    screen.wait_for(lambda kind, said: kind == "board")
    eventually(lambda: all(not port.shown().link_lost for port in house.boxes), 15)
    to_lamp, to_board = [], []
    for n in range(PULLS):
        port, station = house.boxes[n % len(house.boxes)], STATIONS[n % len(house.boxes)]
        begun, heard = time.monotonic(), len(screen.heard)
        port.press(Kind.YELLOW)
        to_lamp.append((_when(lambda port=port: "yellow" in port.shown().words()) - begun) * 1000)
        to_board.append((_on_board(screen, station, heard) - begun) * 1000)
        _end(port)
        _PAUSE.wait(max(0.0, begun + EVERY_S - time.monotonic()))
    screen.close()
    return to_lamp, to_board


def _when(holds: Callable[[], bool]) -> float:
    until = time.monotonic() + WITHIN_S
    while not holds():
        assert time.monotonic() < until
        _PAUSE.wait(LOOK_S)
    return time.monotonic()


def _on_board(screen: Screen, station: str, since: int) -> float:
    """When the change was heard, however long ago that was."""

    def calls(kind: str, said: dict[str, object]) -> bool:
        return kind == "change" and (said["station"], said["state"]) == (station, "call")

    found: list[float] = []

    def look() -> bool:
        found.extend(at for at, kind, said in screen.heard[since:] if calls(kind, said))
        return bool(found)

    _when(look)
    return found[0]


def _end(port: PtyPort) -> None:
    port.release(Kind.YELLOW)
    port.press(Kind.RESTART)
    eventually(lambda: "yellow" not in port.shown().words(), WITHIN_S)
    port.release(Kind.RESTART)
    eventually(lambda: port.box.waiting == 0, WITHIN_S)
