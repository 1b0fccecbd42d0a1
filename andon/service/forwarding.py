"""The process that forwards: one thread for each target."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import andon.forwarders
from andon import config, ports
from andon.base.clock import Clock
from andon.journal.connect import BOOK
from andon.journal.migrate import newest, revision
from andon.runtime.desk import DeskClient
from andon.service.checking import room
from andon.service.threads import join, keep_alive, stop_flag, thread

FORWARD_NICE = 5  # a back-fill takes what the recorder and the screens leave


def forward_process(configuration: config.Configuration, data: Path) -> None:
    """Every forwarder in a thread of its own, until SIGTERM."""
    from andon.forwarders.keeper import Keeper
    from andon.forwarders.mirror import Mirror
    from andon.forwarders.pump import Pump
    from andon.journal.reader import Reader
    from andon.journal.tail import Tail
    from andon.journal.wake import WakeUp

    os.nice(FORWARD_NICE)
    stop = stop_flag()
    _wait_for_book(data / BOOK, stop)
    desk = DeskClient(data / "desk.sock")
    grown = threading.Condition()
    threads = []
    for name, section in configuration.forwarders.items():
        module = room(andon.forwarders, name, section)
        build = partial(module.build, config.validate(section, module.Settings), data)

        def carry(build: Callable[[], ports.Forwarder | ports.LevelForwarder] = build) -> None:
            forwarder, wait = build(), partial(_wait_on, grown)
            if isinstance(forwarder, ports.LevelForwarder):
                Mirror(forwarder, Reader(data / BOOK), desk, Clock()).run(wait, stop)
            else:
                Pump(forwarder, Tail(data / BOOK), desk).run(wait, stop)

        threads.append(thread(f"forward {name}", partial(keep_alive, name, carry, stop)))
    keeper = Keeper(Reader(data / BOOK), desk, Clock())
    threads.append(thread("keeper", partial(keep_alive, "keeper", lambda: keeper.run(stop), stop)))
    wake = WakeUp(data / "forward.wake")
    while not stop.is_set():
        wake.wait()
        with grown:
            grown.notify_all()
    join(threads)
    wake.close()


def _wait_on(grown: threading.Condition, seconds: float) -> None:
    with grown:
        grown.wait(seconds)


def _wait_for_book(path: Path, stop: threading.Event) -> None:
    """The recorder makes and migrates the book; the others wait for it."""
    while not stop.is_set() and revision(path) != newest():
        stop.wait(0.1)
