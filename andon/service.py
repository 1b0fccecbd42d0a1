"""The composition root: builds each process's parts, hands them their collaborators, starts and stops them.

recorder   sources -> inboxes -> recorder -> journal; the desk      (the only writer)
forward    journal -> forwarders, each from its own cursor
web        journal -> pages, stream, API
"""

from __future__ import annotations

import errno
import fcntl
import importlib
import os
import pkgutil
import secrets
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib.metadata import version
from pathlib import Path
from types import FrameType, ModuleType

import structlog

import andon.forwarders
import andon.sources
from andon import config, ports
from andon.base.clock import Clock
from andon.base.errors import ConfigError, DeskUnavailable, Problem, ServiceBusy, StorageFailed
from andon.base.units import US_PER_DAY
from andon.journal.connect import BOOK
from andon.journal.migrate import newest, revision
from andon.journal.reserve import Reserve
from andon.journal.writer import Writer
from andon.model.command import AdoptPlan
from andon.model.plan import Plan
from andon.runtime.desk import DeskClient, DeskServer
from andon.runtime.disk import Disk
from andon.runtime.inbox import Asked, Inboxes, Item
from andon.runtime.plan_files import PlanFiles
from andon.runtime.recorder import Recorder
from andon.runtime.rounds import Rounds
from andon.runtime.supervisor import Child, Supervisor
from andon.runtime.verbs import Verbs
from andon.runtime.wake import Waker

SWITCH_INTERVAL_S = 0.0005  # a reader thread must not keep the recorder waiting for its turn
END_WITHIN_S = 2.0  # what is under way in the threads of a process that was told to stop
DESK_WITHIN_S = 5.0  # a recorder that was killed is back before that
RUNNING = "running.json"  # in the data folder: the configuration as it was read when the service started
FORWARD_NICE = 5  # a back-fill takes what the recorder and the screens leave

_log = structlog.get_logger()


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


def _against_sections(configuration: config.Configuration, plan: Plan) -> list[Problem]:
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
        settings = config.validate(section, _room(package, name, section).Settings)
    except ConfigError as found:
        return found.problems
    return config.led_astray(section, settings, configuration.plan) if configuration else []


def run(
    configuration: config.Configuration,
    data: Path,
    more: tuple[Child, ...] = (),
    tell: Callable[[str], None] = lambda code: None,
) -> None:
    """Start the three processes, and what else is given, and watch them until SIGTERM or SIGINT.

    The files are read once, here. A process that is started again goes by what was read then: an edit half done must
    not keep a killed recorder down, and a plan is adopted on purpose, never by a crash. `tell` is called when nothing
    stands in the way of a start any more, with the code that makes the first admin, or nothing when there is one.
    """
    data.mkdir(parents=True, exist_ok=True)
    stop = _stop_flag()
    with _locked(data / "service.lock"):
        _try_to_listen(configuration.web)
        disk = _disk(configuration, data, stop)
        disk.make_room_to_start()
        with alone(data, disk) as recorder:
            recorder.deadlines_wait = True  # what is overdue waits for the devices, as after every start
            adopt(recorder, configuration, Clock().now())
            code = _first_code(recorder)
            running = recorder.insist(lambda: _write_running(configuration, data))
        tell(code)
        arguments = ["--config", str(running), "--data", str(data)]
        names = ("recorder", "forward", "web")
        children = [Child(name, ["-m", "andon", "process", name, *arguments]) for name in names]
        Supervisor(data, [*children, *more]).run(stop)


def _first_code(recorder: Recorder) -> str:
    """Empty when there is an admin. Only who sees the terminal or the log of the service sees it."""
    from andon.web.proofs import PERSON_CODE, digest_of, in_fours, new_code

    code = new_code(PERSON_CODE)
    wanted = OwnDesk(recorder).ask("first-code", {"digest": digest_of(code).hex()})["wanted"]
    return in_fours(code) if wanted else ""


def _try_to_listen(web: config.WebSettings) -> None:
    """A port that somebody holds is told before anything starts, and before anybody is sent there."""
    for address in filter(None, (web.listen, web.tls_listen)):
        host, _, port = address.rpartition(":")
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            socket.create_server((host.strip("[]"), int(port)), family=family).close()
        except OSError as error:
            why = error.strerror or error
            raise ServiceBusy(f"{address} cannot be listened on: {why}; name another with --listen HOST:PORT") from None


def read(file: Path) -> config.Configuration:
    """The configuration as `run` has read it, or, for a process that is started by itself, from the files."""
    if file.name != RUNNING:
        return check(file)
    return config.Configuration.model_validate_json(file.read_text(encoding="utf-8"))


def _write_running(configuration: config.Configuration, data: Path) -> Path:
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


def _disk(configuration: config.Configuration, data: Path, stop: threading.Event) -> Disk:
    return Disk(data, Reserve(data / "reserve", configuration.service.reserve_mb * 1024 * 1024), stop)


def recorder_process(configuration: config.Configuration, data: Path) -> None:
    """Sources and the single writer, until SIGTERM."""
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    data.mkdir(parents=True, exist_ok=True)
    stop = _stop_flag()
    with _locked(data / "recorder.lock"):
        disk = _disk(configuration, data, stop)
        disk.make_room_to_start()
        with Writer(data / BOOK) as writer:
            _record(configuration, data, writer, disk, stop)


def forward_process(configuration: config.Configuration, data: Path) -> None:
    """Every forwarder in a thread of its own, until SIGTERM."""
    from andon.forwarders.mirror import Mirror
    from andon.forwarders.pump import Pump
    from andon.journal.reader import Reader
    from andon.journal.tail import Tail
    from andon.journal.wake import WakeUp

    os.nice(FORWARD_NICE)
    stop = _stop_flag()
    _wait_for_book(data / BOOK, stop)
    desk = DeskClient(data / "desk.sock")
    grown = threading.Condition()
    threads = []
    for name, section in configuration.forwarders.items():
        module = _room(andon.forwarders, name, section)
        build = partial(module.build, config.validate(section, module.Settings), data)

        def carry(build: Callable[[], ports.Forwarder | ports.LevelForwarder] = build) -> None:
            forwarder, wait = build(), partial(_wait_on, grown)
            if isinstance(forwarder, ports.LevelForwarder):
                Mirror(forwarder, Reader(data / BOOK), desk, Clock()).run(wait, stop)
            else:
                Pump(forwarder, Tail(data / BOOK), desk).run(wait, stop)

        threads.append(_thread(f"forward {name}", partial(_keep_alive, name, carry, stop)))
    wake = WakeUp(data / "forward.wake")
    while not stop.is_set():
        wake.wait()
        with grown:
            grown.notify_all()
    _join(threads)
    wake.close()


def web_process(configuration: config.Configuration, data: Path) -> None:
    """Pages, stream and API, until SIGTERM."""
    from andon.journal.reader import Reader
    from andon.web.app import create_app
    from andon.web.parts import Secured
    from andon.web.secure_door import SecureDoor
    from andon.web.server import serve
    from andon.web.tls.kept import FOLDER, SERVER

    web = configuration.web
    secure = SecureDoor(*web.tls_address, data / FOLDER / SERVER) if web.tls_address else None
    secured, key = Secured(data, secure.port if secure else None), _kept_key(data)

    def make_app() -> object:
        reader, desk = Reader(data / BOOK), DeskClient(data / "desk.sock")
        wake, most = data / "web.wake", web.screens_max
        checks = partial(_against_sections, configuration)
        given = {
            "wake_path": wake,
            "streams_max": most,
            "secured": secured,
            "key": key,
            "checks": checks,
            "oidc": web.oidc,
        }
        return create_app(reader, desk, Clock(), **given)  # type: ignore[arg-type]  # each as it is named

    serve(make_app, web.host, web.port, web.screens_max + 32, secure)  # type: ignore[arg-type]


def _kept_key(data: Path) -> bytes:
    """What the web signs with; kept, so that open pages outlive a restart. Not in the book: a backup may travel."""
    path = data / "web.key"
    if not path.exists():
        fresh = path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600)
        fresh.write_bytes(secrets.token_bytes(32))
        fresh.replace(path)
    return path.read_bytes()


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
def alone(data: Path, disk: Disk | None = None) -> Iterator[Recorder]:
    """The recorder of a service that does not run. ServiceBusy while it does. With a `disk` it waits for room."""
    data.mkdir(parents=True, exist_ok=True)
    with _locked(data / "recorder.lock"), Writer(data / BOOK) as writer:
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
        recorder.process([Item("config", Asked(command, at))])


class OwnDesk:
    """A desk without a counter: asks are served in a thread while the caller waits."""

    def __init__(self, recorder: Recorder) -> None:
        self._inboxes = Inboxes()
        self._recorder = recorder
        self._verbs = Verbs(self._inboxes, recorder.writer, Clock()).table()

    def ask(self, verb: str, payload: dict[str, object]) -> dict[str, object]:
        stop = threading.Event()
        serving = _thread("own desk", partial(self._recorder.run, self._inboxes, lambda: 0.05, stop))
        try:
            return self._verbs[verb](payload)
        finally:
            stop.set()
            serving.join()


def _record(configuration: config.Configuration, data: Path, writer: Writer, disk: Disk, stop: threading.Event) -> None:
    clock, inboxes = Clock(), Inboxes()
    wake = Waker(data / "web.wake", data / "forward.wake")
    recorder = Recorder(writer, clock, wake, disk)
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
        _thread(f"source {name}", partial(_read, source, inboxes.open(name), recorder, stop))
        for name, source in sources.items()
    ]
    recorder.run(inboxes, rounds, stop)
    desk_server.close()
    inboxes.close()
    _join(readers)
    wake.close()


def _sources(configuration: config.Configuration, clock: ports.Clock) -> dict[str, ports.Source]:
    built: dict[str, ports.Source] = {}
    for name, section in configuration.sources.items():
        module = _room(andon.sources, name, section)
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
    _keep_alive(source.name, lambda: source.run(emit, recorder.wanted, stop), stop)


def _keep_alive(name: str, work: Callable[[], None], stop: threading.Event) -> None:
    """What breaks is started again: one bad protocol, or one bad far end, must not be silent for good."""
    while not stop.is_set():
        try:
            work()
        except Exception:
            _log.exception("it broke and is started again", name=name)
        stop.wait(1)


def _join(threads: Sequence[threading.Thread]) -> None:
    until = time.monotonic() + END_WITHIN_S
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))


def _room(package: ModuleType, name: str, section: config.Section) -> ModuleType:
    rooms = [module.name for module in pkgutil.iter_modules(package.__path__) if module.ispkg]
    if name not in rooms:
        remedy = f"one of {', '.join(rooms)}"
        raise ConfigError([Problem(section.file, section.name, "", f"nothing is called {name!r}", remedy)])
    return importlib.import_module(f"{package.__name__}.{name}")


def _thread(name: str, target: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=target, name=name, daemon=True)
    thread.start()
    return thread


def _wait_on(grown: threading.Condition, seconds: float) -> None:
    with grown:
        grown.wait(seconds)


def _wait_for_book(path: Path, stop: threading.Event) -> None:
    """The recorder makes and migrates the book; the others wait for it."""
    while not stop.is_set() and revision(path) != newest():
        stop.wait(0.1)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServiceBusy(f"a service is running on {path.parent}; stop it first") from None
        yield


def _stop_flag() -> threading.Event:
    stop = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, ask)
    return stop
