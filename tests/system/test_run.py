"""`andon run`, end to end: from a hand on a box to the board and back to its lamp; and every process on its own."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from firmware_sim.box import Kind
from tests.books.plant import PLAN_FILE
from tests.house import PROCESSES, House, Screen, andon
from tests.patience import eventually


def tile(house: House, station: str) -> dict[str, Any]:
    lines = house.ask("GET", "/api/v1/board")[1]["lines"]
    found: dict[str, Any] = next(s for line in lines for s in line["stations"] if s["id"] == station)
    return found


def becomes(station: str, state: str) -> Any:
    return lambda kind, said: kind == "change" and (said["station"], said["state"]) == (station, state)


def test_a_pulled_cord_turns_the_tile_yellow_and_the_lamp_comes_back_to_the_box(house: House) -> None:
    box, screen = house.boxes[0], Screen(house.port)
    screen.wait_for(lambda kind, said: kind == "board")
    box.press(Kind.YELLOW)
    screen.wait_for(becomes("w1", "call"), 3)
    eventually(lambda: "yellow" in box.shown().words(), 3)
    box.release(Kind.YELLOW)
    eventually(lambda: box.box.waiting == 0)
    screen.close()
    assert tile(house, "w1")["state"] == "call"
    assert len(tile(house, "w1")["calls"]) == 1


def test_a_stop_button_turns_it_red_and_makes_one_trigger(house: House) -> None:
    box = house.boxes[1]
    box.press(Kind.RED)
    eventually(lambda: tile(house, "w2")["state"] == "stopped")
    eventually(lambda: "red" in box.shown().words(), 3)
    box.release(Kind.RED)
    box.press(Kind.RESTART)
    eventually(lambda: tile(house, "w2")["state"] != "stopped")
    box.release(Kind.RESTART)
    assert house.read("SELECT count(*) FROM trigger WHERE station = 'w2'") == [(1,)]


def test_a_box_that_is_unplugged_shows_no_signal_and_comes_back(house: House) -> None:
    box = house.boxes[2]
    box.unplug()
    eventually(lambda: tile(house, "w3")["signal"] == "lost", 6)
    box.replug()
    eventually(lambda: ("box/A0000003", 1) in heard(house), 6)


def test_an_edit_half_done_does_not_keep_a_killed_recorder_down(house: House) -> None:
    sane = house.config.read_text(encoding="utf-8")
    house.config.write_text(sane + "\n[web\n", encoding="utf-8")
    try:
        house.kill("recorder")
        eventually(house.is_well, 6)
    finally:
        house.config.write_text(sane, encoding="utf-8")


def test_a_command_waits_for_a_killed_recorder_and_does_not_take_its_place(house: House) -> None:
    house.kill("recorder")
    assert andon("rebuild", "--data", house.data).returncode == 1
    assert house.token("signals", name="gateway")
    eventually(house.is_well)
    assert "code=1" not in house.log()  # whose place was taken could not start


def heard(house: House) -> list[tuple[str, int]]:
    devices = house.ask("GET", "/healthz")[1]["sources"]
    return [(row["device"], int(row["state"] == "up")) for row in devices]


def test_a_program_posts_with_its_token_and_without_it_may_not(house: House) -> None:
    token = house.token("signals", name="mes")
    reading = {"line": "weld", "station": "w4", "point": "fault", "value": "E-1", "boot": "x", "seq": 1}
    assert house.ask("POST", "/api/v1/signals", reading)[0] == 401
    assert house.ask("POST", "/api/v1/signals", reading, token)[1]["accepted"] == 1
    assert house.ask("POST", "/api/v1/signals", reading, token)[1]["duplicates"] == 1
    assert tile(house, "w4")["state"] == "stopped"
    assert "mes\tsignals\t" in andon("token", "list", "--data", house.data).stdout
    assert andon("token", "revoke", "mes", "--data", house.data).returncode == 0
    assert house.ask("POST", "/api/v1/signals", reading, token)[0] == 401
    assert "revoked" in andon("token", "list", "--data", house.data).stdout
    assert andon("token", "revoke", "mes", "--data", house.data).returncode == 1


def test_a_plan_is_shown_and_adopted_without_a_restart(house: House) -> None:
    before, changed = house.pid("recorder"), house.folder / "plan-2.toml"
    changed.write_text(PLAN_FILE.read_text().replace('name = "Welding 4"', 'name = "Brazing"'))
    house.config.write_text(house.config.read_text().replace(str(PLAN_FILE), str(changed)))
    shown = andon("plan", "--config", house.config, "--data", house.data)
    assert shown.returncode == 0 and shown.stdout, shown.stderr
    adopted = andon("plan", "--config", house.config, "--data", house.data, "--adopt")
    assert "adopted as entry" in adopted.stdout, adopted.stderr
    eventually(lambda: "Brazing" in str(house.ask("GET", "/api/v1/plan")[1]))
    assert house.pid("recorder") == before
    again = andon("plan", "--config", house.config, "--data", house.data, "--adopt")
    assert again.returncode == 0 and "nothing would change" in again.stdout


def test_a_dead_recorder_is_seen_within_a_second_and_a_half_and_is_back_by_itself(house: House) -> None:
    stopped = house.pid("recorder")
    os.kill(stopped, 19)  # stopped, not dead: nobody restarts it, and it pulses no more
    begun = time.monotonic()
    eventually(lambda: house.ask("GET", "/healthz")[0] == 503, 4)
    assert time.monotonic() - begun < 2.7  # the last pulse may be a second old already
    house.kill("recorder")
    eventually(house.is_well, 5)
    assert house.pid("recorder") != stopped


def test_the_archive_has_what_happened(house: House) -> None:
    def archived() -> str:
        return "".join(path.read_text() for path in (house.data / "archive").glob("*.jsonl"))

    (seq,) = house.read("SELECT max(seq) FROM event WHERE kind = 'CallRaised'")[0]
    eventually(lambda: f'"seq": {seq}, ' in archived())


def test_the_book_is_verified_and_copied_while_it_is_written(house: House, tmp_path: Path) -> None:
    assert andon("verify", "--data", house.data).returncode == 0
    out = tmp_path / "copy.db"
    assert andon("backup", "--data", house.data, "--out", out).returncode == 0
    assert andon("backup", "--data", house.data, "--out", out).returncode == 1
    restored = andon("restore", "--file", out, "--data", tmp_path / "new")
    assert restored.returncode == 0, restored.stderr
    assert andon("verify", "--data", tmp_path / "new").returncode == 0
    assert andon("restore", "--file", out, "--data", tmp_path / "new").returncode == 1


@pytest.mark.parametrize("command", [["rebuild"], ["run"]])
def test_what_needs_the_book_for_itself_refuses_while_the_service_runs(house: House, command: list[str]) -> None:
    where = ["--config", house.config] if command == ["run"] else ["--data", house.data]
    refused = andon(*command, *where)
    assert refused.returncode == 1
    assert "stop it first" in refused.stderr


def test_killing_the_watcher_itself_leaves_nothing_running(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        house.start()
        pids = [house.pid(name) for name in PROCESSES]
        house.kill_all_at_once()
        eventually(lambda: not any(map(alive, pids)), 6)
        house.start()  # and nothing is in the way of the next one


def alive(number: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(number, 0)
        return True
    return False


def test_sigterm_ends_all_of_it_within_five_seconds(house: House) -> None:
    pids = [house.pid(name) for name in PROCESSES]
    assert house.stop() < 5
    assert not any(map(alive, pids))
    assert list(house.data.glob("*.pid")) == []
    assert "Traceback" not in house.log(), house.log()
    rebuilt = andon("rebuild", "--data", house.data)
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert andon("verify", "--data", house.data).returncode == 0
