"""The recorder's process: sources, inboxes, the single writer, the desk."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path

import structlog

import andon.sources
from andon import config, ports
from andon.base.clock import Clock
from andon.base.units import US_PER_DAY
from andon.journal import upkeep
from andon.journal.connect import BOOK
from andon.journal.writer import Writer
from andon.runtime.desk import DeskServer
from andon.runtime.disk import Disk
from andon.runtime.inbox import Inboxes
from andon.runtime.plan_files import PlanFiles
from andon.runtime.recorder import Recorder
from andon.runtime.rounds import Rounds
from andon.runtime.verbs import Verbs
from andon.runtime.wake import Waker
from andon.service.checking import RUNNING, room
from andon.service.threads import join, keep_alive, stop_flag, thread
from andon.service.writing import adopt, disk_of, locked

_log = structlog.get_logger()
SWITCH_INTERVAL_S = 0.0005  # a reader thread must not keep the recorder waiting for its turn
TELL_EVERY_S = 5.0  # how far something is that takes long


def recorder_process(configuration: config.Configuration, data: Path) -> None:
    """Sources and the single writer, until SIGTERM."""
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    data.mkdir(parents=True, exist_ok=True)
    stop = stop_flag()
    with locked(data / "recorder.lock"):
        disk = disk_of(configuration, data, stop)
        disk.make_room_to_start()
        with Writer(data / BOOK) as writer:
            _record(configuration, data, writer, disk, stop)


def _record(configuration: config.Configuration, data: Path, writer: Writer, disk: Disk, stop: threading.Event) -> None:
    clock, inboxes = Clock(), Inboxes()
    wake = Waker(data / "web.wake", data / "forward.wake")
    recorder = Recorder(writer, clock, wake, disk)
    recorder.insist(partial(_renew_views, writer.path, stop))
    sources = _sources(configuration, clock)
    kept_us = configuration.service.samples_kept_days * US_PER_DAY
    forwarders = list(configuration.forwarders)
    rounds = Rounds(recorder, list(sources.values()), clock, wake.everybody, inboxes.oldest, kept_us, forwarders)
    recorder.insist(lambda: rounds.start(version("andon")))
    if recorder.floor.state.plan is None or configuration.file.name != RUNNING:
        adopt(recorder, configuration, clock.now())
    verbs = _verbs(Verbs(inboxes, writer, clock, rounds.tell, recorder.strangers), sources)
    verbs |= PlanFiles(configuration.plan_files, data / "plan-before", verbs["adopt-plan"]).verbs()
    desk_server = DeskServer(data / "desk.sock", verbs)
    readers = [
        thread(f"source {name}", partial(_read, source, inboxes.open(name), recorder, stop))
        for name, source in sources.items()
    ]
    recorder.run(inboxes, rounds, stop)
    desk_server.close()
    inboxes.close()
    join(readers)
    wake.close()


def _renew_views(path: Path, stop: threading.Event) -> None:
    """After an upgrade. Nothing is recorded meanwhile: what is heard is held where it comes from."""
    told = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal told
        if stop.is_set():
            raise SystemExit  # all of it is rolled back, and begun again at the next start
        if time.monotonic() - told >= TELL_EVERY_S:
            told = time.monotonic()
            _log.info("the views are being made again", done=done, of=total)

    made_of = upkeep.renew(path, tell)
    if made_of is not None:
        _log.info("the views of another version were made again", pieces=made_of)


def _sources(configuration: config.Configuration, clock: ports.Clock) -> dict[str, ports.Source]:
    built: dict[str, ports.Source] = {}
    for name, section in configuration.sources.items():
        module = room(andon.sources, name, section)
        built[name] = module.build(config.validate(section, module.Settings), clock)
    return built


def _verbs(verbs: Verbs, sources: dict[str, ports.Source]) -> dict[str, Callable[..., dict[str, object]]]:
    """The recorder's verbs, and those of sources that are asked rather than read."""
    table = verbs.table()
    for source in sources.values():
        if isinstance(source, ports.AskedSource):
            table.update(source.verbs())
    return table


def _read(source: ports.Source, emit: ports.Emit, recorder: Recorder, stop: threading.Event) -> None:
    keep_alive(source.name, lambda: source.run(emit, recorder.wanted, stop), stop)
