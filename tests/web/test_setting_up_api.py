"""Boxes of no station and stations under test, over the API."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .works import Works, opened

OVEN = {"line": "paint", "station": "oven"}


@pytest.fixture
def works(tmp_path: Path) -> Iterator[Works]:
    with opened(tmp_path) as found:
        yield found


def setup(works: Works) -> dict[str, Any]:
    said = works.get("/api/v1/setup")
    assert said.status_code == 200, said.text
    return said.json


def tile(works: Works) -> dict[str, Any]:
    return works.client.get("/api/v1/board?line=paint").json["lines"][0]["stations"][0]


def assign(works: Works, uid: str) -> None:
    at = ["lines", "paint", "stations", "oven"]
    edits = [{"at": [*at, "box"], "set": uid}, {"at": [*at, "watched"], "set": None}]
    body = {"edits": edits, "version": works.version(), "why": f"box {uid}"}
    assert works.post("/api/v1/plan", body).status_code == 200


def test_a_box_is_found_assigned_and_calls(works: Works) -> None:
    works.heard("box/A0000001/cord", False)
    works.heard("box/A0000002/cord", True)
    boxes = setup(works)["boxes"]
    assert [(box["uid"], box["point"], box["value"], box["is_lit"]) for box in boxes] == [
        ("A0000002", "cord", True, True),
        ("A0000001", "cord", False, False),
    ]
    assert works.post("/api/v1/setup/boxes/A0000001/identify", {}).json == {"lit": True}
    assert works.post("/api/v1/setup/boxes/A00000FF/identify", {}).status_code == 422
    works.heard("box/A0000002/cord", False)
    assign(works, "A0000002")
    assert [box["uid"] for box in setup(works)["boxes"]] == ["A0000001"]
    works.heard("box/A0000002/cord", True)
    assert tile(works)["state"] == "call"


def test_a_station_under_test_says_what_it_heard_and_calls_nobody(works: Works) -> None:
    assign(works, "A0000002")
    works.heard("box/A0000002/cord", False)
    assert works.post("/api/v1/setup/tests", OVEN).status_code == 200
    works.heard("box/A0000002/cord", True)
    assert works.post("/api/v1/setup/tests/light", {**OVEN, "lamps": ["red", "buzzer"]}).status_code == 200
    (test,) = setup(works)["tests"]
    assert (test["line"], test["station"], test["who"], test["lamps"]) == ("paint", "oven", "mai", ["red", "buzzer"])
    assert [(one["point"], one["value"]) for one in test["heard"]] == [("cord", True)]
    assert tile(works)["state"] == "test"
    assert tile(works)["test"]["who"] == "mai"
    assert works.recorder.wanted("box/A0000002") == {"red", "buzzer"}
    assert works.client.get("/api/v1/calls").json["items"] == []
    assert works.post("/api/v1/setup/tests/end", OVEN).status_code == 200
    assert setup(works)["tests"] == []
    works.heard("box/A0000002/cord", False)
    works.heard("box/A0000002/cord", True)
    assert tile(works)["state"] == "call"


def test_a_second_test_is_told_who_tests_and_one_that_is_none_cannot_end(works: Works) -> None:
    assert works.post("/api/v1/setup/tests/end", OVEN).status_code == 409
    assert works.post("/api/v1/setup/tests", OVEN).status_code == 200
    second = works.post("/api/v1/setup/tests", OVEN)
    assert second.status_code == 409
    assert second.json["who"] == "mai"
    assert works.post("/api/v1/setup/tests", {"line": "paint", "station": "moon"}).status_code == 422
    assert works.post("/api/v1/setup/tests/light", {**OVEN, "lamps": ["purple"]}).status_code == 400
