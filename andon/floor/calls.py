"""Calls: yellow. One open call per station and type; a call never stops anything by itself."""

from __future__ import annotations

from dataclasses import replace

from andon.floor.index import PointRef, StationRef
from andon.floor.state import StationState
from andon.floor.transitions import CALLS, CallInput, CallPhase
from andon.model.event import CallArrived, CallEnded, CallOutcome, CallRaised, Event, OpenCall
from andon.model.signal import Value


def cord_input(station: StationState, ref: PointRef, value: Value, at: int, guard_us: int) -> CallInput:
    """What a cord's reading means, given when one of its type was last pulled and which others are in."""
    if ref.latched:
        return "hold" if value else _latched_release(station, ref)
    if not value:
        return "let-go"
    last_pull = station.pulled.get(ref.call)
    if last_pull is not None and abs(at - last_pull) <= guard_us:
        return "bounce"
    station.pulled[ref.call] = at
    return "pull"


def _latched_release(station: StationState, ref: PointRef) -> CallInput:
    return "release-of-one" if any(station.levels.get(address) for address in ref.beside) else "release"


def late_pull(
    station: StationState, where: StationRef, ref: PointRef, at: int, seq: int, guard_us: int, out: list[Event]
) -> None:
    """A momentary pull that arrives late: a call nobody heard, for history. It cancels only what was open by then."""
    call = station.calls.get(ref.call)
    if call is not None and call.since <= at:
        step_call(station, where, ref.call, cord_input(station, ref, True, at, guard_us), at, seq, ref.point, out)
    elif cord_input(station, ref, True, at, guard_us) == "pull":
        line, name = where.line, where.station
        out.append(CallRaised(at=at, line=line, station=name, call=seq, type=ref.call, point=ref.point))
        out.append(CallEnded(at=at, line=line, station=name, call=seq, outcome="missed"))


def step_call(
    station: StationState,
    where: StationRef,
    call_type: str,
    given: CallInput,
    at: int,
    seq: int,
    point: str,
    out: list[Event],
) -> None:
    """Take one step of the call table for one type of call at one station."""
    call = station.calls.get(call_type)
    step = CALLS[_phase(call), given]
    if step.act == "raise":
        station.calls[call_type] = OpenCall(id=seq, type=call_type, since=at)
        out.append(CallRaised(at=at, line=where.line, station=where.station, call=seq, type=call_type, point=point))
    elif step.act == "arrive" and call:
        at = max(at, call.since)
        station.calls[call_type] = replace(call, arrived=at)
        out.append(CallArrived(at=at, line=where.line, station=where.station, call=call.id))
    elif step.act == "cancel":
        end_call(station, where, call_type, "cancelled", at, out)
    elif step.act == "clear":
        end_call(station, where, call_type, "cleared", at, out)
    elif step.act == "end":
        end_call(station, where, call_type, "restarted", at, out)


def end_call(
    station: StationState, where: StationRef, call_type: str, outcome: CallOutcome, at: int, out: list[Event]
) -> None:
    """Close an open call, never before it began; nothing when there is none."""
    call = station.calls.pop(call_type, None)
    if call is not None:
        station.last_at = max(station.last_at, at)
        at = max(at, call.since)
        out.append(CallEnded(at=at, line=where.line, station=where.station, call=call.id, outcome=outcome))


def _phase(call: OpenCall | None) -> CallPhase:
    if call is None:
        return "none"
    return "raised" if call.arrived is None else "arrived"
