"""Charts that others published, to the printed digit."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from andon.projections.control import Frozen, Kind, Point, freeze, judge
from andon.projections.cusum import cusum
from andon.projections.pareto import pareto
from andon.projections.run_rules import western_electric

PUBLISHED: dict[str, Any] = tomllib.loads((Path(__file__).parent / "published" / "charts.toml").read_text())
JUICE = PUBLISHED["orange_juice"]
CANS = [Point(count, Fraction(JUICE["size"])) for count in JUICE["baseline"]]


def _printed(value: float | None) -> str:
    return f"{value:.7g}"


def _limits(frozen: Frozen) -> dict[str, str]:
    (point,) = judge(frozen, CANS[:1])
    assert point is not None
    return {"center": _printed(point.centre), "lcl": _printed(point.low), "ucl": _printed(point.high)}


@pytest.mark.parametrize(("kind", "expected"), [("p", JUICE), ("np", JUICE["np"])])
def test_the_limits_of_the_cans_of_juice(kind: Kind, expected: dict[str, Any]) -> None:
    assert _limits(freeze(kind, CANS)) == {name: expected[name] for name in ("center", "lcl", "ucl")}


def test_the_cans_that_are_out() -> None:
    judged = judge(freeze("p", CANS), CANS)
    assert [i for i, point in enumerate(judged, 1) if point and point.beyond] == JUICE["out"]


def test_the_limits_without_the_cans_that_were_out() -> None:
    kept = [can for i, can in enumerate(CANS, 1) if i not in JUICE["out"]]
    assert _limits(freeze("p", kept)) == JUICE["without_out"]


def test_later_cans_are_judged_by_the_limits_that_were_frozen_and_move_them_by_nothing() -> None:
    frozen = freeze("p", [can for i, can in enumerate(CANS, 1) if i not in JUICE["out"]])
    later = judge(frozen, [Point(count, Fraction(JUICE["size"])) for count in JUICE["later"]])
    assert {_printed(point.centre) for point in later if point} == {JUICE["without_out"]["center"]}
    assert not any(point.beyond for point in later if point and point.value > point.centre)
    assert any(point.run for point in later if point)  # a better process: long below the centre


@pytest.mark.parametrize("case", PUBLISHED["western_electric"], ids=lambda case: f"rule {case['rule']}")
def test_the_rules_of_western_electric(case: dict[str, Any]) -> None:
    assert sorted(i + 1 for i in western_electric(case["rule"], case["x"])) == case["hits"]


def test_the_tabular_cusum() -> None:
    case = PUBLISHED["cusum"]
    sums = cusum([x - case["target"] for x in case["x"]], case["k"], case["h"])
    first = next(i for i, each in enumerate(sums) if each.signal)
    assert first + 1 == case["first_signal"]
    assert (f"{sums[first].up:.2f}", sums[first].up_for) == (case["up_at_signal"], case["up_for_at_signal"])


def test_the_pareto() -> None:
    case = PUBLISHED["pareto"]
    bars = pareto(case["amounts"])
    shown = [[bar.key, bar.value, bar.so_far, f"{bar.share:.2f}", f"{bar.cumulative:.2f}"] for bar in bars]
    assert shown == case["rows"]
