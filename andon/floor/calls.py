"""Calls: yellow. One open call per station and type; only at its stop point does a call ask for a stop."""

from __future__ import annotations

from dataclasses import replace

from andon.floor.cords import call_type_of, cord_input
from andon.floor.here import Here
from andon.floor.index import PointRef
from andon.floor.state import HeldCause, StationState
from andon.floor.stops import apply
from andon.floor.transitions import CALLS, KEPT_FOR_SAFETY, NOT_RELEASED, CallAct, CallInput, CallPhase, CallStep
from andon.model.event import (
    CallAcknowledged,
    CallArrived,
    CallEnded,
    CallOutcome,
    CallRaised,
    CallRetyped,
    OpenCall,
)

_ENDS: dict[CallAct, CallOutcome] = {
    "cancel": "cancelled",
    "clear": "cleared",
    "end": "restarted",
    "resolve": "resolved",
    "wrong": "wrong",
    "expire": "expired",
    "release": "released",
}


def late_pull(here: Here, ref: PointRef, guard_us: int) -> None:
    """A momentary pull that arrives late: a call nobody heard, for history. It cancels only what was open by then."""
    station, at = here.station, here.at
    call_type = call_type_of(station, ref)
    call = station.calls.get(call_type)
    if call is not None and call.since <= at:
        step_call(here, call_type, cord_input(here, ref, True, guard_us), point=ref.point)
    elif cord_input(here, ref, True, guard_us) == "pull":
        missed(here, ref.call, ref.point)


def missed(here: Here, call_type: str, point: str, who: str = "") -> None:
    """A call that nobody could hear, for history alone."""
    line, name = here.where.line, here.where.station
    here.out.append(
        CallRaised(at=here.at, line=line, station=name, call=here.seq, type=call_type, point=point, who=who)
    )
    here.out.append(CallEnded(at=here.at, line=line, station=name, call=here.seq, outcome="missed"))


def step_call(
    here: Here, call_type: str, given: CallInput, point: str = "", who: str = "", new_type: str = ""
) -> CallStep:
    """Take one step of the call table for one type of call at one station; which step it was."""
    call = here.station.calls.get(call_type)
    step = step_of(here.station, call_type, given)
    if step.act == "raise":
        raise_call(here, OpenCall(id=here.seq, type=call_type, since=here.at), point, who)
    elif step.act in _ENDS:
        end_call(here, call_type, _ENDS[step.act], who)
    elif call is not None and step.act == "retype":
        _retype(here, call, new_type)
    elif call is not None and step.act != "ignore":
        _answer(here, call, step.act, who)
    return step


def step_of(station: StationState, call_type: str, given: CallInput) -> CallStep:
    """The row of the call table for an input. An open call about safety takes nothing that would end or rename it."""
    phase = phase_of(station, call_type)
    step, call = CALLS[phase, given], station.calls.get(call_type)
    if call is not None and call.safety and station.keeps and step.act in KEPT_FOR_SAFETY:
        return CallStep("ignore", phase, NOT_RELEASED)
    return step


def raise_call(here: Here, call: OpenCall, point: str, who: str = "", again: int | None = None) -> None:
    """Open a call, with its window where it has one."""
    where = here.where
    window_us = where.window_us.get(call.type)
    until = None if window_us is None else call.since + window_us
    about = {"asked_as": call.type if point else "", "safety": call.type in where.safety_calls, "window_us": window_us}
    here.station.calls[call.type] = replace(call, until=until, **about)  # type: ignore[arg-type]  # of its own field
    here.out.append(
        CallRaised(
            at=call.since,
            line=where.line,
            station=where.station,
            call=call.id,
            type=call.type,
            point=point,
            who=who,
            until=until,
            returns=call.returns,
            again=again,
        )
    )


def end_call(here: Here, call_type: str, outcome: CallOutcome, who: str = "") -> None:
    """Close an open call, never before it began; nothing when there is none."""
    where, station, at, out = here.where, here.station, here.at, here.out
    call = station.calls.pop(call_type, None)
    if call is not None:
        station.last_at = max(station.last_at, at)
        at = max(at, call.since)
        out.append(CallEnded(at=at, line=where.line, station=where.station, call=call.id, outcome=outcome, who=who))


def phase_of(station: StationState, call_type: str) -> CallPhase:
    """How far the call of a type has come; when it has become a stop, the stop's cause still knows it."""
    call = station.calls.get(call_type)
    if call is None:
        return "expired" if cause_key(call_type) in station.causes else "none"
    if call.arrived is not None:
        return "arrived" if call.at_station else "coming"
    return "raised" if call.acknowledged is None else "heard"


def cause_key(call_type: str) -> str:
    """Under which a call that asked for a stop holds its station; no address has this form."""
    return f"call:{call_type}"


def expire(here: Here, call_type: str, reason: str) -> None:
    """Nobody ended the call before the stop point: it asks for a stop."""
    call = here.station.calls[call_type]
    step_call(here, call_type, "window-ends")
    apply("expire", cause_key(call_type), here.station, HeldCause("call", reason, momentary=True, asked_by=call))


def _retype(here: Here, call: OpenCall, new_type: str) -> None:
    """The window is the new type's, from the pull on; one that is frozen stays so."""
    where, station, at, out = here.where, here.station, here.at, here.out
    window_us, until, left_us = where.window_us.get(new_type), None, None
    if window_us is not None and call.left_us is None:
        until = max(at, call.since + window_us)
    elif window_us is not None:
        left_us = min(call.left_us or 0, window_us)
    about = {"until": until, "left_us": left_us, "window_us": window_us, "safety": new_type in where.safety_calls}
    retyped = replace(call, type=new_type, **about)  # type: ignore[arg-type]  # each is of its own field
    station.calls = {key: retyped if key == call.type else held for key, held in station.calls.items()}
    station.calls = {held.type: held for held in station.calls.values()}
    out.append(CallRetyped(at=at, line=where.line, station=where.station, call=call.id, type=new_type, until=until))


def _answer(here: Here, call: OpenCall, act: CallAct, who: str) -> None:
    station, out, at = here.station, here.out, max(here.at, call.since)
    line, name = here.where.line, here.where.station
    if act == "acknowledge":
        station.calls[call.type] = replace(call, acknowledged=at, acknowledged_by=who)
        out.append(CallAcknowledged(at=at, line=line, station=name, call=call.id, who=who))
    else:
        is_here = act == "arrive"
        station.calls[call.type] = replace(call, arrived=at, arrived_by=who, at_station=is_here)
        out.append(CallArrived(at=at, line=line, station=name, call=call.id, who=who, at_station=is_here))
