"""A socket that reads ahead and keeps the readings for us, and paho's client on it.

paho owns the session: it connects, subscribes, pings and notices the end. But it takes 50 us for a message, reads it
in pieces, and sends each acknowledgement by itself. So the kernel is asked once for all that has come, messages are
read by `frames`, and what is acknowledged goes out at once, between two packets of paho's.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from ssl import SSLWantReadError, SSLWantWriteError
from typing import Any

from paho.mqtt.client import Client
from paho.mqtt.enums import MQTTProtocolVersion

from andon.sources.mqtt.codec import Message
from andon.sources.mqtt.frames import Frames, acknowledgement

READ_AHEAD_BYTES = 16_384  # some two hundred readings, and as much as TLS decrypts at once
_NOT_NOW = (BlockingIOError, SSLWantReadError, SSLWantWriteError)


class ReadAhead:
    """What paho needs of a socket, and our own side of it. Touched by the connection's thread alone."""

    def __init__(self, inner: Any, *, has_properties: bool) -> None:
        self.inner: socket.socket = inner
        self.seen_at = 0  # of what is read next
        self._frames = Frames(has_properties=has_properties)
        self._messages: list[Message] = []
        self._ahead, self._at = b"", 0
        self._owed = b""
        self.close, self.fileno, self.setblocking = inner.close, inner.fileno, inner.setblocking

    def recv(self, most: int) -> bytes:
        """What is paho's of what has come. Raises BlockingIOError when nothing is, and Malformed."""
        if self._at == len(self._ahead):
            self._ahead, self._at = b"", 0
            came = self.inner.recv(READ_AHEAD_BYTES)
            if not came:
                return b""
            messages, self._ahead = self._frames.feed(came, self.seen_at)
            self._messages += messages
            if not self._ahead:
                raise BlockingIOError
        begin = self._at
        self._at = min(begin + most, len(self._ahead))
        return self._ahead[begin : self._at]

    def send(self, data: bytes) -> int:
        """paho's packets, each after what we began. Raises BlockingIOError when it cannot be sent now."""
        self.pay()
        if self._owed:
            raise BlockingIOError
        return self.inner.send(data)

    def take(self) -> list[Message]:
        """The messages that came."""
        messages, self._messages = self._messages, []
        return messages

    def acknowledge(self, slots: Iterable[int]) -> None:
        """Sent by `pay`, all at once."""
        self._owed += b"".join(map(acknowledgement, slots))

    def pay(self) -> None:
        """Send what is to be acknowledged, as far as it can be sent now. Not while paho is within a packet.

        What a broken wire does not take, the broker sends again, and it is known.
        """
        if not self._owed:
            return
        try:
            self._owed = self._owed[self.inner.send(self._owed) :]
        except _NOT_NOW:
            return
        except OSError:
            self._owed = b""

    @property
    def owes(self) -> bool:
        return bool(self._owed)

    @property
    def has_more(self) -> bool:
        """paho has not read all that is its own."""
        return self._at < len(self._ahead)

    @property
    def has_decrypted(self) -> bool:
        """There is something to read although the kernel has nothing."""
        return hasattr(self.inner, "pending") and bool(self.inner.pending())


class ReadAheadClient(Client):
    """paho's client on such a socket."""

    def _create_socket(self) -> ReadAhead:  # type: ignore[override]  # all that paho needs of one
        has_properties = self._protocol == MQTTProtocolVersion.MQTTv5
        return ReadAhead(super()._create_socket(), has_properties=has_properties)

    def wire(self) -> ReadAhead | None:
        """The socket while there is one. A paho that makes it in another way would keep the messages from us."""
        wire = self.socket()
        if wire is not None and not isinstance(wire, ReadAhead):
            raise TypeError(f"paho reads from {type(wire)} and not from where the messages are kept for us")
        return wire
