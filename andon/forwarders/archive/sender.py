"""Appends lines to the day's file, synced, each event once."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from andon.base.errors import DeliveryFailed
from andon.forwarders.archive.encode import encode
from andon.model.entry import Sample
from andon.model.event import Event

_NOTHING = (0, -1)
_BLOCK = 65_536


class Archive:
    """The files of one folder. `seq` and `n` of their last lines say what is written already."""

    name = "archive"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last: tuple[int, int] | None = None

    def deliver(self, batch: Sequence[tuple[int, Event | Sample]]) -> None:
        """Append what is not there yet. A disk that refuses is a far end that is down."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if self._last is None:
                self._last = self._mend_and_find_last()
            fresh = [piece for piece in _numbered(batch) if piece[:2] > self._last]
            for file, lines in groupby((encode(*piece) for piece in fresh), key=lambda encoded: encoded[0]):
                self._append(self._folder / file, "".join(f"{line}\n" for _, line in lines))
            if fresh:
                self._last = fresh[-1][:2]
        except OSError as error:
            self._last = None
            raise DeliveryFailed(f"the archive cannot be written: {error}", permanent=False) from error

    def close(self) -> None:
        """Nothing is held open."""

    def _append(self, path: Path, text: str) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())

    def _mend_and_find_last(self) -> tuple[int, int]:
        """The highest place in any file: a box that was away for a week dates its events into old ones."""
        return max((_last_place(path) for path in self._folder.glob("*.jsonl")), default=_NOTHING)


def _last_place(path: Path) -> tuple[int, int]:
    """Of the last line of a file; a line that a crash left half written is cut off first."""
    with path.open("r+b") as file:
        end = file.seek(0, os.SEEK_END)
        tail, begin = b"", end
        while begin and tail.count(b"\n") < 2:  # the end of the last whole line and of the one before it
            begin = max(0, begin - _BLOCK)
            file.seek(begin)
            tail = file.read(end - begin)
        whole = tail[: tail.rfind(b"\n") + 1]
        if len(whole) < len(tail):
            file.truncate(begin + len(whole))
    lines = whole.splitlines()
    if not lines:
        return _NOTHING
    try:
        said = json.loads(lines[-1])
        return said["seq"], said["n"]
    except (ValueError, KeyError, TypeError) as error:
        raise OSError(f"the last line of {path} is none of ours; move the file away ({error!r})") from error


def _numbered(batch: Sequence[tuple[int, Event | Sample]]) -> Iterator[tuple[int, int, Event]]:
    """Events with their place (seq, n): the n-th event of an entry."""
    for seq, told in groupby(batch, key=lambda piece: piece[0]):
        events = [piece for _, piece in told if not isinstance(piece, Sample)]
        for n, event in enumerate(events):
            yield seq, n, event
