"""Forgetting what is old: raw samples and minutes go, quarter hours, entries and events stay for years."""

from __future__ import annotations

import sqlite3


def forget(connection: sqlite3.Connection, before: int, most: int, upto: int) -> int:
    """Drop up to `most` of the oldest samples from before an instant and up to a seq, in the caller's transaction."""
    sql = "SELECT seq FROM sample WHERE at < ? AND seq <= ? ORDER BY at LIMIT ?"
    found = connection.execute(sql, (before, upto, most))
    old = [seq for (seq,) in found.fetchall()]
    if not old:
        return 0
    connection.executemany("DELETE FROM sample WHERE seq = ?", ((seq,) for seq in old))
    connection.execute(
        "INSERT INTO horizon VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " seq = max(seq, excluded.seq), at = max(at, excluded.at)",
        (max(old), before),
    )
    for line, station in connection.execute("SELECT line, station FROM tally").fetchall():
        sql = "DELETE FROM count_minute WHERE line = ? AND station = ? AND kind = ? AND at < ?"
        connection.executemany(sql, [(line, station, kind, before) for kind in ("count", "reject")])
    return len(old)


def are_held(connection: sqlite3.Connection, before: int, upto: int) -> bool:
    """Whether samples from before an instant are kept only because they come after a seq."""
    sql = "SELECT 1 FROM sample WHERE at < ? AND seq > ? LIMIT 1"
    return connection.execute(sql, (before, upto)).fetchone() is not None


def horizon(connection: sqlite3.Connection) -> tuple[int, int]:
    """(seq, at): samples up to the seq and minutes before the instant may be forgotten; (0, 0) where nothing is."""
    row = connection.execute("SELECT seq, at FROM horizon").fetchone()
    return (row[0], row[1]) if row else (0, 0)
