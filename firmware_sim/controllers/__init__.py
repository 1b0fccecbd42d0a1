"""What machine controllers say that does not come through a cord box.

What comes in Points and values as the plant says them, a URL, a token, a boot id; requests of a Modbus master.
What goes out Signals, by `POST /api/v1/signals` or to an MQTT broker, each with boot and seq so that a repeat is
              harmless; registers to whoever asks for them over Modbus TCP or RTU.

    outbox.py             what is still to be said: order, batches, signs of life, levels (pure)
    poster.py             the thread that says it and says it again until it was heard
    http_poster.py        by HTTP: one controller for a plant
    mqtt_poster.py        by MQTT: a client for each machine
    modbus_frames.py      requests and answers on the two kinds of wire (pure)
    modbus_registers.py   the memory of a slave, and its answers (pure)
    modbus_unit.py        a slave with its faults (pure)
    modbus_console.py     a person's hand on it (pure)
    modbus_server.py      slaves on a TCP port or a pty
    modbus_plant.py       the machines of a plant in the registers of one PLC

May import    The standard library, and paho for MQTT. Nothing of the plant: a poster is given values, it asks for none.
Where to add  Another protocol: one file beside mqtt_poster.py, a `Poster` or with the same `say`, `start` and `stop`.
"""

from collections.abc import Sequence
from typing import Protocol


class Controller(Protocol):
    """Passes on what machines say. `start` begins, `stop` ends it within 2 s."""

    def say(self, line: str, station: str, point: str, value: int | str) -> None: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...


class Several:
    """Controllers that hear the same machines."""

    def __init__(self, controllers: Sequence[Controller]) -> None:
        self._controllers = controllers

    def say(self, line: str, station: str, point: str, value: int | str) -> None:
        """To each."""
        for controller in self._controllers:
            controller.say(line, station, point, value)

    def start(self) -> None:
        """Each, in order."""
        for controller in self._controllers:
            controller.start()

    def stop(self) -> None:
        """Each, in order."""
        for controller in self._controllers:
            controller.stop()
