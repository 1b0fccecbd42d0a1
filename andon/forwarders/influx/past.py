"""What the journal said before, opened when it is first asked: a service that starts may have no book yet."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from andon.journal.connect import BOOK
from andon.journal.tail import Tail
from andon.model.event import Event


class JournalPast:
    """A reader of its own: the pump's is in the middle of its page."""

    def __init__(self, data: Path) -> None:
        self._book = data / BOOK

    @cached_property
    def _tail(self) -> Tail:
        return Tail(self._book)

    def said_at(self, seq: int) -> int | None:
        """When an entry was written; None for one that is not there."""
        return self._tail.said_at(seq)

    def event(self, seq: int, kind: str) -> Event | None:
        """The event of that kind which an entry brought about; None where there is none."""
        return self._tail.event(seq, kind)
