"""`andon run` where there is no room: it takes of what is held back, or waits and says what would help."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import House, andon
from tests.patience import eventually
from tests.runtime.no_room import fill, small_file_system


@pytest.fixture
def house(tmp_path: Path, reserve_mb: int) -> Iterator[House]:
    """A service that ran before, on a disk of its own."""
    with House(tmp_path) as opened:
        said = opened.config.read_text(encoding="utf-8")
        opened.config.write_text(said.replace("[web]", f"reserve_mb = {reserve_mb}\n[web]"), encoding="utf-8")
        opened.data.mkdir()
        with small_file_system(opened.data, "48m"):
            opened.start()
            opened.stop()
            yield opened
            opened.stop()


@pytest.mark.parametrize("reserve_mb", [8])
def test_with_something_held_back_it_starts_and_says_that_the_disk_is_nearly_full(house: House) -> None:
    fill(house.data)
    house.start()
    assert eventually(lambda: house.ask("GET", "/healthz")[1]["disk"]["is_tight"])


@pytest.mark.parametrize("reserve_mb", [0])
def test_with_nothing_held_back_it_waits_says_what_would_help_and_goes_on_by_itself(house: House) -> None:
    filler = fill(house.data)
    house.begin()
    eventually(lambda: "the disk is full: nothing is taken" in house.log(), 20)
    assert "of room on it" in house.log()
    assert house.is_running() and not house.is_well()
    filler.unlink()
    eventually(house.is_well, 60)
    house.stop()
    assert andon("verify", "--data", house.data).returncode == 0


@pytest.mark.parametrize("reserve_mb", [0])
def test_one_that_waits_for_room_can_be_stopped(house: House) -> None:
    fill(house.data)
    house.begin()
    eventually(lambda: "the disk is full: nothing is taken" in house.log(), 20)
    assert house.stop() < 5
    assert "Traceback" not in house.log(), house.log()
