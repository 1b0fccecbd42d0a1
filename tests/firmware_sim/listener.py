"""Whoever listens to the machines at a broker."""

import json
import queue
from typing import Any, NamedTuple

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

from tests.mqtt.mosquitto import Mosquitto

WITHIN_S = 5.0


class Told(NamedTuple):
    """A message of a machine; `value` of the object it carried, or the bare scalar."""

    topic: str
    said: Any
    qos: int
    retained: bool

    @property
    def value(self) -> Any:
        return self.said["value"] if isinstance(self.said, dict) else self.said


class Listener:
    """Subscribed once it is made."""

    def __init__(self, broker: Mosquitto, name: str = "listener") -> None:
        self.told: queue.Queue[Told] = queue.Queue()
        subscribed: queue.Queue[bool] = queue.Queue()
        self._client = Client(CallbackAPIVersion.VERSION2, name, clean_session=False)
        self._client.reconnect_delay_set(1, 1)
        self._client.on_message = self._on_message
        self._client.on_connect = lambda client, *said: client.subscribe("andon/in/#", 1)
        self._client.on_subscribe = lambda *said: subscribed.put(True)
        self._client.connect("127.0.0.1", broker.port)
        self._client.loop_start()
        subscribed.get(timeout=WITHIN_S)

    def next(self, point: str) -> Told:
        while True:
            told = self.told.get(timeout=WITHIN_S)
            if told.topic.endswith(f"/{point}"):
                return told

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def _on_message(self, client: Client, userdata: object, came: MQTTMessage) -> None:
        self.told.put(Told(came.topic, json.loads(came.payload), came.qos, came.retain))
