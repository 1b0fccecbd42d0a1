"""Bringing a station into agreement with all that is known of it: its stop, its windows, its tile."""

from __future__ import annotations

from andon.floor.deadlines import schedule
from andon.floor.index import Index, StationRef
from andon.floor.induced import spread
from andon.floor.shifts import slot_at
from andon.floor.shown import show
from andon.floor.state import Floor, State, StationState
from andon.floor.stops import derive_cause, may_open, settle_stop, weigh
from andon.floor.windows import follow, note_due
from andon.model.event import Event, KaizenTriggered, OpenStop, StopBegan, StopOutcome


def settle(
    floor: Floor, index: Index, place: str, at: int, seq: int, out: list[Event], ended_as: StopOutcome = "cleared"
) -> None:
    """Bring a station's stop and tile into agreement with all that is known of it."""
    state, where, station = floor.state, index.stations[place], floor.state.stations[place]
    at = max(at, station.last_at)
    is_work = is_work_at(floor, index, where, at)
    derive_cause(station, is_work, _is_telling(state, where), where.run_reason)
    if place in state.tests and not _is_meant(station):
        show(state, where, station, is_work, at, out)
        return
    if may_open(station) and any(isinstance(event, StopBegan | KaizenTriggered) for event in out):
        state.again[where.line] = at
        note_due(state, place)
        schedule(state)
        return
    was = station.stop
    settle_stop(state, index, where, station, at, seq, ended_as, out)
    if station.stop is not None:
        weigh(where, station, at, out)
    if station.stop is not was:
        _follow_line(floor, index, where, at, out)
        _spread(floor, index, where, was, at, seq, out)
    elif where.stop_mode != "call-only" or place in state.windows:
        follow(state, where, station, at, out)
        keep_due(state, place)
    show(state, where, station, is_work, at, out)


def look(floor: Floor, index: Index, place: str, at: int, out: list[Event]) -> None:
    """Bring only a station's tile into agreement: what is known of its stop did not change."""
    where, station = index.stations[place], floor.state.stations[place]
    at = max(at, station.last_at)
    show(floor.state, where, station, is_work_at(floor, index, where, at), at, out)


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


def _spread(
    floor: Floor, index: Index, where: StationRef, was: OpenStop | None, at: int, seq: int, out: list[Event]
) -> None:
    """A stop that began starves and blocks others in time; one that ended lets them go."""
    state, now = floor.state, floor.state.stations[where.place].stop
    if (was and was.id) == (now and now.id) or not (where.reach or state.buffers):
        return
    freed = spread(state, where, was, now)
    schedule(state)
    for place in freed:
        settle(floor, index, place, at, seq, out)


def _follow_line(floor: Floor, index: Index, where: StationRef, at: int, out: list[Event]) -> None:
    """One that stands, or runs again, moves the windows of all that move with it."""
    state = floor.state
    follow(state, where, state.stations[where.place], at, out)
    keep_due(state, where.place)
    for place in where.moves_with:
        other = index.stations[place]
        if place != where.place and other.stop_mode != "call-only" and _followed(state, other, at, out):
            keep_due(state, place)
            look(floor, index, place, at, out)


def _followed(state: State, other: StationRef, at: int, out: list[Event]) -> bool:
    station: StationState | None = state.stations.get(other.place)
    return station is not None and bool(station.calls) and follow(state, other, station, at, out)
