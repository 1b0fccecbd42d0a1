"""What goes down the stream, as bytes. Pure: each message is formatted once for all screens.

board    the floor, whole                          id = seq
change   a tile that moved                         id = seq, on the last of those that one seq moved
counts   the pieces that moved, once a second      no id
beat     the recorder's pulse, passed on           no id
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from andon.base.units import to_iso
from andon.journal.reader_rows import Beat, BoardRow
from andon.web.picture import Picture, Place, board_json, change_json, counts_json

_encode = json.JSONEncoder(separators=(",", ":")).encode  # made once: json.dumps makes one for each message


@dataclass(frozen=True, slots=True)
class Message:
    """One thing said to all: `whole` to a stream of every line, `by_line` to a stream of one, `rest` to the others."""

    whole: bytes
    by_line: Mapping[str, bytes] = field(default_factory=dict)
    rest: bytes = b""

    def for_line(self, line: str | None) -> bytes:
        return self.whole if line is None else self.by_line.get(line, self.rest)


def board(picture: Picture, now: int, line: str | None = None) -> bytes:
    return _event("board", board_json(picture, now, line), picture.seq)


def board_for_all(picture: Picture, now: int) -> Message:
    lines = picture.plan.plan.lines if picture.plan else ()
    return Message(board(picture, now), {line.id: board(picture, now, line.id) for line in lines}, board(picture, now))


def changes(rows: Sequence[BoardRow], now: int) -> Message:
    """Tiles that moved, in the order of their seq."""
    said = [(row, _encode(change_json(row, now))) for row in rows]
    by_line: defaultdict[str, list[tuple[BoardRow, str]]] = defaultdict(list)
    for row, data in said:
        by_line[row.line].append((row, data))
    return Message(_changes(said), {line: _changes(of_line) for line, of_line in by_line.items()})


def _changes(said: Sequence[tuple[BoardRow, str]]) -> bytes:
    """Only the last change of a seq carries the id: a screen cut off between two of them must hear both again."""
    following = chain((row.seq for row, _ in said[1:]), [None])
    parts = []
    for (row, data), next_seq in zip(said, following, strict=False):  # of nothing said, nothing follows
        mark = "" if row.seq == next_seq else f"id: {row.seq}\n"
        parts.append(f"event: change\n{mark}data: {data}\n\n")
    return "".join(parts).encode()


def changes_since(picture: Picture, seq: int, line: str | None, now: int) -> bytes:
    """What a screen missed after `seq`, with the pieces as they are."""
    rows = [row for row in picture.rows.values() if row.seq > seq and line in (None, row.line)]
    rows.sort(key=lambda row: (row.seq, row.line, row.station))
    return changes(rows, now).whole + counts(all_counts(picture, now), now).for_line(line)


def all_counts(picture: Picture, now: int) -> dict[Place, Any]:
    """Pieces of every station of the plan."""
    lines = picture.plan.plan.lines if picture.plan else ()
    places = [(line.id, station.id) for line in lines for station in line.stations]
    return {place: counts_json(picture, *place, now) for place in places}


def counts(moved: Mapping[Place, Any], now: int) -> Message:
    """Pieces of the given places."""
    items = [{"line": line, "station": station} | said for (line, station), said in moved.items()]
    lines = {item["line"] for item in items}
    by_line = {line: _counts((item for item in items if item["line"] == line), now) for line in lines}
    return Message(_counts(items, now), by_line, _counts((), now))


def _counts(items: Iterable[Any], now: int) -> bytes:
    return _event("counts", {"at": to_iso(now), "stations": list(items)})


def beat(pulse: Beat) -> Message:
    said = _event("beat", {"at": to_iso(pulse.at), "seq": pulse.seq})
    return Message(said, rest=said)


def _event(name: str, data: Any, seq: int | None = None) -> bytes:
    mark = "" if seq is None else f"id: {seq}\n"
    return f"event: {name}\n{mark}data: {_encode(data)}\n\n".encode()
