"""Who may write the book: one at a time, and while a service runs its recorder alone."""

from __future__ import annotations

import fcntl
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import structlog

from andon import config, ports
from andon.base.clock import Clock
from andon.base.errors import DeskUnavailable, ServiceBusy
from andon.journal.connect import BOOK
from andon.journal.reserve import Reserve
from andon.journal.writer import Writer
from andon.model.command import AdoptPlan
from andon.runtime.desk import DeskClient
from andon.runtime.disk import Disk
from andon.runtime.inbox import Asked, Inboxes, Item
from andon.runtime.recorder import Recorder
from andon.runtime.verbs import Verbs
from andon.service.threads import thread

_log = structlog.get_logger()
DESK_WITHIN_S = 5.0  # a recorder that was killed is back before that


@contextmanager
def desk(data: Path) -> Iterator[ports.Desk]:
    """The running service's desk; where none runs, one of our own for as long as it is held."""
    with ExitStack() as held:
        yield _desk(data, held)


def _desk(data: Path, held: ExitStack) -> ports.Desk:
    """A recorder that was killed is neither there nor gone: it is waited for."""
    client, until = DeskClient(data / "desk.sock"), time.monotonic() + DESK_WITHIN_S
    while not _answers(client):
        try:
            return OwnDesk(held.enter_context(alone(data)))
        except ServiceBusy:
            if time.monotonic() > until:
                raise
        threading.Event().wait(0.1)
    return client


def _answers(client: DeskClient) -> bool:
    try:
        client.ask("ping", {})
    except DeskUnavailable:
        return False
    return True


@contextmanager
def alone(data: Path) -> Iterator[Recorder]:
    """The recorder of a service that does not run. ServiceBusy while it does, also while its own recorder is away:

    who took its place then would keep it down.
    """
    data.mkdir(parents=True, exist_ok=True)
    with locked(data / "service.lock", fcntl.LOCK_SH), only_writer(data) as recorder:
        yield recorder


@contextmanager
def only_writer(data: Path, disk: Disk | None = None) -> Iterator[Recorder]:
    """With a `disk` it waits for room."""
    with locked(data / "recorder.lock"), Writer(data / BOOK) as writer:
        recorder = Recorder(writer, Clock(), disk=disk)
        seq = recorder.floor.state.seq
        yield recorder
        if recorder.floor.state.seq != seq:
            recorder.insist(lambda: writer.save_snapshot(recorder.floor))


def adopt(recorder: Recorder, configuration: config.Configuration, at: int) -> None:
    """Let the plan of the files hold from `at` on, if it is not the one that does."""
    if recorder.floor.state.plan != configuration.plan:
        if recorder.floor.state.plan is not None:
            _log.info("the plan changes", changes=config.changes(recorder.floor.state.plan, configuration.plan))
        command = AdoptPlan(who="config", plan=configuration.plan)
        recorder.process([Item("config", Asked(command, at), answer=_say_if_refused)])


def _say_if_refused(reply: object) -> None:
    """The plan that held holds on; whoever reads the log learns why the files do not."""
    if isinstance(reply, Exception):
        _log.error("the plan of the files is not adopted", because=str(reply))


class OwnDesk:
    """A desk without a counter: asks are served in a thread while the caller waits."""

    def __init__(self, recorder: Recorder) -> None:
        self._inboxes = Inboxes()
        self._recorder = recorder
        self._verbs = Verbs(self._inboxes, recorder.writer, Clock()).table()

    def ask(self, verb: str, payload: dict[str, object]) -> dict[str, object]:
        stop = threading.Event()
        serving = thread("own desk", partial(self._recorder.run, self._inboxes, lambda: 0.05, stop))
        try:
            return self._verbs[verb](payload)
        finally:
            stop.set()
            serving.join()


@contextmanager
def locked(path: Path, how: int = fcntl.LOCK_EX) -> Iterator[None]:
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, how | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServiceBusy(f"a service is running on {path.parent}; stop it first") from None
        yield


def disk_of(configuration: config.Configuration, data: Path, stop: threading.Event) -> Disk:
    return Disk(data, Reserve(data / "reserve", configuration.service.reserve_mb * 1024 * 1024), stop)
