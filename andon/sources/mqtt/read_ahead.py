"""A socket that reads ahead, and paho's client on it.

paho reads a message in three or four small pieces. Each would be a call of the kernel that lets go of the interpreter,
which the recorder holds as long as it may; here the kernel is asked once for all that has come: a fifth less work for a
message. A paho that makes its sockets in another way would read as before.
"""

from __future__ import annotations

import socket
from typing import Any

from paho.mqtt.client import Client

READ_AHEAD_BYTES = 16_384  # some two hundred readings, and as much as TLS decrypts at once


class ReadAhead:
    """What paho needs of a socket. Touched by the connection's thread alone."""

    def __init__(self, inner: Any) -> None:
        self.inner: socket.socket = inner
        self._ahead, self._at = b"", 0
        self.send, self.close = inner.send, inner.close
        self.fileno, self.setblocking = inner.fileno, inner.setblocking

    def recv(self, most: int) -> bytes:
        """What was read ahead, or else what has come. Raises BlockingIOError when nothing has."""
        if self._at == len(self._ahead):
            self._ahead, self._at = b"", 0
            self._ahead = self.inner.recv(READ_AHEAD_BYTES)
        begin = self._at
        self._at = min(begin + most, len(self._ahead))
        return self._ahead[begin : self._at]

    def pending(self) -> int:
        """Bytes that can be read although the kernel has none."""
        decrypted = self.inner.pending() if hasattr(self.inner, "pending") else 0
        return len(self._ahead) - self._at + decrypted


class ReadAheadClient(Client):
    """paho's client on such a socket."""

    def _create_socket(self) -> ReadAhead:
        return ReadAhead(super()._create_socket())
