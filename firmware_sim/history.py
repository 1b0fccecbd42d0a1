"""The past of a plant, as its devices would have said it: JSON lines in time order, for filling an empty history.

    {"at": 1795075200000000, "line": "paint", "station": "coat", "point": "state", "value": "running"}

It begins with every station's levels. Totals are told once a minute, as a controller that is polled would; everything
else when it happened. Edges of boxes are the points cord, stop, leader and restart: 1 pulled or pressed, 0 released.
"""

import json
from collections.abc import Iterator
from typing import TextIO

from firmware_sim.plant import Plant, Reading
from firmware_sim.scenarios import Scenario

MINUTE_US = 60_000_000
TOTALS = ("count", "reject")


def tell(scenario: Scenario, seed: int, length_us: int) -> Iterator[Reading]:
    """Everything said in the first `length_us` microseconds of a plant, totals at most once a minute per station."""
    plant = Plant(scenario, seed)
    yield from plant.levels()
    for line, station in scenario.places():
        yield Reading(0, line.id, station.id, "cord", 0)
        yield Reading(0, line.id, station.id, "stop", 0)
    now_us = -1
    while now_us < length_us:
        now_us = min(now_us + MINUTE_US if now_us >= 0 else 0, length_us)
        yield from _one_minute(plant, now_us)


def _one_minute(plant: Plant, until_us: int) -> Iterator[Reading]:
    totals: dict[tuple[str, str, str], Reading] = {}
    for reading in plant.step(until_us):
        if reading.point in TOTALS:
            totals[reading.line, reading.station, reading.point] = reading
        else:
            yield reading
    for last in totals.values():
        yield last._replace(at_us=until_us)


def write(out: TextIO, scenario: Scenario, seed: int, length_us: int, until_us: int) -> int:
    """Write the `length_us` before `until_us` (microseconds since the epoch) to `out`; returns the number of lines."""
    from_us = until_us - length_us
    lines = 0
    for said in tell(scenario, seed, length_us):
        row = {"at": from_us + said.at_us, **said._asdict()}
        del row["at_us"]
        out.write(json.dumps(row) + "\n")
        lines += 1
    return lines
