"""Where and when an entry is taken in: what nearly every rule asks for, so handed on as one thing."""

from __future__ import annotations

from dataclasses import dataclass

from andon.floor.index import Index, StationRef
from andon.floor.state import State, StationState
from andon.model.entry import Entry
from andon.model.event import Event


@dataclass(slots=True)
class Here:
    """One station at one instant. `seq` is the entry's, `out` collects what it means.

    Nobody changes one. It is not frozen because the fold makes one for each entry, and that costs three times as much.
    """

    where: StationRef
    station: StationState
    at: int
    seq: int
    out: list[Event]

    @classmethod
    def of(cls, state: State, index: Index, place: str, entry: Entry, out: list[Event]) -> Here:
        """A station of the plan when an entry was written."""
        return cls(index.stations[place], state.stations[place], entry.at, entry.seq, out)

    def then(self, at: int) -> Here:
        """The same station at another instant."""
        return Here(self.where, self.station, at, self.seq, self.out)

    def there(self, state: State, index: Index, place: str) -> Here:
        """Another station at the same instant."""
        return Here(index.stations[place], state.stations[place], self.at, self.seq, self.out)
