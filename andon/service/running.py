"""`andon run`: what is done once before the processes, and the watch over them."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

from andon import config
from andon.base.clock import Clock
from andon.base.errors import ServiceBusy
from andon.runtime.recorder import Recorder
from andon.runtime.supervisor import Child, Supervisor
from andon.service.checking import write_running
from andon.service.threads import stop_flag
from andon.service.writing import OwnDesk, adopt, disk_of, locked, only_writer


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
    stop = stop_flag()
    with locked(data / "service.lock"):
        _try_to_listen(configuration.web)
        disk = disk_of(configuration, data, stop)
        disk.make_room_to_start()
        with only_writer(data, disk) as recorder:
            recorder.deadlines_wait = True  # what is overdue waits for the devices, as after every start
            adopt(recorder, configuration, Clock().now())
            code = _first_code(recorder)
            running = recorder.insist(lambda: write_running(configuration, data))
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
