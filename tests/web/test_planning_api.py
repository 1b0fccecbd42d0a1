"""The plan edited over the API: previewed, held to the rules of the files, written into them, journaled, undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from andon.config import load

from .works import Works, opened

BOX = {"at": ["lines", "paint", "stations", "oven", "box"], "set": "A0000001"}
NAMED = {"at": ["lines", "paint", "stations", "oven", "name"], "set": "Big oven"}
BAD = {"at": ["lines", "paint", "takt_s"], "set": -1}


@pytest.fixture
def works(tmp_path: Path) -> Iterator[Works]:
    with opened(tmp_path) as found:
        yield found


def adopt(works: Works, *edits: dict[str, Any], version: int | None = None) -> Any:
    asked = {"edits": list(edits), "why": "a test", "version": works.version() if version is None else version}
    return works.post("/api/v1/plan", asked)


def held(works: Works) -> dict[str, Any]:
    return works.client.get("/api/v1/plan").json


def oven(plan: dict[str, Any]) -> dict[str, Any]:
    return plan["lines"][0]["stations"][0]


def test_the_draft_is_what_the_files_say_with_the_version_that_holds(works: Works) -> None:
    draft = works.draft()
    assert oven(draft["plan"]) == {"id": "oven", "name": {"en": "Oven"}, "watched": False}
    assert draft["version"] == held(works)["seq"]
    assert draft["adopted"]["who"] == "config"
    assert draft["files"] == ["plan.toml", "shifts.toml", "reasons.toml"]
    assert draft["by_hand"] == []


def test_a_preview_says_what_would_change_and_changes_nothing(works: Works) -> None:
    before = works.texts()
    said = works.post("/api/v1/plan/preview", {"edits": [BOX]}).json
    assert said["changes"] == ["line paint: station oven: box changes from nothing to A0000001."]
    assert said["problems"] == []
    assert works.texts() == before
    assert oven(held(works))["box"] is None


def test_a_problem_is_named_at_its_field_and_nothing_is_adopted(works: Works) -> None:
    before = works.texts()
    said = works.post("/api/v1/plan/preview", {"edits": [BAD]}).json
    assert [(one["file"], one["section"], one["key"]) for one in said["problems"]] == [
        ("plan.toml", "lines.paint", "takt_s")
    ]
    refused = adopt(works, BAD)
    assert refused.status_code == 422
    assert refused.json["problems"] == said["problems"]
    assert works.texts() == before


def test_an_edit_is_in_the_files_and_the_journal_with_who_and_why(works: Works) -> None:
    answer = adopt(works, BOX, NAMED)
    assert answer.status_code == 200, answer.text
    assert len(answer.json["changes"]) == 2
    plan = held(works)
    assert oven(plan)["box"] == "A0000001"
    assert plan["adopted"] | {"at": ""} == {"at": "", "who": "mai", "why": "a test"}
    assert plan["seq"] == answer.json["seq"]
    text = works.texts()["plan.toml"]
    assert 'name = { en = "Big oven" }' in text or 'name = "Big oven"' in text
    assert "# The stop-cord box here, by the 8 hex digits on its label" in text
    assert load(works.files / "andon.toml").plan.lines[0].stations[0].box == "A0000001"


def test_the_whole_plan_may_be_sent_as_it_was_read(works: Works) -> None:
    draft = works.draft()
    oven(draft["plan"])["box"] = "A0000001"
    sent = {"plan": draft["plan"], "version": draft["version"], "why": "a test"}
    assert works.post("/api/v1/plan", sent).status_code == 200
    assert oven(held(works))["box"] == "A0000001"


def test_a_stale_edit_is_told_who_was_first_and_when(works: Works) -> None:
    read = works.version()
    first = adopt(works, NAMED, version=read)
    second = adopt(works, BOX, version=read)
    assert first.status_code == 200
    assert second.status_code == 409
    assert second.json["who"] == "mai"
    assert second.json["at"] == held(works)["adopted"]["at"]
    assert oven(held(works))["box"] is None


def test_undone_the_files_are_as_they_were_to_the_letter(works: Works) -> None:
    before = works.texts()
    adopt(works, {"at": ["lines", "paint", "stations", "sander"], "remove": True}, BOX)
    assert works.texts() != before
    undone = works.post("/api/v1/plan/undo", {"version": works.version(), "why": "a slip"})
    assert undone.status_code == 200, undone.text
    assert works.texts() == before
    assert held(works)["adopted"]["why"] == "a slip"
    again = works.post("/api/v1/plan/undo", {"version": works.version(), "why": "not a slip"})
    assert again.status_code == 200
    assert oven(held(works))["box"] == "A0000001"


def test_a_comment_written_since_survives_the_undo(works: Works) -> None:
    adopt(works, BOX)
    file = works.files / "plan.toml"
    file.write_text("# Ask maintenance first.\n" + file.read_text())
    assert works.post("/api/v1/plan/undo", {"version": works.version(), "why": "a slip"}).status_code == 200
    assert file.read_text().startswith("# Ask maintenance first.\n")
    assert 'box = "A0000001"' not in file.read_text().replace('# box = "A0000001"', "")


def test_the_first_plan_has_none_before_it(works: Works) -> None:
    refused = works.post("/api/v1/plan/undo", {"version": works.version(), "why": "a slip"})
    assert refused.status_code == 422
    assert "none before it" in refused.json["detail"]


def test_files_that_somebody_edits_by_hand_are_not_written_over(works: Works) -> None:
    file = works.files / "plan.toml"
    file.write_text(file.read_text().replace('"Sander"', '"Belt sander"'))
    draft = works.draft()
    assert draft["by_hand"] == ["line paint: station sander: name (en) changes from Sander to Belt sander."]
    refused = adopt(works, BOX)
    assert refused.status_code == 409
    assert "edited by hand" in refused.json["detail"]
    assert "Belt sander" in file.read_text()
    file.write_text(file.read_text().replace("[[lines]]", "[[lines]"))
    broken = works.get("/api/v1/plan/draft")
    assert broken.status_code == 422
    assert "plan.toml cannot be read" in broken.json["detail"]


def test_what_changes_between_reading_and_writing_is_seen(works: Works) -> None:
    """The desk compares what the web had read: here it is asked directly, with a text that is no more."""
    desk = works.client.application.extensions["andon"].desk
    file = str(works.files / "plan.toml")
    asked = {"plan": {}, "who": "mai", "why": "", "version": 1}
    with pytest.raises(Exception, match="was changed meanwhile"):
        desk.ask("edit-plan", {**asked, "files": [{"file": file, "was": "something else", "text": "x"}]})
    with pytest.raises(Exception, match="is no file of this plan"):
        desk.ask("edit-plan", {**asked, "files": [{"file": "/etc/passwd", "was": "", "text": "x"}]})


def test_files_that_cannot_be_written_adopt_nothing(works: Works) -> None:
    """Root may write anywhere, so the place is taken by a folder instead of the right being taken away."""
    before = works.texts()
    (works.files / ".plan.toml.part").mkdir()
    refused = adopt(works, NAMED)
    assert refused.status_code == 422
    assert "plan.toml cannot be written" in refused.json["detail"]
    assert "andon plan --adopt" in refused.json["detail"]
    assert works.texts() == before
    assert oven(held(works))["name"] == {"en": "Oven"}


def test_a_plan_that_the_floor_refuses_puts_the_files_back(works: Works) -> None:
    desk, before = works.client.application.extensions["andon"].desk, works.texts()
    plan = held(works) | {"site": {"en": "Elsewhere"}}
    plan = {key: value for key, value in plan.items() if key not in ("seq", "adopted")}
    file, text = str(works.files / "plan.toml"), before["plan.toml"]
    asked = {"plan": plan, "who": "mai", "why": "", "version": 1_000}
    with pytest.raises(Exception, match="was changed meanwhile: entry"):
        desk.ask("edit-plan", {**asked, "files": [{"file": file, "was": text, "text": text + "# more\n"}]})
    assert works.texts() == before


def test_the_rights_of_a_file_are_kept(works: Works) -> None:
    file = works.files / "plan.toml"
    file.chmod(0o640)
    adopt(works, NAMED)
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(works.files.glob(".*.part")) == []


@pytest.mark.parametrize("path", ["plan/draft", "setup"])
def test_nobody_reads_an_edit_without_a_right(works: Works, path: str) -> None:
    assert works.client.get(f"/api/v1/{path}").status_code == 401


@pytest.mark.parametrize("path", ["plan", "plan/preview", "plan/undo", "setup/tests", "setup/boxes/A0000001/identify"])
def test_nobody_edits_without_a_right(works: Works, path: str) -> None:
    assert works.client.post(f"/api/v1/{path}", json={}).status_code in (401, 403)
    assert works.version() == 1
