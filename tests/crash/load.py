"""Four hands on four boxes and four programs that post, each remembering what was acknowledged to it."""

from __future__ import annotations

import http.client
import threading
import time
from contextlib import suppress
from random import Random
from typing import Self

from firmware_sim.box import Kind
from firmware_sim.pty_port import PtyPort
from tests.books.plant import STATIONS
from tests.house import House, exchange

RING_LEFT = 8  # a hand waits while the box's memory is nearly full, so that nothing is lost there
ITEMS = 5  # readings of one request


class Hand:
    """Pulls and releases a box's cord."""

    def __init__(self, port: PtyPort, random: Random) -> None:
        self.port, self._random = port, random
        self.edges = 0

    def run(self, stop: threading.Event) -> None:
        while not stop.wait(self._random.uniform(0.02, 0.12)):
            if self.port.box.waiting + RING_LEFT < 32:
                (self.port.release if self.edges % 2 else self.port.press)(Kind.YELLOW)
                self.edges += 1


class Program:
    """Posts readings, each with a number, and repeats a request until it is answered."""

    def __init__(self, house: House, number: int, token: str) -> None:
        self._house, self._number, self._token = house, number, token
        self.acknowledged: list[str] = []
        self.answered: list[tuple[float, float]] = []  # when asked, when answered
        self.refused: list[object] = []
        self._seq = 0

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            self._deliver(self._next_items(), stop)

    def _next_items(self) -> list[dict[str, object]]:
        place = {"line": "weld", "station": STATIONS[self._number], "point": "fault", "boot": "b1"}
        items = []
        for _ in range(ITEMS):
            self._seq += 1
            items.append({**place, "value": f"E-{self._number}-{self._seq}", "seq": self._seq})
        return items

    def _deliver(self, items: list[dict[str, object]], stop: threading.Event) -> None:
        while True:
            asked = time.monotonic()
            with suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPConnection("127.0.0.1", self._house.port, timeout=20)
                status, said = exchange(connection, "POST", "/api/v1/signals", items, self._token)
                connection.close()
                if status < 300:
                    assert said["accepted"] + said["duplicates"] == ITEMS, said
                    self.answered.append((asked, time.monotonic()))
                    self.acknowledged += [str(item["value"]) for item in items]
                    return
                if status != 503:
                    self.refused.append(said)
                    return
            if stop.wait(0.03):
                return  # unanswered: it may be in the book or not, and either is right


class Load:
    """All of them at once, from `with` to `settle`."""

    def __init__(self, house: House, seed: int) -> None:
        token = house.token("signals")
        self.hands = [Hand(port, Random(f"{seed}/{port.box.uid}")) for port in house.boxes]
        self.programs = [Program(house, number, token) for number in range(len(STATIONS))]
        self._stop = threading.Event()
        workers = [*self.hands, *self.programs]
        self._threads = [threading.Thread(target=worker.run, args=(self._stop,), daemon=True) for worker in workers]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *ended: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(25)

    def answered_since(self, instant: float) -> float | None:
        """When the first request asked after an instant was answered."""
        answers = [
            answered for program in self.programs for asked, answered in program.answered[-50:] if asked > instant
        ]
        return min(answers, default=None)
