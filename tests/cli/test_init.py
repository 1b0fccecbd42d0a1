"""`andon init`: from nothing to files that `andon check` finds nothing in."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andon.base.errors import BadInput
from andon.config import load
from andon.config.first import FirstPlan, first_files, slugs
from tests.house import andon

ANSWERS = ("--site", "Nhà máy Đông", "--timezone", "Asia/Ho_Chi_Minh", "--language", "vi", "--line", "Dây chuyền Đúc")
STATIONS = ("--station", "Máy dập", "--station", "ಪ್ರೆಸ್", "--station", "Máy dập")


def test_a_first_plan_has_no_problem(tmp_path: Path) -> None:
    folder = tmp_path / "plant"
    made = andon("init", folder, *ANSWERS, *STATIONS, "--shift", "06:00-14:00", "--shift", "14:00-22:00")
    assert made.returncode == 0, made.stderr
    assert f"andon run --config {folder}/andon.toml" in made.stdout
    plan = load(folder / "andon.toml").plan
    assert [station.id for station in plan.lines[0].stations] == ["may-dap", "station-2", "may-dap-3"]
    assert plan.lines[0].id == "day-chuyen-duc" and plan.site == {"vi": "Nhà máy Đông"}
    assert [shift.id for shift in plan.shifts] == ["morning", "afternoon"]
    assert len(plan.reasons) > 5 and len(plan.call_types) > 1


def test_a_tablet_at_each_station_is_a_watched_cord(tmp_path: Path) -> None:
    folder = tmp_path / "plant"
    assert andon("init", folder, *ANSWERS, *STATIONS, "--tablet").returncode == 0
    assert all(station.page and station.watched for station in load(folder / "andon.toml").plan.lines[0].stations)


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text("mine")
    refused = andon("init", tmp_path, *ANSWERS, *STATIONS)
    assert refused.returncode == 1 and "not empty" in refused.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["plan.toml"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (("--timezone", "Mars"), "--timezone"),
        (("--language", "fr"), "--language"),
        (("--shift", "6-14"), "--shift"),
        (("--listen", "nowhere"), "listen"),
    ],
)
def test_a_wrong_answer_is_named_and_leaves_nothing(tmp_path: Path, wrong: tuple[str, str], told: str) -> None:
    folder = tmp_path / "plant"
    refused = andon("init", folder, *ANSWERS, *STATIONS, *wrong)
    assert refused.returncode == 2 and told in refused.stderr
    assert not folder.exists()


def test_without_a_terminal_the_missing_flag_is_named(tmp_path: Path) -> None:
    refused = andon("init", tmp_path / "plant", *ANSWERS)
    assert refused.returncode == 2 and "--station" in refused.stderr


@given(st.lists(st.text("a-1234", max_size=5) | st.text(max_size=50), min_size=1, max_size=20))
def test_ids_are_slugs_and_apart(names: list[str]) -> None:
    made = slugs(names, "station")
    assert len(set(made)) == len(names)
    assert all(1 <= len(id) <= 32 and set(id) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for id in made)


@given(st.text(min_size=1), st.lists(st.text(min_size=1), min_size=1))
def test_names_stand_in_the_files_as_they_were_said(site: str, stations: list[str]) -> None:
    files = first_files(FirstPlan(site=site, timezone="UTC", language="kn", line="L", stations=tuple(stations)))
    plan = tomllib.loads(files["plan.toml"])
    assert plan["site"] == {"kn": site}
    assert [station["name"]["kn"] for station in plan["lines"][0]["stations"]] == stations


def test_a_line_without_stations_is_none() -> None:
    with pytest.raises(BadInput, match="--station"):
        first_files(FirstPlan(site="s", timezone="UTC", language="en", line="L", stations=()))
