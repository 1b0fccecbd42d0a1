"""The recorder with its desk, the files of a plan, and the web on them: what an edit on a page goes through."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from andon.base.clock import Clock
from andon.config import load
from andon.config.first import FirstPlan, first_files
from andon.journal.connect import BOOK
from andon.journal.reader import Reader
from andon.journal.writer import Writer
from andon.model.command import AdoptPlan
from andon.model.signal import Signal
from andon.runtime.desk import DeskClient, DeskServer
from andon.runtime.inbox import Asked, Inboxes, Item
from andon.runtime.plan_files import PlanFiles
from andon.runtime.recorder import Recorder
from andon.runtime.verbs import Verbs
from andon.web.app import create_app

TOKEN = "an engineer's program"
ANSWERS = FirstPlan(site="Works", timezone="UTC", language="en", line="Paint", stations=("Oven", "Sander"))


@dataclass
class Works:
    """`files` is the folder of the configuration; `heard` puts a signal into the recorder's inbox."""

    client: FlaskClient
    files: Path
    data: Path
    recorder: Recorder
    inboxes: Inboxes

    def get(self, path: str) -> Any:
        return self.client.get(path, headers=self._headers())

    def post(self, path: str, body: Any) -> Any:
        return self.client.post(path, json=body, headers=self._headers())

    def draft(self) -> dict[str, Any]:
        said = self.get("/api/v1/plan/draft")
        assert said.status_code == 200, said.text
        return said.json

    def version(self) -> int:
        return int(self.draft()["version"])

    def heard(self, address: str, value: Any) -> None:
        done = threading.Event()
        signal = Signal(address, value, Clock().now())
        self.inboxes.put(Item("test", signal, done=lambda receipt: done.set()))
        assert done.wait(10)

    def texts(self) -> dict[str, str]:
        return {name: (self.files / name).read_text() for name in ("plan.toml", "shifts.toml", "reasons.toml")}

    @staticmethod
    def _headers() -> dict[str, str]:
        return {"Authorization": f"Bearer {TOKEN}"}


@contextmanager
def opened(folder: Path) -> Iterator[Works]:
    """Begun by `andon init`'s own files; its plan is adopted."""
    files, data, stop, clock = folder / "config", folder / "d", threading.Event(), Clock()
    files.mkdir()
    data.mkdir()
    for name, text in first_files(ANSWERS).items():
        (files / name).write_text(text)
    configuration = load(files / "andon.toml")
    with Writer(data / BOOK) as writer:
        writer.add_token("mai", hashlib.sha256(TOKEN.encode()).digest(), "plan calls", clock.now())
        recorder, inboxes = Recorder(writer, clock), Inboxes()
        inboxes.open("test")
        recorder.process([Item("config", Asked(AdoptPlan(who="config", plan=configuration.plan), clock.now()))])
        verbs = Verbs(inboxes, writer, clock, strangers=recorder.strangers).table()
        verbs |= PlanFiles(configuration.plan_files, data / "plan-before", verbs["adopt-plan"]).verbs()
        thread = threading.Thread(target=recorder.run, args=(inboxes, lambda: 0.01, stop))
        thread.start()
        server = DeskServer(data / "desk.sock", verbs)
        app = create_app(Reader(data / BOOK), DeskClient(data / "desk.sock"), clock)
        app.testing = False
        try:
            yield Works(app.test_client(), files, data, recorder, inboxes)
        finally:
            server.close()
            stop.set()
            thread.join(10)
