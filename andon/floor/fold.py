"""fold(floor, entry) -> events. Total: an entry that means nothing now says so as `Noted`, or quietly nothing.

The floor changes in place; the recorder alone owns it. Times are the entry's own: no clock is read.
"""

from __future__ import annotations

from collections.abc import Callable

from andon.base.units import US_PER_QUARTER, US_PER_S
from andon.floor import points
from andon.floor.calls import end_call
from andon.floor.deadlines import schedule
from andon.floor.index import Index, StationRef, build
from andon.floor.kaizen import join_trigger, leave_trigger, rest_trigger
from andon.floor.shifts import slot_at
from andon.floor.shown import show
from andon.floor.state import Counter, Floor, Quarter, State, StationState
from andon.floor.stops import DERIVED, derive_cause, reclassify, settle_stop
from andon.model.entry import (
    CalendarTurned,
    ClockStepped,
    CountQuarantined,
    CountReset,
    CountsClosed,
    Entry,
    PlanAdopted,
    Sample,
    ServiceStarted,
    SignalAccepted,
    SourceHeard,
    SourceSilent,
    StopClassified,
    TriggerClosed,
)
from andon.model.event import (
    Event,
    Noted,
    ShiftBegan,
    StationRemoved,
    StopEnded,
    StopOutcome,
    StopReasoned,
)


def fold(floor: Floor, entry: Entry) -> list[Event]:
    """What the entry meant. `floor.state.seq` becomes the entry's."""
    out: list[Event] = []
    floor.state.seq = entry.seq
    _HANDLERS[type(entry)](floor, entry, out)
    return out


def settle(floor: Floor, place: str, at: int, seq: int, out: list[Event], ended_as: StopOutcome = "cleared") -> None:
    """Bring a station's stop and tile into agreement with all that is known of it."""
    state, index = floor.state, _index(floor)
    where, station = index.stations[place], state.stations[place]
    is_work = state.calendar[where.line].kind == "work"
    derive_cause(station, is_work, where.run_reason)
    settle_stop(state, index, where, station, at, seq, ended_as, out)
    show(state, where, station, at, out)


def _index(floor: Floor) -> Index:
    if floor.index is None:
        raise ValueError("no plan holds yet: the first entry of a book is PlanAdopted")
    return floor.index


def _signal(floor: Floor, entry: SignalAccepted, out: list[Event]) -> None:
    ref = floor.index.points.get(entry.address) if floor.index else None
    if ref is None:
        text = f"{entry.value!r} from an address of no station"
        out.append(Noted(at=entry.at, about="unassigned", address=entry.address, text=text))
        return
    index = _index(floor)
    station = floor.state.stations[ref.place]
    at = _counts_from(entry, station)
    if entry.device_at is not None and entry.device_at - entry.at > index.late_after_us:
        text = f"the device's clock is {(entry.device_at - entry.at) / US_PER_S:.0f} s ahead: ours is used"
        out.append(Noted(at=entry.at, about="clock", address=entry.address, text=text))
    ended_as = points.take(index, ref, station, entry, at, out)
    settle(floor, ref.place, at, entry.seq, out, ended_as)
    if entry.late and entry.value and not ref.latched and ref.kind == "cord":
        end_call(station, index.stations[ref.place], ref.call, "missed", entry.at, out)
        settle(floor, ref.place, entry.at, entry.seq, out)


def _counts_from(entry: SignalAccepted, station: StationState) -> int:
    """When a reading counts from: the device's instant, never before what the station knows, never after ours."""
    claimed = entry.at if entry.device_at is None else entry.device_at
    station.last_at = max(station.last_at, min(claimed, entry.at))
    return station.last_at


def _sample(floor: Floor, sample: Sample, out: list[Event]) -> None:
    state, key = floor.state, f"{sample.line}/{sample.station}/{sample.point}"
    if sample.kind == "value":
        state.values[key] = sample.total
        return
    state.counters[key] = Counter(total=int(sample.total), at=sample.at)
    if not sample.delta:
        return
    quarter = state.quarters.get(sample.line)
    if quarter is None:
        quarter = Quarter(begin=sample.at // US_PER_QUARTER * US_PER_QUARTER)
        state.quarters[sample.line] = quarter
        schedule(state)
    totals = quarter.totals.setdefault(sample.station, [0, 0])
    totals[sample.kind == "reject"] += sample.delta


def _count_reset(floor: Floor, entry: CountReset, out: list[Event]) -> None:
    floor.state.counters[entry.address] = Counter(total=entry.total, at=entry.at)
    _note_count(entry, "count-reset", out)


def _count_quarantined(floor: Floor, entry: CountQuarantined, out: list[Event]) -> None:
    counter = floor.state.counters.setdefault(entry.address, Counter(total=entry.was, at=entry.at))
    counter.suspect_total, counter.suspect_at = entry.total, entry.at
    _note_count(entry, "count-quarantined", out)


def _note_count(entry: CountReset | CountQuarantined, about: str, out: list[Event]) -> None:
    text = f"{entry.was} -> {entry.total}: {entry.why}"
    out.append(Noted(at=entry.at, about=about, address=entry.address, text=text))  # type: ignore[arg-type]  # both are


def _counts_closed(floor: Floor, entry: CountsClosed, out: list[Event]) -> None:
    floor.state.quarters.pop(entry.line, None)
    schedule(floor.state)


def _source_silent(floor: Floor, entry: SourceSilent, out: list[Event]) -> None:
    _hear(floor, entry.device, False, entry.at, entry.seq, out)


def _source_heard(floor: Floor, entry: SourceHeard, out: list[Event]) -> None:
    _hear(floor, entry.device, True, entry.at, entry.seq, out)


def _hear(floor: Floor, device: str, heard: bool, at: int, seq: int, out: list[Event]) -> None:
    floor.state.heard[device] = heard
    ref = floor.index.devices.get(device) if floor.index else None
    for place in ref.places if ref else ():
        settle(floor, place, at, seq, out)


def _service_started(floor: Floor, entry: ServiceStarted, out: list[Event]) -> None:
    floor.state.heard.clear()  # unknown until each is heard again
    for place in floor.state.stations:
        settle(floor, place, entry.at, entry.seq, out)


def _clock_stepped(floor: Floor, entry: ClockStepped, out: list[Event]) -> None:
    out.append(Noted(at=entry.at, about="clock", address="", text=f"the clock was set by {entry.step_us / 1e6:+.1f} s"))
    for station in floor.state.stations.values():
        station.last_at = min(station.last_at, entry.at)
    for line in floor.state.calendar:
        _turn(floor, line, entry.at, entry.seq, out)


def _calendar_turned(floor: Floor, entry: CalendarTurned, out: list[Event]) -> None:
    _turn(floor, entry.line, entry.at, entry.seq, out)


def _turn(floor: Floor, line: str, at: int, seq: int, out: list[Event]) -> None:
    state, index = floor.state, _index(floor)
    if state.plan is None or line not in index.lines:
        return
    was, slot = state.calendar.get(line), slot_at(state.plan, index.lines[line], at)
    state.calendar[line] = slot
    schedule(state)
    for place in index.by_line[line]:
        if was is None or (was.shift, was.shift_since) != (slot.shift, slot.shift_since):
            out.append(_shift_began(index.stations[place], slot.shift, slot.shift_since))
        settle(floor, place, at, seq, out, "planned" if slot.kind != "work" else "cleared")


def _shift_began(where: StationRef, shift: str, at: int) -> ShiftBegan:
    return ShiftBegan(at=at, line=where.line, station=where.station, shift=shift)


def _plan_adopted(floor: Floor, entry: PlanAdopted, out: list[Event]) -> None:
    state, old = floor.state, floor.index
    floor.state.plan = entry.plan
    floor.index = index = build(entry.plan)
    _remove_stations(state, old, index, entry.at, out)
    for line in [line for line in state.calendar if line not in index.lines]:
        del state.calendar[line]
    for place in index.stations:
        _fit(state.stations.setdefault(place, StationState()), index, place)
        state.stations[place].triggers = sum(key.rpartition("/")[0] == place for key in state.triggers)
    for line in index.lines:
        _turn(floor, line, entry.at, entry.seq, out)
        known = old is not None and line in old.lines
        for place in index.by_line[line]:
            if known and old is not None and place not in old.stations:
                slot = state.calendar[line]
                out.append(_shift_began(index.stations[place], slot.shift, slot.shift_since))


def _fit(station: StationState, index: Index, place: str) -> None:
    """Forget what was held by points and reasons that the plan no longer has."""
    addresses = {ref.address for ref in index.points.values() if ref.place == place}
    station.levels = {address: value for address, value in station.levels.items() if address in addresses}
    station.causes = {
        address: held
        for address, held in station.causes.items()
        if (address in addresses or address == DERIVED) and held.reason in index.reasons
    }
    if not index.stations[place].tells_run:
        station.run, station.machine = None, ""


def _remove_stations(state: State, old: Index | None, new: Index, at: int, out: list[Event]) -> None:
    for place in [place for place in state.stations if place not in new.stations]:
        station = state.stations.pop(place)
        where = old.stations[place] if old else None
        if where is None:
            continue
        for call_type in list(station.calls):
            end_call(station, where, call_type, "withdrawn", at, out)
        if station.stop is not None:
            out.append(
                StopEnded(at=at, line=where.line, station=where.station, stop=station.stop.id, outcome="withdrawn")
            )
        out.append(StationRemoved(at=at, line=where.line, station=where.station))


def _stop_classified(floor: Floor, entry: StopClassified, out: list[Event]) -> None:
    index = _index(floor)
    where, reason = index.stations.get(f"{entry.line}/{entry.station}"), index.reasons.get(entry.reason)
    if where is None or reason is None:
        return
    station = floor.state.stations[where.place]
    if station.stop is not None and station.stop.id == entry.stop:
        reclassify(floor.state, where, station, reason, entry.at, entry.seq, out)
    else:
        _classify_past(floor, where, entry, out)
    settle(floor, where.place, entry.at, entry.seq, out)


def _classify_past(floor: Floor, where: StationRef, entry: StopClassified, out: list[Event]) -> None:
    reason = _index(floor).reasons[entry.reason]
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
        leave_trigger(floor.state, where, entry.was_trigger, entry.stop, entry.at, out)
        join_trigger(floor.state, where, reason.category, entry.stop, entry.at, entry.seq, out)


def _trigger_closed(floor: Floor, entry: TriggerClosed, out: list[Event]) -> None:
    places = [key.rpartition("/")[0] for key, open_one in floor.state.triggers.items() if open_one.id == entry.trigger]
    rest_trigger(floor.state, entry.trigger, entry.at, out)
    for place in places:
        if place in floor.state.stations:
            settle(floor, place, entry.at, entry.seq, out)


# Each handler takes its own kind of entry, which a dict of callables cannot say.
_HANDLERS: dict[type[Entry], Callable[..., None]] = {
    SignalAccepted: _signal,
    Sample: _sample,
    SourceSilent: _source_silent,
    SourceHeard: _source_heard,
    ServiceStarted: _service_started,
    ClockStepped: _clock_stepped,
    PlanAdopted: _plan_adopted,
    CalendarTurned: _calendar_turned,
    CountsClosed: _counts_closed,
    CountReset: _count_reset,
    CountQuarantined: _count_quarantined,
    StopClassified: _stop_classified,
    TriggerClosed: _trigger_closed,
}
