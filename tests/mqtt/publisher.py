"""A device that publishes numbered values at a rate, and knows which of them the broker took."""

from __future__ import annotations

import json
import threading
import time

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from tests.patience import eventually


class Publisher:
    """Publishes 1, 2, 3 ... to a topic until stopped. Even ones carry boot and seq, or all of them do, or none."""

    def __init__(self, port: int, topic: str, per_s: float, numbered: str = "even") -> None:
        self.sent = self.taken = 0
        self._topic, self._per_s, self._numbered = topic, per_s, numbered
        self._stop = threading.Event()
        self._client = Client(CallbackAPIVersion.VERSION2, f"device-{topic.replace('/', '-')}", clean_session=False)
        self._client.reconnect_delay_set(1, 1)
        self._client.max_inflight_messages_set(200)
        self._client.on_publish = self._on_publish
        self._client.connect("127.0.0.1", port)
        self._client.loop_start()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self, within_s: float = 20.0) -> int:
        """Stop, when the broker has taken all; how many that was."""
        self._stop.set()
        self._thread.join(5)
        eventually(lambda: self.taken >= self.sent, within_s)
        self._client.disconnect()
        self._client.loop_stop()
        return self.sent

    def _run(self) -> None:
        begun = time.monotonic()
        while not self._stop.wait(0.005):
            due = int((time.monotonic() - begun) * self._per_s)
            while self.sent < due and not self._stop.is_set():
                self.sent += 1
                self._client.publish(self._topic, self._payload(self.sent), qos=1)

    def _on_publish(self, *said: object) -> None:
        self.taken += 1

    def _payload(self, number: int) -> str:
        if self._numbered == "all" or (self._numbered == "even" and number % 2 == 0):
            return json.dumps({"value": number, "boot": "b1", "seq": number})
        return str(number)
