"""`changes`: what a person reads before a new plan is adopted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from andon.config import changes, load
from andon.model.plan import Plan


@pytest.fixture
def plan(site: Path) -> Plan:
    return load(Path("andon.toml")).plan


def edited(plan: Plan, edit: Any) -> list[str]:
    table = plan.model_dump(mode="json")
    edit(table)
    return changes(plan, Plan.model_validate(table))


def test_the_same_plan_changes_nothing(plan: Plan) -> None:
    assert edited(plan, lambda table: None) == []


def test_a_line_is_added_with_its_stations(plan: Plan) -> None:
    new = {"id": "pack", "name": "Packing", "stations": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]}

    assert edited(plan, lambda table: table["lines"].append(new)) == ["line pack is added with 2 stations."]


def test_a_station_is_replaced(plan: Plan) -> None:
    def edit(table: Any) -> None:
        table["lines"][0]["stations"] = [{"id": "dryer", "name": "Dryer"}]

    assert edited(plan, edit) == ["line paint: station oven is removed.", "line paint: station dryer is added."]


def test_stations_in_another_order(plan: Plan) -> None:
    one = plan.model_dump(mode="json")
    one["lines"][0]["stations"].append({"id": "dryer", "name": "Dryer"})
    other = plan.model_dump(mode="json")
    other["lines"][0]["stations"].insert(0, {"id": "dryer", "name": "Dryer"})

    assert changes(Plan.model_validate(one), Plan.model_validate(other)) == [
        "line paint: the order of the stations becomes dryer, oven."
    ]


def test_a_shift_is_moved(plan: Plan) -> None:
    def edit(table: Any) -> None:
        table["shifts"][0] |= {"end": "15:30:00", "breaks": [], "days": ["mon"]}

    assert edited(plan, edit) == [
        "shift day: days changes from mon, tue, wed, thu, fri to mon.",
        "shift day: end changes from 14:00 to 15:30.",
        "shift day: breaks changes from 09:00-09:10 to nothing.",
    ]


def test_words_and_figures(plan: Plan) -> None:
    def edit(table: Any) -> None:
        table["site"]["vi"] = "Xưởng"
        table["timezone"] = "Asia/Tokyo"
        table["lines"][0] |= {"takt_s": 30, "shifts": []}
        table["lines"][0]["stations"][0] |= {"watched": False, "box": "A0000001"}
        table["reasons"][0] |= {"class": "planned", "category": None}
        table["thresholds"]["late_after_s"] = 60.5

    assert edited(plan, edit) == [
        "site (vi) changes from nothing to Xưởng.",
        "timezone changes from Asia/Kolkata to Asia/Tokyo.",
        "line paint: takt_s changes from nothing to 30.",
        "line paint: shifts changes from day to nothing.",
        "line paint: station oven: box changes from nothing to A0000001.",
        "line paint: station oven: watched changes from true to false.",
        "reason breakdown: class changes from abnormality to planned.",
        "reason breakdown: category changes from equipment to nothing.",
        "thresholds: late_after_s changes from 300 to 60.5.",
    ]


def test_points_and_their_codes(plan: Plan) -> None:
    def edit(table: Any) -> None:
        points = table["lines"][0]["stations"][0]["points"]
        points["count"] |= {"width": 16}
        points["state"] = {"kind": "state"}

    assert edited(plan, edit) == [
        "line paint: station oven: point state is added.",
        "line paint: station oven: point count: width changes from 32 to 16.",
    ]


def test_shifts_of_a_plan_that_had_none(plan: Plan) -> None:
    bare = plan.model_copy(update={"shifts": ()})

    assert changes(bare, plan) == ["shift day is added."]
