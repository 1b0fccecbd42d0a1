"""modbus: PLCs and other devices that are asked, over TCP or on a serial port (RTU).

    codec.py        registers -> values, which reads bring them (pure)
    vocabulary.py   what machines call their states -> what we call them (pure)
    address.py      tcp://host:port and rtu:///dev/tty?baud=... (pure)
    settings.py     the section of the configuration, and what may not stand in it
    device.py       all of one device: what changed, who is alive (pure)
    wire.py         one connection or port, by pymodbus' sync client
    answers.py      what may come of a read (pure)
    reader.py       a thread for each wire: asks, backs off, comes back

In: answers of devices. Out: signals of the addresses that points are led `to`, life signs of the devices that those
hang on; nothing is written to a device. May import: ports, model, base, pymodbus, pydantic.
A new type goes into `codec.py`, a new table of states into `vocabulary.py`.
"""

from __future__ import annotations

from andon import ports
from andon.sources.modbus.settings import Settings

__all__ = ["Settings", "build"]


def build(settings: Settings, clock: ports.Clock) -> ports.Source:
    """The source, not yet running."""
    from andon.sources.modbus.reader import ModbusSource

    return ModbusSource(settings.devices, clock)
