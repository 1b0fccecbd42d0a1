"""Machines that publish at an MQTT broker, to andon/in/<line>/<station>/<point>, QoS 1, each with boot and seq.

    <line>/<station>   is a client of its own, as each machine in a hall is: a broker has one will per client, and so
                       the will, 0 on the station's `alive`, silences that station and no other
    state, fault       are retained, for they are levels: who subscribes later learns how things stand
    count, reject      are not: an old total says nothing about now

A batch is heard when the broker has acknowledged each of it. A connection that ends leaves the rest with the client,
which sends it again on the next one, marked as a repeat; the session at the broker is kept under the client's name.
"""

import contextlib
import json
import logging
import socket
import threading
import time
from collections.abc import Sequence

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode

from firmware_sim.controllers.poster import Batch, Poster, longer

PREFIX = "andon/in"
LEVELS = ("state", "fault")
CONNECT_WITHIN_S = 1.0
HEARD_WITHIN_S = 5.0
KEEPALIVE_S = 10  # two signs of life may be late before the broker speaks the will

log = logging.getLogger("firmware_sim.mqtt")


class MqttPoster(Poster):
    """One machine: a client with its session and its will."""

    def __init__(self, host: str, port: int, boot: str, place: tuple[str, str]) -> None:
        super().__init__(boot, [place])
        self._host, self._port, self._name = host, port, "/".join(place)
        self._unheard: set[int] = set()
        self._published: Batch = []
        self._client = self._new_client()

    def _new_client(self) -> Client:
        client = Client(CallbackAPIVersion.VERSION2, self._name, clean_session=False, reconnect_on_failure=False)
        client.connect_timeout = CONNECT_WITHIN_S
        client.will_set(f"{PREFIX}/{self._name}/alive", "0", qos=1)
        client.on_publish = lambda client, userdata, slot, reason, properties: self._unheard.discard(slot)
        return client

    def stop(self) -> None:
        """Without a word to the broker, as in a power cut: it speaks the will."""
        super().stop()
        self._hang_up()

    def _tell(self, batch: Batch, pause_s: float) -> float:
        until_s = time.monotonic() + HEARD_WITHIN_S
        if self._connect(until_s):
            self._publish(batch)
            self._listen(until_s)
            if not self._unheard and self._published:
                self._published = []
                return 0.0
        self._cut()
        if not pause_s and not self._stopping:
            log.warning("%s: not heard by %s:%d, keeping on", self._name, self._host, self._port)
        return longer(pause_s)

    def _connect(self, until_s: float) -> bool:
        if self._client.is_connected():
            return True
        with contextlib.suppress(OSError, ValueError):
            self._client.connect(self._host, self._port, KEEPALIVE_S)
            while not self._client.is_connected() and self._turn(until_s):
                pass
        return self._client.is_connected()

    def _publish(self, batch: Batch) -> None:
        """Once: what the broker did not hear the client sends again by itself."""
        if batch != self._published:
            self._published = batch
            for said in batch:
                self._publish_one(said)

    def _publish_one(self, said: dict[str, int | str]) -> None:
        topic = f"{PREFIX}/{said['line']}/{said['station']}/{said['point']}"
        payload = json.dumps({name: said[name] for name in ("value", "boot", "seq")})
        self._unheard.add(self._client.publish(topic, payload, qos=1, retain=said["point"] in LEVELS).mid)

    def _listen(self, until_s: float) -> None:
        while self._unheard and self._turn(until_s):
            pass

    def _turn(self, until_s: float) -> bool:
        """Read and write what there is; false when there is no use in another turn."""
        left_s = until_s - time.monotonic()
        return not self._stopping and left_s > 0 and self._client.loop(left_s) == MQTTErrorCode.MQTT_ERR_SUCCESS

    def _cut(self) -> None:
        """As a wire that breaks: the broker speaks the will."""
        self._hang_up()
        self._client.loop(0)  # notices

    def _hang_up(self) -> None:
        wire = self._client.socket()
        if isinstance(wire, socket.socket):
            with contextlib.suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)


class MqttMachines:
    """All machines of a plant, a client each."""

    def __init__(self, host: str, port: int, boot: str, stations: Sequence[tuple[str, str]]) -> None:
        self._posters = {place: MqttPoster(host, port, boot, place) for place in stations}

    def say(self, line: str, station: str, point: str, value: int | str) -> None:
        """Something changed at a machine."""
        self._posters[line, station].say(line, station, point, value)

    def start(self) -> None:
        """The power comes."""
        for poster in self._posters.values():
            poster.start()

    def stop(self) -> None:
        """The power goes, for all of them at once."""
        threads = [threading.Thread(target=poster.stop) for poster in self._posters.values()]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
