"""What every source promises, asked of each folder under `andon/sources`."""

from __future__ import annotations

import importlib
import re
import threading
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from pydantic import BaseModel, ValidationError

import andon.sources
from andon.base.clock import Clock
from andon.model.signal import DeviceStatus, Lamps, LifeSign, Signal
from andon.ports import Done, Source

HOUSE = Path(andon.sources.__file__).parent
FOLDERS = sorted(path.parent.name for path in HOUSE.glob("*/__init__.py"))
RETURN_WITHIN_S = 2.0


@pytest.fixture(params=FOLDERS)
def room(request: pytest.FixtureRequest) -> ModuleType:
    return importlib.import_module(f"andon.sources.{request.param}")


def folder(room: ModuleType) -> Path:
    return Path(str(room.__file__)).parent


def settings_type(room: ModuleType) -> type[BaseModel]:
    found = room.Settings
    assert issubclass(found, BaseModel)
    return found


def running(source: Source) -> tuple[threading.Thread, threading.Event]:
    def emit(item: Signal | LifeSign, done: Done | None = None) -> None:
        raise AssertionError(f"nothing is connected, yet {item} was heard")

    def wanted(device: str) -> Lamps | None:
        return None

    stop = threading.Event()
    thread = threading.Thread(target=source.run, args=(emit, wanted, stop), daemon=True)
    thread.start()
    return thread, stop


def test_there_are_sources() -> None:
    assert {"serial", "http"} <= set(FOLDERS)


def test_it_has_a_card_that_names_it(room: ModuleType) -> None:
    name = room.__name__.rpartition(".")[2]
    assert (room.__doc__ or "").startswith(f"{name}:")
    assert "In:" in str(room.__doc__)
    assert "May import:" in str(room.__doc__)


def test_it_has_a_readme_and_a_pure_codec(room: ModuleType) -> None:
    assert (folder(room) / "README.md").read_text(encoding="utf-8").startswith("# ")
    assert (folder(room) / "codec.py").exists()


def test_its_settings_are_frozen_and_refuse_a_key_that_nobody_reads(room: ModuleType) -> None:
    with pytest.raises(ValidationError):
        settings_type(room).model_validate({"nobody-reads-this": 1})
    assert settings_type(room).model_config.get("frozen") is True


def test_its_sample_is_valid_as_it_stands(room: ModuleType) -> None:
    sample = tomllib.loads((folder(room) / "sample.toml").read_text(encoding="utf-8"))
    section = sample["sources"][room.__name__.rpartition(".")[2]]
    settings_type(room).model_validate(section)


def test_its_sample_shows_every_key_with_its_default(room: ModuleType) -> None:
    text = (folder(room) / "sample.toml").read_text(encoding="utf-8")
    opened = tomllib.loads(re.sub(r"^# (?=[a-z_]+ = )", "", text, flags=re.MULTILINE))
    section = opened["sources"][room.__name__.rpartition(".")[2]]
    kind = settings_type(room)
    assert set(section) == set(kind.model_fields)
    assert kind.model_validate(section) == kind()


def test_it_says_how_it_is_before_during_and_after_a_run(room: ModuleType) -> None:
    source = room.build(settings_type(room)(), Clock())
    thread, stop = running(source)
    stop.set()
    thread.join(RETURN_WITHIN_S)
    for status in source.status():
        assert isinstance(status, DeviceStatus)
        assert status.source == source.name
        assert status.text


def test_it_returns_soon_after_stop(room: ModuleType) -> None:
    thread, stop = running(room.build(settings_type(room)(), Clock()))
    stop.set()
    thread.join(RETURN_WITHIN_S)
    assert not thread.is_alive()


def test_it_returns_at_once_when_stopped_before_it_began(room: ModuleType) -> None:
    source = room.build(settings_type(room)(), Clock())
    thread, stop = running(source)
    stop.set()
    thread.join(RETURN_WITHIN_S)
    thread, stop = running(source)  # and a second run is a run like the first
    stop.set()
    thread.join(RETURN_WITHIN_S)
    assert not thread.is_alive()
