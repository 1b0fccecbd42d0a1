"""A protocol is added by copying one folder: the service runs with the copy, and nothing else was touched."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import andon
from andon.base.errors import DeskUnavailable
from andon.journal.connect import BOOK
from andon.journal.reader import BookUnavailable, Reader
from andon.journal.reader_rows import BoardRow
from andon.runtime.desk import DeskClient
from firmware_sim.controllers.modbus_server import ModbusTcp
from firmware_sim.controllers.modbus_unit import ModbusUnit
from tests.books.plant import PLAN_FILE
from tests.patience import eventually

HOUSE = Path(andon.__file__).parent
NEW = "newcomer"
FOLDERS = sorted(path.parent.name for path in HOUSE.glob("sources/*/__init__.py"))
START_WITHIN_S = 20.0  # on a machine that is busy with other tests
ENDS_WITHIN_S = 5.0


class Copy:
    """The package with one folder more, and a configuration whose only source is that folder."""

    def __init__(self, folder: Path, old: str) -> None:
        self.package, self.data = folder / "andon", folder / "data"
        self._folder, self._old = folder, old
        shutil.copytree(HOUSE, self.package, ignore=shutil.ignore_patterns("__pycache__"))
        room = self.package / "sources" / NEW
        shutil.copytree(self.package / "sources" / old, room)
        for file in [*room.glob("*.py"), room / "sample.toml"]:
            file.write_text(self._renamed(file.read_text(encoding="utf-8")), encoding="utf-8")

    def _renamed(self, text: str) -> str:
        """What a newcomer does in the copy, and only there: its own name."""
        old = self._old
        text = text.replace(f"andon.sources.{old}", f"andon.sources.{NEW}").replace(f"sources.{old}", f"sources.{NEW}")
        return text.replace(f'name = "{old}"', f'name = "{NEW}"').replace(f'"""{old}:', f'"""{NEW}:')

    def configured(self, section: str) -> Path:
        file = self._folder / "andon.toml"
        file.write_text(f'[plan]\nfiles = ["{PLAN_FILE}"]\n{section}', encoding="utf-8")
        return file

    def andon(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(self._command(*words), cwd=self._folder, env=self._env, capture_output=True, text=True)

    @contextmanager
    def recording(self, config: Path) -> Iterator[None]:
        """The recorder's process, from when its desk answers until SIGTERM."""
        command = self._command("process", "recorder", "--config", str(config), "--data", str(self.data))
        with subprocess.Popen(command, cwd=self._folder, env=self._env) as process:
            try:
                eventually(lambda: process.poll() is None and self._answers(), START_WITHIN_S)
                yield
            finally:
                process.send_signal(signal.SIGTERM)
                assert process.wait(ENDS_WITHIN_S) == 0

    def _answers(self) -> bool:
        try:
            DeskClient(self.data / "desk.sock").ask("ping", {})
        except DeskUnavailable:
            return False
        return True

    def tile(self, station: str) -> BoardRow | None:
        reader = Reader(self.data / BOOK)
        try:
            return next((row for row in reader.board() if row.station == station), None)
        finally:
            reader.close()

    def told_sources(self) -> set[str]:
        """The sources that the recorder's pulse tells of."""
        reader = Reader(self.data / BOOK)
        try:
            pulse = reader.pulse()
        except BookUnavailable:
            return set()
        finally:
            reader.close()
        return {str(row["source"]) for row in pulse.sources} if pulse else set()

    @property
    def _env(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(self._folder), "PYTHONDONTWRITEBYTECODE": "1"}

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "andon", *words]


@pytest.fixture(params=FOLDERS)
def copy(request: pytest.FixtureRequest, tmp_path: Path) -> Copy:
    return Copy(tmp_path, request.param)


def test_its_section_is_known(copy: Copy) -> None:
    sample = (copy.package / "sources" / NEW / "sample.toml").read_text(encoding="utf-8")
    asked = copy.andon("check", "--config", str(copy.configured(sample)))
    assert asked.returncode == 0, asked.stdout + asked.stderr


def test_the_mistakes_of_its_section_are_told(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "http")
    told = copy.andon("check", "--config", str(copy.configured(f"[sources.{NEW}]\nnobody_reads_this = 1\n")))
    assert told.returncode == 2
    assert f"[sources.{NEW}] nobody_reads_this: is not a key of this section" in told.stdout + told.stderr


def test_without_its_folder_nothing_is_called_so(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "http")
    shutil.rmtree(copy.package / "sources" / NEW)
    told = copy.andon("check", "--config", str(copy.configured(f"[sources.{NEW}]\n")))
    assert told.returncode == 2
    assert f"nothing is called '{NEW}'" in told.stdout + told.stderr


def test_a_copy_that_is_handed_readings_takes_them(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "http")
    with copy.recording(copy.configured(f"[sources.{NEW}]\n")):
        body = [{"line": "weld", "station": "w1", "point": "fault", "value": "E-1"}]
        answer = DeskClient(copy.data / "desk.sock").ask("signals", {"body": json.dumps(body), "token": "t"})
        assert (answer["accepted"], answer["rejected"]) == (1, [])
        tile = copy.tile("w1")
        assert tile is not None
        assert tile.state == "stopped"
        assert eventually(lambda: NEW in copy.told_sources())


def test_a_copy_that_asks_devices_hears_them(tmp_path: Path) -> None:
    copy, unit = Copy(tmp_path, "modbus"), ModbusUnit()
    with ModbusTcp({1: unit}) as server:
        section = f"""
            [[sources.{NEW}.devices]]
            name = "plc"
            address = "tcp://127.0.0.1:{server.port}"
            [sources.{NEW}.devices.points.fault]
            to = "weld/w1/fault"
            table = "coil"
            at = 0
        """
        with copy.recording(copy.configured(section)):
            unit.registers.put("coil", 0, 1)
            assert eventually(lambda: (tile := copy.tile("w1")) is not None and tile.state == "stopped")


def test_what_every_source_promises_is_asked_of_it_too(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "http")
    suite = Path(__file__).with_name("test_sources.py")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", str(tmp_path)]
    asked = subprocess.run(
        [*command, "--import-mode=importlib", "-k", NEW, "--no-header", str(suite)],
        cwd=tmp_path,
        env=copy._env,
        capture_output=True,
        text=True,
    )
    assert asked.returncode == 0, asked.stdout
    assert " passed" in asked.stdout
