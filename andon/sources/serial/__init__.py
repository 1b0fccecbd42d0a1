"""serial: cord boxes on serial ports, line protocol 1, the host's side.

    codec.py     bytes <-> frames (pure)          roster.py    which box was heard on which port
    order.py     one epoch's edges in order (pure) tty.py      one open port: read, write, wake
    lamps.py     the lamp lease of a box (pure)   pace.py      how fast a port may be read (pure)
    box.py       all of one box (pure)            port.py      the loop of one port, in its own thread
                                                  reader.py    looks for ports and owns their threads

In: bytes of tty devices and ptys. Out: signals `box/<uid>/cord|stop|leader|restart`, life signs of `box/<uid>`;
back to the box: acknowledgements after the commit, lamps. May import: ports, model, base, pyserial, pydantic.
A new frame goes into `codec.py`, what it means into `box.py`.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from andon import ports

SILENT_AFTER_US = 3_000_000  # the protocol's own limit: three beats missed; the floor goes by the same


class Settings(BaseModel):
    """Section `[sources.serial]`; `sample.toml` is the manual of each key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ports: tuple[Annotated[str, Field(min_length=1)], ...] = ("/dev/serial/by-id/*",)


def build(settings: Settings, clock: ports.Clock) -> ports.Source:
    """The source, not yet running."""
    from andon.sources.serial.reader import SerialSource

    return SerialSource(settings.ports, SILENT_AFTER_US, clock)
