"""Far ends: a real InfluxDB 1.x engine, VictoriaMetrics, and the `/api/v2/write` that the engine does not have.

The `Door` stands before the engine: it passes writes on, and fails as it was told to.
"""

from __future__ import annotations

import gzip
import json
import socket
import subprocess
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.patience import eventually

DATABASE = "andon"
_STARTS_WITHIN_S = 20.0

_CONFIG = """\
reporting-enabled = false
bind-address = "127.0.0.1:{rpc}"
[meta]
dir = "{folder}/meta"
logging-enabled = false
[data]
dir = "{folder}/data"
wal-dir = "{folder}/wal"
query-log-enabled = false
[monitor]
store-enabled = false
[http]
bind-address = "127.0.0.1:{http}"
log-enabled = false
[logging]
level = "error"
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(url: str, body: bytes | None = None) -> tuple[int, bytes]:
    """Status and body of an answer, whatever it is."""
    try:
        with urllib.request.urlopen(url, body, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


class Program:
    """A server of its own process, which may be killed and started again."""

    def __init__(self, arguments: list[str], alive: str) -> None:
        self._arguments, self._alive = arguments, alive
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(self._arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        eventually(self._answers, _STARTS_WITHIN_S)

    def kill(self) -> None:
        """SIGKILL, as the power does it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        try:
            return get(self._alive)[0] < 300
        except OSError:
            return False


class Engine(Program):
    """influxd 1.x: idempotent, and strict about types."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        config = folder / "influxdb.conf"
        config.write_text(_CONFIG.format(folder=folder, rpc=free_port(), http=port), encoding="utf-8")
        self.url = f"http://127.0.0.1:{port}"
        super().__init__(["influxd", "-config", str(config)], f"{self.url}/ping")

    def query(self, query: str) -> list[dict[str, Any]]:
        """The series of an answer: [{name, tags, columns, values}]."""
        form = urllib.parse.urlencode({"q": query, "db": DATABASE, "epoch": "ns"}).encode()
        status, body = get(f"{self.url}/query", form)
        assert status == 200, body
        result = json.loads(body)["results"][0]
        assert "error" not in result, result
        series: list[dict[str, Any]] = result.get("series", [])
        return series

    def empty(self) -> None:
        """A database with nothing in it."""
        for word in ("DROP", "CREATE"):
            self.query(f"{word} DATABASE {DATABASE}")

    def number(self, query: str) -> float:
        """The one number that a query answers; 0 for no answer."""
        series = self.query(query)
        return float(series[0]["values"][0][1]) if series else 0

    def points(self, measurement: str = "/andon_.*/") -> int:
        """How many points there are: each has a `seq`."""
        return sum(int(found["values"][0][1]) for found in self.query(f"SELECT count(seq) FROM {measurement}"))

    def write(self, line: str) -> None:
        status, body = get(f"{self.url}/write?db={DATABASE}", line.encode())
        assert status == 204, body


class Victoria(Program):
    """VictoriaMetrics: a second reader of line protocol. It keeps numbers only, and milliseconds."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        arguments = [f"-storageDataPath={folder}", f"-httpListenAddr=127.0.0.1:{port}", "-retentionPeriod=100y"]
        super().__init__(["victoria-metrics", *arguments], f"{self.url}/health")

    def samples(self, name: str) -> list[tuple[dict[str, str], list[int], list[float]]]:
        """(labels, milliseconds, values) of each series of a metric."""
        get(f"{self.url}/internal/force_flush")
        status, body = get(f"{self.url}/api/v1/export?match[]={name}&start=0&end=4102444800")
        assert status == 200, body
        rows = [json.loads(row) for row in body.splitlines()]
        return [(row["metric"], row["timestamps"], row["values"]) for row in rows]


@dataclass
class Fault:
    """One bad answer. `written`: the engine has the points all the same. `cut`: bytes in the place of an answer."""

    status: int = 500
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    written: bool = False
    cut: bytes | None = None
    until: threading.Event | None = None  # the answer waits for it
    reached: threading.Event = field(default_factory=threading.Event)  # set when it is this one's turn


class Door:
    """`/api/v2/write` before an engine that has only `/write`."""

    def __init__(self, engine: Engine, token: str = "") -> None:
        self.faults: deque[Fault] = deque()  # of the next requests
        self.later: dict[int, Fault] = {}  # of the n-th request of all
        self.lines_most = 1_000_000
        self.token = token
        self.requests: list[int] = []  # lines of each
        self.packed = 0
        self._engine = engine
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._server: ThreadingHTTPServer | None = None

    def open(self) -> None:
        self._server = _Server(("127.0.0.1", self._port), _Passage)
        self._server.door = self
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def shut(self) -> None:
        """Nobody answers at the port, nor on a connection that is open."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def is_shut(self) -> bool:
        return self._server is None

    def answer(self, asked: BaseHTTPRequestHandler) -> Fault:
        """What a write is answered; 204 from the engine when nothing is wrong."""
        if self.is_shut():
            return Fault(cut=b"")
        body = asked.rfile.read(int(asked.headers["Content-Length"]))
        if asked.headers["Content-Encoding"] == "gzip":
            body, self.packed = gzip.decompress(body), self.packed + 1
        self.requests.append(body.count(b"\n") + 1)
        if self.token and asked.headers["Authorization"] != f"Token {self.token}":
            return Fault(401, body='{"code":"unauthorized"}')
        if self.requests[-1] > self.lines_most:
            return Fault(413, body='{"code":"request too large"}')
        fault = self.later.pop(len(self.requests), None) or (self.faults.popleft() if self.faults else None)
        if fault is None:
            return self._pass_on(asked.path, body)
        if fault.written:
            self._pass_on(asked.path, body)
        fault.reached.set()
        return fault

    def _pass_on(self, path: str, body: bytes) -> Fault:
        said = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(path).query))
        assert said["precision"] == "ns"
        query = urllib.parse.urlencode({"db": said["bucket"], "precision": "n"})
        try:
            status, words = get(f"{self._engine.url}/write?{query}", body)
        except OSError as error:
            return Fault(502, body=str(error))
        return Fault(status, body=words.decode())


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    door: Door


class _Passage(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_POST(self) -> None:
        fault = self.server.door.answer(self)
        if fault.until is not None:
            fault.until.wait(30)
        if self.server.door.is_shut():
            fault = Fault(cut=b"")
        if fault.cut is not None:
            self.wfile.write(fault.cut)
            self.close_connection = True
            return
        try:
            self._send(fault)
        except OSError:
            self.close_connection = True  # who asked has gone

    def _send(self, fault: Fault) -> None:
        body = fault.body.encode()
        self.send_response_only(fault.status)
        for name, text in fault.headers.items():
            self.send_header(name, text)
        if fault.status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said: object) -> None:
        pass
