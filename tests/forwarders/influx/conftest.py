from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from andon.forwarders.influx import Settings
from tests.forwarders.influx.far_end import DATABASE, Door, Engine, Victoria


@pytest.fixture(scope="module")
def influxd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    started = Engine(tmp_path_factory.mktemp("influxd"))
    started.start()
    yield started
    started.kill()


@pytest.fixture
def engine(influxd: Engine) -> Engine:
    influxd.empty()
    return influxd


@pytest.fixture
def door(engine: Engine) -> Iterator[Door]:
    opened = Door(engine)
    opened.open()
    yield opened
    opened.shut()


@pytest.fixture
def victoria(tmp_path: Path) -> Iterator[Victoria]:
    started = Victoria(tmp_path / "victoria")
    started.start()
    yield started
    started.kill()


@pytest.fixture
def settings(door: Door) -> Settings:
    return Settings(url=door.url, bucket=DATABASE, timeout_s=5)


class Patient(threading.Event):
    """A stop flag whose waits pass at once, and are remembered in seconds."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waits.append(timeout or 0)
        return self.is_set()


@pytest.fixture
def stop() -> Patient:
    return Patient()
