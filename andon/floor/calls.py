"""Calls: yellow. One open call per station and type; a call never stops anything by itself."""

from __future__ import annotations

from dataclasses import replace

from andon.floor.index import PointRef, StationRef
from andon.floor.state import StationState
from andon.floor.transitions import CALLS, CallInput, CallPhase
from andon.model.event import CallArrived, CallEnded, CallOutcome, CallRaised, Event, OpenCall
from andon.model.signal import Value


def cord_input(
    station: StationState, ref: PointRef, value: Value, was: Value | None, at: int, guard_us: int
) -> CallInput:
    """What a cord's reading means, given what it said before and when it was last pulled."""
    if not value:
        return "release" if ref.latched else "let-go"
    if ref.latched:
        return "hold" if was else "pull"
    last_pull = station.pulled.get(ref.address)
    if last_pull is not None and at - last_pull <= guard_us:
        return "bounce"
    station.pulled[ref.address] = at
    return "pull"


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
    """Close an open call; nothing when there is none."""
    call = station.calls.pop(call_type, None)
    if call is not None:
        out.append(CallEnded(at=at, line=where.line, station=where.station, call=call.id, outcome=outcome))


def _phase(call: OpenCall | None) -> CallPhase:
    if call is None:
        return "none"
    return "raised" if call.arrived is None else "arrived"
