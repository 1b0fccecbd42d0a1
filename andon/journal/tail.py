"""Reading the book from a place on: events and samples in order, for those who carry them away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from andon.journal import rows
from andon.journal.connect import open_reader
from andon.model.entry import Sample
from andon.model.event import Event

Told = tuple[int, Event | Sample]
_BEYOND = 2**63 - 1  # no seq is larger: SQLite keeps no larger integer


class Tail:
    """A reader's own place in the book. Each read is short: an open one would keep the WAL from being reset."""

    def __init__(self, path: Path) -> None:
        self._connection = open_reader(path)

    def cursor(self, forwarder: str) -> int:
        """How far a forwarder had delivered; 0 for one that never did."""
        row = self._connection.execute("SELECT seq FROM cursor WHERE forwarder = ?", (forwarder,)).fetchone()
        return row[0] if row else 0

    def after(self, seq: int, most: int) -> tuple[list[Told], int]:
        """What follows `seq`, never half of one entry, and the seq up to which that is everything."""
        top = self._top()
        upto = min(top, self._page_end("event", seq, most), self._page_end("sample", seq, most))
        told = [(row[0], row[1], rows.read_event(row)) for row in self._page("event", "seq, n", seq, upto)]
        samples = [(row[0], 0, rows.read_sample(row)) for row in self._page("sample", "seq", seq, upto)]
        merged: list[tuple[int, int, Event | Sample]] = sorted([*told, *samples], key=lambda item: item[:2])
        return [(at, item) for at, _, item in merged], upto

    def said_at(self, seq: int) -> int | None:
        """When an entry was written; None for one that is not there."""
        row = self._connection.execute("SELECT at FROM entry WHERE seq = ?", (seq,)).fetchone()
        return row[0] if row else None

    def event(self, seq: int, kind: str) -> Event | None:
        """The first event of that kind which an entry brought about; None where there is none."""
        sql = "SELECT * FROM event WHERE seq = ? AND kind = ? ORDER BY n LIMIT 1"
        row = self._connection.execute(sql, (seq, kind)).fetchone()
        return rows.read_event(row) if row else None

    def close(self) -> None:
        """Let go of the book."""
        self._connection.close()

    def _top(self) -> int:
        row = self._connection.execute(
            "SELECT max(coalesce((SELECT max(seq) FROM entry), 0), coalesce((SELECT max(seq) FROM sample), 0))"
        ).fetchone()
        return int(row[0])

    def _page_end(self, table: str, seq: int, most: int) -> int:
        """The seq of the row at which a page is full; beyond every seq where it is not."""
        sql = f"SELECT seq FROM {table} WHERE seq > ? ORDER BY seq LIMIT 1 OFFSET ?"  # noqa: S608  # our own names
        row = self._connection.execute(sql, (seq, most - 1)).fetchone()
        return int(row[0]) if row else _BEYOND

    def _page(self, table: str, order: str, seq: int, upto: int) -> Sequence[tuple]:  # type: ignore[type-arg]
        sql = f"SELECT * FROM {table} WHERE seq > ? AND seq <= ? ORDER BY {order}"  # noqa: S608  # our own names
        return self._connection.execute(sql, (seq, upto)).fetchall()
