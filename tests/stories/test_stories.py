"""Each story is told again; what came of it must be what stands in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.teller import retold, stories
from tests.stories.telling import PLANS

HERE = Path(__file__).parent
STORIES = list(stories(HERE))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.stem)
def test_the_story_comes_true(story: Path, request: pytest.FixtureRequest) -> None:
    told = retold(story.read_text())
    if request.config.getoption("--rewrite", default=False):
        story.write_text(told)
    assert told.splitlines() == story.read_text().splitlines()


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.stem)
def test_a_restart_after_every_line_tells_the_same(story: Path) -> None:
    text = story.read_text()
    assert retold(text, saved_each_time=True) == retold(text)


def test_every_plan_of_the_folder_is_told_of() -> None:
    told = " ".join(story.read_text() for story in STORIES)
    assert [path.stem for path in PLANS.glob("*.toml") if path.stem != "common" and path.stem not in told] == []


def test_nobody_understands_nonsense() -> None:
    with pytest.raises(ValueError, match="no teller understands"):
        retold("plan: oven kolkata\nbegins: 2026-11-23 08:00:00\n08:00:01 the moon is out\n")
