"""What the board computes from its rows: the worst station of a line, and the target of the running shift."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from andon.base.units import US_PER_S
from andon.floor.shifts import work_us
from andon.model.event import OpenCall, OpenStop, StationState
from andon.model.plan import Line, Plan

PRECEDENCE: tuple[str, ...] = get_args(StationState)
"""Worst first; the order in which `StationState` is written is the order of the floor."""


def is_safety(calls: Sequence[OpenCall], stop: OpenStop | None) -> bool:
    """Whether a call or the stop of a station is about safety: that stands above everything, whatever its state."""
    return any(call.safety for call in calls) or (stop is not None and stop.category == "safety")


def worst(shown: Sequence[tuple[str, bool]]) -> int:
    """The index of the worst (state, is about safety), the first of equals. ValueError when there is none."""
    return min(range(len(shown)), key=lambda i: (not shown[i][1], PRECEDENCE.index(shown[i][0]), i))


def target(plan: Plan, line_id: str, station_id: str, since: int, now: int) -> int | None:
    """Pieces that should be made by now: work time since the shift began / takt (breaks out).

    The line's takt rules; a line without one uses the station's cycle; None where neither is agreed.
    """
    line = find_line(plan, line_id)
    cycle = None if line is None else cycle_s(line, station_id)
    return None if line is None or cycle is None else int(work_us(plan, line, since, now) / (cycle * US_PER_S))


def cycle_s(line: Line, station_id: str) -> float | None:
    """Seconds that one piece may take: the line's takt, else the station's cycle; None where neither is agreed."""
    return line.takt_s or next((station.cycle_s for station in line.stations if station.id == station_id), None)


def counted_kinds(plan: Plan, line_id: str, station_id: str) -> set[str]:
    """What is counted at a station: `count`, `reject`, both or nothing."""
    line = find_line(plan, line_id)
    points = next((s.points.values() for s in line.stations if s.id == station_id), ()) if line else ()
    return {kind for kind in ("count", "reject") if any(point.kind == kind for point in points)}


def find_line(plan: Plan, line_id: str) -> Line | None:
    """The line of that id, or None."""
    return next((line for line in plan.lines if line.id == line_id), None)
