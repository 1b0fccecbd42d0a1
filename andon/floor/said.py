"""What people say on screens: each handler brings one accepted command to the floor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from andon.floor.calls import expire, missed, phase_of, raise_call, step_call
from andon.floor.commented import hour_commented
from andon.floor.deadlines import schedule
from andon.floor.frozen import limits_frozen
from andon.floor.handing import handed_over
from andon.floor.here import Here
from andon.floor.index import Index, removed
from andon.floor.induced import hold
from andon.floor.kaizen import join_trigger, leave_trigger
from andon.floor.points import restart
from andon.floor.safety import release
from andon.floor.settle import settle
from andon.floor.state import Floor, HeldCause, State, StationState
from andon.floor.stops import ASKED, answer_stop, apply, reclassify
from andon.floor.transitions import CALLS
from andon.floor.under_test import hear_screen
from andon.floor.windows import expire_due
from andon.model.entry import (
    BufferEnded,
    CallAnswered,
    CallAsked,
    CallFixed,
    Entry,
    HandedOver,
    HourCommented,
    LimitsFrozen,
    SafetyReleased,
    StationRestarted,
    StopAnswered,
    StopAsked,
    StopClassified,
    SuggestionMade,
    WindowEnded,
)
from andon.model.event import CallJudged, Event, OpenCall, StopOutcome, StopReasoned, SuggestionReceived
from andon.model.plan import Reason

Said = (
    CallAsked | CallAnswered | StopAnswered | StopAsked | StationRestarted | SafetyReleased | WindowEnded | BufferEnded
)


@dataclass(frozen=True, slots=True)
class _Told:
    """Of which station something was said, and from when it counts."""

    floor: Floor
    index: Index
    here: Here

    @property
    def station(self) -> StationState:
        return self.here.station

    def settle(self, ended_as: StopOutcome = "cleared") -> None:
        if self.here.where.stop_mode == "immediate":
            expire_due(self.index, self.here)
        settle(self.floor, self.index, self.here, ended_as)


def _said_at(entry: Said) -> int:
    """A pull that waited in its screen counts from when the hand pulled."""
    pulled_at = entry.pulled_at if isinstance(entry, CallAsked) else None
    return entry.at if pulled_at is None else min(pulled_at, entry.at)


def _told(floor: Floor, entry: Said, out: list[Event]) -> _Told | None:
    """None when the plan has no such station any more: what was said of it is over."""
    index = floor.index
    where = index.stations.get(f"{entry.line}/{entry.station}") if index else None
    if index is None or where is None:
        return None
    station = floor.state.stations[where.place]
    station.last_at = max(_said_at(entry), station.last_at)
    return _Told(floor, index, Here(where, station, station.last_at, entry.seq, out))


def _call_asked(floor: Floor, entry: CallAsked, out: list[Event]) -> None:
    if entry.late:
        _call_missed(floor, entry, out)
        return
    told = _told(floor, entry, out)
    if told is None or entry.type not in told.index.call_reasons:
        return
    if entry.again is None and hear_screen(floor.state, told.here, entry.type):
        return
    if CALLS[phase_of(told.station, entry.type), "ask"].act == "raise":
        call = OpenCall(id=entry.seq, type=entry.type, since=told.here.at, returns=entry.returns)
        raise_call(told.here, call, "", entry.who, entry.again)
    told.settle()


def _call_missed(floor: Floor, entry: CallAsked, out: list[Event]) -> None:
    where = floor.index.stations.get(f"{entry.line}/{entry.station}") if floor.index else None
    if where is not None:
        station = floor.state.stations[where.place]
        missed(Here(where, station, _said_at(entry), entry.seq, out), entry.type, "", entry.who)


def _call_answered(floor: Floor, entry: CallAnswered, out: list[Event]) -> None:
    told = _told(floor, entry, out)
    call = _open_call(told.station, entry.call) if told else None
    if told is None or call is None or not _may_retype(told, entry):
        return
    step_call(told.here, call.type, entry.said, who=entry.who, new_type=entry.type)
    told.settle()


def _may_retype(told: _Told, entry: CallAnswered) -> bool:
    """One open call of a type at a station, and one stop that it asked for."""
    if entry.said != "retype":
        return True
    return entry.type in told.index.call_reasons and phase_of(told.station, entry.type) == "none"


def _call_fixed(floor: Floor, entry: CallFixed, out: list[Event]) -> None:
    judged = CallJudged(
        at=entry.at, line=entry.line, station=entry.station, call=entry.call, fixed=entry.fixed, who=entry.who
    )
    out.append(judged)


def _window_ended(floor: Floor, entry: WindowEnded, out: list[Event]) -> None:
    told = _told(floor, entry, out)
    call = _open_call(told.station, entry.call) if told else None
    if told is None or call is None:
        return
    expire(told.here.then(entry.at), call.type, told.index.call_reasons[call.type].id)
    told.settle()


def _buffer_ended(floor: Floor, entry: BufferEnded, out: list[Event]) -> None:
    told = _told(floor, entry, out)
    floor.state.buffers.pop(f"{entry.line}/{entry.station} {entry.stop}", None)
    if told is not None:
        hold(told.index, floor.state, told.station, entry)
        told.settle()
    schedule(floor.state)


def _open_call(station: StationState, call_id: int) -> OpenCall | None:
    return next((call for call in station.calls.values() if call.id == call_id), None)


def _stop_answered(floor: Floor, entry: StopAnswered, out: list[Event]) -> None:
    told = _told(floor, entry, out)
    if told is None or told.station.stop is None or told.station.stop.id != entry.stop:
        return
    answer_stop(told.here, entry.said, entry.who)
    told.settle()


def _stop_asked(floor: Floor, entry: StopAsked, out: list[Event]) -> None:
    told = _told(floor, entry, out)
    if told is not None and not hear_screen(floor.state, told.here, "stop"):
        apply("ask", ASKED, told.station, HeldCause("asked", told.index.asked_reason.id, momentary=True))
        told.settle()


def _station_restarted(floor: Floor, entry: StationRestarted, out: list[Event]) -> None:
    told = _told(floor, entry, out)
    if told is not None:
        restart(told.index, told.here, entry.who)
        told.settle("restarted")


def _safety_released(floor: Floor, entry: SafetyReleased, out: list[Event]) -> None:
    told = _told(floor, entry, out)
    if told is not None:
        release(told.here, entry.who)
        told.settle("released")


def _stop_classified(floor: Floor, entry: StopClassified, out: list[Event]) -> None:
    index = floor.index
    reason = index.reasons.get(entry.reason) if index else None
    if index is None or reason is None:
        return
    where = index.stations.get(f"{entry.line}/{entry.station}")
    if where is None:
        gone = Here(removed(entry.line, entry.station), StationState(), entry.at, entry.seq, out)
        _classify_past(floor.state, gone, reason, entry)
        return
    at_station = Here.of(floor.state, index, where.place, entry, out)
    stop = at_station.station.stop
    if stop is not None and stop.id == entry.stop:
        if at_station.station.keeps and stop.category == "safety" and reason.category != "safety":
            return  # it is not released by another name
        reclassify(floor.state, at_station, reason)
    else:
        _classify_past(floor.state, at_station, reason, entry)
    settle(floor, index, at_station)


def _classify_past(state: State, here: Here, reason: Reason, entry: StopClassified) -> None:
    here.out.append(
        StopReasoned(
            at=entry.at,
            line=entry.line,
            station=entry.station,
            stop=entry.stop,
            reason=reason.id,
            stop_class=reason.stop_class,
            category=reason.category,
            version=entry.version + 1,
        )
    )
    if entry.was_category != reason.category:
        leave_trigger(state, here, entry.was_trigger, entry.stop)
        join_trigger(state, here, reason.category, entry.stop)


def _suggestion_made(floor: Floor, entry: SuggestionMade, out: list[Event]) -> None:
    out.append(
        SuggestionReceived(
            at=entry.at,
            line=entry.line,
            station=entry.station,
            suggestion=entry.seq,
            text=entry.text,
            by=entry.by,
            who=entry.who,
        )
    )


# Each handler takes its own kind of entry, which a dict of callables cannot say.
HANDLERS: dict[type[Entry], Callable[..., None]] = {
    CallAsked: _call_asked,
    CallAnswered: _call_answered,
    CallFixed: _call_fixed,
    StopAnswered: _stop_answered,
    StopAsked: _stop_asked,
    SafetyReleased: _safety_released,
    StationRestarted: _station_restarted,
    WindowEnded: _window_ended,
    BufferEnded: _buffer_ended,
    StopClassified: _stop_classified,
    HandedOver: handed_over,
    SuggestionMade: _suggestion_made,
    HourCommented: hour_commented,
    LimitsFrozen: limits_frozen,
}
