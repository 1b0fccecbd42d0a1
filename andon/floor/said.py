"""What people say on screens: each handler brings one accepted command to the floor."""

from __future__ import annotations

from collections.abc import Callable

from andon.floor.calls import expire, missed, phase_of, raise_call, step_call
from andon.floor.deadlines import schedule
from andon.floor.index import Index, StationRef, removed
from andon.floor.induced import hold
from andon.floor.kaizen import join_trigger, leave_trigger
from andon.floor.points import restart
from andon.floor.settle import settle
from andon.floor.state import Floor, HeldCause, State, StationState
from andon.floor.stops import ASKED, answer_stop, apply, reclassify
from andon.floor.transitions import CALLS
from andon.floor.windows import expire_due
from andon.model.entry import (
    BufferEnded,
    CallAnswered,
    CallAsked,
    CallFixed,
    Entry,
    StationRestarted,
    StopAnswered,
    StopAsked,
    StopClassified,
    SuggestionMade,
    WindowEnded,
)
from andon.model.event import CallJudged, Event, OpenCall, StopOutcome, StopReasoned, SuggestionReceived
from andon.model.plan import Reason

Said = CallAsked | CallAnswered | StopAnswered | StopAsked | StationRestarted | WindowEnded | BufferEnded


class _At:
    """The station that something was said of, and from when it counts."""

    def __init__(self, floor: Floor, index: Index, where: StationRef, entry: Said) -> None:
        self.floor, self.index, self.where = floor, index, where
        self.station = floor.state.stations[where.place]
        self.station.last_at = self.at = max(_said_at(entry), self.station.last_at)
        self.entry = entry

    def settle(self, out: list[Event], ended_as: StopOutcome = "cleared") -> None:
        if self.where.stop_mode == "immediate":
            expire_due(self.index, self.where, self.station, self.at, self.entry.seq, out)
        settle(self.floor, self.index, self.where.place, self.at, self.entry.seq, out, ended_as)


def _said_at(entry: Said) -> int:
    """A pull that waited in its screen counts from when the hand pulled."""
    pulled_at = entry.pulled_at if isinstance(entry, CallAsked) else None
    return entry.at if pulled_at is None else min(pulled_at, entry.at)


def _at(floor: Floor, entry: Said) -> _At | None:
    """None when the plan has no such station any more: what was said of it is over."""
    index = floor.index
    where = index.stations.get(f"{entry.line}/{entry.station}") if index else None
    return _At(floor, index, where, entry) if index and where else None


def _call_asked(floor: Floor, entry: CallAsked, out: list[Event]) -> None:
    if entry.late:
        _call_missed(floor, entry, out)
        return
    here = _at(floor, entry)
    if here is None or entry.type not in here.index.call_reasons:
        return
    if CALLS[phase_of(here.station, entry.type), "ask"].act == "raise":
        call = OpenCall(id=entry.seq, type=entry.type, since=here.at, returns=entry.returns)
        raise_call(here.station, here.where, call, "", out, entry.who, entry.again)
    here.settle(out)


def _call_missed(floor: Floor, entry: CallAsked, out: list[Event]) -> None:
    where = floor.index.stations.get(f"{entry.line}/{entry.station}") if floor.index else None
    if where is not None:
        missed(where, entry.type, "", _said_at(entry), entry.seq, out, entry.who)


def _call_answered(floor: Floor, entry: CallAnswered, out: list[Event]) -> None:
    here = _at(floor, entry)
    call = _open_call(here.station, entry.call) if here else None
    if here is None or call is None or not _may_retype(here, entry):
        return
    given = (here.station, here.where, call.type, entry.said, here.at, entry.seq, "", out)
    step_call(*given, who=entry.who, new_type=entry.type)
    here.settle(out)


def _may_retype(here: _At, entry: CallAnswered) -> bool:
    """One open call of a type at a station, and one stop that it asked for."""
    if entry.said != "retype":
        return True
    return entry.type in here.index.call_reasons and phase_of(here.station, entry.type) == "none"


def _call_fixed(floor: Floor, entry: CallFixed, out: list[Event]) -> None:
    told = CallJudged(
        at=entry.at, line=entry.line, station=entry.station, call=entry.call, fixed=entry.fixed, who=entry.who
    )
    out.append(told)


def _window_ended(floor: Floor, entry: WindowEnded, out: list[Event]) -> None:
    here = _at(floor, entry)
    call = _open_call(here.station, entry.call) if here else None
    if here is None or call is None:
        return
    reason = here.index.call_reasons[call.type].id
    expire(here.station, here.where, call.type, reason, entry.at, entry.seq, out)
    here.settle(out)


def _buffer_ended(floor: Floor, entry: BufferEnded, out: list[Event]) -> None:
    here = _at(floor, entry)
    floor.state.buffers.pop(f"{entry.line}/{entry.station} {entry.stop}", None)
    if here is not None:
        hold(here.index, floor.state, here.station, entry)
        here.settle(out)
    schedule(floor.state)


def _open_call(station: StationState, call_id: int) -> OpenCall | None:
    return next((call for call in station.calls.values() if call.id == call_id), None)


def _stop_answered(floor: Floor, entry: StopAnswered, out: list[Event]) -> None:
    here = _at(floor, entry)
    if here is None or here.station.stop is None or here.station.stop.id != entry.stop:
        return
    answer_stop(here.station, here.where, entry.said, here.at, out, entry.who)
    here.settle(out)


def _stop_asked(floor: Floor, entry: StopAsked, out: list[Event]) -> None:
    here = _at(floor, entry)
    if here is not None:
        apply("ask", ASKED, here.station, HeldCause("asked", here.index.asked_reason.id, momentary=True))
        here.settle(out)


def _station_restarted(floor: Floor, entry: StationRestarted, out: list[Event]) -> None:
    here = _at(floor, entry)
    if here is not None:
        restart(here.index, here.station, here.where, here.at, entry.seq, out, entry.who)
        here.settle(out, "restarted")


def _stop_classified(floor: Floor, entry: StopClassified, out: list[Event]) -> None:
    index = floor.index
    reason = index.reasons.get(entry.reason) if index else None
    if index is None or reason is None:
        return
    where = index.stations.get(f"{entry.line}/{entry.station}")
    if where is None:
        _classify_past(floor.state, removed(entry.line, entry.station), reason, entry, out)
        return
    station = floor.state.stations[where.place]
    if station.stop is not None and station.stop.id == entry.stop:
        reclassify(floor.state, where, station, reason, entry.at, entry.seq, out)
    else:
        _classify_past(floor.state, where, reason, entry, out)
    settle(floor, index, where.place, entry.at, entry.seq, out)


def _classify_past(state: State, where: StationRef, reason: Reason, entry: StopClassified, out: list[Event]) -> None:
    out.append(
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
        leave_trigger(state, where, entry.was_trigger, entry.stop, entry.at, out)
        join_trigger(state, where, reason.category, entry.stop, entry.at, entry.seq, out)


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
    StationRestarted: _station_restarted,
    WindowEnded: _window_ended,
    BufferEnded: _buffer_ended,
    StopClassified: _stop_classified,
    SuggestionMade: _suggestion_made,
}
