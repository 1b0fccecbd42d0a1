"""The control socket: how a person's hand reaches a running plant. One JSON object per line, one answer per question.

    {"do": "press", "at": "paint/coat", "kind": "yellow", "hold_s": 0.3}     {"ok": true}
    {"do": "box", "at": "paint/coat", "what": "unplug"}                      {"error": "a sentence"}

Errors: `NobodyThere` when no plant runs in that folder; `ControlError` when it says no.
"""

import contextlib
import json
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

NAME = "control.sock"
QUESTION_BYTES_MAX = 4096
ANSWER_BYTES_MAX = 1_000_000
WAIT_S = 2.0
ASKED_WITHIN_S = 0.5  # whoever connects and says nothing must not hold the plant up

Answerer = Callable[[dict[str, Any]], dict[str, Any]]


class ControlError(Exception):
    """The running plant refused; the text says why, for a person."""


class NobodyThere(ControlError):
    """No plant runs in that folder. Start one and try again."""


class Refused(Exception):
    """Raised by an answerer: the question cannot be answered, for the reason given."""


class ControlSocket:
    """The listening end. It has no thread: whoever owns it waits for `fileno` and calls `answer_one`."""

    def __init__(self, folder: Path, answer: Answerer) -> None:
        """Listens at `folder`/control.sock. Raises ControlError when another plant does already."""
        self._folder, self._answer = folder, answer
        if _is_alive(folder):
            raise ControlError(f"{folder}: another plant is running here")
        (folder / NAME).unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        with _short_name(folder) as name:
            self._socket.bind(name)
        self._socket.listen(8)
        self._socket.setblocking(False)

    def fileno(self) -> int:
        """For a selector: readable means a question waits."""
        return self._socket.fileno()

    def answer_one(self) -> None:
        """Take one waiting question and answer it, within half a second. Without one it returns at once."""
        try:
            connection, _ = self._socket.accept()
        except OSError:
            return
        with connection, contextlib.suppress(OSError):
            connection.settimeout(ASKED_WITHIN_S)
            answer = self._reply(_read_line(connection, QUESTION_BYTES_MAX))
            connection.sendall(json.dumps(answer).encode() + b"\n")

    def close(self) -> None:
        """Stop listening and take the name away."""
        self._socket.close()
        (self._folder / NAME).unlink(missing_ok=True)

    def _reply(self, line: bytes) -> dict[str, Any]:
        try:
            question = json.loads(line)
            if not isinstance(question, dict):
                raise Refused("a question is a JSON object")
            return self._answer(question)
        except (ValueError, RecursionError, OSError, Refused) as error:  # whatever is asked, the plant goes on
            return {"error": str(error)}


def ask(folder: Path, **question: Any) -> dict[str, Any]:
    """Ask the plant running in `folder`. Raises NobodyThere or ControlError; waits at most 2 s."""
    try:
        with _connect(folder) as connection:
            connection.sendall(json.dumps(question).encode() + b"\n")
            answer: dict[str, Any] = json.loads(_read_line(connection, ANSWER_BYTES_MAX))
    except (OSError, ValueError) as error:
        raise NobodyThere(f"{folder}: no plant answers here ({error})") from error
    if "error" in answer:
        raise ControlError(answer["error"])
    return answer


def _connect(folder: Path) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(WAIT_S)
    try:
        with _short_name(folder) as name:
            connection.connect(name)
    except OSError:
        connection.close()
        raise
    return connection


def _is_alive(folder: Path) -> bool:
    try:
        _connect(folder).close()
    except OSError:
        return False
    return True


@contextlib.contextmanager
def _short_name(folder: Path) -> Iterator[str]:
    """A name of the socket that fits the 107 bytes a socket's name may have, however deep `folder` is."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{descriptor}/{NAME}"
    finally:
        os.close(descriptor)


def _read_line(connection: socket.socket, bytes_max: int) -> bytes:
    held = bytearray()
    while not held.endswith(b"\n") and len(held) < bytes_max:
        part = connection.recv(bytes_max - len(held))
        if not part:
            break
        held += part
    return bytes(held)
