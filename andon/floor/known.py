"""Of which time something is known: what figures count, and what they leave out and say so.

It is unknown from when a device was heard last, not from when its silence was noticed; while the service was down;
where nothing shows life; where a machine has not told whether it runs; and in a test, when nothing that is said counts.
"""

from __future__ import annotations

from andon.floor.here import Here
from andon.floor.index import StationRef
from andon.floor.state import State, StationState
from andon.model.event import StationKnown, StationUnknown, Unheard


def follow_known(state: State, here: Here) -> None:
    """Say so when a station begins or ceases to be unknown."""
    why = _why(state, here.where, here.station)
    if why is None:
        know(here)
    else:
        lose(here, why)


def lose(here: Here, why: Unheard) -> None:
    """From `here` on nothing is known, but what was known before stays so. Nothing where it is unknown already."""
    where, station = here.where, here.station
    if station.unknown_since is None:
        station.unknown_since = since = max(here.at, station.known_from)
        here.out.append(StationUnknown(at=since, line=where.line, station=where.station, why=why))


def know(here: Here) -> None:
    """What was unknown ends here, never before it began."""
    where, station, since = here.where, here.station, here.station.unknown_since
    if since is not None:
        station.unknown_since, station.known_from = None, max(here.at, since)
        here.out.append(StationKnown(at=station.known_from, line=where.line, station=where.station, since=since))


def is_wordless(where: StationRef, station: StationState) -> bool:
    """A machine that tells whether it runs, and has not told, or said a word nobody knows."""
    return bool(where.telling) and station.run is None and not station.machine


def _why(state: State, where: StationRef, station: StationState) -> Unheard | None:
    if where.place in state.tests:
        return "test"
    if not where.watched:
        return "not-watched"
    if not all(state.heard.get(device, False) for device in where.devices):
        return "silent"
    return "no-word" if is_wordless(where, station) else None
