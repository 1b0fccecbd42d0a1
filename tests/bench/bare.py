"""The baselines: the same bytes over the same loopback and disk, with nothing of ours in between."""

from __future__ import annotations

import http.client
import json
import selectors
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

READING = {"line": "weld", "station": "w1", "point": "fault", "value": "E-1", "boot": "b1", "seq": 1}


def synced_book(folder: Path) -> sqlite3.Connection:
    """A table of readings whose every commit is synced."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS reading (seq INTEGER PRIMARY KEY, at INTEGER, body TEXT)")
    return connection


def commit(connection: sqlite3.Connection, bodies: Sequence[str]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO reading (at, body) VALUES (1, ?)", [(body,) for body in bodies])
    connection.execute("COMMIT")


def rows_per_s(folder: Path, batch: int, seconds: float) -> float:
    """What the disk takes in batches of this size."""
    bodies, rows = [json.dumps(READING)] * batch, 0
    with closing(synced_book(folder)) as connection:
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            commit(connection, bodies)
            rows += batch
        return rows / (time.monotonic() - begun)


@contextmanager
def keeping_server(folder: Path) -> Iterator[int]:
    """A server that commits each body it is posted and says so; yields its port."""
    connection, lock = synced_book(folder), threading.Lock()

    class Keep(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            with lock:
                commit(connection, [body.decode()])
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Keep)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        connection.close()


def post_latencies_ms(port: int, times: int) -> list[float]:
    took = []
    for _ in range(times):
        begun = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("POST", "/", json.dumps(READING), {"Content-Type": "application/json"})
        connection.getresponse().read()
        connection.close()
        took.append((time.monotonic() - begun) * 1000)
    return took


def fan_out_ms(screens: int, rounds: int, said: bytes) -> list[float]:
    """From the first byte sent until each of so many sockets has its message."""
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as server, selectors.DefaultSelector() as selector:
        ends, sent = [], []
        for _ in range(screens):
            ends.append(socket.create_connection(server.getsockname()))
            sent.append(server.accept()[0])
            selector.register(ends[-1], selectors.EVENT_READ)
        took: list[float] = []
        for _ in range(rounds):
            took += _one_round(sent, selector, said)
        for end in (*ends, *sent):
            end.close()
        return took


def _one_round(sent: Sequence[socket.socket], selector: selectors.BaseSelector, said: bytes) -> list[float]:
    begun, took = time.monotonic(), []
    thread = threading.Thread(target=lambda: [end.sendall(said) for end in sent])
    thread.start()
    while len(took) < len(sent):
        for key, _ in selector.select(5):
            assert isinstance(key.fileobj, socket.socket)
            key.fileobj.recv(65_536)
            took.append((time.monotonic() - begun) * 1000)
    thread.join()
    return took


def start_up_s(book: Path) -> float:
    """A bare interpreter that opens the book and reads its last line."""
    script = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT max(seq) FROM entry').fetchone()"
    begun = time.monotonic()
    subprocess.run([sys.executable, "-c", script, str(book)], check=True)
    return time.monotonic() - begun


def resident_mb() -> float:
    """A bare interpreter."""
    script = "print(next(line for line in open('/proc/self/status') if line.startswith('VmRSS')).split()[1])"
    said = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return int(said.stdout) / 1024
