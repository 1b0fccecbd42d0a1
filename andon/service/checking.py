"""The configuration, with every section read by the room that it belongs to."""

from __future__ import annotations

import errno
import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

import andon.forwarders
import andon.sources
from andon import config
from andon.base.errors import ConfigError, Problem, StorageFailed
from andon.model.plan import Plan

RUNNING = "running.json"  # in the data folder: the configuration as it was read when the service started


def check(path: Path) -> config.Configuration:
    """The configuration with every section read by its own room. Raises ConfigError with all problems at once."""
    configuration: config.Configuration | None = None
    problems: list[Problem] = []
    try:
        configuration = config.load(path)
    except ConfigError as found:
        problems += found.problems
    sources, forwarders = config.sections(path)
    for package, sections in ((andon.sources, sources), (andon.forwarders, forwarders)):
        for name, section in sections.items():
            problems += _section_problems(package, name, section, configuration)
    if problems or configuration is None:
        raise ConfigError(problems)
    return configuration


def against_sections(configuration: config.Configuration, plan: Plan) -> list[Problem]:
    """What the sections that name points themselves have against a plan that somebody is about to adopt."""
    changed = configuration.model_copy(update={"plan": plan})
    problems: list[Problem] = []
    for package, sections in ((andon.sources, changed.sources), (andon.forwarders, changed.forwarders)):
        for name, section in sections.items():
            problems += _section_problems(package, name, section, changed)
    return problems


def _section_problems(
    package: ModuleType, name: str, section: config.Section, configuration: config.Configuration | None
) -> list[Problem]:
    try:
        settings = config.validate(section, room(package, name, section).Settings)
    except ConfigError as found:
        return found.problems
    return config.led_astray(section, settings, configuration.plan) if configuration else []


def read(file: Path) -> config.Configuration:
    """The configuration as `run` has read it, or, for a process that is started by itself, from the files."""
    if file.name != RUNNING:
        return check(file)
    return config.Configuration.model_validate_json(file.read_text(encoding="utf-8"))


def write_running(configuration: config.Configuration, data: Path) -> Path:
    """It may hold a broker's password: only this user may read it. StorageFailed where there is no room for it."""
    file = data / RUNNING
    running = configuration.model_copy(update={"file": file})
    try:
        file.unlink(missing_ok=True)
        file.touch(mode=0o600)
        file.write_text(running.model_dump_json(by_alias=True), encoding="utf-8")
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise StorageFailed(f"{file} cannot be written: {error.strerror}", is_full=True) from error
    return file


def room(package: ModuleType, name: str, section: config.Section) -> ModuleType:
    rooms = [module.name for module in pkgutil.iter_modules(package.__path__) if module.ispkg]
    if name not in rooms:
        remedy = f"one of {', '.join(rooms)}"
        raise ConfigError([Problem(section.file, section.name, "", f"nothing is called {name!r}", remedy)])
    return importlib.import_module(f"{package.__name__}.{name}")
