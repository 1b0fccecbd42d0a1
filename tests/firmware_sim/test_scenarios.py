"""Scenario files: the shipped ones are what the demo needs, and every mistake names file, section and key."""

from pathlib import Path

import pytest

from firmware_sim.scenarios import HERE, ScenarioError, load

DEMO = (HERE / "demo.toml").read_text("utf-8")
PLACES = [
    *(f"press-weld/{name}" for name in ("blank", "press-1", "press-2", "weld-1", "weld-2")),
    *(f"paint/{name}" for name in ("wash", "prime", "coat", "oven")),
    *(f"assembly/{name}" for name in ("chassis", "engine", "wiring", "seats", "wheels", "final-check")),
]


@pytest.mark.parametrize("name", ["demo", "quiet"])
def test_shipped_scenarios_have_fifteen_stations_with_boxes_in_order(name: str) -> None:
    places = list(load(name).places())
    assert [f"{line.id}/{station.id}" for line, station in places] == PLACES
    assert [station.box for _, station in places] == [f"A000000{n:X}" for n in range(1, 16)]
    assert [line.machine for line in load(name).lines] == [True, True, False]


def test_cycle_times_suit_a_demo() -> None:
    assert all(8 <= station.cycle_s <= 45 for _, station in load("demo").places())


def test_every_key_of_the_demo_is_explained_where_it_first_stands() -> None:
    seen: set[str] = set()
    for line in DEMO.splitlines():
        key = line.split(" = ")[0]
        if " = " in line and key not in seen:
            seen.add(key)
            assert "#" in line, line


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "press_s = 0.3",
            "press_s = -1",
            "mine.toml: [people] press_s: -1 is wrong; right would be a number from 0.05",
        ),
        ("press_s = 0.3", "", "[people] press_s: is missing"),
        ("press_s = 0.3", "press_s = 0.3\ncolour = 1", "[people] colour: nobody reads this key"),
        ('reports = "machine"', 'reports = "robot"', "[line press-weld] reports: 'robot' is wrong"),
        ("cycle_s = 11.0", "cycle_s = true", "[line press-weld station blank] cycle_s: True is wrong"),
        ("A0000002", "a0000002", "[line press-weld station press-1] box: 'a0000002' is wrong"),
        ("A0000002", "A0000001", "[line press-weld station press-1] box: A0000001 is there twice"),
        ('id = "press-2"', 'id = "press-1"', "press-weld/press-1 is there twice"),
        ("leader_after_s = [4, 35]", "leader_after_s = [35, 4]", "leader_after_s: [35, 4] is wrong"),
        ("cancel_after_s = [4, 8]", "cancel_after_s = [1, 8]", "with 3 <= from <= to"),
        ('fault_codes = ["E-19"]', "fault_codes = []", "[line paint station oven] fault_codes: [] is wrong"),
        ("buffer = 6", "buffer = 0.5", "[line press-weld] buffer: 0.5 is wrong; right would be a whole number"),
        ("[people]", "[poeple]", "[top level] people: is missing"),
        ("[people]", "[people", "not TOML"),
    ],
)
def test_a_mistake_names_file_section_and_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in DEMO
    file = tmp_path / "mine.toml"
    file.write_text(DEMO.replace(old, new, 1), "utf-8")
    with pytest.raises(ScenarioError) as raised:
        load(str(file))
    assert said in str(raised.value)
    assert "mine.toml" in str(raised.value)


def test_an_unknown_name_lists_those_there_are() -> None:
    with pytest.raises(ScenarioError, match="shipped are demo, quiet"):
        load("dmeo")


def test_a_file_of_your_own_is_read(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(DEMO, "utf-8")
    assert load(str(file)).lines == load("demo").lines
