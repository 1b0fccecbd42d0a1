"""The plan made quick to ask: by address, by device, by station. Built anew whenever a plan is adopted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from andon.base.units import US_PER_S
from andon.config.wiring import Wire, page_device, wires
from andon.model.event import Induced
from andon.model.plan import (
    BOX_LINE,
    PAGE_DEVICE,
    CallType,
    Colour,
    Line,
    Plan,
    Point,
    PointKind,
    Reason,
    Station,
    StopMode,
)

BOX_SILENT_AFTER_S = 3.0  # a beat comes each second; three missed is the protocol's own limit
PAGE_SILENT_AFTER_S = 6.0  # the same of a page, which beats every two seconds


@dataclass(frozen=True, slots=True)
class PointRef:
    """A point with all its defaults filled in. `place` is `<line>/<station>`, `key` is `<line>/<station>/<point>`.

    `beside`: the station's other latched cords of the same call type, any of which may hold the call.
    """

    place: str
    key: str
    address: str
    point: str
    kind: PointKind
    latched: bool
    call: str
    reason: Reason
    codes: dict[str, str]
    is_total: bool
    width: int
    max_per_s: float
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StationRef:
    """A station and what it hangs on.

    `telling`: the devices of its run and state points; where there are any, running must be heard from them.
    `run_reason` is why it stands unless it says. `window_us`: how long a call has until it asks for a stop, by call
    type; none where no time ends it; `ends_at_pitch`: the next pitch pulse does. `moves_with`: the stations whose
    standing freezes the window. `reach`: whom a stop here starves or blocks, and after how long. `safety_calls`: the
    call types that are about safety.
    """

    line: str
    station: str
    place: str
    watched: bool
    devices: tuple[str, ...]
    telling: tuple[str, ...]
    run_reason: str
    stop_mode: StopMode = "call-only"
    window_us: dict[str, int] = field(default_factory=dict)
    ends_at_pitch: bool = False
    moves_with: tuple[str, ...] = ()
    reach: tuple[tuple[str, int, Induced], ...] = ()
    safety_calls: frozenset[str] = frozenset()

    @property
    def lamps(self) -> tuple[str, ...]:
        """Where its lamps may be: at any of its devices, or at one of the station's own name that has nothing else."""
        return tuple(dict.fromkeys((*self.devices, self.place)))


@dataclass(frozen=True, slots=True)
class DeviceRef:
    """A device that must be heard, and the stations that go dark without it."""

    silent_after_us: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """Everything the fold asks of a plan, and the plan itself for the calendar.

    By call type: `call_reasons`, of the stop that it asked for, and `colours`, of its lamp. `asked_reason`: of a stop
    asked for on a screen.
    """

    plan: Plan
    points: dict[str, PointRef]
    stations: dict[str, StationRef]
    devices: dict[str, DeviceRef]
    reasons: dict[str, Reason]
    call_reasons: dict[str, Reason]
    colours: dict[str, Colour]
    asked_reason: Reason
    induced: dict[str, str]
    by_line: dict[str, tuple[str, ...]]
    lines: dict[str, Line]
    cancel_guard_us: int
    late_after_us: int


def device_of(address: str) -> str:
    """The device an address hangs on: what stands before its last `/`."""
    return address.rpartition("/")[0]


def removed(line: str, station: str) -> StationRef:
    """A station that the plan has no more; its past still names it."""
    return StationRef(line, station, f"{line}/{station}", watched=False, devices=(), telling=(), run_reason="")


def build(plan: Plan) -> Index:
    """The index of a plan that `config` has checked."""
    points = {wire.address: _point(plan, wire) for wire in wires(plan)}
    points |= {ref.address: replace(ref, beside=_beside(ref, points)) for ref in points.values() if _holds_call(ref)}
    stations = {}
    for line in plan.lines:
        for station in line.stations:
            ref = _station(plan, line, station, points)
            stations[ref.place] = ref
        stations |= {
            place: replace(ref, reach=_reach(line, ref, stations))
            for place, ref in stations.items()
            if ref.line == line.id
        }
    return Index(
        plan=plan,
        points=points,
        stations=stations,
        devices=_devices(plan, stations),
        reasons={reason.id: reason for reason in plan.reasons},
        call_reasons={kind.id: _reason_of_call(plan, kind) for kind in plan.call_types},
        colours=colours(plan),
        induced=_induced(plan),
        asked_reason=next(reason for reason in plan.reasons if reason.stop_class == "abnormality"),
        by_line={line.id: tuple(f"{line.id}/{station.id}" for station in line.stations) for line in plan.lines},
        lines={line.id: line for line in plan.lines},
        cancel_guard_us=int(plan.thresholds.cancel_guard_s * US_PER_S),
        late_after_us=int(plan.thresholds.late_after_s * US_PER_S),
    )


def colours(plan: Plan) -> dict[str, Colour]:
    """The lamp of a call, by call type."""
    return {kind.id: kind.colour for kind in plan.call_types}


def _point(plan: Plan, wire: Wire) -> PointRef:
    place, point = f"{wire.line.id}/{wire.station.id}", wire.point
    return PointRef(
        place=place,
        key=f"{place}/{wire.name}",
        address=wire.address,
        point=wire.name,
        kind=point.kind,
        latched=point.mode == "latched",
        call=point.call or plan.call_types[0].id,
        reason=_reason(plan, point),
        codes=dict(point.codes),
        is_total=point.counts == "total",
        width=point.width,
        max_per_s=point.max_per_s,
    )


def _holds_call(ref: PointRef) -> bool:
    return ref.kind == "cord" and ref.latched


def _beside(ref: PointRef, points: dict[str, PointRef]) -> tuple[str, ...]:
    own = (ref.place, ref.call)
    others = (other for other in points.values() if _holds_call(other) and other.address != ref.address)
    return tuple(other.address for other in others if (other.place, other.call) == own)


def _reason(plan: Plan, point: Point) -> Reason:
    if point.reason:
        return next(reason for reason in plan.reasons if reason.id == point.reason)
    abnormal = [reason for reason in plan.reasons if reason.stop_class == "abnormality"]
    if point.kind == "fault":
        return next((reason for reason in abnormal if reason.category == "equipment"), abnormal[0])
    if point.kind == "stop":
        return abnormal[0]
    return next(reason for reason in plan.reasons if reason.stop_class == "unknown")


def _reason_of_call(plan: Plan, kind: CallType) -> Reason:
    """What a call was about is not known until somebody says so, unless the plan does."""
    return next(
        reason
        for reason in plan.reasons
        if (reason.id == kind.reason if kind.reason else reason.stop_class == "unknown")
    )


def _window_us(line: Line, station: Station, kind: CallType) -> int | None:
    if station.stop_mode == "immediate":
        return 0
    share_s = station.window_takt * line.takt_s if station.window_takt and line.takt_s else None
    window_s = kind.window_s or station.window_s or share_s
    return None if window_s is None or station.stop_mode == "call-only" else int(window_s * US_PER_S)


def _ends_at_pitch(line: Line, station: Station, points: dict[str, PointRef]) -> bool:
    """One pulse tells of the whole conveyor, wherever on the line it is heard."""
    is_timed = station.window_s is not None or station.window_takt is not None
    pulses = any(ref.kind == "pitch" and ref.place.startswith(f"{line.id}/") for ref in points.values())
    return station.stop_mode == "fixed-position" and not is_timed and pulses


def _induced(plan: Plan) -> dict[str, str]:
    """The reasons of stops that others cause; empty where the plan has none of that class."""
    found = [reason.id for reason in plan.reasons if reason.stop_class == "induced"]
    return {shows: shows if shows in found else found[0] for shows in ("starved", "blocked")} if found else {}


def _moves_with(line: Line, station: Station) -> tuple[str, ...]:
    """Its segment; the whole line where no segment says otherwise."""
    segment = next((segment.stations for segment in line.segments if station.id in segment.stations), None)
    return tuple(f"{line.id}/{name}" for name in segment or [other.id for other in line.stations])


def _reach(line: Line, ref: StationRef, stations: dict[str, StationRef]) -> tuple[tuple[str, int, Induced], ...]:
    """After the buffers behind it the next segment starves; before it they fill, and it blocks."""
    own = next((n for n, segment in enumerate(line.segments) if ref.station in segment.stations), None)
    found: list[tuple[str, int, Induced]] = []
    for n, segment in enumerate(line.segments):
        if own is None or n == own:
            continue
        between = line.segments[min(n, own) : max(n, own)]
        delay_us = int(sum(each.buffer_s for each in between) * US_PER_S)
        places = [f"{line.id}/{name}" for name in segment.stations]
        shows: Induced = "starved" if n > own else "blocked"
        found += [(place, delay_us, shows) for place in places if not stations[place].telling]
    return tuple(found)


def _station(plan: Plan, line: Line, station: Station, points: dict[str, PointRef]) -> StationRef:
    place = f"{line.id}/{station.id}"
    own = [ref for ref in points.values() if ref.place == place]
    telling = [ref for ref in own if ref.kind in ("run", "state")]
    return StationRef(
        line=line.id,
        station=station.id,
        place=place,
        watched=station.watched and bool(own or station.page),
        devices=tuple(dict.fromkeys([*(device_of(ref.address) for ref in own), *_pages(line, station)])),
        telling=tuple(dict.fromkeys(device_of(ref.address) for ref in telling)),
        run_reason=telling[0].reason.id if telling else "",
        stop_mode=station.stop_mode,
        window_us={kind.id: us for kind in plan.call_types if (us := _window_us(line, station, kind)) is not None},
        ends_at_pitch=_ends_at_pitch(line, station, points),
        moves_with=_moves_with(line, station),
        safety_calls=frozenset(k.id for k in plan.call_types if _reason_of_call(plan, k).category == "safety"),
    )


def _pages(line: Line, station: Station) -> list[str]:
    return [page_device(line.id, station.id)] if station.page else []


def _silent_after_s(device: str, agreed_s: float) -> float:
    """What beats by a rule of its own has a limit of its own."""
    of_its_own = {BOX_LINE: BOX_SILENT_AFTER_S, PAGE_DEVICE: PAGE_SILENT_AFTER_S}
    return of_its_own.get(device.partition("/")[0], agreed_s)


def _devices(plan: Plan, stations: dict[str, StationRef]) -> dict[str, DeviceRef]:
    silent_after_s: dict[str, float] = {}
    places: dict[str, list[str]] = {}
    for line in plan.lines:
        for station in line.stations:
            place = f"{line.id}/{station.id}"
            for device in stations[place].devices:
                agreed_s = station.silent_after_s or plan.thresholds.silent_after_s
                limit_s = _silent_after_s(device, agreed_s)
                silent_after_s[device] = min(limit_s, silent_after_s.get(device, limit_s))
                places.setdefault(device, []).append(place)
    return {
        device: DeviceRef(int(silent_after_s[device] * US_PER_S), tuple(places[device])) for device in silent_after_s
    }
