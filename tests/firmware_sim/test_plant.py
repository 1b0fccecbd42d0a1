"""The plant: the same every time, honest about pieces and about why a machine waits."""

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firmware_sim.plant import Plant, Reading
from firmware_sim.plant.station import Station
from firmware_sim.scenarios import LineSpec, Scenario, load

HOUR_US = 3_600_000_000
SECOND_US = 1_000_000
DEMO, QUIET = load("demo"), load("quiet")
MACHINES = [f"{line.id}/{station.id}" for line, station in DEMO.places() if line.machine]


def with_station(scenario: Scenario, **keys: object) -> Scenario:
    """The first line alone, each of its stations with `keys`."""
    line = scenario.lines[0]
    stations = tuple(replace(station, **keys) for station in line.stations)
    return replace(scenario, lines=(replace(line, stations=stations),))


def by_station(readings: list[Reading], *points: str) -> dict[str, list[Reading]]:
    found = defaultdict(list)
    for reading in readings:
        if reading.point in points:
            found[f"{reading.line}/{reading.station}"].append(reading)
    return found


@given(st.integers(0, 2**32), st.lists(st.integers(1, 600), min_size=1, max_size=20))
@settings(max_examples=20, deadline=None)
def test_the_same_seed_says_the_same_in_any_step_size(seed: int, steps_s: list[int]) -> None:
    whole, stepped = Plant(DEMO, seed), Plant(DEMO, seed)
    said, now_us = [], 0
    for step_s in steps_s:
        now_us += step_s * SECOND_US
        said += stepped.step(now_us)
    assert said == whole.step(now_us)


def test_another_seed_says_something_else() -> None:
    assert Plant(DEMO, 1).step(HOUR_US) != Plant(DEMO, 2).step(HOUR_US)


@given(st.integers(0, 2**32), st.integers(1, 4 * 3600))
@settings(max_examples=20, deadline=None)
def test_no_piece_is_lost_and_none_comes_from_nowhere(seed: int, length_s: int) -> None:
    plant = Plant(DEMO, seed)
    plant.step(length_s * SECOND_US)
    for line in DEMO.lines:
        b = plant.balance(line.id)
        assert b.came + b.began == b.went + b.between + b.in_work + b.scrapped


def waits_honestly(station: Station) -> bool:
    if station.word == "starved":
        return station.inbox is not None and station.inbox.level == 0 and not station.in_work
    if station.word == "blocked":
        return station.outbox is not None and station.outbox.level == station.outbox.size and station.in_work
    return True


def test_a_machine_is_starved_only_with_nothing_before_it_and_blocked_only_with_no_room_behind_it() -> None:
    plant, seen = Plant(DEMO, 3), Counter[str]()
    for second in range(1, 6 * 3600):
        plant.step(second * SECOND_US)
        assert all(waits_honestly(station) for station in plant.stations)
        seen.update(station.word for station in plant.stations)
    assert {"starved", "blocked", "stopped", "changeover", "running"} <= set(seen)


def test_a_failure_is_said_before_the_stop_and_the_recovery_before_the_all_clear() -> None:
    said = by_station(Plant(DEMO, 1).step(6 * HOUR_US), "fault", "state")
    assert sorted(said) == sorted(MACHINES)
    for readings in said.values():
        for index, reading in enumerate(readings):
            if reading.point != "fault":
                continue
            if reading.value:  # unless hands had stopped it already, the stop follows at the same moment
                after = readings[index + 1]
                assert (after.point, after.value, after.at_us) == ("state", "stopped", reading.at_us)
            else:
                before = readings[index - 1]
                assert (before.point, before.at_us) == ("state", reading.at_us) or before.value == "stopped"


def test_totals_only_grow_and_wrap_at_32_bits() -> None:
    plant = Plant(QUIET, 1)
    plant.stations[0].made = 0xFFFF_FFFF - 1
    said = [r.value for r in plant.step(HOUR_US // 60) if (r.station, r.point) == ("blank", "count")]
    assert said[:4] == [0xFFFF_FFFF, 0, 1, 2]


def test_manual_stations_have_no_controller() -> None:
    points = {reading.point for reading in Plant(DEMO, 1).step(HOUR_US * 4) if reading.line == "assembly"}
    assert points == {"count", "reject", "cord", "leader", "restart", "stop"}


def test_levels_tell_every_point_a_controller_has() -> None:
    plant = Plant(DEMO, 1)
    plant.step(HOUR_US)
    levels = plant.levels()
    assert Counter(reading.point for reading in levels) == {"state": 9, "fault": 9, "count": 15, "reject": 15}
    assert {reading.at_us for reading in levels} == {HOUR_US}


def test_the_demo_looks_alive() -> None:
    hours = 24
    said = Plant(DEMO, 1).step(hours * HOUR_US)
    pulls = sum(r.point == "cord" and r.value == 1 for r in said) / (hours * 60)
    failures = sum(r.point == "fault" and r.value != "" for r in said) / (hours * 30)
    assert 0.8 < pulls < 1.5
    assert 0.8 < failures < 1.2
    for name, readings in by_station(said, "state").items():
        ran_us = sum(b.at_us - a.at_us for a, b in pairwise(readings) if a.value == "running")
        assert ran_us > 0.6 * hours * HOUR_US, name


def test_failures_last_from_20_seconds_to_4_minutes() -> None:
    for readings in by_station(Plant(DEMO, 1).step(24 * HOUR_US), "fault").values():
        for began, ended in zip(readings[::2], readings[1::2], strict=False):
            assert 20 * SECOND_US <= ended.at_us - began.at_us <= 240 * SECOND_US


def test_in_the_quiet_plant_machines_run_counters_count_and_nobody_pulls() -> None:
    said = Plant(QUIET, 1).step(4 * HOUR_US)
    assert {reading.point for reading in said} == {"state", "count"}
    assert [r.value for r in said if r.point == "state"] == ["running"] * 9


def test_every_press_is_let_go_and_every_problem_ends() -> None:
    said = by_station(Plant(DEMO, 1).step(24 * HOUR_US), "cord", "stop", "leader", "restart")
    for readings in said.values():
        for point in ("cord", "stop", "leader", "restart"):
            values = [r.value for r in readings if r.point == point]
            assert values[: len(values) // 2 * 2] == [1, 0] * (len(values) // 2)


def test_a_red_button_holds_the_station_until_the_restart() -> None:
    plant = Plant(replace(DEMO, people=replace(DEMO.people, yellow_pulls_per_minute=0)), 1)
    said = by_station(plant.step(12 * HOUR_US), "stop", "count", "restart")
    held = 0
    for readings in said.values():
        inside = False
        for reading in readings:
            if reading.point != "count":
                inside = reading.point == "stop" or (inside and reading.value == 0 and reading.point != "restart")
            assert not (inside and reading.point == "count")
            held += inside
    assert held


def test_cancelling_pulls_come_after_the_guard_and_inside_a_window_of_eight_seconds() -> None:
    people = replace(DEMO.people, cancel_share=1, red_stops_per_hour=0)
    said = by_station(Plant(replace(DEMO, people=people), 1).step(4 * HOUR_US), "cord")
    for readings in said.values():
        pulls = [r.at_us for r in readings if r.value == 1]
        for first, second in zip(pulls[::2], pulls[1::2], strict=False):
            assert 4 * SECOND_US <= second - first <= 8 * SECOND_US


def test_a_starved_machine_does_not_wear() -> None:
    slow_first = with_station(QUIET, fail_every_s=100.0)
    line: LineSpec = slow_first.lines[0]
    slow = replace(line.stations[0], cycle_s=600.0, fail_every_s=0.0)
    plant = Plant(replace(slow_first, lines=(replace(line, stations=(slow, *line.stations[1:])),)), 1)
    failures = by_station(plant.step(10 * HOUR_US), "fault")
    assert len(failures["press-weld/weld-2"]) < 40  # 36000 s by the clock would be 720 readings, worked are some 750 s


@pytest.mark.parametrize("reason", ["changeover", "idle"])
def test_pauses_between_pieces_are_said(reason: str) -> None:
    said = by_station(Plant(DEMO, 1).step(12 * HOUR_US), "state")
    assert any(reading.value == reason for readings in said.values() for reading in readings)
