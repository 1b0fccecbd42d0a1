"""The recorder and the forward process as they really run, on a book that was made beforehand."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

from andon.journal.connect import BOOK
from andon.journal.tail import Tail
from andon.runtime.desk import DeskClient
from tests.books.generator import make_book
from tests.books.plant import PLAN_FILE
from tests.forwarders.influx.far_end import DATABASE
from tests.patience import eventually

_STARTS_WITHIN_S = 20.0
_STOPS_WITHIN_S = 5.0

_CONFIG = """\
[plan]
files = ["{plan}"]
[sources.http]
[forwarders.influx]
url = "{url}"
bucket = "{bucket}"
timeout_s = {timeout_s}
batch_points = {batch_points}
"""


class Plant:
    """A data folder with its book, its recorder, and its forward process, which may be killed."""

    def __init__(self, folder: Path, entries: int, url: str, *, batch_points: int, timeout_s: float = 10.0) -> None:
        self.data, self._config = folder / "data", folder / "andon.toml"
        self.data.mkdir()
        self.log = folder / "forward.log"
        make_book(self.data / BOOK, entries)
        said = _CONFIG.format(plan=PLAN_FILE, url=url, bucket=DATABASE, timeout_s=timeout_s, batch_points=batch_points)
        self._config.write_text(said, encoding="utf-8")
        self.desk = DeskClient(self.data / "desk.sock")
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start_recorder(self) -> None:
        self._start("recorder")
        eventually(lambda: (self.data / "desk.sock").exists(), _STARTS_WITHIN_S)

    def start_forward(self) -> None:
        self._start("forward")

    def kill_forward(self) -> None:
        """SIGKILL: nothing is said, nothing is closed."""
        process = self._running.pop("forward")
        process.kill()
        process.wait()

    def stop(self) -> None:
        """SIGTERM, to the forward process first."""
        for name in sorted(self._running):
            process = self._running.pop(name)
            process.send_signal(signal.SIGTERM)
            process.wait(_STOPS_WITHIN_S)

    def waited(self) -> int:
        """How often the forwarder has said that it waits."""
        return self.log.read_bytes().count(b"waiting")

    def cursor(self) -> int:
        tail = Tail(self.data / BOOK)
        try:
            return tail.cursor("influx")
        finally:
            tail.close()

    def rows(self, sql: str) -> list[tuple[int, ...]]:
        """What the book says, asked of SQLite itself."""
        connection = sqlite3.connect(f"file:{self.data / BOOK}?mode=ro", uri=True)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def top(self) -> int:
        """The last seq of the book."""
        return max(top or 0 for (top,) in self.rows("SELECT max(seq) FROM entry UNION ALL SELECT max(seq) FROM sample"))

    def _start(self, name: str) -> None:
        arguments = ["process", name, "--config", str(self._config), "--data", str(self.data)]
        with self.log.open("ab") as log:
            self._running[name] = subprocess.Popen([sys.executable, "-m", "andon", *arguments], stdout=log, stderr=log)
