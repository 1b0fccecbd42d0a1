"""Debian's chromium against the real server on a real book."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from andon.base.units import US_PER_S

from ..web.book import Book, make_plan
from ..web.served import Served

LONG = "Final inspection and packing"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    if shutil.which(CHROMIUM) is None:
        pytest.fail("these tests need a browser: apt-get install chromium", pytrace=False)
    return {"executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args() -> dict:
    return {"viewport": {"width": 1920, "height": 1080}, "locale": "en", "color_scheme": "dark"}


class Floor:
    """A book that lives: it pulses each second until it is told to fall silent."""

    def __init__(self, folder: Path) -> None:
        self.book = Book(folder)
        self.served: Served | None = None
        self.sources: list[dict] = []
        self._silent = threading.Event()
        self._over = threading.Event()
        self._heart: threading.Thread | None = None

    def open(
        self, counts: dict[str, int] | None = None, names: list[str] | None = None, *, secure: bool = False
    ) -> str:
        """Adopt a plan, serve it; the address."""
        self.adopt(counts or {"press": 2}, names)
        self.served = Served(self.book, secure=secure)
        self._heart = threading.Thread(target=self._beat, daemon=True)
        self._heart.start()
        return self.address

    @property
    def address(self) -> str:
        assert self.served is not None
        return self.served.address

    def adopt(self, counts: dict[str, int], names: list[str] | None = None) -> None:
        plan = make_plan(counts, names)
        self.book.adopt(plan)
        self.book.fill(plan)
        self.book.ring()

    def move(self, station: str, state: str, line: str = "press", **more) -> None:
        self.book.tile(line, station, state, **more)
        self.book.ring()

    def streams(self) -> int:
        """How many streams the server has open."""
        assert self.served is not None
        return self.served.json("/healthz")["streams"]

    def pulse(self) -> None:
        self.book.pulse(sources=self.sources)

    def fall_silent(self) -> None:
        self._silent.set()

    def speak(self) -> None:
        self._silent.clear()

    def serve_again(self) -> None:
        assert self.served is not None
        self.served = Served(self.book, self.served.port)

    def close(self) -> None:
        self._over.set()
        if self._heart:
            self._heart.join()
        if self.served:
            self.served.close()
        self.book.close()

    def _beat(self) -> None:
        while not self._over.is_set():
            if not self._silent.is_set():
                self.pulse()
            self._over.wait(1)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Floor]:
    """One floor for all who only look: line `l8` has eight stations, and so on; the first has a long name."""
    made = Floor(tmp_path_factory.mktemp("many"))
    names = [LONG, *(f"Station {number}" for number in range(2, 41))]
    made.open({f"l{stations}": stations for stations in (1, 5, 8, 10, 14, 40)}, names)
    yield made
    made.close()


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Floor]:
    """A floor with a past: many stops, many triggers, devices and oddities with long names."""
    made = Floor(tmp_path_factory.mktemp("busy"))
    book, now = made.book, made.book.clock.now()
    made.open({"press": 8}, [LONG, *(f"Station {number}" for number in range(2, 9))])
    for number in range(30):
        trigger = book.trigger(now - number * 7 * US_PER_S, station=f"s{number % 8 + 1}", stops=9)
        for again in range(5):
            began = now - (number * 600 + again * 5) * US_PER_S
            book.stop(began, began + 4_000 * US_PER_S, station=f"s{number % 8 + 1}", trigger=trigger)
    counters = dict.fromkeys(("frames", "refused", "connections", "bytes_received", "repeats"), 1234567)
    device = {"source": "modbus", "state": "down", "text": f"tcp://192.168.10.21:502 {'x' * 60}", "counters": counters}
    made.sources = [device | {"device": f"press-{number}/unit-{number}", "last_seen": now} for number in range(6)]
    for number in range(8):
        address = f"mqtt://broker/{'line/' * 12}{number}"
        book.insert("oddity", seq=number, n=0, at=now, about="unassigned", address=address, text="no point has it")
    book.insert("set_aside", id=1, at=now, where="forwarder influxdb", what="x" * 300, reason="the server refused it")
    book.insert("cursor", forwarder="influxdb", seq=book.seq - 2)
    made.pulse()
    yield made
    made.close()


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    made = Floor(tmp_path)
    yield made
    made.close()
