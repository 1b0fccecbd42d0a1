"""A floor with a plan, where everybody is heard, and what it says to one reading after the other."""

from __future__ import annotations

from dataclasses import replace

from andon.base.units import US_PER_S, from_iso
from andon.floor.fold import fold
from andon.floor.state import Floor, StationState
from andon.model.entry import Entry, PlanAdopted, SignalAccepted, SourceHeard
from andon.model.event import Event
from andon.model.plan import Plan
from andon.model.signal import Value
from tests.stories.teller import load_plan

AT = from_iso("2026-11-23T02:30:00Z")  # a Monday, 08:00 in Kolkata
S = US_PER_S


class Bench:
    """Time stands until a test moves `now`."""

    def __init__(self, plan: str | Plan, *, heard: bool = True) -> None:
        self.floor = Floor()
        self.now = AT
        self.add(PlanAdopted(at=AT, plan=load_plan(plan) if isinstance(plan, str) else plan))
        if heard and self.floor.index:
            for device in self.floor.index.devices:
                self.add(SourceHeard(at=AT, device=device))

    def add(self, entry: Entry) -> list[Event]:
        """What the next entry means."""
        return fold(self.floor, replace(entry, seq=self.floor.state.seq + 1))

    def say(self, address: str, value: Value) -> list[Event]:
        """What a reading means."""
        return self.add(SignalAccepted(at=self.now, address=address, value=value))

    def station(self, place: str) -> StationState:
        """What is known of a station."""
        return self.floor.state.stations[place]

    def shows(self, place: str) -> str:
        """The state on the station's tile."""
        tile = self.station(place).tile
        assert tile is not None
        return tile.state
