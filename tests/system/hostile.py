"""Clients that mean harm, in a process of their own: `python hostile.py PORT TOKEN`. Ends when its input ends.

They come from an address of their own; who is honest comes from another. Those who overdo it hold a token, so that what
they send is read. Prints one line of JSON when all are there and one when they leave: what each kind was answered, and
how often.
"""

from __future__ import annotations

import json
import resource
import select
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

ADDRESS = "127.0.0.66"
SLOW_HEADS, SLOW_BODIES, SLOW_CHUNKS, SILENT, DEAF, STREAMS = 300, 200, 100, 100, 100, 1000
STEP_S = 0.25
HEAD = b"Host: andon\r\nContent-Type: application/json\r\n"
POST = b"POST /api/v1/signals HTTP/1.1\r\n" + HEAD
SLOW = {
    "slow head": (SLOW_HEADS, b"GET / HTTP/1.1\r\nX-Slow: "),
    "slow body": (SLOW_BODIES, POST + b"Content-Length: 100000\r\n\r\n"),
    "slow chunks": (SLOW_CHUNKS, POST + b"Transfer-Encoding: chunked\r\n\r\nffff\r\n"),
}


def oversized(token: str) -> Iterator[tuple[str, bytes, set[int]]]:
    """(what, the request, what may be answered): 0 is an end without an answer."""

    def post(body: bytes, kind: bytes = b"application/json") -> bytes:
        return b"%bContent-Type: %b\r\nContent-Length: %d\r\n\r\n%b" % (head, kind, len(body), body)

    head = b"POST /api/v1/signals HTTP/1.1\r\nHost: andon\r\nAuthorization: Bearer %b\r\n" % token.encode()
    json_head = head + b"Content-Type: application/json\r\n"
    megabytes = b"x" * 5_000_000
    form = b"&".join(b"f%d=1" % n for n in range(90_000))
    yield "address", b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n" + HEAD + b"\r\n", {414}
    yield "parameters", b"GET /api/v1/calls?" + b"&".join([b"line=a"] * 580) + b" HTTP/1.1\r\n" + HEAD + b"\r\n", {200}
    yield "header", b"GET / HTTP/1.1\r\n" + HEAD + b"X: " + megabytes, {431}
    yield "headers", b"GET / HTTP/1.1\r\n" + HEAD + b"X: 1\r\n" * 2_000 + b"\r\n", {431}
    yield "cookies", b"GET / HTTP/1.1\r\n" + HEAD + b"Cookie: " + b"a=b; " * 6_000 + b"\r\n\r\n", {431}
    yield "body", post(megabytes), {413}
    yield (
        "chunks",
        json_head + b"Transfer-Encoding: chunked\r\n\r\n" + (b"2710\r\n" + b"x" * 10_000 + b"\r\n") * 500,
        {413},
    )
    yield "depth", post(b"[" * 400_000), {400}
    # A number that no reading is: the answer says so for this reading, as for any other.
    yield "digits", post(b'{"value": ' + b"9" * 900_000 + b"}"), {200}
    yield "fields", post(form, b"application/x-www-form-urlencoded"), {400, 413, 415, 422}
    yield "two lengths", json_head + b"Content-Length: 5\r\nContent-Length: 50000\r\n\r\nhello", {400}
    yield "no request", b"\x00\xff" * 5_000 + b"\r\n\r\n", {400, 414}


class Crowd:
    """All of them, on sockets that never wait."""

    def __init__(self, port: int, token: str) -> None:
        self._to, self._token = ("127.0.0.1", port), token
        self.slow: dict[socket.socket, str] = {}
        self.watching: list[socket.socket] = []
        self.told: Counter[str] = Counter()
        self.wrong: list[str] = []

    def knock(self, said: bytes) -> socket.socket:
        peer = socket.create_connection(self._to, timeout=10, source_address=(ADDRESS, 0))
        with suppress(OSError):  # turned away while it spoke; what it was told may be there to read
            peer.sendall(said)
        return peer

    def come(self) -> None:
        """The slow ones, the silent, those that take nothing, and a thousand screens."""
        for kind, (number, said) in SLOW.items():
            for _ in range(number):
                self.slow[self.knock(said)] = kind
        self.watching += [self.knock(b"") for _ in range(SILENT)]
        page = b"GET /board/weld HTTP/1.0\r\nHost: andon\r\n\r\n"
        self.watching += [self.knock(page) for _ in range(DEAF)]
        screens = [self.knock(b"GET /api/v1/stream HTTP/1.1\r\n" + HEAD + b"\r\n") for _ in range(STREAMS)]
        for screen in screens:
            self.told[f"stream {self._heard_from(screen)}"] += 1
        self.watching += screens

    def drip(self) -> None:
        """One more letter of each; those that were turned away come again."""
        for peer, kind in list(self.slow.items()):
            try:
                peer.send(b"a", socket.MSG_DONTWAIT)
            except OSError:
                peer.close()
                del self.slow[peer]
                self.told[f"{kind} turned away"] += 1
                self.slow[self.knock(SLOW[kind][1])] = kind

    def overdo(self) -> None:
        for what, said, may_be in oversized(self._token):
            with self.knock(said) as peer:
                status = self._heard_from(peer)
            self.told[f"{what} {status}"] += 1
            if status not in may_be:
                self.wrong.append(f"{what}: {status}")

    def _heard_from(self, peer: socket.socket) -> int:
        """The status, and for a stream that is refused whether it is told when to come again."""
        try:
            said = peer.recv(4096)
        except OSError:
            return 0
        if b" 503 " in said[:20] and b"\r\nRetry-After:" not in said:
            self.wrong.append("503 without Retry-After")
        return int(said[9:12] or 0)


def main() -> None:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    crowd = Crowd(int(sys.argv[1]), sys.argv[2])
    crowd.come()
    print(json.dumps(dict(crowd.told)), flush=True)
    overdone = 0.0
    while not select.select([sys.stdin], [], [], STEP_S)[0]:
        crowd.drip()
        if time.monotonic() - overdone > 1:
            crowd.overdo()
            overdone = time.monotonic()
    print(json.dumps({"told": dict(crowd.told), "wrong": crowd.wrong}), flush=True)


if __name__ == "__main__":
    main()
