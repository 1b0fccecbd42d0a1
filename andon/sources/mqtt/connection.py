"""One connection to the broker, from CONNECT to its end. Its turn, as numbered steps:

1 wait for bytes, for room to write, for the bell   2 acknowledge what is on disk, subscribe
3 read messages, unless those read before still wait 4 write   5 ping, and give up a wire that does not answer

All of the client is touched by one thread alone; others ring the bell.
"""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags, MQTTMessage
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from andon.sources.mqtt.broker import Broker
from andon.sources.mqtt.codec import Message
from andon.sources.mqtt.payload import PAYLOAD_BYTES_MAX

TURN_S = 0.5
PAUSED_TURN_S = 0.005  # while what was read waits; nobody rings when it is gone
BURST = 50  # messages read before the next look at acknowledgements
KEPT_OF_LARGE = 64  # bytes of a payload that is refused for its size


@dataclass(frozen=True, slots=True)
class Opened:
    """The broker let us in; `resumed`: it remembered us, and what we had not acknowledged comes again."""

    connection: Connection
    resumed: bool


@dataclass(frozen=True, slots=True)
class Came:
    """A message, and the connection that it is to be acknowledged on."""

    connection: Connection
    message: Message


@dataclass(frozen=True, slots=True)
class Lost:
    """The connection is over."""

    connection: Connection


Said = Opened | Came | Lost


class Connection:
    """Reads, acknowledges, keeps alive. `hear` and `has_room` are the queue of those who take what is heard."""

    def __init__(
        self, broker: Broker, filters: list[str], hear: Callable[[Said], None], has_room: Callable[[], bool]
    ) -> None:
        self.is_open = False
        self.trouble = ""
        self._broker, self._filters, self._hear, self._has_room = broker, filters, hear, has_room
        self._now: Callable[[], int] = lambda: 0
        self._acks: deque[int] = deque()
        self._subscribe_wanted = False
        self._bell, self._rope = socket.socketpair()
        self._bell.setblocking(False)
        self._rope.setblocking(False)
        self._rung = False
        self._read = 0

    def serve(self, now: Callable[[], int], turned: Callable[[], None], stop: threading.Event) -> None:
        """Until it ends or `stop`. `turned` is called every turn. Raises OSError where nobody answers."""
        self._now = now
        try:
            client = self._broker.client()
            self._listen(client)
            self._broker.connect(client)
            while not stop.is_set() and client.socket() is not None:
                turned()
                self._turn(client)
            self._leave(client)
        finally:
            self.is_open = False
            self._bell.close()
            self._rope.close()

    def ack(self, slot: int) -> None:
        """Tell the broker that a message is on disk. Any thread; what comes too late comes again and is known."""
        if self.is_open:
            self._acks.append(slot)
            self.ring()

    def subscribe(self) -> None:
        """Any thread; the messages begin to come."""
        self._subscribe_wanted = True
        self.ring()

    def ring(self) -> None:
        """Wake the thread of the connection."""
        if not self._rung:
            self._rung = True
            with contextlib.suppress(OSError):
                self._rope.send(b"!")

    def _turn(self, client: Client) -> None:
        wire: Any = client.socket()
        may_read = self._has_room()
        decrypted = may_read and hasattr(wire, "pending") and wire.pending() > 0
        wait_s = 0.0 if decrypted else TURN_S if may_read else PAUSED_TURN_S
        wanted = [self._bell, wire] if may_read else [self._bell]
        readable, _, _ = select.select(wanted, [wire] if client.want_write() else [], [], wait_s)
        if self._bell in readable:
            self._answer_bell(client)
        if decrypted or wire in readable:
            self._read_burst(client)
        if client.want_write():
            client.loop_write()
        client.loop_misc()

    def _answer_bell(self, client: Client) -> None:
        with contextlib.suppress(BlockingIOError):
            self._bell.recv(64)
        self._rung = False
        if self._subscribe_wanted:
            self._subscribe_wanted = False
            client.subscribe([(topic, 1) for topic in self._filters])
        while self._acks:
            client.ack(self._acks.popleft(), 1)

    def _read_burst(self, client: Client) -> None:
        for _ in range(BURST):
            before = self._read
            client.loop_read()
            if self._read == before:
                return

    def _leave(self, client: Client) -> None:
        """Stopped while connected: what is on disk is acknowledged, and the broker keeps the rest for us."""
        if client.socket() is not None:
            self._answer_bell(client)
            client.disconnect()
            client.loop_write()

    def _listen(self, client: Client) -> None:
        client.on_connect = self._on_connect
        client.on_message = self._on_message
        client.on_subscribe = self._on_subscribe
        client.on_disconnect = self._on_disconnect

    def _on_connect(
        self, client: Client, userdata: object, flags: ConnectFlags, reason: ReasonCode, properties: Properties | None
    ) -> None:
        if reason.is_failure:
            self.trouble = f"the broker refuses us: {reason}"
            return
        self.is_open = True
        self._hear(Opened(self, flags.session_present))

    def _on_message(self, client: Client, userdata: object, came: MQTTMessage) -> None:
        self._read += 1
        payload = came.payload
        if len(payload) > PAYLOAD_BYTES_MAX:
            payload = payload[:KEPT_OF_LARGE]
        message = Message(
            topic=_topic(came),
            payload=bytes(payload),
            seen_at=self._now(),
            slot=came.mid,
            qos=came.qos,
            again=came.dup,
            retained=came.retain,
            size=len(came.payload),
        )
        self._hear(Came(self, message))

    def _on_subscribe(
        self, client: Client, userdata: object, slot: int, reasons: list[ReasonCode], properties: Properties | None
    ) -> None:
        refused = [topic for topic, reason in zip(self._filters, reasons, strict=False) if reason.is_failure]
        if refused:
            self.trouble = f"the broker does not let us read {', '.join(refused)}"

    def _on_disconnect(
        self,
        client: Client,
        userdata: object,
        flags: DisconnectFlags,
        reason: ReasonCode,
        properties: Properties | None,
    ) -> None:
        if not self.trouble:
            self.trouble = f"the connection ended: {reason}"


def _topic(came: MQTTMessage) -> str:
    try:
        return came.topic
    except UnicodeDecodeError:
        return "(a topic that is not UTF-8)"
