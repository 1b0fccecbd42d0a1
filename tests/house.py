"""A whole service in a folder of its own, started as its users start it, with boxes on ptys beside it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from typing import Any, Self

from andon.journal.connect import BOOK, open_reader
from firmware_sim.box import Box
from firmware_sim.pty_port import PortServer, PtyPort
from tests.books.plant import PLAN_FILE, UIDS, write_config
from tests.patience import eventually

REPOSITORY = Path(__file__).parents[1]
PROCESSES = ("recorder", "forward", "web")


def free_port() -> int:
    """A port of this machine that nobody holds at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def andon(*arguments: str | Path, **settings: Any) -> subprocess.CompletedProcess[str]:
    """The command line, as a person types it."""
    command = [sys.executable, "-m", "andon", *map(str, arguments)]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=60, **settings)


class House:
    """`andon run` with a box for each uid. A context manager: whatever happens, nothing of it is left running."""

    def __init__(self, folder: Path, seed: int = 1, plan_file: Path = PLAN_FILE, uids: Sequence[str] = UIDS) -> None:
        self.folder, self.data = folder, folder / "data"
        self.port = free_port()
        self.config = write_config(folder, f"127.0.0.1:{self.port}", plan_file)
        self.boxes: list[PtyPort] = []
        self._uids = uids
        self._server = PortServer(Random(seed))
        self._process: subprocess.Popen[bytes] | None = None
        self._killed = ""  # when the recorder that was killed last had started

    def __enter__(self) -> Self:
        self._server.start()
        for number, uid in enumerate(self._uids, 1):
            self.boxes.append(self._server.add(Box(uid), self.folder / "ports" / f"box-{number:02}"))
        return self

    def __exit__(self, *ended: object) -> None:
        self.stop()
        self._server.stop()

    def start(self, within_s: float = 60.0) -> float:
        """Start the service; returns how many seconds it took until it said that it is well."""
        begun = time.monotonic()
        self.begin()
        eventually(lambda: self.is_well() or not self.is_running(), within_s)
        assert self.is_running(), self.log()
        return time.monotonic() - begun

    def begin(self) -> None:
        """Start the service and wait for nothing."""
        with (self.folder / "service.log").open("ab") as log:
            command = [sys.executable, "-m", "andon", "run", "--config", str(self.config)]
            self._process = subprocess.Popen(command, cwd=REPOSITORY, stdout=log, stderr=log)

    def is_running(self) -> bool:
        """Whether `andon run` itself is there."""
        return self._process is not None and self._process.poll() is None

    def stop(self, within_s: float = 10.0) -> float:
        """SIGTERM to `andon run`; returns how many seconds it took."""
        if self._process is None:
            return 0.0
        begun = time.monotonic()
        self._process.terminate()
        try:
            self._process.wait(within_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
        return time.monotonic() - begun

    def kill_all_at_once(self) -> None:
        """`kill -9` of `andon run` itself."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def log(self) -> str:
        return (self.folder / "service.log").read_text(encoding="utf-8", errors="replace")

    def pid(self, name: str) -> int:
        """Of a process of the service; 0 while it is not running."""
        with suppress(FileNotFoundError):
            return int((self.data / f"{name}.pid").read_text(encoding="utf-8"))
        return 0

    def kill(self, name: str) -> int:
        """`kill -9`, as soon as it runs; returns the pid that was."""
        number = eventually(lambda: self.pid(name))
        if name == "recorder":
            self._killed = self._health()[1] or self._killed
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
        return number

    def stall(self, name: str) -> None:
        """It is there and does nothing any more."""
        os.kill(eventually(lambda: self.pid(name)), signal.SIGSTOP)

    def is_well(self) -> bool:
        """Whether the recorder that runs now is well: the last pulse of one that was killed is good for 1.5 s."""
        status, started = self._health()
        return status == 200 and started != self._killed

    def _health(self) -> tuple[int, str]:
        """What /healthz says, and since when the recorder runs that pulsed last."""
        with suppress(OSError, http.client.HTTPException):
            status, said = self.ask("GET", "/healthz")
            return status, said.get("started", "")
        return 0, ""

    def ask(self, method: str, path: str, body: object = None, token: str = "") -> tuple[int, Any]:
        """(status, what was said) of one request."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            return exchange(connection, method, path, body, token)

    def token(self, *scopes: str, name: str = "test") -> str:
        """A new bearer token, as the command line gives it."""
        wanted = [word for scope in scopes for word in ("--scope", scope)]
        given = andon("token", "add", name, "--data", self.data, *wanted)
        assert given.returncode == 0, given.stderr
        return given.stdout.strip()

    def read(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of the book."""
        with closing(open_reader(self.data / BOOK)) as reader:
            return reader.execute(sql).fetchall()

    def read_if_there(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of a book that may not be there yet."""
        with suppress(sqlite3.Error):
            return self.read(sql)
        return []


def exchange(
    connection: http.client.HTTPConnection, method: str, path: str, body: object, token: str
) -> tuple[int, Any]:
    """One request on a connection that may be used again."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    connection.request(method, path, None if body is None else json.dumps(body), headers)
    answer = connection.getresponse()
    text = answer.read()
    return answer.status, json.loads(text) if "json" in answer.headers.get("Content-Type", "") else text


class Screen:
    """A board that watches the stream: every event with the instant it came, by the monotonic clock."""

    def __init__(self, port: int, query: str = "") -> None:
        self.heard: list[tuple[float, str, Any]] = []
        self._changed = threading.Condition()
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._connection.request("GET", f"/api/v1/stream{query}")
        self._answer = self._connection.getresponse()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def wait_for(self, holds: Callable[[str, Any], bool], within_s: float = 10.0) -> tuple[float, str, Any]:
        """The first event of which something holds."""
        found: list[tuple[float, str, Any]] = []

        def look() -> bool:
            found.extend(event for event in self.heard if holds(event[1], event[2]))
            return bool(found)

        with self._changed:
            assert self._changed.wait_for(look, within_s), f"not within {within_s} s: {self.heard[-3:]}"
        return found[0]

    def close(self) -> None:
        with suppress(OSError):
            if self._connection.sock:
                self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._connection.close()
        self._thread.join(5)

    def _listen(self) -> None:
        kind = ""
        with suppress(OSError, ValueError, http.client.HTTPException, AttributeError):
            for line in self._answer:
                at, text = time.monotonic(), line.decode().rstrip("\n")
                if text.startswith("event:"):
                    kind = text[6:].strip()
                elif text.startswith("data:"):
                    with self._changed:
                        self.heard.append((at, kind, json.loads(text[5:])))
                        self._changed.notify_all()
