"""What imports brought and have not taken back."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

_LEFT = "SELECT seq, stop, line, station, at, good, reject FROM imported WHERE batch = ? ORDER BY seq LIMIT ?"
_MADE = """SELECT id, at, who, file, undone, (SELECT count(*) FROM imported WHERE batch = import_made.id)
FROM import_made"""

_PIECES = """SELECT coalesce(sum(pieces), 0) FROM count_quarter
WHERE line = ? AND station = ? AND kind IN ('count', 'reject') AND at = ?"""

ImportedRow = tuple[int, int | None, str, str, int, int, int]
"""(seq, stop, line, station, at, good, reject)."""


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An import, and how many of its rows are there."""

    id: int
    at: int
    who: str
    file: str
    undone: int | None
    rows: int


def made(connection: sqlite3.Connection, batch: int | None = None) -> tuple[ImportRow, ...]:
    """All imports, newest first, or the one of a number."""
    asked = (f"{_MADE} ORDER BY id DESC", ()) if batch is None else (f"{_MADE} WHERE id = ?", (batch,))
    return tuple(ImportRow(*row) for row in connection.execute(*asked))


def left(connection: sqlite3.Connection, batch: int, most: int) -> list[ImportedRow]:
    """The first rows of an import that are still there."""
    return connection.execute(_LEFT, (batch, most)).fetchall()


def pieces_of_quarter(connection: sqlite3.Connection, line: str, station: str, at: int) -> int:
    """Good and bad pieces that are kept of the quarter hour that began at `at`."""
    return int(connection.execute(_PIECES, (line, station, at)).fetchone()[0])
