"""The fixed position: how long a call has until it asks for a stop. Frozen while the line stands.

A window is a deadline in the journal: it lasts through a restart, and is dated when it was due.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from andon.floor.calls import expire
from andon.floor.here import Here
from andon.floor.index import Index, StationRef
from andon.floor.state import State, StationState
from andon.model.event import CallWindowMoved, OpenCall


def stands(state: State, where: StationRef) -> bool:
    """Whether anything that moves with this station stands; what was asked to stop and still runs does not."""
    held = (state.stations[place].stop for place in where.moves_with if place in state.stations)
    return any(stop is not None and stop.evidence != "asked" for stop in held)


def follow(state: State, here: Here) -> bool:
    """Freeze the windows of a station, or let them run on, as its line does; whether one was moved."""
    standing, moved, at = stands(state, here.where), False, here.at
    for call in list(here.station.calls.values()):
        if standing and call.until is not None and call.until > at:
            _move(here, replace(call, until=None, left_us=call.until - at))
        elif not standing and call.left_us is not None:
            _move(here, replace(call, until=at + call.left_us, left_us=None))
        else:
            continue
        moved = True
    return moved


def pulse(state: State, here: Here) -> bool:
    """The conveyor came one pitch further: the windows that end with it are due now; whether there was one."""
    if not here.where.ends_at_pitch or stands(state, here.where):
        return False
    ending = [call for call in here.station.calls.values() if call.since < here.at]
    for call in ending:
        _move(here, replace(call, until=here.at))
    return bool(ending)


def note_due(state: State, place: str) -> bool:
    """Keep the station's next window where deadlines look for it; whether it is another than before."""
    station = state.stations.get(place)
    untils = (call.until for call in station.calls.values()) if station else ()
    due = min((until for until in untils if until is not None), default=None)
    if due == state.windows.get(place):
        return False
    if due is None:
        del state.windows[place]
    else:
        state.windows[place] = due
    return True


def forget(here: Here) -> None:
    """The plan says no more that calls here ask for a stop."""
    for call in list(here.station.calls.values()):
        if call.until is not None or call.left_us is not None:
            _move(here, replace(call, until=None, left_us=None, window_us=None))


def shift(here: Here, step_us: int) -> None:
    """The clock was set: as much of a window is left as before."""
    for call in list(here.station.calls.values()):
        if call.until is not None:
            _move(here, replace(call, until=call.until + step_us))


def expire_due(index: Index, here: Here) -> None:
    """Every window of the station that ended by now, each dated when it was due."""
    for call in list(_ending(here.station, here.at)):
        expire(here.then(call.until or here.at), call.type, index.call_reasons[call.type].id)


def _ending(station: StationState, until: int) -> Iterator[OpenCall]:
    return (call for call in station.calls.values() if call.until is not None and call.until <= until)


def _move(here: Here, call: OpenCall) -> None:
    where = here.where
    here.station.calls[call.type] = call
    here.out.append(CallWindowMoved(at=here.at, line=where.line, station=where.station, call=call.id, until=call.until))
