"""Bringing a station into agreement with all that is known of it: its stop, its windows, its tile."""

from __future__ import annotations

from andon.floor.deadlines import schedule
from andon.floor.here import Here
from andon.floor.index import Index, StationRef
from andon.floor.induced import spread
from andon.floor.shifts import slot_at
from andon.floor.shown import show
from andon.floor.state import Floor, State, StationState
from andon.floor.stops import derive_cause, hold_safety, may_open, settle_stop, weigh
from andon.floor.windows import follow, note_due
from andon.model.event import KaizenTriggered, OpenStop, StopBegan, StopOutcome


def settle(floor: Floor, index: Index, here: Here, ended_as: StopOutcome = "cleared") -> None:
    """Bring a station's stop and tile into agreement with all that is known of it."""
    state, where, station = floor.state, here.where, here.station
    if here.at < station.last_at:  # never before what the station knows already
        here = here.then(station.last_at)
    is_work = is_work_at(floor, index, where, here.at)
    derive_cause(station, is_work, _is_telling(state, where), where.run_reason)
    if where.place in state.tests and not _is_meant(station):
        show(state, here, is_work)
        return
    hold_safety(index, station)
    if may_open(station) and any(isinstance(event, StopBegan | KaizenTriggered) for event in here.out):
        state.again[where.line] = here.at
        note_due(state, where.place)
        schedule(state)
        return
    was = station.stop
    settle_stop(state, index, here, ended_as)
    if station.stop is not None:
        weigh(here)
    if station.stop is not was:
        _follow_line(floor, index, here)
        _spread(floor, index, here, was)
    elif where.stop_mode != "call-only" or where.place in state.windows:
        follow(state, here)
        keep_due(state, where.place)
    show(state, here, is_work)


def look(floor: Floor, index: Index, here: Here) -> None:
    """Bring only a station's tile into agreement: what is known of its stop did not change."""
    if here.at < here.station.last_at:
        here = here.then(here.station.last_at)
    show(floor.state, here, is_work_at(floor, index, here.where, here.at))


def keep_due(state: State, place: str) -> None:
    """Tell the deadlines when the station's next window ends."""
    if note_due(state, place):
        schedule(state)


def is_work_at(floor: Floor, index: Index, where: StationRef, at: int) -> bool:
    """By the calendar as it was turned last; where its next turn is overdue, as it should stand by now."""
    slot = floor.state.calendar[where.line]
    if at >= slot.until:
        slot = slot_at(index.plan, index.lines[where.line], at)
    return slot.kind == "work"


def _is_meant(station: StationState) -> bool:
    """Under test nothing begins by itself: not for a machine that stands, and not for a stop elsewhere."""
    by_itself = ("run", "state", "induced")
    return station.stop is not None or any(cause.cause not in by_itself for cause in station.causes.values())


def _is_telling(state: State, where: StationRef) -> bool:
    return all(state.heard.get(device, False) for device in where.telling)


def _spread(floor: Floor, index: Index, here: Here, was: OpenStop | None) -> None:
    """A stop that began starves and blocks others in time; one that ended lets them go."""
    state, where, now = floor.state, here.where, here.station.stop
    if (was and was.id) == (now and now.id) or not (where.reach or state.buffers):
        return
    freed = spread(state, where, was, now)
    schedule(state)
    for place in freed:
        settle(floor, index, here.there(state, index, place))


def _follow_line(floor: Floor, index: Index, here: Here) -> None:
    """One that stands, or runs again, moves the windows of all that move with it."""
    state, own = floor.state, here.where.place
    follow(state, here)
    keep_due(state, own)
    for place in here.where.moves_with:
        if place != own and index.stations[place].stop_mode != "call-only" and _has_calls(state, place):
            other = here.there(state, index, place)
            if follow(state, other):
                keep_due(state, place)
                look(floor, index, other)


def _has_calls(state: State, place: str) -> bool:
    station = state.stations.get(place)
    return station is not None and bool(station.calls)
