"""The source: hands over what the link hears, acknowledges what is on disk, says who is silent when the broker is.

Threads: `run` (the caller's) reads messages and waits where the inbox is full; `mqtt link` owns the connection;
receipts come from the recorder's thread and only ring a bell; `status` is asked by another.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Sequence
from functools import partial

from andon.model.signal import DeviceStatus, Heard, LifeSign, Receipt, SessionBegan, Signal
from andon.ports import Clock, Emit, Wanted
from andon.sources.mqtt.broker import Broker
from andon.sources.mqtt.codec import Codec, Message
from andon.sources.mqtt.connection import Came, Connection, Lost, Opened, Said
from andon.sources.mqtt.link import Link

WAITING_MOST = 4  # bursts, of some two hundred messages each, on the way to the inbox; above that nothing is read
DEVICES_MOST = 10_000  # a stranger that makes up stations fills no memory
LOOK_S = 0.1
LEAVE_S = 1.5
COUNTERS = ("messages", "accepted", "duplicates", "ignored", "set_aside", "retained", "connections")
_COUNTED = {"duplicate": "duplicates", "ignored": "ignored", "set-aside": "set_aside"}


class _Parts:
    """The readings of one message; it is acknowledged when all of them are on disk."""

    def __init__(self, connection: Connection, message: Message, count: int) -> None:
        self._connection, self._message, self._open = connection, message, count

    def settle(self) -> None:
        """One more is on disk. QoS 0 asks for no acknowledgement."""
        self._open -= 1
        if self._open <= 0 and self._message.qos:
            self._connection.ack(self._message.slot)


class MqttSource:
    """Readings of devices that publish at a broker."""

    name = "mqtt"

    def __init__(self, broker: Broker, codec: Codec, clock: Clock) -> None:
        self._broker, self._codec, self._clock = broker, codec, clock
        self._heard: queue.SimpleQueue[Said] = queue.SimpleQueue()
        self._link: Link | None = None
        self._devices: set[str] = set()
        self._counters = dict.fromkeys(COUNTERS, 0)

    def run(self, emit: Emit, wanted: Wanted, stop: threading.Event) -> None:
        """Take messages until `stop`. What publishes over MQTT reads its lamps there too: `wanted` is not asked."""
        self._heard = queue.SimpleQueue()
        self._link = self._new_link()
        try:
            while not stop.is_set():
                self._look_after_link()
                self._step(emit)
        finally:
            self._link.leave(LEAVE_S)
            self._link = None

    def status(self) -> Sequence[DeviceStatus]:
        """One row: how it stands with the broker, and what became of its messages."""
        link, counters = self._link, dict(self._counters)
        device = self._broker.address
        if link is None:
            return [DeviceStatus(self.name, device, "down", "not running", counters)]
        if not link.is_open:
            return [DeviceStatus(self.name, device, "down", link.trouble, counters)]
        if link.trouble:
            return [DeviceStatus(self.name, device, "fault", link.trouble, counters)]
        return [DeviceStatus(self.name, device, "up", f"connected, {len(self._devices)} stations heard", counters)]

    def _new_link(self) -> Link:
        heard = self._heard
        return Link(self._broker, self._codec.filters, heard.put, lambda: heard.qsize() < WAITING_MOST, self._clock)

    def _look_after_link(self) -> None:
        if self._link is not None and not self._link.is_well:
            self._link.leave(0)
            self._link = self._new_link()

    def _step(self, emit: Emit) -> None:
        try:
            said = self._heard.get(timeout=LOOK_S)
        except queue.Empty:
            return
        match said:
            case Came(connection, messages):
                for message in messages:
                    self._hand_over(connection, message, emit)
            case Opened(connection, resumed):
                self._begin(connection, resumed, emit)
            case Lost():
                self._silence(emit)

    def _begin(self, connection: Connection, resumed: bool, emit: Emit) -> None:
        """A broker that does not know us sends nothing before we subscribe: time to forget what it had sent before."""
        self._counters["connections"] += 1
        if resumed:
            connection.subscribe()  # again: what is retained tells how things stand now
        else:
            emit(SessionBegan(self._codec.session, self._clock.now()), lambda receipt: connection.subscribe())

    def _hand_over(self, connection: Connection, message: Message, emit: Emit) -> None:
        items = self._codec.read(message)
        self._counters["messages"] += 1
        self._counters["retained"] += message.retained
        parts = _Parts(connection, message, len(items))
        if not items:
            parts.settle()
        for item in items:
            self._note(item)
            emit(item, partial(self._settled, parts))

    def _note(self, item: Heard) -> None:
        device = _device(item)
        if device and len(self._devices) < DEVICES_MOST:
            self._devices.add(device)

    def _settled(self, parts: _Parts, receipt: Receipt) -> None:
        """In the recorder's thread: count it, ring, return."""
        self._counters[_COUNTED.get(receipt.verdict, "accepted")] += 1
        parts.settle()

    def _silence(self, emit: Emit) -> None:
        """Without the broker nobody can be heard, and nobody's silence would be noticed before its time is over."""
        now = self._clock.now()
        devices, self._devices = self._devices, set()
        for device in sorted(devices):
            emit(LifeSign(device, now, alive=False))


def _device(item: Heard) -> str:
    if isinstance(item, LifeSign):
        return item.device
    return item.address.rpartition("/")[0] if isinstance(item, Signal) else ""
