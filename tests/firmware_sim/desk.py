"""A real HTTP server that takes signals as the service would, and fails when told to."""

import json
import queue
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

WITHIN_S = 5.0


class Desk(ThreadingHTTPServer):
    """Takes signals once each, as the service would, and follows `trouble`: statuses to answer first, -1 hangs up."""

    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Clerk)
        self.trouble: list[tuple[int, dict[str, str]]] = []
        self.taken: queue.Queue[dict[str, Any]] = queue.Queue()
        self.arrived: queue.Queue[int] = queue.Queue()
        self.posts: list[tuple[dict[str, str], list[dict[str, Any]]]] = []
        self.seen: set[tuple[str, int]] = set()

    def start(self) -> None:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def take(self, batch: list[dict[str, Any]]) -> None:
        for row in batch:
            if (row["boot"], row["seq"]) not in self.seen:
                self.seen.add((row["boot"], row["seq"]))
                self.taken.put(row)

    def next(self, point: str) -> dict[str, Any]:
        while True:
            row = self.taken.get(timeout=WITHIN_S)
            if row["point"] == point:
                return row


class Clerk(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Desk

    def do_POST(self) -> None:
        batch = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.posts.append((dict(self.headers), batch))
        self.server.arrived.put(len(batch))
        status, headers = self.server.trouble.pop(0) if self.server.trouble else (200, {})
        if status in (200, -200):
            self.server.take(batch)
        if status < 0:  # with or without the signals on disk: the answer never comes
            self.close_connection = True
            return
        body = json.dumps({"accepted": len(batch)}).encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass
