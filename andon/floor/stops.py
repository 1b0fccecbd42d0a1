"""Stops: red. A station stands while any cause holds it, and has one open stop at a time.

Causes are what buttons and faults hold, plus one that is derived: the machine does not run although it is work time
and nothing excuses it (idle, starved, blocked, changeover). The derived cause ends with work time, the others do not.
An unknown stop takes the reason that a device gives later in the same stop.
"""

from __future__ import annotations

from dataclasses import replace

from andon.floor.here import Here
from andon.floor.index import Index, StationRef
from andon.floor.kaizen import join_trigger, leave_trigger, open_trigger
from andon.floor.state import HeldCause, State, StationState
from andon.floor.transitions import STOP_ANSWERS, STOPS, StopInput, StopPhase, StopSaid
from andon.model.event import (
    Cause,
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
SAFETY = "safety"
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
    elif act == "release":
        station.causes = {name: cause for name, cause in station.causes.items() if not cause.momentary and name != key}
    elif act == "drop-pressed":
        station.causes = {address: cause for address, cause in station.causes.items() if not cause.momentary}


def may_open(station: StationState) -> bool:
    """Whether settling may open a stop or a trigger."""
    stop = station.stop
    if stop is None or stop.stop_class == "unknown" or _is_another(station):
        return bool(station.causes)
    return SAFETY in station.causes and stop.category != "safety"


def _is_another(station: StationState) -> bool:
    """A stop of its own ends an induced one, and the other way round when only that is left."""
    stop = station.stop
    if stop is None or not station.causes:
        return False
    has_own = any(cause.cause != "induced" for cause in station.causes.values())
    return has_own == (stop.induced is not None)


def settle_stop(state: State, index: Index, here: Here, ended_as: StopOutcome) -> None:
    """Begin, explain or end the station's stop so that it agrees with the causes."""
    station = here.station
    if _is_another(station):
        end_stop(here, ended_as)
    if station.causes and station.stop is None:
        _begin(state, index, here)
    elif station.causes and station.stop is not None:
        _explain(state, index, here)
    elif station.stop is not None:
        end_stop(here, ended_as)


def hold_safety(index: Index, station: StationState) -> None:
    """What is about safety leaves a hold behind, which only a release drops."""
    if not station.keeps:
        return
    for cause in list(station.causes.values()):
        if index.reasons[cause.reason].category == "safety":
            station.causes.setdefault(SAFETY, HeldCause("safety", cause.reason))
    if station.stop is not None and station.stop.category == "safety":
        station.causes.setdefault(SAFETY, HeldCause("safety", station.stop.reason))


def end_stop(here: Here, ended_as: StopOutcome) -> None:
    """Close the open stop, never before it began; nothing when there is none."""
    where, station, at, out = here.where, here.station, here.at, here.out
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


def weigh(here: Here) -> None:
    """Say so when what tells of the open stop is another than before."""
    where, station, at, out = here.where, here.station, here.at, here.out
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


def answer_stop(here: Here, said: StopSaid, who: str = "") -> None:
    """Take one step of the table of answers for the open stop."""
    where, station, at, out = here.where, here.station, here.at, here.out
    stop, act = station.stop, STOP_ANSWERS[stop_phase(station.stop), said].act
    if stop is None or act == "ignore":
        return
    at, line, name = max(at, stop.since), where.line, where.station
    if act == "acknowledge":
        station.stop = replace(stop, acknowledged=at, acknowledged_by=who)
        out.append(StopAcknowledged(at=at, line=line, station=name, stop=stop.id, who=who))
    else:
        is_here = act == "arrive"
        station.stop = replace(stop, arrived=at, arrived_by=who, at_station=is_here)
        out.append(StopArrived(at=at, line=line, station=name, stop=stop.id, who=who, at_station=is_here))


def reclassify(state: State, here: Here, reason: Reason) -> None:
    """Give the open stop another reason, and move it to the trigger it now belongs to."""
    where, station, at, out = here.where, here.station, here.at, here.out
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
        leave_trigger(state, here, open_trigger(state, where, stop.category), stop.id)
        join_trigger(state, here, reason.category, stop.id)


def _begin(state: State, index: Index, here: Here) -> None:
    where, station, at, seq, out = here.where, here.station, here.at, here.seq, here.out
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
    join_trigger(state, here, reason.category, seq)
    if cause.asked_by is not None:
        _carry_on(here, cause.asked_by)


def _carry_on(here: Here, call: OpenCall) -> None:
    """Who had heard the call, or come, has heard of the stop that it asked for."""
    if call.acknowledged is not None:
        answer_stop(here, "acknowledge", call.acknowledged_by)
    if call.arrived is not None:
        answer_stop(here, "arrive" if call.at_station else "arrive-remote", call.arrived_by)


def _explain(state: State, index: Index, here: Here) -> None:
    station = here.station
    if station.stop is None or station.stop.induced:
        return
    reason = index.reasons[_telling(index, station).reason]
    is_news = station.stop.stop_class == "unknown" or reason.category == "safety"
    if is_news and reason.stop_class != "unknown" and station.stop.category != "safety":
        reclassify(state, here, reason)


def _telling(index: Index, station: StationState) -> HeldCause:
    """One about safety; else the first that knows why; else the first. A stop elsewhere tells of nothing else."""
    held = [cause for cause in station.causes.values() if cause.cause != "induced"] or list(station.causes.values())
    known = (cause for cause in held if index.reasons[cause.reason].stop_class != "unknown")
    safety = (cause for cause in held if index.reasons[cause.reason].category == "safety")
    return next(safety, next(known, held[0]))
