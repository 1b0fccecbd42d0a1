"""The told past: in time order, levels first, small, and the same each time."""

import io
import json
from collections import Counter, defaultdict

from firmware_sim.history import MINUTE_US, tell, write
from firmware_sim.scenarios import load

DEMO = load("demo")
DAY_US = 86_400_000_000
PAST = list(tell(DEMO, 1, DAY_US // 4))


def test_it_is_in_time_order() -> None:
    times = [reading.at_us for reading in PAST]
    assert times == sorted(times)
    assert times[-1] == DAY_US // 4


def test_it_begins_with_the_levels_of_every_station() -> None:
    first: dict[str, set[str]] = defaultdict(set)
    for reading in PAST[:78]:
        assert reading.at_us == 0
        first[f"{reading.line}/{reading.station}"].add(reading.point)
    assert len(first) == 15
    assert first["paint/oven"] == {"state", "fault", "count", "reject", "cord", "stop"}
    assert first["assembly/seats"] == {"count", "reject", "cord", "stop"}


def test_totals_are_told_at_most_once_a_minute_per_station() -> None:
    told = Counter(
        (r.line, r.station, r.point, r.at_us // MINUTE_US) for r in PAST[78:] if r.point in ("count", "reject")
    )
    assert set(told.values()) == {1}


def test_the_last_totals_are_those_the_plant_ends_with() -> None:
    last = {(r.station, r.point): r.value for r in PAST}
    made = {r.station: r.value for r in PAST if r.point == "count"}
    assert all(last[station, "count"] == total for station, total in made.items())
    assert all(isinstance(total, int) and total > 300 for total in made.values())


def test_hands_and_machines_are_told_when_it_happened() -> None:
    points = {r.point for r in PAST if r.at_us % MINUTE_US}
    assert points == {"state", "fault", "cord", "stop", "leader", "restart"}


def test_the_file_has_absolute_times_and_ends_at_the_end() -> None:
    out, until_us = io.StringIO(), 1_795_334_400_000_000
    lines = write(out, DEMO, 1, MINUTE_US * 10, until_us)
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(rows) == lines
    assert list(rows[0]) == ["at", "line", "station", "point", "value"]
    assert rows[0]["at"] == until_us - MINUTE_US * 10
    assert rows[-1]["at"] == until_us


def test_it_tells_the_same_each_time() -> None:
    assert list(tell(DEMO, 1, DAY_US // 4)) == PAST
