"""Which messages a transport handed over last, slot by slot, so that a repeat is known after a crash too.

A transport gives a message a slot and uses it again once the message was acknowledged. It never has more than a few
thousand unacknowledged, so of all that were ever taken only the last `KEPT` can come again; older ones are forgotten,
long before the slots go around and a new message with the same words gets the same slot.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from andon.model.signal import Handover

KEPT = 10_000

Slot = tuple[str, int, int]


def slot_of(handover: Handover) -> Slot:
    """(session, slot, part)."""
    return handover.session, handover.slot, handover.part


def last_in(connection: sqlite3.Connection, handover: Handover) -> str | None:
    """The digest of what was taken last in this slot."""
    sql = "SELECT digest FROM handover WHERE session = ? AND slot = ? AND part = ?"
    row = connection.execute(sql, slot_of(handover)).fetchone()
    return None if row is None else str(row[0])


def keep(connection: sqlite3.Connection, begun: Iterable[str], handed: Mapping[Slot, str]) -> None:
    """Forget the sessions that begin anew, then remember what was taken. Inside the caller's transaction."""
    for session in begun:
        connection.execute("DELETE FROM handover WHERE session = ?", (session,))
    if not handed:
        return
    first_parts = [slot[:2] for slot in handed if slot[2] == 0]
    connection.executemany("DELETE FROM handover WHERE session = ? AND slot = ? AND part > 0", first_parts)
    named = [(*slot, digest) for slot, digest in handed.items()]
    connection.executemany("INSERT OR REPLACE INTO handover (session, slot, part, digest) VALUES (?, ?, ?, ?)", named)
    connection.execute("DELETE FROM handover WHERE id <= (SELECT max(id) FROM handover) - ?", (KEPT,))
