"""Rules of this room that a reader relies on."""

import ast
import sys
from pathlib import Path

import pytest

import firmware_sim

ROOT = Path(firmware_sim.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))


def imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(str(node.module).split(".")[0])
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_only_the_standard_library_the_wires_libraries_and_typer_for_the_command_line(file: Path) -> None:
    outside = imports(file) - set(sys.stdlib_module_names) - {"firmware_sim"}
    assert outside <= ({"typer"} if file.name == "__main__.py" else {"serial", "paho"})


@pytest.mark.parametrize("name", ["frames.py", "ring.py", "box.py", "stack_light.py", "wire.py", "plant/station.py"])
def test_pure_files_know_no_clock_and_no_io(name: str) -> None:
    assert not imports(ROOT / name) & {"time", "datetime", "os", "socket", "threading", "select", "pathlib", "serial"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_files_and_functions_stay_short(file: Path) -> None:
    text = file.read_text("utf-8")
    assert len(text.splitlines()) < 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 45, node.name


def test_every_room_has_a_card() -> None:
    for card in ROOT.rglob("__init__.py"):
        text = ast.get_docstring(ast.parse(card.read_text("utf-8"))) or ""
        assert "comes in" in text and "goes out" in text and "Where to add" in text, card


def test_the_map_names_every_room_and_file() -> None:
    card = firmware_sim.__doc__ or ""
    for path in ROOT.iterdir():
        if path.suffix == ".py" and path.name != "__init__.py":
            assert path.name in card, path.name
