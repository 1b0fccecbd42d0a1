"""Which points a station has, and where each is heard: those it declares, and those its box brings along.

Pure, and the only place that knows: the floor builds its index from it, the rules look for twin addresses in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from andon.model.plan import PAGE_DEVICE, Line, Plan, Point, Station

BOX_POINTS: dict[str, Point] = {
    "cord": Point(kind="cord"),
    "stop": Point(kind="stop", mode="latched"),
    "leader": Point(kind="leader"),
    "restart": Point(kind="restart"),
}
"""What a stop-cord box brings, unless the station declares a point of that kind itself."""


@dataclass(frozen=True, slots=True)
class Wire:
    """One point where it is heard."""

    line: Line
    station: Station
    name: str
    point: Point
    address: str
    of_box: bool = False


def wires(plan: Plan) -> Iterator[Wire]:
    """Every point of the plan, declared or brought by a box, with its address."""
    for line in plan.lines:
        for station in line.stations:
            yield from station_wires(line, station)


def station_wires(line: Line, station: Station) -> Iterator[Wire]:
    """The points of one station."""
    for name, point in station.points.items():
        yield Wire(line, station, name, point, point.address or _default_address(line, station, name, point))
    if station.box is None:
        return
    declared = {point.kind for point in station.points.values()}
    for name, point in BOX_POINTS.items():
        if point.kind not in declared:
            yield Wire(line, station, name, point, f"box/{station.box}/{name}", of_box=True)


def page_device(line: str, station: str) -> str:
    """The device that the tablet of a station is."""
    return f"{PAGE_DEVICE}/{line}/{station}"


def _default_address(line: Line, station: Station, name: str, point: Point) -> str:
    """A point of a kind that the box has is taken to be the box's, so that only its manner need be declared."""
    if station.box is not None and point.kind in BOX_POINTS:
        return f"box/{station.box}/{point.kind}"
    return f"{line.id}/{station.id}/{name}"
