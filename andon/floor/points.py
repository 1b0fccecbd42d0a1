"""What a reading means, by the kind of its point. One function a kind; each changes the station and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

from andon.floor.calls import late_pull, step_call
from andon.floor.cords import call_type_of, moved
from andon.floor.here import Here
from andon.floor.index import Index, PointRef, StationRef
from andon.floor.state import HeldCause, StationState
from andon.floor.stops import answer_stop, apply
from andon.floor.transitions import StopInput
from andon.model.entry import SignalAccepted
from andon.model.event import Noted, NoteKind, StopOutcome
from andon.model.plan import MachineState, PointKind
from andon.model.signal import Value

_MACHINE_STATES = get_args(MachineState)


@dataclass(slots=True)
class Reading(Here):
    """What a point of a station said there and then, and what it had said before (`was`).

    `waits`: that a cord comes out counts later, when it has stayed out.
    """

    ref: PointRef
    entry: SignalAccepted
    was: Value | None
    waits: bool = False

    def note(self, about: NoteKind, text: str) -> None:
        """Leave word of it, for whoever looks the point up."""
        self.out.append(Noted(at=self.at, about=about, address=self.ref.address, text=text))


def take(index: Index, told: Reading) -> StopOutcome:
    """Take a reading in. Returns how a stop ends, should this reading end it."""
    told.station.levels[told.ref.address] = told.entry.value
    return _BY_KIND[told.ref.kind](index, told)


def _cord(index: Index, told: Reading) -> StopOutcome:
    ref, entry = told.ref, told.entry
    if entry.late and entry.value and not ref.latched:
        late_pull(told.then(entry.at if entry.device_at is None else entry.device_at), ref, index.cancel_guard_us)
        return "cleared"
    call_type = call_type_of(told.station, ref)
    given = moved(told, ref, entry.value, index.cancel_guard_us)
    if told.waits and given in ("release", "release-of-one"):
        return "cleared"
    step = step_call(told, call_type, given, point=ref.point)
    if step.phase == "expired" and given in ("pull", "hold"):
        told.note("ignored", f"a pull: {step.because}")
    return "cleared"


def _stop(index: Index, told: Reading) -> StopOutcome:
    ref = told.ref
    apply(_button_input(index, told), ref.address, told.station, HeldCause("stop", ref.reason.id, not ref.latched))
    return "cleared"


def _button_input(index: Index, told: Reading) -> StopInput:
    ref, station = told.ref, told.station
    if not told.entry.value:
        return "release" if ref.latched else "let-go"
    if ref.latched:
        return "press"
    last_press = station.pulled.get(ref.address)
    if last_press is not None and told.at - last_press <= index.cancel_guard_us:
        return "bounce"
    station.pulled[ref.address] = told.at
    return "press-again" if ref.address in station.causes else "press"


def _fault(index: Index, told: Reading) -> StopOutcome:
    ref, value = told.ref, told.entry.value
    reason = ref.reason.id
    if value and ref.codes:
        code = _code(value)
        reason = ref.codes.get(code, reason)
        if code not in ref.codes:
            told.note("unknown-code", f"fault {code!r} is in no codes of this point")
    apply("fault" if value else "fault-cleared", ref.address, told.station, HeldCause("fault", reason))
    return "cleared"


def _leader(index: Index, told: Reading) -> StopOutcome:
    if told.entry.value:
        for call_type in list(told.station.calls):
            step_call(told, call_type, "leader", point=told.ref.point)
        answer_stop(told, "leader")
    return "cleared"


def _restart(index: Index, told: Reading) -> StopOutcome:
    if told.entry.value:
        restart(index, told)
    return "restarted"


def _run(index: Index, told: Reading) -> StopOutcome:
    station, value, was = told.station, told.entry.value, told.was
    if isinstance(value, str):
        station.run = None
        told.note("unknown-code", f"run {value!r} is a word where 0 or 1 was agreed: unknown, not running")
        return "cleared"
    station.run = bool(value)
    return _runs_again(told) if station.run and was is not None and not was else "cleared"


def _state(index: Index, told: Reading) -> StopOutcome:
    ref, value, station = told.ref, told.entry.value, told.station
    word = ref.codes.get(_code(value), "") if ref.codes else str(value)
    before = station.machine
    station.machine = word if word in _MACHINE_STATES else ""
    if not station.machine:
        told.note("unknown-code", f"state {value!r} is in no codes of this point: unknown, not running")
    return _runs_again(told) if station.machine == "running" and before not in ("", "running") else "cleared"


def _nothing(index: Index, told: Reading) -> StopOutcome:
    """A pitch pulse ends windows, which the fold does: it knows what stands. Counts and values come as samples."""
    return "cleared"


def restart(index: Index, here: Here, who: str = "") -> None:
    """Somebody says "running again": calls end, and what a momentary button or a call began is over.

    A latched cord that is still in keeps asking: nobody is shown green beside it.
    """
    station = here.station
    held = {ref.call for ref in index.points.values() if _is_in(ref, here.where, station)}
    for call_type in list(station.calls):
        if call_type not in held:
            step_call(here, call_type, "restart", who=who)
    apply("restart", "", station, None)


def _is_in(ref: PointRef, where: StationRef, station: StationState) -> bool:
    is_latched_cord = ref.place == where.place and ref.kind == "cord" and ref.latched
    return is_latched_cord and bool(station.levels.get(ref.address))


def _code(value: Value) -> str:
    """A code as the plan writes it: a controller that says 6.0 means 6."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _runs_again(told: Reading) -> StopOutcome:
    apply("run", told.ref.address, told.station, None)
    return "restarted"


_BY_KIND: dict[PointKind, Callable[[Index, Reading], StopOutcome]] = {
    "cord": _cord,
    "stop": _stop,
    "fault": _fault,
    "leader": _leader,
    "restart": _restart,
    "pitch": _nothing,
    "run": _run,
    "state": _state,
    "count": _nothing,
    "reject": _nothing,
    "value": _nothing,
}
