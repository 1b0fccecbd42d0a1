"""What a reading means, by the kind of its point. One function a kind; each changes the station and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from andon.floor.calls import late_pull, step_call
from andon.floor.cords import call_type_of, chatters, cord_input
from andon.floor.index import Index, PointRef, StationRef
from andon.floor.state import HeldCause, StationState
from andon.floor.stops import answer_stop, apply
from andon.floor.transitions import StopInput
from andon.model.entry import SignalAccepted
from andon.model.event import Event, Noted, StopOutcome
from andon.model.plan import MachineState
from andon.model.signal import Value

_MACHINE_STATES = get_args(MachineState)


def take(
    index: Index, ref: PointRef, station: StationState, entry: SignalAccepted, at: int, out: list[Event]
) -> StopOutcome:
    """Take a reading in. Returns how a stop ends, should this reading end it."""
    was = station.levels.get(ref.address)
    station.levels[ref.address] = entry.value
    return _BY_KIND[ref.kind](index, ref, station, entry, was, at, out)


def _cord(
    index: Index,
    ref: PointRef,
    station: StationState,
    entry: SignalAccepted,
    was: Value | None,
    at: int,
    out: list[Event],
) -> StopOutcome:
    where, guard_us = index.stations[ref.place], index.cancel_guard_us
    if entry.late and entry.value and not ref.latched:
        pulled_at = entry.at if entry.device_at is None else entry.device_at
        late_pull(station, where, ref, pulled_at, entry.seq, guard_us, out)
        return "cleared"
    call_type = call_type_of(station, ref)
    given = "bounce" if chatters(station, ref, at, out) else cord_input(station, ref, entry.value, at, guard_us)
    step = step_call(station, where, call_type, given, at, entry.seq, ref.point, out)
    if step.phase == "expired" and given in ("pull", "hold"):
        out.append(Noted(at=at, about="ignored", address=ref.address, text=f"a pull: {step.because}"))
    return "cleared"


def _stop(
    index: Index,
    ref: PointRef,
    station: StationState,
    entry: SignalAccepted,
    was: Value | None,
    at: int,
    out: list[Event],
) -> StopOutcome:
    apply(
        _button_input(index, ref, station, entry.value, at),
        ref.address,
        station,
        HeldCause("stop", ref.reason.id, not ref.latched),
    )
    return "cleared"


def _button_input(index: Index, ref: PointRef, station: StationState, value: Value, at: int) -> StopInput:
    if not value:
        return "release" if ref.latched else "let-go"
    if ref.latched:
        return "press"
    last_press = station.pulled.get(ref.address)
    if last_press is not None and at - last_press <= index.cancel_guard_us:
        return "bounce"
    station.pulled[ref.address] = at
    return "press-again" if ref.address in station.causes else "press"


def _fault(
    index: Index,
    ref: PointRef,
    station: StationState,
    entry: SignalAccepted,
    was: Value | None,
    at: int,
    out: list[Event],
) -> StopOutcome:
    reason = ref.reason.id
    if entry.value and ref.codes:
        code = _code(entry.value)
        reason = ref.codes.get(code, reason)
        if code not in ref.codes:
            text = f"fault {code!r} is in no codes of this point"
            out.append(Noted(at=at, about="unknown-code", address=ref.address, text=text))
    apply("fault" if entry.value else "fault-cleared", ref.address, station, HeldCause("fault", reason))
    return "cleared"


def _leader(
    index: Index,
    ref: PointRef,
    station: StationState,
    entry: SignalAccepted,
    was: Value | None,
    at: int,
    out: list[Event],
) -> StopOutcome:
    if entry.value:
        where = index.stations[ref.place]
        for call_type in list(station.calls):
            step_call(station, where, call_type, "leader", at, entry.seq, ref.point, out)
        answer_stop(station, where, "leader", at, out)
    return "cleared"


def _restart(
    index: Index,
    ref: PointRef,
    station: StationState,
    entry: SignalAccepted,
    was: Value | None,
    at: int,
    out: list[Event],
) -> StopOutcome:
    if entry.value:
        restart(index, station, index.stations[ref.place], at, entry.seq, out)
    return "restarted"


def _pitch(
    index: Index,
    ref: PointRef,
    station: StationState,
    entry: SignalAccepted,
    was: Value | None,
    at: int,
    out: list[Event],
) -> StopOutcome:
    return "cleared"  # a pulse ends windows, which the fold does: it knows what stands


def _run(
    index: Index,
    ref: PointRef,
    station: StationState,
    entry: SignalAccepted,
    was: Value | None,
    at: int,
    out: list[Event],
) -> StopOutcome:
    if isinstance(entry.value, str):
        station.run = None
        text = f"run {entry.value!r} is a word where 0 or 1 was agreed: unknown, not running"
        out.append(Noted(at=at, about="unknown-code", address=ref.address, text=text))
        return "cleared"
    station.run = bool(entry.value)
    return _runs_again(ref, station) if station.run and was is not None and not was else "cleared"


def _state(
    index: Index,
    ref: PointRef,
    station: StationState,
    entry: SignalAccepted,
    was: Value | None,
    at: int,
    out: list[Event],
) -> StopOutcome:
    word = ref.codes.get(_code(entry.value), "") if ref.codes else str(entry.value)
    before = station.machine
    station.machine = word if word in _MACHINE_STATES else ""
    if not station.machine:
        text = f"state {entry.value!r} is in no codes of this point: unknown, not running"
        out.append(Noted(at=at, about="unknown-code", address=ref.address, text=text))
    return _runs_again(ref, station) if station.machine == "running" and before not in ("", "running") else "cleared"


def _other(
    index: Index,
    ref: PointRef,
    station: StationState,
    entry: SignalAccepted,
    was: Value | None,
    at: int,
    out: list[Event],
) -> StopOutcome:
    return "cleared"  # counts and values come as samples; a raw one changes nothing


def restart(
    index: Index, station: StationState, where: StationRef, at: int, seq: int, out: list[Event], who: str = ""
) -> None:
    """Somebody says "running again": calls end, and what a momentary button or a call began is over.

    A latched cord that is still in keeps asking: nobody is shown green beside it.
    """
    held = {ref.call for ref in index.points.values() if _is_in(ref, where, station)}
    for call_type in list(station.calls):
        if call_type not in held:
            step_call(station, where, call_type, "restart", at, seq, "", out, who)
    apply("restart", "", station, None)


def _is_in(ref: PointRef, where: StationRef, station: StationState) -> bool:
    is_latched_cord = ref.place == where.place and ref.kind == "cord" and ref.latched
    return is_latched_cord and bool(station.levels.get(ref.address))


def _code(value: Value) -> str:
    """A code as the plan writes it: a controller that says 6.0 means 6."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _runs_again(ref: PointRef, station: StationState) -> StopOutcome:
    apply("run", ref.address, station, None)
    return "restarted"


_BY_KIND: dict[str, Callable[..., StopOutcome]] = {
    "cord": _cord,
    "stop": _stop,
    "fault": _fault,
    "leader": _leader,
    "restart": _restart,
    "pitch": _pitch,
    "run": _run,
    "state": _state,
    "count": _other,
    "reject": _other,
    "value": _other,
}
