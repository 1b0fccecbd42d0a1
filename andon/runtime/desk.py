"""The desk: a local socket where other processes ask for what they want written, and get the answer after the commit.

A frame is 4 bytes of length, big endian, and that many of JSON: `{"verb", "payload"}` there, `{"answer"}` or
`{"error", "reason", "conflict"}` back. One request at a time on a connection; each connection has a thread.
"""

from __future__ import annotations

import contextlib
import json
import select
import socket
import socketserver
import threading
from collections.abc import Callable
from pathlib import Path

from andon.base.errors import AndonError, BadInput, CommandRejected, DeskUnavailable, NothingThere

FRAME_MOST = 16 * 1024 * 1024  # bytes; ten times the largest request the web lets through
ANSWER_WITHIN_S = 15.0  # until the recorder has come to what was asked
COMMIT_WITHIN_S = 5.0  # and from then until it is on disk
_HEARD_WITHIN_S = ANSWER_WITHIN_S + COMMIT_WITHIN_S + 1.0  # a client must hear the verdict, not guess it
CONNECTIONS_MOST = 1_500  # each has a thread; the web has 1,032 at most, and while the disk is full they wait here
PATH_MOST = 107  # bytes of a socket's name: the kernel's own limit

Verb = Callable[[dict[str, object]], dict[str, object]]


class DeskServer:
    """Serves verbs on a socket that only this user may open."""

    def __init__(self, path: Path, verbs: dict[str, Verb]) -> None:
        if len(bytes(path)) > PATH_MOST:
            raise BadInput(f"{path} is too long a name for a socket ({PATH_MOST} bytes); take a shorter data folder")
        path.unlink(missing_ok=True)
        self._server = _Server(str(path), _Connection)
        path.chmod(0o600)
        self._server.verbs = verbs
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), name="desk", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Take no more requests."""
        self._server.shutdown()
        self._server.server_close()


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    verbs: dict[str, Verb]

    def __init__(self, path: str, handler: type[_Connection]) -> None:
        self.free = threading.BoundedSemaphore(CONNECTIONS_MOST)
        super().__init__(path, handler)

    def verify_request(self, request: object, client_address: object) -> bool:
        """One too many is hung up on: it asks again."""
        return self.free.acquire(blocking=False)


class _Connection(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            while (frame := _receive(self.request)) is not None:
                _send(self.request, _serve(self.server.verbs, frame))

    def finish(self) -> None:
        self.server.free.release()


def _serve(verbs: dict[str, Verb], frame: dict[str, object]) -> dict[str, object]:
    verb, payload = verbs.get(str(frame.get("verb"))), frame.get("payload")
    try:
        if verb is None or not isinstance(payload, dict):
            raise BadInput(f"the desk knows no verb {frame.get('verb')!r}")
        return {"answer": verb(payload)}
    except AndonError as error:
        told = {"error": type(error).__name__, "reason": str(error), "conflict": False}
        if isinstance(error, CommandRejected):
            told |= {"conflict": error.conflict, "who": error.who, "at": error.at}
        return told
    except (KeyError, TypeError, ValueError) as error:
        return {"error": "BadInput", "reason": f"not what {frame.get('verb')!r} takes: {error!r}", "conflict": False}


class DeskClient:
    """Asks at the desk. Safe to use from many threads: each keeps a connection of its own."""

    def __init__(self, path: Path) -> None:
        self._path = str(path)
        self._local = threading.local()

    def ask(self, verb: str, payload: dict[str, object]) -> dict[str, object]:
        """The recorder's answer. Raises CommandRejected, BadInput, or DeskUnavailable: ask again."""
        try:
            reply = self._exchange({"verb": verb, "payload": payload})
        except OSError as error:
            self._drop()
            raise DeskUnavailable(f"the recorder does not answer ({error}); try again in a moment") from error
        answer = reply.get("answer")
        if isinstance(answer, dict):
            return answer
        raise _error(reply)

    def _exchange(self, frame: dict[str, object]) -> dict[str, object]:
        connection = self._connection()
        _send(connection, frame)
        reply = _receive(connection)
        if reply is None:
            raise ConnectionResetError("it closed the connection")
        return reply

    def _connection(self) -> socket.socket:
        held: socket.socket | None = getattr(self._local, "connection", None)
        if held is not None and not _is_stale(held):
            return held
        self._drop()
        fresh = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        fresh.settimeout(_HEARD_WITHIN_S)
        fresh.connect(self._path)
        self._local.connection = fresh
        return fresh

    def _drop(self) -> None:
        held: socket.socket | None = getattr(self._local, "connection", None)
        if held is not None:
            held.close()
        self._local.connection = None


def _is_stale(connection: socket.socket) -> bool:
    """A recorder that went away has closed its end; to look before sending keeps a restart from failing a request."""
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(0))  # nothing is owed to us between two requests: what is there to read is its end


def _error(reply: dict[str, object]) -> AndonError:
    reason = str(reply.get("reason"))
    match reply.get("error"):
        case "CommandRejected":
            who, at = str(reply.get("who") or ""), reply.get("at")
            when = at if isinstance(at, int) else None
            return CommandRejected(reason, conflict=bool(reply.get("conflict")), who=who, at=when)
        case "NothingThere":
            return NothingThere(reason)
        case "DeskUnavailable":
            return DeskUnavailable(reason)
        case _:
            return BadInput(reason)


def _send(connection: socket.socket, frame: dict[str, object]) -> None:
    body = json.dumps(frame).encode()
    if len(body) > FRAME_MOST:
        raise BadInput(f"{len(body)} bytes are too much at once; {FRAME_MOST} are taken")
    connection.sendall(len(body).to_bytes(4, "big") + body)


def _receive(connection: socket.socket) -> dict[str, object] | None:
    """The next frame, None at the end. OSError for what is no frame: there is no telling where the next one begins."""
    head = _exactly(connection, 4)
    if head is None:
        return None
    length = int.from_bytes(head, "big")
    if length > FRAME_MOST:
        raise OSError(f"a frame of {length} bytes is more than the {FRAME_MOST} that are taken")
    body = _exactly(connection, length)
    if body is None:
        return None
    try:
        frame = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise OSError(f"a frame that is no JSON: {error}") from error
    if not isinstance(frame, dict):
        raise OSError("a frame that is no object")
    return frame


def _exactly(connection: socket.socket, length: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < length:
        part = connection.recv(min(65536, length - len(parts)))
        if not part:
            return None
        parts += part
    return bytes(parts)
