"""A real book that a test writes as the recorder would, and a desk that keeps what it was asked."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import socket
import sqlite3
import sys
from pathlib import Path

from sqlalchemy import create_engine

from andon.base.clock import Clock
from andon.base.units import US_PER_S
from andon.journal import views
from andon.journal.tables import metadata
from andon.model.plan import CallType, Line, Plan, Point, Reason, Station

TOOL_BROKEN = {"en": "Tool broken", "vi": "Gãy dụng cụ"}


def make_plan(counts: dict[str, int] | None = None, names: list[str] | None = None, **more) -> Plan:
    """Lines with so many stations each, named in two languages."""
    lines = [
        Line(
            id=line,
            name={"en": line.title(), "ja": f"{line}ライン"},
            takt_s=60,
            stations=tuple(_station(i, names) for i in range(1, count + 1)),
        )
        for line, count in (counts or {"press": 2, "paint": 1}).items()
    ]
    reasons = (
        Reason(id="tool-broken", name=TOOL_BROKEN, stop_class="abnormality", category="equipment"),
        Reason(id="scratch", name="Scratch", stop_class="abnormality", category="quality"),
        Reason(id="unknown", name="Not known yet", stop_class="unknown"),
    )
    calls = (CallType(id="help", name={"en": "Help", "vi": "Giúp đỡ"}), CallType(id="material", name="Material"))
    agreed = {"site": {"en": "Works"}, "timezone": "Asia/Ho_Chi_Minh"} | more
    return Plan(lines=tuple(lines), reasons=reasons, call_types=calls, **agreed)


def _station(number: int, names: list[str] | None) -> Station:
    name = names[number - 1] if names else f"Station {number}"
    points = {kind: Point(kind=kind) for kind in ("count", "reject")}
    return Station(id=f"s{number}", name={"en": name}, watched=number != 13, points=points)


class Book:
    """Writes rows, rings the bell of the web."""

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        self.path = folder / "journal.sqlite"
        self.wake_path = folder / "wake"
        self.clock = clock or Clock()
        self.seq = 0
        engine = create_engine(f"sqlite:///{self.path}")
        metadata.create_all(engine)
        engine.dispose()
        self.db = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
        self.db.execute("PRAGMA journal_mode=wal")
        views.sign(self.db)
        self._bell = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)

    def close(self) -> None:
        self.db.close()
        self._bell.close()

    def ring(self) -> None:
        with contextlib.suppress(OSError):
            self._bell.sendto(b"1", str(self.wake_path))

    def insert(self, table: str, **row) -> None:
        columns = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        self.db.execute(f'INSERT OR REPLACE INTO "{table}" ({columns}) VALUES ({marks})', tuple(row.values()))

    def next_seq(self, kind: str = "SignalAccepted", body: str = "{}") -> int:
        self.seq += 1
        self.insert("entry", seq=self.seq, at=self.clock.now(), kind=kind, who="", body=body, hash=b"")
        return self.seq

    def adopt(self, plan: Plan) -> int:
        body = json.dumps({"plan": plan.model_dump(mode="json", by_alias=True)})
        return self.next_seq("PlanAdopted", body)

    def pulse(self, at: int | None = None, sources: list[dict] | None = None, disk: dict | None = None) -> None:
        at = self.clock.now() if at is None else at
        told = {"sources": json.dumps(sources or []), "disk": json.dumps(disk or {})}
        self.insert("pulse", id=1, at=at, seq=self.seq, started=at, commit_us=1500, **told)
        self.ring()

    def tile(self, line: str, station: str, state: str, *, since: int | None = None, **more) -> int:
        """One station moves, in one transaction, as the recorder does it."""
        since = self.clock.now() if since is None else since
        row = {"signal": "good", "calls": [], "stop": None, "triggers": 0, "lamp_fault": False} | more
        stop = None if row["stop"] is None else json.dumps(row["stop"])
        self.db.execute("BEGIN")
        seq = self.next_seq()
        self.insert(
            "board",
            line=line,
            station=station,
            seq=seq,
            state=state,
            since=since,
            signal=row["signal"],
            calls=json.dumps(row["calls"]),
            stop=stop,
            triggers=row["triggers"],
            lamp_fault=row["lamp_fault"],
        )
        self.db.execute("COMMIT")
        return seq

    def fill(self, plan: Plan, state: str = "running") -> None:
        for line, station in itertools.chain.from_iterable(((li, st) for st in li.stations) for li in plan.lines):
            self.tile(line.id, station.id, state)

    def tally(self, line: str, station: str, good: int, reject: int = 0, since: int | None = None) -> None:
        since = self.clock.now() - 3600 * US_PER_S if since is None else since
        self.insert("tally", line=line, station=station, shift="day", since=since, good=good, reject=reject)

    def stop(self, began: int, ended: int | None, **more) -> int:
        row = {
            "id": self.next_seq(),
            "line": "press",
            "station": "s1",
            "began": began,
            "ended": ended,
            "outcome": None if ended is None else "cleared",
            "cause": "stop",
            "reason": "tool-broken",
            "stop_class": "abnormality",
            "category": "equipment",
            "trigger": None,
            "version": 1,
        } | more
        self.insert("stop", **row)
        return row["id"]

    def trigger(self, opened: int, **more) -> int:
        row = {
            "id": self.next_seq(),
            "line": "press",
            "station": "s1",
            "category": "equipment",
            "opened": opened,
            "closed": None,
            "emptied": False,
            "stops": 1,
        } | more
        self.insert("trigger", **row)
        return row["id"]

    def token(self, secret: str, scopes: str, name: str = "program") -> None:
        digest = hashlib.sha256(secret.encode()).digest()
        self.insert("token", name=name, digest=digest, scopes=scopes, created=0, revoked=None)


class KeepingDesk:
    """Keeps what it was asked; answers what it was told to, or raises it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict]] = []
        self.answer: dict | Exception = {"seq": 7, "at": 10 * US_PER_S}

    def ask(self, verb: str, payload: dict[str, object]) -> dict[str, object]:
        self.asked.append((verb, payload))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


if __name__ == "__main__":  # the web as a process of its own: book.py PATH WAKE PORT STREAMS [SECURE_PORT]
    from andon.journal.reader import Reader
    from andon.web.app import create_app
    from andon.web.parts import Secured
    from andon.web.secure_door import SecureDoor
    from andon.web.server import serve

    path, wake, port, streams, *secure_port = sys.argv[1:]
    most, data = int(streams), Path(path).parent
    door = SecureDoor("127.0.0.1", int(secure_port[0]), data / "tls" / "server.pem") if secure_port else None
    secured = Secured(data, door.port if door else None)

    def make():
        desk, bell = KeepingDesk(), Path(wake)
        return create_app(Reader(Path(path)), desk, Clock(), wake_path=bell, streams_max=most, secured=secured)

    serve(make, "127.0.0.1", int(port), most + 32, door)
