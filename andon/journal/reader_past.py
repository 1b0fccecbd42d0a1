"""What the floor looked like at any moment: tiles as they were said, pieces minute by minute. In plain SQL.

Order is the seq: an instant is sought among the entries, whose times follow it but for a few that are dated back
(a silence, a deadline made up for): of neighbours the latest says what time it was.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from andon.base.units import US_PER_MINUTE, to_datetime
from andon.floor.shifts import Slot, slot_at, slots
from andon.journal import reader_look as looking
from andon.journal.reader_look import open_call, open_stop
from andon.journal.reader_rows import BoardRow, Past, PastTile
from andon.journal.rows import read_test
from andon.model.plan import Line, Plan

MOVED_MOST = 2_000  # tiles of one station: more in an hour is a cord that chatters
Place = tuple[str, str]

_LATEST = "SELECT max(seq), max(at) FROM (SELECT seq, at FROM entry WHERE seq <= ? ORDER BY seq DESC LIMIT 50)"
_FIRST, _LAST = "SELECT min(seq) FROM entry", "SELECT max(seq) FROM entry"
_TILE = """SELECT event.seq, entry.at, event.at, event.kind, event.line, event.station, event.body
FROM event JOIN entry ON entry.seq = event.seq
WHERE event.line = ? AND event.station = ? AND event.kind IN ('StationChanged', 'StationRemoved')"""
_BEFORE = f"{_TILE} AND event.seq <= ? ORDER BY event.seq DESC LIMIT 1"
_BETWEEN = f"{_TILE} AND event.seq > ? AND event.seq <= ? ORDER BY event.seq LIMIT ?"
_STARTS = "SELECT at, body FROM entry WHERE kind = 'ServiceStarted' AND seq > ? ORDER BY seq"
_NEXT_PLAN = "SELECT at FROM entry WHERE kind = 'PlanAdopted' AND seq > ? ORDER BY seq LIMIT 1"
_SUMS = """SELECT station, kind, sum(pieces) FROM count_minute
WHERE line = ? AND station = ? AND kind IN ('count', 'reject') AND at >= ? AND at < ? GROUP BY station, kind"""
_MINUTES = """SELECT station, kind, at, pieces FROM count_minute
WHERE line = ? AND station = ? AND kind IN ('count', 'reject') AND at >= ? AND at < ? ORDER BY at"""


def of_line(connection: sqlite3.Connection, line_id: str, begin: int, end: int) -> Past | None:
    """A line over [begin, end), cut where another plan was adopted or too much moved; None where it was not yet."""
    seq = seq_at(connection, begin)
    held = looking.plan_before(connection, seq + 1)
    line = None if held is None else next((each for each in held.plan.lines if each.id == line_id), None)
    if held is None or line is None:
        return None
    end = min(end, next_plan(connection, held.seq) or end, _heard_until(connection, end))
    if begin >= end:
        return None
    places = [(line_id, station.id) for station in line.stations]
    opening = tuple(_tile(*row) for place in places for row in connection.execute(_BEFORE, (*place, seq)))
    moved, end = _moved(connection, places, (seq, seq_at(connection, end - 1)), end)
    slots = _slots(held.plan, line, begin, end)
    before, minutes = _pieces(connection, places, (slots[0].since, begin - begin % US_PER_MINUTE, end))
    down = tuple(_down(connection, seq, begin, end))
    return Past(held, begin, end, opening, moved, down, slots, before, minutes)


def seq_at(connection: sqlite3.Connection, instant: int) -> int:
    """The last entry that was written by `instant`; 0 before the first."""
    (first,), (last,) = connection.execute(_FIRST).fetchone(), connection.execute(_LAST).fetchone()
    low, high = (first or 1) - 1, last or 0
    while low < high:
        middle = (low + high + 1) // 2
        seq, at = connection.execute(_LATEST, (middle,)).fetchone()
        if at <= instant:
            low = middle
        else:
            high = seq - 1
    return low


def next_plan(connection: sqlite3.Connection, seq: int) -> int | None:
    """When the plan after entry `seq` was adopted."""
    row = connection.execute(_NEXT_PLAN, (seq,)).fetchone()
    return None if row is None else int(row[0])


def _heard_until(connection: sqlite3.Connection, end: int) -> int:
    """Of what came after the recorder's last pulse nothing is known yet, though the tiles stand as they stood."""
    pulse = looking.head(connection).pulse
    return end if pulse is None else min(end, pulse.at + 1)


def _down(connection: sqlite3.Connection, seq: int, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """When the service was down within a window whose first entry comes after `seq`."""
    for at, body in connection.execute(_STARTS, (seq,)):
        since = json.loads(body)["down_since"]
        if since is not None and since >= end:
            return
        if since is not None and max(since, begin) < min(at, end):
            yield max(since, begin), min(at, end)


def _moved(
    connection: sqlite3.Connection, places: Sequence[Place], seqs: tuple[int, int], end: int
) -> tuple[tuple[PastTile, ...], int]:
    """What moved after the first and by the second seq, in order, and until when that is all there was."""
    moved: list[PastTile] = []
    for place in places:
        found = [_tile(*row) for row in connection.execute(_BETWEEN, (*place, *seqs, MOVED_MOST))]
        moved += found
        if len(found) == MOVED_MOST:
            end = min(end, found[-1].at)
    return tuple(sorted((tile for tile in moved if tile.at < end), key=lambda tile: (tile.seq, tile.station))), end


def _slots(plan: Plan, line: Line, begin: int, end: int) -> tuple[Slot, ...]:
    since = slot_at(plan, line, begin).shift_since
    found = slots(plan, line, to_datetime(since), to_datetime(end))
    return tuple(slot for slot in found if slot.until > since and slot.since < end)


def _pieces(
    connection: sqlite3.Connection, places: Sequence[Place], marks: tuple[int, int, int]
) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str, int], int]]:
    """Of each station and kind: the sum until the second mark, and the minutes until the third."""
    since, begin, end = marks
    before: dict[tuple[str, str], int] = {}
    minutes: dict[tuple[str, str, int], int] = {}
    for place in places:
        for station, kind, total in connection.execute(_SUMS, (*place, since, begin)):
            before[station, kind] = total
        for station, kind, at, made in connection.execute(_MINUTES, (*place, begin, end)):
            minutes[station, kind, at] = made
    return before, minutes


def _tile(seq: int, at: int, since: int, kind: str, line: str, station: str, body: str) -> PastTile:
    if kind == "StationRemoved":
        return PastTile(seq, at, line, station, None)
    return PastTile(seq, at, line, station, _row(seq, since, line, station, json.loads(body)))


def _row(seq: int, since: int, line: str, station: str, said: Mapping[str, Any]) -> BoardRow:
    calls = tuple(open_call(call) for call in said.get("calls", ()))
    test = said.get("test")
    marks = (said.get("triggers", 0), said.get("lamp_fault", False), None if test is None else read_test(test))
    stop = open_stop(said.get("stop"))
    return BoardRow(line, station, seq, said["state"], since, said["signal"], calls, stop, *marks)
