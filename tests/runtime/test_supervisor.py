"""Children are started again when they end, and end when told to."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from andon.runtime import supervisor
from andon.runtime.supervisor import Child, Supervisor
from tests.patience import eventually

LIVE = "import sys, threading; open(sys.argv[1], 'a').write('x'); threading.Event().wait()"
DIE = "import sys; open(sys.argv[1], 'a').write('x')"
STUBBORN = "import signal; signal.signal(15, signal.SIG_IGN); " + LIVE


@contextmanager
def supervised(data: Path, *children: Child) -> Iterator[Callable[[], float]]:
    """The children run; yields a way to end them that says how long it took."""
    stop = threading.Event()
    thread = threading.Thread(target=Supervisor(data, children).run, args=(stop,))
    thread.start()

    def end() -> float:
        begun = time.monotonic()
        stop.set()
        thread.join(20)
        return time.monotonic() - begun

    try:
        yield end
    finally:
        end()


def child(data: Path, name: str, script: str) -> Child:
    return Child(name, ["-c", script, str(data / f"{name}.starts")])


def starts(data: Path, name: str) -> int:
    file = data / f"{name}.starts"
    return len(file.read_text()) if file.exists() else 0


def pid(data: Path, name: str) -> int:
    with suppress(FileNotFoundError):
        return int((data / f"{name}.pid").read_text())
    return 0


def alive(number: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(number, 0)
        return True
    return False


def test_a_child_that_was_killed_is_started_again_and_its_pid_told(tmp_path: Path) -> None:
    with supervised(tmp_path, child(tmp_path, "web", LIVE)):
        eventually(lambda: starts(tmp_path, "web") == 1)
        first = pid(tmp_path, "web")
        os.kill(first, 9)
        eventually(lambda: starts(tmp_path, "web") == 2)
        assert pid(tmp_path, "web") != first


def test_one_that_dies_takes_no_other_along(tmp_path: Path) -> None:
    with supervised(tmp_path, child(tmp_path, "web", LIVE), child(tmp_path, "recorder", LIVE)):
        eventually(lambda: starts(tmp_path, "web") == starts(tmp_path, "recorder") == 1)
        os.kill(pid(tmp_path, "web"), 9)
        eventually(lambda: starts(tmp_path, "web") == 2)
        assert starts(tmp_path, "recorder") == 1


def test_a_pid_that_cannot_be_written_ends_nobody(tmp_path: Path) -> None:
    (tmp_path / "web.pid-part").mkdir()
    with supervised(tmp_path, child(tmp_path, "web", LIVE), child(tmp_path, "recorder", LIVE)):
        eventually(lambda: starts(tmp_path, "web") == starts(tmp_path, "recorder") == 1)
        assert alive(eventually(lambda: pid(tmp_path, "recorder")))
        assert pid(tmp_path, "web") == 0


def test_one_that_does_not_come_up_waits_longer_each_time(tmp_path: Path) -> None:
    with supervised(tmp_path, child(tmp_path, "web", DIE)):
        eventually(lambda: starts(tmp_path, "web") >= 3)
        threading.Event().wait(1.0)
        assert starts(tmp_path, "web") <= 5  # at once, after 0.25 s, after 0.75 s, after 1.75 s


def test_one_that_is_killed_again_and_again_is_back_at_once_each_time(tmp_path: Path) -> None:
    with supervised(tmp_path, child(tmp_path, "web", LIVE)):
        for n in range(1, 9):
            eventually(lambda n=n: starts(tmp_path, "web") == n, 1.5)
            os.kill(pid(tmp_path, "web"), 9)


def test_one_that_lived_is_started_at_once_however_often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "STEADY_AFTER_S", 0.0)
    with supervised(tmp_path, child(tmp_path, "web", DIE)):
        eventually(lambda: starts(tmp_path, "web") >= 8, 4)


def test_all_end_when_told_and_leave_no_pid_behind(tmp_path: Path) -> None:
    names = ("recorder", "forward", "web")
    with supervised(tmp_path, *(child(tmp_path, name, LIVE) for name in names)) as end:
        eventually(lambda: all(starts(tmp_path, name) for name in names))
        pids = [pid(tmp_path, name) for name in names]
        assert end() < 2
    assert not any(map(alive, pids))
    assert list(tmp_path.glob("*.pid*")) == []


def test_many_that_do_not_listen_are_ended_within_the_promise_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "STOP_WITHIN_S", 0.5)
    names = ("one", "two", "three")
    with supervised(tmp_path, *(child(tmp_path, name, STUBBORN) for name in names)) as end:
        eventually(lambda: all(starts(tmp_path, name) for name in names))
        pids = [pid(tmp_path, name) for name in names]
        assert end() < 1.2
    assert not any(map(alive, pids))


def test_the_promise_of_five_seconds_leaves_room(tmp_path: Path) -> None:
    assert supervisor.STOP_WITHIN_S <= 4.5
