"""One connection to the broker, from CONNECT to its end. Its turn, as numbered steps:

1 wait for bytes, for room to write, for the bell   2 acknowledge what is on disk, subscribe
3 read what came, unless what was read before still waits
4 write   5 now and then: ping, and give up a wire that does not answer

All of the client is touched by one thread alone; others ring the bell.
"""

from __future__ import annotations

import contextlib
import select
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from andon.sources.mqtt.broker import Broker
from andon.sources.mqtt.codec import Message
from andon.sources.mqtt.read_ahead import ReadAhead, ReadAheadClient

TURN_S = 0.5
PAUSED_TURN_S = 0.005  # while what was read waits; nobody rings when it is gone


@dataclass(frozen=True, slots=True)
class Opened:
    """The broker let us in; `resumed`: it remembered us, and what we had not acknowledged comes again."""

    connection: Connection
    resumed: bool


@dataclass(frozen=True, slots=True)
class Came:
    """Messages, and the connection that they are to be acknowledged on."""

    connection: Connection
    messages: Sequence[Message]


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
        self._next_look = 0.0

    def serve(self, now: Callable[[], int], turned: Callable[[], None], stop: threading.Event) -> None:
        """Until it ends or `stop`. `turned` is called every turn. Raises OSError where nobody answers."""
        self._now = now
        try:
            client = self._broker.client()
            self._listen(client)
            self._broker.connect(client)
            while not stop.is_set() and (wire := client.wire()):
                turned()
                self._turn(client, wire)
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

    def _turn(self, client: ReadAheadClient, wire: ReadAhead) -> None:
        may_read = self._has_room()
        decrypted = may_read and wire.has_decrypted
        wait_s = 0.0 if decrypted else TURN_S if may_read else PAUSED_TURN_S
        wanted: list[socket.socket | ReadAhead] = [self._bell, wire] if may_read else [self._bell]
        to_write = [wire] if client.want_write() or wire.owes else []
        readable, _, _ = select.select(wanted, to_write, [], wait_s)
        if self._bell in readable:
            self._answer_bell(client, wire)
        if decrypted or wire in readable:
            self._read(client, wire)
        self._write(client, wire)
        if (now := time.monotonic()) >= self._next_look:
            self._next_look = now + TURN_S
            client.loop_misc()

    def _answer_bell(self, client: ReadAheadClient, wire: ReadAhead) -> None:
        with contextlib.suppress(BlockingIOError):
            self._bell.recv(64)
        self._rung = False
        if self._subscribe_wanted:
            self._subscribe_wanted = False
            client.subscribe([(topic, 1) for topic in self._filters])
        wire.acknowledge([self._acks.popleft() for _ in range(len(self._acks))])

    def _read(self, client: ReadAheadClient, wire: ReadAhead) -> None:
        """All that came at once; what it says of the connection comes before its messages."""
        wire.seen_at = self._now()
        client.loop_read()
        while wire.has_more and client.socket() is not None:
            client.loop_read()
        if messages := wire.take():
            self._hear(Came(self, messages))

    def _write(self, client: ReadAheadClient, wire: ReadAhead) -> None:
        """A packet that paho has begun is ended before anything else."""
        if client.want_write():
            client.loop_write()
        if not client.want_write():
            wire.pay()

    def _leave(self, client: ReadAheadClient) -> None:
        """Stopped while connected: what is on disk is acknowledged, and the broker keeps the rest for us."""
        if wire := client.wire():
            self._answer_bell(client, wire)
            self._write(client, wire)
            client.disconnect()
            client.loop_write()

    def _listen(self, client: ReadAheadClient) -> None:
        client.on_connect = self._on_connect
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
