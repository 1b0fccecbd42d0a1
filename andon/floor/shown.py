"""The tile: what a station shows, by DOMAIN's precedence. Nothing here guesses green."""

from __future__ import annotations

from andon.floor.here import Here
from andon.floor.index import StationRef
from andon.floor.known import follow_known, is_wordless
from andon.floor.state import State, StationState, Test
from andon.model.event import OpenTest, SignalState, StationChanged
from andon.model.event import StationState as Shown


def show(state: State, here: Here, is_work: bool) -> None:
    """Append the station's tile when anything on it moved."""
    where, station, at, out = here.where, here.station, here.at, here.out
    follow_known(state, here)
    signal: SignalState = "good" if all(state.heard.get(device, False) for device in where.devices) else "lost"
    test = _open_test(state.tests.get(where.place))
    shown = _shown(where, station, signal, is_work, test)
    lamp_fault = any(device in state.lamp_faults for device in where.lamps)
    was, marks = station.tile, (lamp_fault, test)
    if was is not None and (was.lamp_fault, was.test) == marks and _same(was, shown, signal, station):
        return
    since = was.at if was is not None and was.state == shown else at
    if station.stop is not None and shown != "call":
        since = station.stop.since
    elif station.calls:
        since = min(call.since for call in station.calls.values())
    station.tile = StationChanged(
        at=since,
        line=where.line,
        station=where.station,
        state=shown,
        signal=signal,
        calls=list(station.calls.values()),
        stop=station.stop,
        triggers=station.triggers,
        test=test,
        lamp_fault=lamp_fault,
    )
    out.append(station.tile)


def _open_test(test: Test | None) -> OpenTest | None:
    return OpenTest(test.since, test.until, test.who, test.lamps) if test else None


def _shown(
    where: StationRef, station: StationState, signal: SignalState, is_work: bool, test: OpenTest | None
) -> Shown:
    if station.stop is not None and station.stop.induced is None:
        return "stopped"
    if station.calls:
        return "call"
    if test is not None:
        return "no-signal" if where.watched and signal == "lost" else "test"
    if station.stop is not None and station.stop.induced is not None:
        return station.stop.induced
    if not where.watched:
        return "not-watched"
    if signal == "lost" or is_wordless(where, station):
        return "no-signal"
    return _working(station, is_work)


def _working(station: StationState, is_work: bool) -> Shown:
    if station.machine in ("blocked", "starved", "changeover"):
        return station.machine  # type: ignore[return-value]  # narrowed by the tuple, which mypy does not follow
    if not is_work:
        return "planned"
    return "idle" if station.machine == "idle" else "running"


def _same(was: StationChanged, shown: Shown, signal: SignalState, station: StationState) -> bool:
    return (
        was.state == shown
        and was.signal == signal
        and was.stop == station.stop
        and was.triggers == station.triggers
        and was.calls == list(station.calls.values())
    )
