"""The connection to the broker. It keeps the last word for each topic and says it as soon as it can.

One thread owns the client. What others `say` replaces what was to be said of the topic and rings a bell; after a new
connection every topic is said again, for nobody knows what the broker still has.
"""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from typing import Any

import structlog
from paho.mqtt.client import Client, ConnectFlags
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from andon.forwarders.mqtt.broker import IN_FLIGHT_MOST, Broker

RETRY_FIRST_S, RETRY_MOST_S = 0.1, 2.0
TURN_S = 0.5

_log = structlog.get_logger()


class Wire:
    """Connects again and again until it is closed."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._lock = threading.Lock()
        self._last: dict[str, bytes] = {}
        self._unsaid: dict[str, bytes] = {}
        self._in_flight = 0
        self._is_open = False
        self._closing = threading.Event()
        self._bell, self._rope = socket.socketpair()
        self._bell.setblocking(False)
        self._rope.setblocking(False)
        self._thread = threading.Thread(target=self._run, name="mqtt wire", daemon=True)
        self._thread.start()

    def say(self, topic: str, payload: bytes) -> None:
        """Let this be the last word on a topic. Any thread; never waits."""
        with self._lock:
            self._last[topic] = self._unsaid[topic] = payload
            if not payload:
                del self._last[topic]
        with contextlib.suppress(OSError):
            self._rope.send(b"!")

    def close(self, within_s: float) -> None:
        """Say what is still to be said, if that is soon done, and let go."""
        self._closing.set()
        with contextlib.suppress(OSError):
            self._rope.send(b"!")
        self._thread.join(within_s)

    def _run(self) -> None:
        wait_s, told = RETRY_FIRST_S, ""
        while not self._closing.is_set():
            trouble = self._serve()
            wait_s = RETRY_FIRST_S if self._is_open else min(2 * wait_s, RETRY_MOST_S)
            self._is_open = False
            if trouble != told:
                _log.warning("mqtt: not connected", broker=self._broker.address, reason=trouble)
                told = trouble
            self._closing.wait(wait_s)
        self._bell.close()
        self._rope.close()

    def _serve(self) -> str:
        """One connection from its beginning to its end, and why it ended."""
        try:
            client = self._broker.client()
            client.on_connect, client.on_publish = self._on_connect, self._on_publish
            self._broker.connect(client)
            while client.socket() is not None and not self._is_done():
                self._turn(client)
            client.disconnect()
        except OSError as error:
            return f"{self._broker.address} cannot be reached: {error}"
        except Exception as error:  # a broker that breaks the protocol must not end the thread
            _log.exception("mqtt: the connection broke", broker=self._broker.address)
            return f"the connection broke: {error!r}"
        return "the connection ended" if self._is_open else "the broker did not let us in"

    def _is_done(self) -> bool:
        """Closing, and nothing is left to be said or to be acknowledged; or nobody is there to say it to."""
        return self._closing.is_set() and not (self._is_open and (self._unsaid or self._in_flight))

    def _turn(self, client: Client) -> None:
        wire: Any = client.socket()
        decrypted = hasattr(wire, "pending") and wire.pending() > 0
        writing = [wire] if client.want_write() else []
        readable, _, _ = select.select([wire, self._bell], writing, [], 0.0 if decrypted else TURN_S)
        if self._bell in readable:
            with contextlib.suppress(BlockingIOError):
                self._bell.recv(4_096)
        if decrypted or wire in readable:
            client.loop_read()
        self._publish(client)
        if client.want_write():
            client.loop_write()
        client.loop_misc()

    def _publish(self, client: Client) -> None:
        while self._is_open and self._in_flight < IN_FLIGHT_MOST and (word := self._next()):
            self._in_flight += 1
            client.publish(*word, qos=1, retain=True)

    def _next(self) -> tuple[str, bytes] | None:
        with self._lock:
            topic = next(iter(self._unsaid), None)
            return None if topic is None else (topic, self._unsaid.pop(topic))

    def _on_connect(
        self, client: Client, userdata: object, flags: ConnectFlags, reason: ReasonCode, properties: Properties | None
    ) -> None:
        if reason.is_failure:
            return
        with self._lock:
            self._unsaid = {**self._last, **self._unsaid}
        self._in_flight = 0
        self._is_open = True

    def _on_publish(
        self, client: Client, userdata: object, slot: int, reason: ReasonCode, properties: Properties | None
    ) -> None:
        self._in_flight -= 1
