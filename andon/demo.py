"""`andon demo`: a plant on simulated boxes and machines, some days of its past, the service, and three things to try.

The simulator is a program of its own and talks over ptys and HTTP or MQTT as real devices would; nothing of it is
imported.
"""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import webbrowser
from pathlib import Path
from types import FrameType

from rich.console import Console
from rich.progress import Progress

from andon import service
from andon.base.clock import Clock
from andon.base.errors import AndonError, BadInput
from andon.base.units import to_iso
from andon.config import Configuration
from andon.config.first import sample_folder
from andon.journal.connect import BOOK
from andon.model.signal import Signal
from andon.runtime.inbox import Item
from andon.runtime.past import record_past
from andon.runtime.recorder import Recorder
from andon.runtime.supervisor import Child
from andon.runtime.tokens import SCOPES, new_token

_CONFIG = """\
[service]
data = "."
[web]
listen = "{listen}"
[plan]
files = {plan_files}
[sources.serial]
ports = ["{ports}/box-*"]
[sources.http]
[forwarders.archive]
"""
# The names at the broker are the demo's own: a service that uses the same broker keeps its session.
_MQTT_CONFIG = """\
[sources.mqtt]
host = "{host}"
port = {port}
client_id = "andon-demo"
[forwarders.mqtt]
host = "{host}"
port = {port}
client_id = "andon-demo-out"
"""
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_PLAN_FILES = ("plan.toml", "shifts.toml", "reasons.toml")

_console = Console(stderr=True, highlight=False, soft_wrap=True)


def run(
    data: Path, listen: str, *, speed: float, scenario: str, days: float, open_browser: bool, mqtt: str | None = None
) -> None:
    """Live until SIGTERM or Ctrl-C. A folder that has a past already goes on from there."""
    host, _ = _host_and_port(listen)
    if host not in _LOOPBACK:
        raise AndonError(f"the demo listens on this machine only, not on {host}; use --listen 127.0.0.1:PORT")
    config = _config(data, listen) + (_mqtt_config(mqtt) if mqtt is not None else "")
    data.mkdir(parents=True, exist_ok=True)
    (data / "andon.toml").write_text(config, encoding="utf-8")
    _copy_plan(data)
    configuration = service.check(data / "andon.toml")
    if not (data / BOOK).exists():
        signal.signal(signal.SIGTERM, _leave)
        _prepare(configuration, data, scenario, days)
    simulator = Child("simulator", _simulator(data, listen, mqtt, speed, scenario))
    service.run(configuration, data, (simulator,), tell=lambda code: _tell(listen, data, code, open_browser))


def _config(data: Path, listen: str) -> str:
    return _CONFIG.format(listen=listen, plan_files=list(_PLAN_FILES), ports=data / "ports")


def _copy_plan(data: Path) -> None:
    """A plan of its own: what is edited on the demo's pages is not written into the sample."""
    for name in _PLAN_FILES:
        if not (data / name).exists():
            shutil.copyfile(sample_folder() / name, data / name)


def _mqtt_config(broker: str) -> str:
    host, port = _host_and_port(broker)
    if host not in _LOOPBACK:
        raise AndonError(f"the demo speaks on this machine only, not to {host}; use --mqtt 127.0.0.1:PORT")
    if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65_535):
        raise BadInput(f"--mqtt {broker}: write HOST:PORT, such as 127.0.0.1:1883")
    return _MQTT_CONFIG.format(host=host, port=port)


def _host_and_port(address: str) -> tuple[str, str]:
    host, _, port = address.rpartition(":")
    return host.strip("[]"), port


def _leave(number: int, frame: FrameType | None) -> None:
    """Asked to end before the service runs: a clean way out takes the simulator and its files along."""
    sys.exit(0)


def _prepare(configuration: Configuration, data: Path, scenario: str, days: float) -> None:
    """The book is made aside and put in its place when it is whole: a past that was cut short is begun again."""
    clock, aside = Clock(), data / "preparing"
    shutil.rmtree(aside, ignore_errors=True)
    with service.alone(aside) as recorder:
        (data / "demo.token").touch(mode=0o600)
        (data / "demo.token").write_text(_token(recorder))
        with tempfile.TemporaryDirectory() as folder:
            past = Path(folder) / "past.jsonl"
            arguments = [
                "--scenario",
                scenario,
                "--days",
                str(days),
                "--until",
                to_iso(clock.now()),
                "--out",
                str(past),
            ]
            with _console.status("simulating the plant's past"):
                command = [sys.executable, "-m", "firmware_sim", "history", *arguments]
                done = subprocess.run(command, stdout=subprocess.DEVNULL)  # noqa: S603  # our own interpreter
            if done.returncode:
                raise AndonError("the simulator could not make a past; it says why above")
            _fold(recorder, configuration, past)
    (aside / BOOK).rename(data / BOOK)
    shutil.rmtree(aside)


def _token(recorder: Recorder) -> str:
    return new_token(service.OwnDesk(recorder).ask, "demo", list(SCOPES))


def _fold(recorder: Recorder, configuration: Configuration, past: Path) -> None:
    lines = past.read_text(encoding="utf-8").splitlines()
    if not lines:
        return
    service.adopt(recorder, configuration, _first_at(lines[0]))
    with Progress(console=_console, transient=True) as bar:
        task = bar.add_task("folding the plant's past", total=len(lines))
        record_past(recorder, lines, lambda done: bar.update(task, completed=done))
    _leave_nothing_open(recorder)


def _first_at(line: str) -> int:
    return int(json.loads(line)["at"])


def _leave_nothing_open(recorder: Recorder) -> None:
    """The plant that lives on is another run of the simulator: who was called in the past has come."""
    index = recorder.floor.index
    for ref in list(index.points.values()) if index else []:
        station = recorder.floor.state.stations[ref.place]
        at = station.last_at + 1
        if ref.kind == "restart" and (station.calls or station.stop):
            recorder.process([Item("past", Signal(ref.address, value, seen_at=at)) for value in (1, 0)])
        elif ref.kind in ("stop", "fault") and station.levels.get(ref.address):
            value = 0 if ref.kind == "stop" else ""
            recorder.process([Item("past", Signal(ref.address, value, seen_at=at))])


def _simulator(data: Path, listen: str, mqtt: str | None, speed: float, scenario: str) -> list[str]:
    by_http = ["--http", f"http://{listen}", "--token-file", str(data / "demo.token")]
    by_mqtt = ["--mqtt", str(mqtt)]
    where = ["--ports", str(data / "ports"), *(by_http if mqtt is None else by_mqtt)]
    return ["-m", "firmware_sim", "run", "--scenario", scenario, "--speed", str(speed), *where]


def _tell(listen: str, data: Path, code: str, open_browser: bool) -> None:
    if open_browser:
        threading.Timer(3.0, webbrowser.open, [f"http://{listen}/"]).start()
    python = Path(sys.executable)
    shown = python.relative_to(Path.cwd()) if python.is_relative_to(Path.cwd()) else python
    sim, ports = f"{shown} -m firmware_sim", f"--ports {data / 'ports'}"
    print(f"andon: http://{listen}/board/assembly", flush=True)
    print("Three things to try:")
    print(f"  1. pull the cord at the wheels:   {sim} pull assembly/wheels {ports}")
    print("     and watch its tile turn yellow; pull again after three seconds and it is over")
    print(f"  2. unplug a box:                  {sim} box paint/oven unplug {ports}")
    print("     and see that silence is never green; `plug` brings it back")
    print(f"  3. ask why the plant stood:       http://{listen}/history")
    if code:
        print(f"To sign in, become the first admin: http://{listen}/welcome with {code}")
    print("Ctrl-C ends it. Not a safety function: emergency stops stay hard-wired.", flush=True)
