"""History from files: what the desk takes of a piece of a file, and how an import is taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from pydantic import TypeAdapter

from andon.base.errors import CommandRejected
from andon.journal.imports import ImportedRow
from andon.journal.writer import Writer
from andon.model.command import Command, ImportHistory
from andon.model.entry import ImportUndone
from andon.ports import Clock
from andon.runtime.inbox import Amended

PIECE_MOST = 200  # rows at once: cords wait no longer than for any other batch
_STOPS = TypeAdapter(list[tuple[str, str, int, int, str]])
_COUNTS = TypeAdapter(list[tuple[str, str, int, int, int]])

Payload = dict[str, object]


def import_history(payload: Payload, who: str) -> Command:
    """The command of a piece of a file. TypeError, ValueError and KeyError where it is not as agreed."""
    stops, counts = _STOPS.validate_python(payload["stops"]), _COUNTS.validate_python(payload["counts"])
    if len(stops) + len(counts) > PIECE_MOST:
        raise ValueError(f"at most {PIECE_MOST} rows at once")
    batch = payload.get("batch")
    if batch is not None and not isinstance(batch, int):
        raise TypeError("batch is the number of an import")
    return ImportHistory(who=who, file=str(payload["file"])[:200], batch=batch, stops=stops, counts=counts)


def undo_import(writer: Writer, clock: Clock) -> Callable[[Payload], Amended]:
    """Takes back a piece of an import; `left` says whether there is more of it."""

    def undo(payload: Payload) -> Amended:
        batch = int(str(payload["batch"]))
        found, rows = writer.imported(batch, PIECE_MOST + 1)
        if found is None:
            raise CommandRejected(f"there is no import {batch}; `andon import list` names them")
        if found.undone is not None:
            raise CommandRejected(f"import {batch} is undone already", conflict=True)
        left, taken = len(rows) > PIECE_MOST, rows[:PIECE_MOST]
        stops = [stop for _, stop, *_ in taken if stop is not None]
        entry = ImportUndone(
            at=clock.now(), who=str(payload["who"]), batch=batch, stops=stops, counts=_counts(taken), over=not left
        )
        return Amended([], [entry], {"rows": len(taken), "left": left})

    return undo


def _counts(rows: list[ImportedRow]) -> dict[str, dict[str, list[int]]]:
    found: defaultdict[str, dict[str, list[int]]] = defaultdict(dict)
    for seq, stop, line, station, at, good, reject in rows:
        if stop is None:
            found[f"{line}/{station}"][str(seq)] = [at, good, reject]
    return dict(found)
