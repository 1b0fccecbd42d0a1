"""Every folder of `cases` is a mistake somebody makes; `expected.txt` is all that the person is told about it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from andon.config import ConfigError, load

CASES = sorted((Path(__file__).parent / "cases").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_person_is_told(case: Path, site: Path) -> None:
    shutil.copytree(case, site, dirs_exist_ok=True)

    with pytest.raises(ConfigError) as told:
        load(Path("andon.toml"))

    assert str(told.value) == (case / "expected.txt").read_text(encoding="utf-8").rstrip("\n")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_line_has_its_place_and_its_remedy(case: Path) -> None:
    for line in (case / "expected.txt").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"(andon|plan|shifts|reasons|products)\.toml: \[.+\] ?[^:]*: .+; .+", line), line


def test_the_base_is_right(site: Path) -> None:
    assert load(Path("andon.toml")).plan.lines[0].id == "paint"
