"""A latched cord that comes out: it counts when it has stayed out, so that a contact that flaps is one pull.

The instant at which it counts is a deadline in the journal. Only what happens then ends the call, dated then.
"""

from __future__ import annotations

from andon.base.units import US_PER_S
from andon.floor.calls import step_call
from andon.floor.cords import call_type_of, release_of
from andon.floor.deadlines import schedule
from andon.floor.here import Here
from andon.floor.index import Index, PointRef
from andon.floor.settle import settle
from andon.floor.state import Floor, State
from andon.model.entry import CordStayedOut
from andon.model.event import Event
from andon.model.signal import Value

STAYS_OUT_US = US_PER_S // 2  # a contact bounces for some milliseconds; a hand that puts a cord in again takes longer


def waits(state: State, ref: PointRef) -> bool:
    """Whether a release of this point counts when it has stayed out, as it does since that rule."""
    return ref.kind == "cord" and ref.latched and state.rules >= 1


def follow(state: State, here: Here, ref: PointRef, value: Value) -> None:
    """A cord came out, and that will count; or it is in again. One that chatters is in, whatever it says."""
    edges, calls = here.station.edges.get(ref.address), here.station.calls
    if not value and not (edges and edges.chatters) and call_type_of(here.station, ref) in calls:
        state.releases[ref.address] = here.at + STAYS_OUT_US
    else:
        state.releases.pop(ref.address, None)
    schedule(state)


def pass_due(floor: Floor, index: Index, here: Here, ref: PointRef) -> None:
    """After a start a release waits for what the box still holds: one that was out for long enough by then was out."""
    due = floor.state.releases.get(ref.address)
    if due is not None and due <= here.at:
        _count(floor, index, here.then(due), ref)


def stayed_out(floor: Floor, entry: CordStayedOut, out: list[Event]) -> None:
    """The deadline of a cord that is still out."""
    index = floor.index
    ref = index.points.get(entry.address) if index else None
    if index is not None and ref is not None and floor.state.releases.get(entry.address) == entry.at:
        here = Here.of(floor.state, index, ref.place, entry, out)
        here.station.last_at = max(entry.at, here.station.last_at)
        _count(floor, index, here, ref)
    elif floor.state.releases.pop(entry.address, None) is not None:
        schedule(floor.state)


def refit(state: State, index: Index) -> None:
    """Forget the cords that a plan has no more, or not as latched ones."""
    known = {address for address, ref in index.points.items() if ref.kind == "cord" and ref.latched}
    state.releases = {address: due for address, due in state.releases.items() if address in known}


def _count(floor: Floor, index: Index, here: Here, ref: PointRef) -> None:
    del floor.state.releases[ref.address]
    schedule(floor.state)
    flaps = any(beside in floor.state.releases for beside in ref.beside)  # it may be in again in a moment
    given = "release-of-one" if flaps else release_of(here.station, ref)
    step_call(here, call_type_of(here.station, ref), given, point=ref.point)
    settle(floor, index, here)
