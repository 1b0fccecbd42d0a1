"""What is asked of a plan that did not come from files: its problems, its wires, its gaps in languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from andon.config import load, missing_languages, plan_problems, wires
from andon.floor.index import build
from andon.model.plan import Plan


@pytest.fixture
def table(site: Path) -> dict[str, Any]:
    return load(Path("andon.toml")).plan.model_dump(mode="json")


def station(table: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = table["lines"][0]["stations"][0]
    return found


def addresses(table: dict[str, Any]) -> dict[str, str]:
    return {wire.name: wire.address for wire in wires(Plan.model_validate(table))}


def test_a_plan_read_back_from_the_journal_has_no_problem(table: dict[str, Any]) -> None:
    """Defaults written out, as in a journaled plan, are not keys on a kind they do not belong to."""
    assert plan_problems(Plan.model_validate(table), "the plan") == []


def test_the_file_is_named_in_every_problem(table: dict[str, Any]) -> None:
    table["timezone"] = "Asia/Kolkatta"
    table["reasons"][1]["class"] = "planned"

    assert [problem.file for problem in plan_problems(Plan.model_validate(table), "the plan")] == ["the plan"] * 2


def test_a_box_brings_four_points(table: dict[str, Any]) -> None:
    station(table)["box"] = "A0000001"

    assert addresses(table) == {
        "count": "paint/oven/count",
        "cord": "box/A0000001/cord",
        "stop": "box/A0000001/stop",
        "leader": "box/A0000001/leader",
        "restart": "box/A0000001/restart",
    }


def test_a_declared_cord_takes_the_place_of_the_boxs_own(table: dict[str, Any]) -> None:
    station(table)["box"] = "A0000001"
    station(table)["points"]["rope"] = {"kind": "cord", "mode": "latched"}

    found = addresses(table)

    assert found["rope"] == "box/A0000001/cord"
    assert "cord" not in found


def test_a_station_without_box_has_what_it_declares(table: dict[str, Any]) -> None:
    station(table)["points"]["rope"] = {"kind": "cord", "address": "mqtt/7/rope"}

    assert addresses(table) == {"count": "paint/oven/count", "rope": "mqtt/7/rope"}


def test_the_floor_hears_the_points_where_config_says(table: dict[str, Any]) -> None:
    """What `andon check` calls twice the same address is the same to the rules of the floor."""
    station(table)["box"] = "A0000001"
    station(table)["points"] |= {"rope": {"kind": "cord"}, "stop": {"kind": "stop", "address": "plc/1/stop"}}
    plan = Plan.model_validate(table)

    assert {wire.address: wire.name for wire in wires(plan)} == {
        address: ref.point for address, ref in build(plan).points.items()
    }


def test_missing_languages_are_told_by_their_place(table: dict[str, Any]) -> None:
    full = {"en": "x", "vi": "x", "kn": "x", "ja": "x"}
    for item in table["shifts"] + table["reasons"] + table["call_types"] + table["lines"] + [station(table)]:
        item["name"] = full
    table["site"] = full | {"vi": " "}
    station(table)["name"] = {"vi": "x", "en": "x"}

    assert missing_languages(Plan.model_validate(table)) == [
        "[top of file] site is not there in Vietnamese.",
        "[lines.paint.stations.oven] name is not there in Kannada and Japanese.",
    ]


def test_a_plan_of_plain_strings_lacks_no_language(table: dict[str, Any]) -> None:
    assert missing_languages(Plan.model_validate(table)) == []
