"""The baselines over MQTT: a bare paho client that hears, acknowledges, and keeps nothing.

As a program, python -m tests.bench.bare_mqtt PORT: says when it has subscribed, and, when it is quiet again, how many
messages a second came.
"""

from __future__ import annotations

import sys
import threading
import time

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

IN = "andon/in/+/+/+"
IN_FLIGHT_MOST = 1_000  # as the service asks for
KEPT_S = 600
QUIET_S = 3.0


def client(port: int, name: str, manual_ack: bool) -> Client:
    """Connected, as the service connects: version 5, a session that is kept."""
    made = Client(CallbackAPIVersion.VERSION2, name, protocol=MQTTProtocolVersion.MQTTv5, manual_ack=manual_ack)
    wishes = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
    wishes.SessionExpiryInterval = KEPT_S
    wishes.ReceiveMaximum = IN_FLIGHT_MOST
    made.connect("127.0.0.1", port, clean_start=False, properties=wishes)
    return made


class Ear:
    """When each cord was heard, whatever else is said."""

    def __init__(self, port: int) -> None:
        self.heard: list[tuple[float, str]] = []
        self._subscribed = threading.Event()
        self._client = client(port, "bare", manual_ack=False)
        self._client.on_message = self._on_message
        self._client.on_subscribe = lambda *said: self._subscribed.set()
        self._client.loop_start()
        self._client.subscribe(IN, 1)
        assert self._subscribed.wait(5)

    def close(self) -> None:
        """The broker forgets it, and keeps nothing for it."""
        self._client.unsubscribe(IN)
        self._client.disconnect()
        self._client.loop_stop()

    def _on_message(self, client: Client, userdata: object, came: MQTTMessage) -> None:
        if came.topic.endswith("/cord"):
            self.heard.append((time.monotonic(), came.topic.split("/")[3]))


def main(port: int) -> None:
    heard: list[float] = []

    def on_message(one: Client, userdata: object, came: MQTTMessage) -> None:
        one.ack(came.mid, came.qos)
        heard.append(time.monotonic())

    one = client(port, "bare-intake", manual_ack=True)
    one.on_message = on_message
    one.on_subscribe = lambda *said: print("subscribed", flush=True)
    one.subscribe(IN, 1)
    begun = time.monotonic()
    while time.monotonic() - (heard[-1] if heard else begun) < QUIET_S:
        one.loop(QUIET_S)
    one.disconnect()
    print(len(heard) / (heard[-1] - heard[0]), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
