"""`andon demo`: a plant lives within ten seconds, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.house import REPOSITORY, andon, free_port
from tests.patience import eventually

LIVE_WITHIN_S = 10.0


@contextmanager
def demo(data: Path, port: int, *more: str) -> Iterator[subprocess.Popen[str]]:
    command = [
        sys.executable,
        "-m",
        "andon",
        "demo",
        "--data",
        str(data),
        "--listen",
        f"127.0.0.1:{port}",
        "--no-browser",
    ]
    started = subprocess.Popen(
        [*command, *more], cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        yield started
    finally:
        started.terminate()
        started.wait(15)
        if started.stdout is not None:
            started.stdout.close()


def said(port: int, path: str) -> Any:
    with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
        return json.loads(answer.read())
    return None


def well(port: int) -> bool:
    health = said(port, "/healthz")
    return health is not None and any(
        row["state"] == "up" for row in health["sources"] if row["device"].startswith("box/")
    )


def children(parent: int) -> list[int]:
    listed = subprocess.run(["ps", "--ppid", str(parent), "-o", "pid="], capture_output=True, text=True)
    own = [int(word) for word in listed.stdout.split()]
    return own + [grandchild for number in own for grandchild in children(number)]


def alive(number: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(number, 0)
        return True
    return False


def test_the_demo_lives_soon_and_leaves_nothing_behind(tmp_path: Path) -> None:
    port = free_port()
    with demo(tmp_path / "demo", port, "--days", "0.5") as started:
        assert started.stdout is not None
        assert started.stdout.readline() == f"andon: http://127.0.0.1:{port}/board/assembly\n"
        begun = time.monotonic()  # the past is folded, the service starts
        assert started.stdout.readline() == "Three things to try:\n"
        eventually(lambda: well(port), LIVE_WITHIN_S)
        took_s = time.monotonic() - begun
        assert took_s < LIVE_WITHIN_S
        token = tmp_path / "demo" / "demo.token"
        assert token.stat().st_mode & 0o777 == 0o600 and token.read_text()
        assert len(said(port, "/api/v1/board")["lines"]) == 3
        assert said(port, "/api/v1/stops?from=2020-01-01T00:00:00Z")["items"]
        family = children(started.pid)
        assert len(family) >= 4
        begun = time.monotonic()
        started.send_signal(signal.SIGTERM)
        assert started.wait(10) == 0
        assert time.monotonic() - begun < 5
    eventually(lambda: not any(map(alive, family)))
    assert list((tmp_path / "demo" / "ports").glob("box-*")) == []
    verified = andon("verify", "--data", tmp_path / "demo")
    assert verified.returncode == 0, verified.stdout


def test_a_demo_that_was_ended_while_it_prepared_begins_again(tmp_path: Path) -> None:
    data, port = tmp_path / "demo", free_port()
    with demo(data, port, "--days", "30") as started:
        eventually(lambda: (data / "preparing" / "andon.db").exists() and children(started.pid), 10)
        family = children(started.pid)
    eventually(lambda: not any(map(alive, family)))
    assert not (data / "andon.db").exists()
    with demo(data, port, "--days", "0.05") as again:
        assert again.stdout is not None and "/board/assembly" in again.stdout.readline()
        assert (data / "andon.db").exists()
        assert not (data / "preparing").exists()


def test_the_demo_listens_on_this_machine_only(tmp_path: Path) -> None:
    refused = andon("demo", "--data", tmp_path, "--listen", "0.0.0.0:8080", "--no-browser")
    assert refused.returncode != 0
    assert "this machine only" in refused.stderr
