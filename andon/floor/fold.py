"""fold(floor, entry) -> events. Total: an entry that means nothing now says so as `Noted`, or quietly nothing.

The floor changes in place; the recorder alone owns it. Times are the entry's own: no clock is read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from andon.base.units import US_PER_DAY, US_PER_QUARTER, US_PER_S, to_datetime
from andon.floor import imported, ladders, points, releases, said, tiers, under_test
from andon.floor.calls import end_call
from andon.floor.deadlines import schedule
from andon.floor.here import Here
from andon.floor.index import Index, PointRef, StationRef, build, removed
from andon.floor.induced import refit
from andon.floor.kaizen import rest_trigger
from andon.floor.known import know, lose
from andon.floor.lamps import in_words
from andon.floor.settle import keep_due, look, settle
from andon.floor.shifts import slot_at, slots
from andon.floor.state import Adopted, Counter, Floor, LampFault, State, StationState
from andon.floor.stops import DERIVED, SAFETY, derive_cause, end_stop, settle_stop
from andon.floor.turning import Held, Turn, leave, turn
from andon.floor.windows import expire_due, forget, note_due, pulse, shift
from andon.model.entry import (
    CalendarTurned,
    ClockStepped,
    CordStayedOut,
    CountQuarantined,
    CountReset,
    CountsClosed,
    Entry,
    LampFaultBegan,
    LampFaultEnded,
    PlanAdopted,
    RightsChanged,
    Sample,
    ServiceStarted,
    SignalAccepted,
    SourceHeard,
    SourceSilent,
    TriggerClosed,
)
from andon.model.event import (
    Event,
    Noted,
    QuarterClosed,
    ShiftBegan,
    StationRemoved,
    StopOutcome,
)

HELD_MOST_US = 30 * US_PER_DAY  # nobody holds a reading longer: a clock further behind was never set


def fold(floor: Floor, entry: Entry) -> list[Event]:
    """What the entry meant. `floor.state.seq` becomes the entry's."""
    out: list[Event] = []
    floor.state.seq = entry.seq
    _HANDLERS[type(entry)](floor, entry, out)
    if out or isinstance(entry, PlanAdopted):
        tiers.follow(floor, entry, out)
    return out


def _signal(floor: Floor, entry: SignalAccepted, out: list[Event]) -> None:
    index = floor.index
    ref = index.points.get(entry.address) if index else None
    if index is None or ref is None:
        text = f"{entry.value!r} from an address of no station"
        out.append(Noted(at=entry.at, about="unassigned", address=entry.address, text=text))
        return
    entry = _by_a_sane_clock(entry, index, out)
    if under_test.hear(floor, index, ref, entry, out):
        return
    where, station = index.stations[ref.place], floor.state.stations[ref.place]
    if ref.place in floor.state.windows:
        _pass_stop_point(floor, index, Here.of(floor.state, index, ref.place, entry, out), entry)
    known_until = station.last_at
    at, was = _counts_from(entry, station), station.levels.get(entry.address)
    waits = releases.waits(floor.state, ref)
    told = points.Reading(where, station, at, entry.seq, out, ref, entry, was, waits)
    if told.at >= floor.state.calendar[where.line].until:
        _cross_overdue(floor, index, told, known_until)
    if waits:
        releases.pass_due(floor, index, told, ref)
    ended_as = points.take(index, told)
    if waits:
        releases.follow(floor.state, told, ref, entry.value)
    if where.stop_mode == "immediate":
        expire_due(index, told)
    settle(floor, index, told, ended_as)
    if ref.kind == "pitch" and entry.value:
        _pulse(floor, index, told)


def _pass_stop_point(floor: Floor, index: Index, here: Here, entry: SignalAccepted) -> None:
    """After a start a stop point waits for what a device still holds: what was done after it changes it no more."""
    claimed = entry.at if entry.device_at is None else min(entry.device_at, entry.at)
    until = floor.state.windows[here.where.place]
    if until <= claimed:
        expire_due(index, here.then(claimed))
        settle(floor, index, here.then(until))


def _pulse(floor: Floor, index: Index, here: Here) -> None:
    for place in here.where.moves_with:
        other = here.there(floor.state, index, place)
        if pulse(floor.state, other):
            keep_due(floor.state, place)
            look(floor, index, other)


def _by_a_sane_clock(entry: SignalAccepted, index: Index, out: list[Event]) -> SignalAccepted:
    """A device whose clock is ahead, or was never set, is dated by ours: its pull is no less a pull."""
    if entry.device_at is None:
        return entry
    ahead_us = entry.device_at - entry.at
    if -HELD_MOST_US <= ahead_us <= index.late_after_us:
        return entry
    text = (
        f"the device's clock is {abs(ahead_us) / US_PER_S:.0f} s {'ahead' if ahead_us > 0 else 'behind'}: ours is used"
    )
    out.append(Noted(at=entry.at, about="clock", address=entry.address, text=text))
    return replace(entry, device_at=None, late=False)


def _cross_overdue(floor: Floor, index: Index, here: Here, known_until: int) -> None:
    """Take a station over calendar boundaries that are not folded yet: after a start they wait for the devices."""
    state, where, station = floor.state, here.where, here.station
    turned_until = state.calendar[where.line].until
    for slot in slots(index.plan, index.lines[where.line], to_datetime(turned_until), to_datetime(here.at)):
        if max(turned_until, known_until + 1) <= slot.since <= here.at:
            derive_cause(station, slot.kind == "work", False, where.run_reason)  # what began meanwhile nobody heard
            ended_as: StopOutcome = "cleared" if slot.kind == "work" else "planned"
            settle_stop(state, index, here.then(slot.since), ended_as)


def _counts_from(entry: SignalAccepted, station: StationState) -> int:
    """When a reading counts from: the device's instant, never before what the station knows, never after ours."""
    claimed = entry.at if entry.device_at is None else entry.device_at
    station.last_at = max(station.last_at, min(claimed, entry.at))
    return station.last_at


def _sample(floor: Floor, sample: Sample, out: list[Event]) -> None:
    state, key = floor.state, f"{sample.line}/{sample.station}/{sample.point}"
    under_test.hear_sample(state, sample, out)
    if sample.kind == "value":
        state.values[key] = sample.total
        return
    state.counters[key] = Counter(total=int(sample.total), at=sample.at)
    if not sample.delta:
        return
    quarters = state.quarters.setdefault(sample.line, {})
    begin = sample.at // US_PER_QUARTER * US_PER_QUARTER
    if begin not in quarters:
        quarters[begin] = {}
        schedule(state)
    totals = quarters[begin].setdefault(sample.station, [0, 0])
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
    for station, (good, reject) in entry.totals.items():
        out.append(QuarterClosed(at=entry.begin, line=entry.line, station=station, good=good, reject=reject))
    quarters = floor.state.quarters.get(entry.line, {})
    quarters.pop(entry.begin, None)
    if not quarters:
        floor.state.quarters.pop(entry.line, None)
    schedule(floor.state)


def _source_silent(floor: Floor, entry: SourceSilent, out: list[Event]) -> None:
    index, since = floor.index, min(entry.since, entry.at)
    if index is not None and entry.device in index.devices:
        for place in index.devices[entry.device].places:
            lose(Here.of(floor.state, index, place, entry, out).then(since), "silent")
    _hear(floor, entry, False, out)


def _source_heard(floor: Floor, entry: SourceHeard, out: list[Event]) -> None:
    _hear(floor, entry, True, out)


def _hear(floor: Floor, entry: SourceSilent | SourceHeard, heard: bool, out: list[Event]) -> None:
    state, index, device = floor.state, floor.index, entry.device
    state.heard[device] = heard
    if index is None or device not in index.devices:
        return
    for place in index.devices[device].places:
        at_station = Here.of(state, index, place, entry, out)
        if entry.at < state.calendar[at_station.where.line].until:
            settle(floor, index, at_station)
        else:  # the calendar's turn is overdue and waits for what this device may still hold
            look(floor, index, at_station)


def _lamp_fault_began(floor: Floor, entry: LampFaultBegan, out: list[Event]) -> None:
    floor.state.lamp_faults[entry.device] = LampFault(entry.at, entry.told, entry.shown)
    text = f"told {in_words(entry.told)}, shows {in_words(entry.shown)}"
    out.append(Noted(at=entry.at, about="lamp", address=entry.device, text=text))
    _look_at_lamps(floor, entry, out)


def _lamp_fault_ended(floor: Floor, entry: LampFaultEnded, out: list[Event]) -> None:
    floor.state.lamp_faults.pop(entry.device, None)
    _look_at_lamps(floor, entry, out)


def _look_at_lamps(floor: Floor, entry: LampFaultBegan | LampFaultEnded, out: list[Event]) -> None:
    index = floor.index
    if index is None:
        return
    for place, where in index.stations.items():
        if entry.device in where.lamps:
            look(floor, index, Here.of(floor.state, index, place, entry, out))


def _service_started(floor: Floor, entry: ServiceStarted, out: list[Event]) -> None:
    floor.state.heard.clear()  # unknown until each is heard again
    floor.state.rules = entry.rules
    for station in floor.state.stations.values():
        station.keeps = entry.rules >= 1
    if floor.index is not None:
        down_since = entry.at if entry.down_since is None else min(entry.down_since, entry.at)
        for place in floor.index.stations:
            lose(Here.of(floor.state, floor.index, place, entry, out).then(down_since), "down")
            look(floor, floor.index, Here.of(floor.state, floor.index, place, entry, out))


def _clock_stepped(floor: Floor, entry: ClockStepped, out: list[Event]) -> None:
    out.append(Noted(at=entry.at, about="clock", address="", text=f"the clock was set by {entry.step_us / 1e6:+.1f} s"))
    for station in floor.state.stations.values():
        station.last_at = min(station.last_at, entry.at)
        station.known_from = min(station.known_from, entry.at)
        station.pulled = {what: at + entry.step_us for what, at in station.pulled.items()}
        station.edges.clear()
    for counter in floor.state.counters.values():
        counter.at += entry.step_us
        counter.suspect_at += entry.step_us
    for buffer in floor.state.buffers.values():
        buffer.due += entry.step_us
    for test in floor.state.tests.values():
        test.since, test.until = test.since + entry.step_us, test.until + entry.step_us
    floor.state.releases = {address: due + entry.step_us for address, due in floor.state.releases.items()}
    ladders.shift(floor.state, entry.step_us)
    for place in list(floor.state.windows):
        line, _, name = place.partition("/")
        shift(Here(removed(line, name), floor.state.stations[place], entry.at, entry.seq, out), entry.step_us)
        keep_due(floor.state, place)
    for line in floor.state.calendar:
        _turn(floor, line, entry, out)


def _calendar_turned(floor: Floor, entry: CalendarTurned, out: list[Event]) -> None:
    _turn(floor, entry.line, entry, out)


def _turn(floor: Floor, line: str, entry: Entry, out: list[Event], held: Held | None = None) -> None:
    state, index = floor.state, floor.index
    if index is None or line not in index.lines:
        return
    state.again.pop(line, None)
    state.kept[line] = turn(Turn(index.plan, index.lines[line], entry.at, held), state.kept.get(line), out)
    was, slot = state.calendar.get(line), slot_at(index.plan, index.lines[line], entry.at)
    state.calendar[line] = slot
    schedule(state)
    is_new_shift = was is None or (was.shift, was.shift_since) != (slot.shift, slot.shift_since)
    for place in index.by_line[line]:
        if is_new_shift or state.stations[place].tile is None:
            station = index.stations[place].station
            out.append(ShiftBegan(at=slot.shift_since, line=line, station=station, shift=slot.shift))
        settle(floor, index, Here.of(state, index, place, entry, out), "planned" if slot.kind != "work" else "cleared")


def _plan_adopted(floor: Floor, entry: PlanAdopted, out: list[Event]) -> None:
    state = floor.state
    state.plan, state.adopted = entry.plan, Adopted(entry.seq, entry.who, entry.at)
    before, index = floor.index, build(entry.plan)
    floor.index = index
    _remove_stations(state, index, entry, out)
    for line in [line for line in state.calendar if line not in index.lines]:
        del state.calendar[line]
        leave(line, state.kept.pop(line), entry.at, out)
        state.again.pop(line, None)
    state.windows = {place: until for place, until in state.windows.items() if place in index.stations}
    state.tests = {place: test for place, test in state.tests.items() if place in index.stations}
    state.heard = {device: heard for device, heard in state.heard.items() if device in index.devices}
    lit = {device for where in index.stations.values() for device in where.lamps}
    state.lamp_faults = {device: fault for device, fault in state.lamp_faults.items() if device in lit}
    counted = {ref.key for ref in index.points.values()}
    state.counters = {key: counter for key, counter in state.counters.items() if key in counted}
    state.values = {key: value for key, value in state.values.items() if key in counted}
    for place, where in index.stations.items():
        station = state.stations.setdefault(place, StationState(last_at=entry.at, keeps=state.rules >= 1))
        _fit(index, Here(where, station, entry.at, entry.seq, out))
        note_due(state, place)
        state.stations[place].triggers = sum(key.rpartition("/")[0] == place for key in state.triggers)
    refit(state, index)
    releases.refit(state, index)
    for line in index.lines:
        held = (before.plan, before.lines[line]) if before and line in before.lines else None
        _turn(floor, line, entry, out, held)


def _fit(index: Index, here: Here) -> None:
    """Let go of what was held by points that the plan no longer has; what still holds keeps holding."""
    where, station = here.where, here.station
    own = {ref.address: ref for ref in index.points.values() if ref.place == where.place}
    station.levels = {address: value for address, value in station.levels.items() if address in own}
    station.edges = {address: edges for address, edges in station.edges.items() if address in own}
    for address, held in list(station.causes.items()):
        if "/" in address and (address not in own or own[address].kind != held.cause):
            del station.causes[address]
        elif held.reason not in index.reasons:
            held.reason = _reason_instead(index, where, address, own)
    kinds = {ref.kind for ref in own.values()}
    station.run = station.run if "run" in kinds else None
    station.machine = station.machine if "state" in kinds else ""
    if not where.telling:
        station.causes.pop(DERIVED, None)
    asked = {ref.call for ref in own.values() if ref.kind == "cord"} | {""}
    for call in list(station.calls.values()):
        is_gone = call.asked_as not in asked and not (call.safety and station.keeps)
        if is_gone or call.type not in index.call_reasons:
            end_call(here, call.type, "withdrawn")
        elif call.type in where.safety_calls:
            station.calls[call.type] = replace(call, safety=True)  # what became about safety is, never the other way
    if where.stop_mode == "call-only":
        forget(here)


def _reason_instead(index: Index, where: StationRef, cause: str, own: dict[str, PointRef]) -> str:
    """Of a stop whose reason the plan has no more."""
    if cause == DERIVED:
        return where.run_reason
    if cause == SAFETY:
        return next((each.id for each in index.reasons.values() if each.category == "safety"), index.asked_reason.id)
    return own[cause].reason.id if cause in own else index.asked_reason.id


def _remove_stations(state: State, new: Index, entry: PlanAdopted, out: list[Event]) -> None:
    for place in [place for place in state.stations if place not in new.stations]:
        station = state.stations.pop(place)
        where = removed(*place.split("/"))
        gone = Here(where, station, entry.at, entry.seq, out)
        for call_type in list(station.calls):
            end_call(gone, call_type, "withdrawn")
        end_stop(gone, "withdrawn")
        know(gone)
        out.append(StationRemoved(at=entry.at, line=where.line, station=where.station))


def _trigger_closed(floor: Floor, entry: TriggerClosed, out: list[Event]) -> None:
    places = [key.rpartition("/")[0] for key, open_one in floor.state.triggers.items() if open_one.id == entry.trigger]
    rest_trigger(floor.state, entry.trigger, entry.at, out)
    for place in places:
        if floor.index and place in floor.index.stations:
            look(floor, floor.index, Here.of(floor.state, floor.index, place, entry, out))


def _rights_changed(floor: Floor, entry: RightsChanged, out: list[Event]) -> None:
    """Who may do what is no matter of the floor; the line stands in the chain for those who ask who changed it."""


# Each handler takes its own kind of entry, which a dict of callables cannot say.
_HANDLERS: dict[type[Entry], Callable[..., None]] = {
    SignalAccepted: _signal,
    Sample: _sample,
    SourceSilent: _source_silent,
    SourceHeard: _source_heard,
    LampFaultBegan: _lamp_fault_began,
    LampFaultEnded: _lamp_fault_ended,
    ServiceStarted: _service_started,
    ClockStepped: _clock_stepped,
    PlanAdopted: _plan_adopted,
    CalendarTurned: _calendar_turned,
    CountsClosed: _counts_closed,
    CountReset: _count_reset,
    CountQuarantined: _count_quarantined,
    TriggerClosed: _trigger_closed,
    RightsChanged: _rights_changed,
    CordStayedOut: releases.stayed_out,
    **said.HANDLERS,
    **imported.HANDLERS,
    **tiers.HANDLERS,
    **under_test.HANDLERS,
}
