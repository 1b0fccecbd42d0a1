"""Events and samples to be sent, and a past that remembers those it was given."""

from __future__ import annotations

from andon.base.units import US_PER_S, from_iso
from andon.model.entry import Sample
from andon.model.event import Event

AT = from_iso("2026-11-23T08:00:00.123Z")
Told = tuple[int, Event | Sample]


class Past:
    """What was said before, held in memory."""

    def __init__(self, *events: tuple[int, Event], at: dict[int, int] | None = None) -> None:
        self._events, self._at = events, at or {}

    def said_at(self, seq: int) -> int | None:
        return self._at.get(seq)

    def event(self, seq: int, kind: str) -> Event | None:
        return next((event for at, event in self._events if at == seq and type(event).__name__ == kind), None)


def count(seq: int, *, at: int | None = None, station: str = "oven", total: float | None = None) -> Sample:
    """One more piece; a second after the one before."""
    at = AT + seq * US_PER_S if at is None else at
    said = float(seq) if total is None else total
    return Sample(seq=seq, at=at, line="paint", station=station, point="good", kind="count", delta=1, total=said)


def measured(seq: int, value: float, *, point: str = "heat") -> Sample:
    at = AT + seq * US_PER_S
    return Sample(seq=seq, at=at, line="paint", station="oven", point=point, kind="value", delta=0, total=value)


def counts(first: int, last: int) -> list[Told]:
    return [(seq, count(seq)) for seq in range(first, last + 1)]
