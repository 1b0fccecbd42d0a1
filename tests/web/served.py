"""The real server in a process of its own, and a client that reads its streams."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from .book import Book

WITHIN_S = 20.0
PAUSE = threading.Event()


def until(holds, what: str, within_s: float = WITHIN_S):
    """Ask again until it holds; the answer. Fails with `what` when it never does."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if found := holds():
            return found
        PAUSE.wait(0.01)  # between two looks; what is waited for is the condition
    raise AssertionError(f"within {within_s} s not: {what}")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class Served:
    """The web on a book."""

    def __init__(self, book: Book, port: int | None = None, streams_max: int = 40, *, secure: bool = False) -> None:
        self.book = book
        self.port = port or free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        command = [sys.executable, str(Path(__file__).with_name("book.py")), str(book.path), str(book.wake_path)]
        self.secure_port = free_port() if secure else None
        ports = [str(self.port), str(streams_max), *([str(self.secure_port)] if secure else [])]
        self.process = subprocess.Popen([*command, *ports], start_new_session=True)
        until(self.answers, "the server answers")

    def answers(self) -> bool:
        try:
            return self.get("/healthz").status > 0
        except OSError:
            return False

    def get(
        self, path: str, headers: dict[str, str] | None = None, method: str = "GET", address: str = "127.0.0.1"
    ) -> http.client.HTTPResponse:
        """`address`: of whoever asks; this machine has many."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, WITHIN_S, source_address=(address, 0))
        connection.request(method, path, headers=headers or {})
        return connection.getresponse()

    def json(self, path: str) -> dict:
        return json.load(self.get(path))

    def stream(self, query: str = "", headers: dict[str, str] | None = None) -> Iterator[dict]:
        """Opens a stream; its events as a browser hears them. Who waits for one that never comes fails in time."""
        answer = self.get(f"/api/v1/stream{query}", headers)
        assert answer.status == 200, answer.read()
        return events_of(answer)

    def workers(self) -> list[int]:
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in found.split()]

    def stop(self) -> float:
        """End it as the supervisor does; how many seconds that took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(WITHIN_S)
        return time.monotonic() - began

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def events_of(answer: http.client.HTTPResponse) -> Iterator[dict]:
    event: dict = {}
    deadline = time.monotonic() + WITHIN_S
    while line := answer.readline().decode():
        assert time.monotonic() < deadline, "the event that was waited for never came"
        name, _, value = line.rstrip("\n").partition(": ")
        if name:
            event[name] = value
        elif "data" in event:
            yield event | {"data": json.loads(event["data"])}
            event = {}
