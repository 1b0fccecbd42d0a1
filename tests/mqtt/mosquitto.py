"""A real broker on a free port, and peers that share no code with us."""

from __future__ import annotations

import signal
import socket
import subprocess
from pathlib import Path

from tests.patience import eventually

_KEEPS = """\
persistence true
persistence_location {folder}/
max_queued_messages 0
max_inflight_messages 1000
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


_AT_ONCE = """\
autosave_on_changes true
autosave_interval 1
"""


class Mosquitto:
    """mosquitto, configured to keep what it acknowledged. Killed and started again it is the same broker."""

    def __init__(self, folder: Path, more: str = "allow_anonymous true\n", *, keeps: bool = True) -> None:
        self.folder, self.port = folder, free_port()
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o777)
        self._config = folder / "mosquitto.conf"
        user = "user root\n" if "user " not in more else ""
        text = f"listener {self.port} 127.0.0.1\n{user}{_KEEPS.format(folder=folder)}{_AT_ONCE if keeps else ''}{more}"
        self._config.write_text(text, encoding="utf-8")
        self._process: subprocess.Popen[bytes] | None = None

    def only(self, text: str) -> None:
        """Let this be all of the configuration, but for where it listens and keeps."""
        kept = f"listener {self.port} 127.0.0.1\nuser root\npersistence true\npersistence_location {self.folder}/\n"
        self._config.write_text(kept + text + "\n", encoding="utf-8")

    def start(self) -> Mosquitto:
        self._process = subprocess.Popen(
            ["mosquitto", "-c", str(self._config)],
            stdout=subprocess.DEVNULL,
            stderr=(self.folder / "log").open("ab"),
        )
        eventually(self._answers)
        return self

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def pub(self, topic: str, payload: str | bytes, *more: str) -> None:
        """One message of QoS 1 by mosquitto_pub, acknowledged by the broker."""
        said = payload.encode() if isinstance(payload, str) else payload
        command = ["mosquitto_pub", "-h", "127.0.0.1", "-p", str(self.port), "-q", "1", "-t", topic, *more]
        if not said:
            subprocess.run([*command, "-n"], check=True, timeout=10)
        else:
            subprocess.run([*command, "-s"], input=said, check=True, timeout=10)

    def sub(self, topic: str, file: Path, *more: str) -> subprocess.Popen[bytes]:
        """mosquitto_sub that writes what it hears to a file, a line each."""
        command = ["mosquitto_sub", "-h", "127.0.0.1", "-p", str(self.port), "-q", "1", "-t", topic, *more]
        return subprocess.Popen(command, stdout=file.open("wb"), stderr=subprocess.DEVNULL)

    def _answers(self) -> bool:
        assert self._process is not None and self._process.poll() is None, (self.folder / "log").read_text()
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def _end(self, number: int) -> None:
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(10)
            self._process = None
