"""A running plant as others meet it: ports, control socket, HTTP, command line, a clean end."""

import contextlib
import json
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import serial
from typer.testing import CliRunner

from firmware_sim.__main__ import app
from firmware_sim.control import ControlError, NobodyThere, ask
from firmware_sim.controllers.http_poster import HttpPoster
from firmware_sim.eeprom import Eeprom
from firmware_sim.running import RunningPlant
from firmware_sim.scenarios import load

from .desk import WITHIN_S, Desk
from .reference_host import frames_of, lamps

QUIET = load("quiet")
PLACES = [(line.id, station.id) for line, station in QUIET.places()]


@contextlib.contextmanager
def running(folder: Path, poster: HttpPoster | None = None) -> Iterator[RunningPlant]:
    plant = RunningPlant(QUIET, folder, seed=1, speed=20, poster=poster)
    thread = threading.Thread(target=plant.run, daemon=True)
    thread.start()
    try:
        yield plant
    finally:
        plant.stop()
        thread.join(2)
        assert not thread.is_alive()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with running(tmp_path):
        yield tmp_path


@contextlib.contextmanager
def listening(link: Path) -> Iterator[serial.Serial]:
    port = serial.Serial(str(link), 57600, timeout=WITHIN_S, exclusive=True)
    try:
        yield port
    finally:
        port.close()


def edges(port: serial.Serial, wanted: int) -> list[tuple[int, int]]:
    """The first `wanted` edges with new sequence numbers, as (kind, value)."""
    found: dict[int, tuple[int, int]] = {}
    while len(found) < wanted:
        line = port.read_until(b"\n")
        assert line, "nothing came within 5 s"
        found |= {n[1]: (n[4], n[5]) for kind, _, n in frames_of(line) if kind == "E1"}
    return [found[seq] for seq in sorted(found)]


def test_there_is_a_box_for_every_station_and_an_end_without_leftovers(tmp_path: Path) -> None:
    with running(tmp_path):
        names = sorted(path.name for path in tmp_path.iterdir())
        assert names == [*(f"box-{n:02}" for n in range(1, 16)), "control.sock", "eeprom.json"]
    assert [path.name for path in tmp_path.iterdir()] == ["eeprom.json"]


def test_a_hand_pulls_a_cord_and_lets_go(folder: Path) -> None:
    with listening(folder / "box-07") as port:
        ask(folder, do="press", at="paint/prime", kind="yellow")
        assert edges(port, 2) == [(0, 1), (0, 0)]


def test_a_red_button_stays_in_until_it_is_released(folder: Path) -> None:
    with listening(folder / "box-01") as port:
        ask(folder, do="press", at="press-weld/blank", kind="red")
        ask(folder, do="press", at="press-weld/blank", kind="leader", hold_s=0.05)
        assert edges(port, 3) == [(1, 1), (2, 1), (2, 0)]
        ask(folder, do="press", at="press-weld/blank", kind="red", release=True)
        assert (1, 0) in edges(port, 4)


def test_lamps_are_told_and_judged(folder: Path) -> None:
    with listening(folder / "box-02") as port:
        port.write(lamps("A0000002", 1, 1))
        while b"B1,A0000002" not in (line := port.read_until(b"\n")) or line.split(b",")[9] != b"1":
            assert line, "nothing came within 5 s"
        rows = {row["at"]: row for row in ask(folder, do="lamps")["boxes"]}
    assert rows["press-weld/press-1"]["shows"] == "green"
    assert rows["press-weld/press-1"]["wrong"] == ""
    assert rows["paint/oven"]["shows"] == "link lost"


def test_cables_come_out_and_go_in(folder: Path) -> None:
    ask(folder, do="box", at="assembly/seats", what="unplug")
    assert not (folder / "box-13").exists()
    ask(folder, do="box", at="assembly/seats", what="plug")
    assert (folder / "box-13").exists()


def test_epochs_grow_with_every_power_cut_and_every_start(tmp_path: Path) -> None:
    with running(tmp_path):
        ask(tmp_path, do="box", at="press-weld/blank", what="cold-reset")
        ask(tmp_path, do="box", at="press-weld/press-1", what="reset")
    stored = Eeprom(tmp_path)
    assert (stored.power_on("A0000001"), stored.power_on("A0000002")) == (3, 2)


def test_an_unreadable_eeprom_counts_as_factory_new(tmp_path: Path) -> None:
    (tmp_path / "eeprom.json").write_text("[1, 2")
    assert Eeprom(tmp_path).power_on("A0000001") == 1


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ({"do": "press", "at": "paint/nowhere"}, "no station 'paint/nowhere'"),
        ({"do": "press", "at": "paint/oven", "kind": "green"}, "no such kind; there are yellow, red, leader, restart"),
        ({"do": "press", "at": "paint/oven", "hold_s": -1}, "hold_s -1"),
        ({"do": "box", "at": "paint/oven", "what": "burn"}, "cannot 'burn' a box"),
        ({"do": "dance", "at": "paint/oven"}, "cannot do 'dance'"),
    ],
)
def test_what_cannot_be_done_is_said(folder: Path, question: dict[str, object], said: str) -> None:
    with pytest.raises(ControlError, match=said):
        ask(folder, **question)


@pytest.mark.parametrize("nonsense", [b"\n", b"no json\n", b"[1]\n", b"[" * 4000 + b"\n", b"\xff\n", b""])
def test_nonsense_on_the_control_socket_does_not_stop_the_plant(folder: Path, nonsense: bytes) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asker:
        asker.settimeout(WITHIN_S)
        asker.connect(str(folder / "control.sock"))
        asker.sendall(nonsense)
        asker.shutdown(socket.SHUT_WR)
        assert "error" in json.loads(asker.recv(4096))
    assert len(ask(folder, do="lamps")["boxes"]) == 15


def test_two_plants_cannot_live_in_one_folder(folder: Path) -> None:
    with pytest.raises(ControlError, match="another plant is running here"):
        RunningPlant(QUIET, folder, seed=1)


def test_a_folder_may_have_a_very_long_name(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 120)
    with running(deep):
        assert len(ask(deep, do="lamps")["boxes"]) == 15


def test_without_a_plant_nobody_answers(tmp_path: Path) -> None:
    with pytest.raises(NobodyThere, match="no plant answers here"):
        ask(tmp_path, do="lamps")


def test_machines_say_their_levels_and_then_what_happens(tmp_path: Path) -> None:
    desk = Desk()
    desk.start()
    poster = HttpPoster(desk.url, lambda: "secret", "b7f1", PLACES)
    with running(tmp_path, poster):
        assert desk.next("state")["value"] == "idle"
        assert any(desk.next("state")["value"] == "running" for _ in range(20))
        assert any(desk.next("count")["value"] for _ in range(60))
    desk.shutdown()
    desk.server_close()


# -- the command line


def test_run_lives_until_sigterm_and_ends_with_0(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "firmware_sim", "run", "--scenario", "quiet", "--ports", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdout.readline() == f"quiet: 15 boxes in {tmp_path}\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(2) == 0


def cli(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.output


def test_a_hand_on_the_command_line(folder: Path) -> None:
    assert cli("pull", "paint/oven", "--ports", str(folder), "--kind", "red") == (0, "")
    assert cli("box", "paint/wash", "unplug", "--ports", str(folder)) == (0, "")
    code, said = cli("lamps", "--ports", str(folder))
    assert (code, len(said.splitlines())) == (0, 15)
    assert "own lamp fast, 1 waiting" in said.splitlines()[8]
    assert said.splitlines()[5].endswith("unplugged)")


def test_history_on_the_command_line(tmp_path: Path) -> None:
    out = tmp_path / "past.jsonl"
    words = ["--days", "0.1", "--until", "2026-11-22T08:00:00Z", "--seed", "1", "--out", str(out)]
    assert cli("history", "--scenario", "demo", *words)[0] == 0
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert rows[0]["at"] == 1_795_334_400_000_000 - 8_640_000_000
    assert rows[-1]["at"] == 1_795_334_400_000_000


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["history", "--until", "2026-11-22T08:00:00", "--out", "x"], 2, "needs an offset or Z"),
        (["history", "--until", "soon", "--out", "x"], 2, "--until"),
        (["run", "--scenario", "dmeo", "--ports", "x"], 2, "no such scenario"),
        (["run", "--ports", "x", "--http", "http://127.0.0.1:1"], 2, "--http needs --token-file"),
        (["run", "--ports", "x", "--http", "http://127.0.0.1:1", "--mqtt", "127.0.0.1:1"], 2, "not by both"),
        (["run", "--ports", "x", "--mqtt", "broker"], 2, "write HOST:PORT"),
        (["lamps", "--ports", "nowhere"], 1, "no plant answers here"),
    ],
)
def test_asked_wrongly_or_failed(words: list[str], code: int, said: str) -> None:
    got, output = cli(*words)
    assert got == code
    assert said in output
