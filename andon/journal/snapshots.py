"""The floor on disk, so that a start does not fold the whole book; and the rules it was folded by."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from heapq import merge
from pathlib import Path

from pydantic import TypeAdapter

import andon.floor
from andon.floor.fold import fold
from andon.floor.state import Floor, State
from andon.journal import rows
from andon.model.entry import Entry

_STATE = TypeAdapter(State)
_PAGE = 5000
_WIRING = Path("config") / "wiring.py"


@cache
def rules() -> str:
    """What the meaning depends on: a digest of the source of floor, model and wiring. Others' snapshots go unused."""
    digest = sha256()
    house = Path(andon.floor.__path__[0]).parent
    for path in [*sorted((house / "floor").glob("*.py")), *sorted((house / "model").glob("*.py")), house / _WIRING]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def save(connection: sqlite3.Connection, floor: Floor) -> None:
    """Keep the floor, inside the caller's transaction."""
    state = _STATE.dump_json(floor.state).decode()
    connection.execute("INSERT OR REPLACE INTO snapshot VALUES (1, ?, ?, ?)", (floor.state.seq, rules(), state))


def reaches(connection: sqlite3.Connection) -> int:
    """The seq up to which a start need not fold."""
    row = connection.execute("SELECT seq FROM snapshot WHERE rules = ?", (rules(),)).fetchone()
    return row[0] if row else 0


def load(connection: sqlite3.Connection) -> Floor:
    """The snapshot and all that came after it; the whole book where there is none by these rules."""
    row = connection.execute("SELECT state FROM snapshot WHERE rules = ?", (rules(),)).fetchone()
    floor = Floor(_STATE.validate_json(row[0])) if row else Floor()
    for entry in items_after(connection, floor.state.seq):
        fold(floor, entry)
    return floor


def items_after(connection: sqlite3.Connection, seq: int) -> Iterator[Entry]:
    """Entries and samples in order of seq. Read in short pages: a long read would keep the WAL from being reset."""
    entries = _pages(connection, "SELECT seq, at, kind, who, body FROM entry", seq)
    samples = _pages(connection, "SELECT * FROM sample", seq)
    yield from merge(map(rows.read_entry, entries), map(rows.read_sample, samples), key=_seq)


def _seq(entry: Entry) -> int:
    return entry.seq


def _pages(connection: sqlite3.Connection, select: str, seq: int) -> Iterator[tuple]:  # type: ignore[type-arg]
    while page := connection.execute(f"{select} WHERE seq > ? ORDER BY seq LIMIT {_PAGE}", (seq,)).fetchall():
        yield from page
        seq = page[-1][0]
