"""Stops: red. A station stands while any cause holds it, and has one open stop at a time.

Causes are what buttons and faults hold, plus one that is derived: the machine does not run although it is work time
and nothing excuses it (idle, starved, blocked, changeover). The derived cause ends with work time, the others do not.
An unknown stop takes the reason that a device gives later in the same stop.
"""

from __future__ import annotations

from dataclasses import replace

from andon.floor.index import Index, StationRef
from andon.floor.kaizen import join_trigger, leave_trigger, open_trigger
from andon.floor.state import HeldCause, State, StationState
from andon.floor.transitions import STOP_ANSWERS, STOPS, StopInput, StopPhase, StopSaid
from andon.model.event import (
    Cause,
    Event,
    Evidence,
    OpenCall,
    OpenStop,
    StopAcknowledged,
    StopArrived,
    StopBegan,
    StopEnded,
    StopEvidenced,
    StopOutcome,
    StopReasoned,
)
from andon.model.plan import Reason

DERIVED = "derived"  # no address has this form
ASKED = "asked"
_EXCUSED = ("idle", "starved", "blocked", "changeover")


def derive_cause(station: StationState, is_work: bool, is_heard: bool, reason: str) -> None:
    """Hold or drop the derived cause: a machine that should run and does not.

    It begins only by a machine that is heard, and a word that nobody knows does not end it.
    """
    is_unknown = station.run is None and not station.machine
    if is_unknown and is_work:
        return
    stands = station.machine == "stopped" or (station.run is False and station.machine not in _EXCUSED)
    if not (stands and is_work):
        station.causes.pop(DERIVED, None)
    elif is_heard and DERIVED not in station.causes:
        kind: Cause = "state" if station.machine == "stopped" else "run"
        station.causes[DERIVED] = HeldCause(cause=kind, reason=reason)


def apply(given: StopInput, key: str, station: StationState, held: HeldCause | None) -> None:
    """Take one step of the table of stops: what an input does to the causes that hold the station."""
    act = STOPS[given].act
    if act == "hold" and held is not None:
        station.causes[key] = held
    elif act == "drop":
        station.causes.pop(key, None)
    elif act == "drop-pressed":
        station.causes = {address: cause for address, cause in station.causes.items() if not cause.momentary}


def may_open(station: StationState) -> bool:
    """Whether settling may open a stop or a trigger."""
    stop = station.stop
    return bool(station.causes) and (stop is None or stop.stop_class == "unknown" or _is_another(station))


def _is_another(station: StationState) -> bool:
    """A stop of its own ends an induced one, and the other way round when only that is left."""
    stop = station.stop
    if stop is None or not station.causes:
        return False
    has_own = any(cause.cause != "induced" for cause in station.causes.values())
    return has_own == (stop.induced is not None)


def settle_stop(
    state: State,
    index: Index,
    where: StationRef,
    station: StationState,
    at: int,
    seq: int,
    ended_as: StopOutcome,
    out: list[Event],
) -> None:
    """Begin, explain or end the station's stop so that it agrees with the causes."""
    if _is_another(station):
        end_stop(station, where, at, ended_as, out)
    if station.causes and station.stop is None:
        _begin(state, index, where, station, at, seq, out)
    elif station.causes and station.stop is not None:
        _explain(state, index, where, station, at, seq, out)
    elif station.stop is not None:
        end_stop(station, where, at, ended_as, out)


def end_stop(station: StationState, where: StationRef, at: int, ended_as: StopOutcome, out: list[Event]) -> None:
    """Close the open stop, never before it began; nothing when there is none."""
    stop = station.stop
    if stop is not None:
        station.stop, station.last_at = None, max(at, station.last_at)
        out.append(
            StopEnded(at=max(at, stop.since), line=where.line, station=where.station, stop=stop.id, outcome=ended_as)
        )


def evidence(where: StationRef, station: StationState) -> Evidence | None:
    """What tells that the station stands; None while it says a word that nobody knows, or nothing yet."""
    if not where.telling:
        return "assumed"
    if station.run is None and not station.machine:
        return None
    runs = station.run is not False and station.machine in ("", "running")
    return "asked" if runs else "run"


def weigh(where: StationRef, station: StationState, at: int, out: list[Event]) -> None:
    """Say so when what tells of the open stop is another than before."""
    stop, proof = station.stop, evidence(where, station)
    if stop is not None and proof is not None and proof != stop.evidence:
        station.stop = replace(stop, evidence=proof)
        at = max(at, stop.since)
        line, name = where.line, where.station
        out.append(StopEvidenced(at=at, line=line, station=name, stop=stop.id, evidence=proof, was=stop.evidence))


def stop_phase(stop: OpenStop | None) -> StopPhase:
    """How far the answer to a stop has come."""
    if stop is None:
        return "none"
    if stop.arrived is not None:
        return "arrived" if stop.at_station else "coming"
    return "open" if stop.acknowledged is None else "heard"


def answer_stop(
    station: StationState, where: StationRef, said: StopSaid, at: int, out: list[Event], who: str = ""
) -> None:
    """Take one step of the table of answers for the open stop."""
    stop, act = station.stop, STOP_ANSWERS[stop_phase(station.stop), said].act
    if stop is None or act == "ignore":
        return
    at, line, name = max(at, stop.since), where.line, where.station
    if act == "acknowledge":
        station.stop = replace(stop, acknowledged=at, acknowledged_by=who)
        out.append(StopAcknowledged(at=at, line=line, station=name, stop=stop.id, who=who))
    else:
        here = act == "arrive"
        station.stop = replace(stop, arrived=at, arrived_by=who, at_station=here)
        out.append(StopArrived(at=at, line=line, station=name, stop=stop.id, who=who, at_station=here))


def reclassify(
    state: State, where: StationRef, station: StationState, reason: Reason, at: int, seq: int, out: list[Event]
) -> None:
    """Give the open stop another reason, and move it to the trigger it now belongs to."""
    stop = station.stop
    if stop is None:
        return
    named = {"reason": reason.id, "stop_class": reason.stop_class, "category": reason.category}
    station.stop = replace(stop, **named)  # type: ignore[arg-type]  # each is of its own field
    station.stop_version += 1
    out.append(
        StopReasoned(
            at=at,
            line=where.line,
            station=where.station,
            stop=stop.id,
            reason=reason.id,
            stop_class=reason.stop_class,
            category=reason.category,
            version=station.stop_version,
        )
    )
    if stop.category != reason.category:
        leave_trigger(state, where, open_trigger(state, where, stop.category), stop.id, at, out)
        join_trigger(state, where, reason.category, stop.id, at, seq, out)


def _begin(
    state: State, index: Index, where: StationRef, station: StationState, at: int, seq: int, out: list[Event]
) -> None:
    cause = _telling(index, station)
    reason = index.reasons[cause.reason]
    proof = evidence(where, station) or "assumed"
    named = (reason.id, reason.stop_class, reason.category)
    station.stop = OpenStop(seq, at, *named, proof, induced=cause.shows, caused_by=cause.stop)
    station.stop_version, station.last_at = 1, max(at, station.last_at)
    out.append(
        StopBegan(
            at=at,
            line=where.line,
            station=where.station,
            stop=seq,
            cause=cause.cause,
            reason=reason.id,
            stop_class=reason.stop_class,
            category=reason.category,
            evidence=proof,
            call=cause.asked_by.id if cause.asked_by else None,
            caused_by=cause.stop,
        )
    )
    join_trigger(state, where, reason.category, seq, at, seq, out)
    if cause.asked_by is not None:
        _carry_on(station, where, cause.asked_by, at, out)


def _carry_on(station: StationState, where: StationRef, call: OpenCall, at: int, out: list[Event]) -> None:
    """Who had heard the call, or come, has heard of the stop that it asked for."""
    if call.acknowledged is not None:
        answer_stop(station, where, "acknowledge", at, out, call.acknowledged_by)
    if call.arrived is not None:
        answer_stop(station, where, "arrive" if call.at_station else "arrive-remote", at, out, call.arrived_by)


def _explain(
    state: State, index: Index, where: StationRef, station: StationState, at: int, seq: int, out: list[Event]
) -> None:
    if station.stop is None or station.stop.stop_class != "unknown" or station.stop.induced:
        return
    reason = index.reasons[_telling(index, station).reason]
    if reason.stop_class != "unknown":
        reclassify(state, where, station, reason, at, seq, out)


def _telling(index: Index, station: StationState) -> HeldCause:
    """The first cause that knows why; else the first. What stands for itself is never told by a stop elsewhere."""
    held = [cause for cause in station.causes.values() if cause.cause != "induced"] or list(station.causes.values())
    known = (cause for cause in held if index.reasons[cause.reason].stop_class != "unknown")
    return next(known, held[0])
