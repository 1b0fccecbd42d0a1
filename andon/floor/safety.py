"""Safety: what is about it stays until a named person with the right releases it. This is no safety function.

A call about safety takes nothing that would end it. A cause about safety leaves a hold behind when it is dropped, so
that the station stands on, red, although its machine may run again.
"""

from __future__ import annotations

from andon.floor.calls import step_call
from andon.floor.here import Here
from andon.floor.index import Index, StationRef
from andon.floor.state import Floor, StationState
from andon.floor.stops import SAFETY, apply, end_stop


def is_held(station: StationState) -> bool:
    """Whether anything about safety is open here."""
    return SAFETY in station.causes or any(call.safety for call in station.calls.values())


def still_in(floor: Floor, where: StationRef, station: StationState) -> str | None:
    """A point about safety that is pressed in: as long as it is, there is nothing to release."""
    for ref in floor.index.points.values() if floor.index else ():
        is_about = ref.call in where.safety_calls if ref.kind == "cord" else ref.reason.category == "safety"
        if ref.place == where.place and ref.kind in ("cord", "stop", "fault") and is_about:
            holds = ref.latched or ref.kind == "fault"
            if holds and station.levels.get(ref.address):
                return ref.point
    return None


def release(here: Here, who: str) -> None:
    """Its calls end, its stop ends, and with it what a momentary button or another call held."""
    station = here.station
    for call_type, call in list(station.calls.items()):
        if call.safety:
            step_call(here, call_type, "release-safety", who=who)
    apply("release-safety", SAFETY, station, None)
    if station.stop is not None and station.stop.category == "safety":
        end_stop(here, "released")


def endangered(floor: Floor, index: Index) -> str | None:
    """A station whose safety is not released, and which another plan would forget: the place, or None."""
    for place, station in floor.state.stations.items():
        if is_held(station) and (
            place not in index.stations
            or any(call.safety and call.type not in index.call_reasons for call in station.calls.values())
        ):
            return place
    return None
