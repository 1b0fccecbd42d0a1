"""What machine controllers say that does not come through a cord box.

What comes in Points and values as the plant says them, a URL, a token, a boot id; requests of a Modbus master.
What goes out Batches of signals, `POST /api/v1/signals`, each with boot and seq so that a repeat is harmless; registers
              to whoever asks for them over Modbus TCP or RTU.

    outbox.py             what is still to be said: order, batches, signs of life, levels (pure)
    http_poster.py        the thread that says it and says it again until it was heard
    modbus_frames.py      requests and answers on the two kinds of wire (pure)
    modbus_registers.py   the memory of a slave, and its answers (pure)
    modbus_unit.py        a slave with its faults (pure)
    modbus_console.py     a person's hand on it (pure)
    modbus_server.py      slaves on a TCP port or a pty
    modbus_plant.py       the machines of a plant in the registers of one PLC

May import    The standard library. Nothing of the plant: a poster is given values, it does not ask for them.
Where to add  Another protocol: one file beside http_poster.py with the same `say`, `start` and `stop`.
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
