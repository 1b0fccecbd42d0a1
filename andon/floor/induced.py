"""Only the segment stops: a stop that outlasts the buffers starves what comes after it and blocks what comes before.

Induced stops are attributed to the stop that caused them, are no abnormality of their own, and end when it ends.
They are of stations that cannot tell themselves.
"""

from __future__ import annotations

from andon.floor.index import Index, StationRef
from andon.floor.state import Buffer, HeldCause, State, StationState
from andon.model.entry import BufferEnded
from andon.model.event import OpenStop


def spread(state: State, where: StationRef, was: OpenStop | None, now: OpenStop | None) -> list[str]:
    """A stop began or ended: the buffers that it empties or fills from now on. The stations that it lets go."""
    freed = [] if was is None else _let_go(state, was.id)
    if now is not None and now.induced is None:
        for place, delay_us, shows in where.reach:
            state.buffers[f"{place} {now.id}"] = Buffer(now.since + delay_us, place, now.id, shows)
    return freed


def _let_go(state: State, stop: int) -> list[str]:
    state.buffers = {key: buffer for key, buffer in state.buffers.items() if buffer.stop != stop}
    freed = [place for place, station in state.stations.items() if cause_key(stop) in station.causes]
    for place in freed:
        del state.stations[place].causes[cause_key(stop)]
    return freed


def hold(index: Index, state: State, station: StationState, entry: BufferEnded) -> None:
    """The buffer ran out, or full, and the stop that did it still stands."""
    state.buffers.pop(f"{entry.line}/{entry.station} {entry.stop}", None)
    is_open = any(held.stop is not None and held.stop.id == entry.stop for held in state.stations.values())
    if is_open and index.induced:
        reason = index.induced[entry.shows]
        station.causes[cause_key(entry.stop)] = HeldCause("induced", reason, stop=entry.stop, shows=entry.shows)


def cause_key(stop: int) -> str:
    """Under which a stop elsewhere holds a station; no address has this form."""
    return f"induced:{stop}"


def refit(state: State, index: Index) -> None:
    """A new plan: only what its segments still reach stays induced, and what stands reaches what they say now."""
    state.buffers = {}
    standing = {s.stop.id: place for place, s in state.stations.items() if s.stop is not None and not s.stop.induced}
    for place, station in state.stations.items():
        for key, cause in list(station.causes.items()):
            source = standing.get(cause.stop) if cause.stop is not None else None
            reached = source is not None and any(place == other for other, _, _ in index.stations[source].reach)
            if cause.cause == "induced" and not reached:
                del station.causes[key]
    for stop, place in standing.items():
        held = state.stations[place].stop
        for other, delay_us, shows in index.stations[place].reach:
            if held is not None and cause_key(stop) not in state.stations[other].causes:
                state.buffers[f"{other} {stop}"] = Buffer(held.since + delay_us, other, stop, shows)
