"""What every forwarder promises, asked of each folder under `andon/forwarders`."""

from __future__ import annotations

import importlib
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from pydantic import BaseModel, ValidationError

import andon.forwarders
from andon.ports import Forwarder, LevelForwarder

HOUSE = Path(andon.forwarders.__file__).parent
FOLDERS = sorted(path.parent.name for path in HOUSE.glob("*/__init__.py"))


@pytest.fixture(params=FOLDERS)
def room(request: pytest.FixtureRequest) -> ModuleType:
    return importlib.import_module(f"andon.forwarders.{request.param}")


def folder(room: ModuleType) -> Path:
    return Path(str(room.__file__)).parent


def settings_type(room: ModuleType) -> type[BaseModel]:
    found = room.Settings
    assert issubclass(found, BaseModel)
    return found


def sample_section(room: ModuleType, text: str) -> dict[str, object]:
    section = tomllib.loads(text)["forwarders"][folder(room).name]
    assert isinstance(section, dict)
    return section


def test_there_are_forwarders() -> None:
    assert "archive" in FOLDERS


def test_it_has_a_card_that_names_it(room: ModuleType) -> None:
    card = str(room.__doc__)
    assert card.startswith(f"{folder(room).name}:")
    assert "In:" in card
    assert "Out:" in card
    assert "May import:" in card


def test_it_has_a_readme_and_a_pure_encoder(room: ModuleType) -> None:
    assert (folder(room) / "README.md").read_text(encoding="utf-8").startswith("# ")
    assert (folder(room) / "encode.py").exists()


def test_its_settings_are_frozen_and_refuse_a_key_that_nobody_reads(room: ModuleType) -> None:
    with pytest.raises(ValidationError):
        settings_type(room).model_validate({"nobody-reads-this": 1})
    assert settings_type(room).model_config.get("frozen") is True


def test_its_sample_is_valid_as_it_stands(room: ModuleType) -> None:
    text = (folder(room) / "sample.toml").read_text(encoding="utf-8")
    settings_type(room).model_validate(sample_section(room, text))


def test_its_sample_shows_every_key_with_its_default(room: ModuleType) -> None:
    text = (folder(room) / "sample.toml").read_text(encoding="utf-8")
    section = sample_section(room, re.sub(r"^# (?=[a-z_]+ = )", "", text, flags=re.MULTILINE))
    kind = settings_type(room)
    assert set(section) == set(kind.model_fields)
    assert kind.model_validate(section) == kind()


def test_it_is_built_without_its_far_end_and_called_like_its_folder(room: ModuleType, tmp_path: Path) -> None:
    built: Forwarder | LevelForwarder = room.build(settings_type(room)(), tmp_path)
    assert callable(built.show if isinstance(built, LevelForwarder) else built.deliver)
    assert built.name == folder(room).name
    built.close()


def test_closing_it_twice_is_harmless(room: ModuleType, tmp_path: Path) -> None:
    built = room.build(settings_type(room)(), tmp_path)
    built.close()
    built.close()
