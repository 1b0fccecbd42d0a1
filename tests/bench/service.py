"""Figures of a whole running service: latency, intake, fan-out, memory."""

from __future__ import annotations

import http.client
import resource
import selectors
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from firmware_sim.box import Kind
from firmware_sim.pty_port import PtyPort
from tests.bench import bare
from tests.bench.figures import Figure, percentile
from tests.books.plant import STATIONS
from tests.house import PROCESSES, House, Screen, exchange
from tests.patience import eventually

POSTS = 300
BATCH = 100  # readings of one request
PROGRAMS = 4
SECONDS = 6.0
SCREENS = 500
ROUNDS = 30


def measure(folder: Path) -> list[Figure]:
    """All of them on one service, one after the other."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    with House(folder) as house:
        screens = f"[web]\nscreens_max = {SCREENS + 20}"
        house.config.write_text(house.config.read_text().replace("[web]", screens))
        house.start()
        token = house.token("signals")
        return [
            *latency(house, token, folder),
            *intake_by_http(house, token, folder),
            *intake_by_serial(house, folder),
            *fan_out(house, token),
            *memory(house),
        ]


def fault(station: str, value: object) -> dict[str, object]:
    return {"line": "weld", "station": station, "point": "fault", "value": value}


def latency(house: House, token: str, folder: Path) -> list[Figure]:
    """From the first byte of the request until the change is on the screen."""
    screen, took = Screen(house.port), []
    screen.wait_for(lambda kind, said: kind == "board")
    for n in range(POSTS):
        begun, seen = time.monotonic(), len(screen.heard)
        status, said = house.ask("POST", "/api/v1/signals", fault("w1", f"E-{n}" if n % 2 else 0), token)
        assert status == 200, said
        if n == 0:
            continue
        at = screen.wait_for(lambda kind, said, since=seen: any(e[1] == "change" for e in screen.heard[since:]))
        change = next(event for event in screen.heard[seen:] if event[1] == "change")
        took.append((change[0] - begun) * 1000)
        assert at
    screen.close()
    with bare.keeping_server(folder) as port:
        base = bare.post_latencies_ms(port, POSTS)
    against = "bare POST + synced commit"
    return [
        Figure(
            f"signal -> stream, p{share:.0%}".rstrip("%"),
            percentile(took, share),
            "ms",
            percentile(base, share),
            against,
        )
        for share in (0.5, 0.99)
    ]


Reading = Callable[[str, int], dict[str, object]]


def piece(station: str, n: int) -> dict[str, object]:
    """A counter went on by one."""
    return {"line": "weld", "station": station, "point": "count", "value": n + 1}


def edge(station: str, n: int) -> dict[str, object]:
    """A fault comes or goes: each begins or ends a stop, moves a tile and is told to the archive."""
    return fault(station, f"E-{n}" if n % 2 else 0)


class Program:
    """Posts batches for a while on one connection."""

    def __init__(self, house: House, number: int, token: str, reading: Reading) -> None:
        self._house, self._number, self._token, self._reading = house, number, token, reading
        self.readings = 0

    def run(self, until: float) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", self._house.port, timeout=30)) as connection:
            while time.monotonic() < until:
                status, said = exchange(connection, "POST", "/api/v1/signals", self._batch(), self._token)
                assert status == 200 and said["accepted"] == BATCH, said
                self.readings += BATCH

    def _batch(self) -> list[dict[str, object]]:
        station, boot = STATIONS[self._number], f"{self._reading.__name__}-{self._number}"
        numbers = range(self.readings, self.readings + BATCH)
        return [self._reading(station, n) | {"boot": boot, "seq": n} for n in numbers]


def intake_by_http(house: House, token: str, folder: Path) -> list[Figure]:
    base = bare.rows_per_s(folder, BATCH, SECONDS / 2)
    against = "bare SQLite, same batches, synced"
    return [
        Figure(f"{what} by HTTP, batches of {BATCH}", posted_per_s(house, token, reading), "/s", base, against)
        for what, reading in (("pieces", piece), ("stops", edge))
    ]


def posted_per_s(house: House, token: str, reading: Reading) -> float:
    programs = [Program(house, number, token, reading) for number in range(PROGRAMS)]
    begun = time.monotonic()
    threads = [threading.Thread(target=program.run, args=(begun + SECONDS,)) for program in programs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(program.readings for program in programs) / (time.monotonic() - begun)


def pull_as_fast_as_it_goes(port: PtyPort, until: float) -> int:
    edges, pause = 0, threading.Event()
    while time.monotonic() < until:
        if port.box.waiting < 16:
            (port.release if edges % 2 else port.press)(Kind.YELLOW)
            edges += 1
        else:
            pause.wait(0.0005)
    return edges


def intake_by_serial(house: House, folder: Path) -> list[Figure]:
    """Boxes keep 8 edges in flight; each is acknowledged when it is on disk."""
    begun, edges = time.monotonic(), []
    threads = [
        threading.Thread(target=lambda port=port: edges.append(pull_as_fast_as_it_goes(port, begun + SECONDS)))
        for port in house.boxes
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    eventually(lambda: all(port.box.waiting == 0 for port in house.boxes), 10)
    rate = sum(edges) / (time.monotonic() - begun)
    base = bare.rows_per_s(folder, 8, SECONDS / 2)
    return [
        Figure(
            f"cords by serial, {len(house.boxes)} boxes on ptys", rate, "/s", base, "bare SQLite, batches of 8, synced"
        )
    ]


def watch(port: int, screens: int) -> list[socket.socket]:
    """So many open streams."""
    opened = []
    for _ in range(screens):
        stream = socket.create_connection(("127.0.0.1", port), timeout=20)
        stream.sendall(b"GET /api/v1/stream HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n\r\n")
        opened.append(stream)
    for stream in opened:
        said = b""
        while b"event: board" not in said:
            part = stream.recv(65_536)
            assert part, said[:200]
            said += part
        stream.setblocking(False)
    return opened


def one_change(house: House, token: str, selector: selectors.BaseSelector, screens: int, value: object) -> list[float]:
    """From the request until each screen has the change."""
    begun, took = time.monotonic(), {}
    asking = threading.Thread(target=house.ask, args=("POST", "/api/v1/signals", fault("w1", value), token))
    asking.start()
    while len(took) < screens and time.monotonic() - begun < 10:
        for key, _ in selector.select(1):
            assert isinstance(key.fileobj, socket.socket)
            if b"event: change" in key.fileobj.recv(65_536):
                took.setdefault(key.fd, (time.monotonic() - begun) * 1000)
    asking.join()
    return list(took.values())


def fan_out(house: House, token: str) -> list[Figure]:
    streams = watch(house.port, SCREENS)
    with selectors.DefaultSelector() as selector:
        for stream in streams:
            selector.register(stream, selectors.EVENT_READ)
        one_change(house, token, selector, SCREENS, "E-warm")
        rounds = [one_change(house, token, selector, SCREENS, n % 2 and f"E-{n}") for n in range(ROUNDS)]
    for stream in streams:
        stream.close()
    whole = [ms for took in rounds for ms in took]
    spread = [ms - min(took) for took in rounds for ms in took]
    base = bare.fan_out_ms(SCREENS, ROUNDS, b"event: change\nid: 1\ndata: " + b"x" * 300 + b"\n\n")
    against = "bare sockets, one thread sends"
    return [
        Figure(
            f"fan-out to {SCREENS} screens, first to each, p99",
            percentile(spread, 0.99),
            "ms",
            percentile(base, 0.99),
            against,
        ),
        Figure(f"signal -> {SCREENS} screens, p99", percentile(whole, 0.99), "ms", percentile(base, 0.99), against),
    ]


def memory(house: House) -> list[Figure]:
    """After all of the above."""
    base = bare.resident_mb()
    return [
        Figure(f"resident, {name}", sum(map(resident_mb, family(house.pid(name)))), "MB", base, "bare interpreter")
        for name in PROCESSES
    ]


def family(number: int) -> Sequence[int]:
    listed = subprocess.run(["ps", "--ppid", str(number), "-o", "pid="], capture_output=True, text=True)
    return [number, *(int(word) for word in listed.stdout.split())]


def resident_mb(number: int) -> float:
    status = Path(f"/proc/{number}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024
