"""The plugs of the house: what a source, a forwarder and a clock must look like to be hung in.

In: nothing. Out: Protocols and the two callables a source is handed. May import: model, base.
A new protocol implements `Source`; a new target implements `Forwarder`; nothing else is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Event as StopFlag
from typing import Protocol, runtime_checkable

from andon.model.entry import Sample
from andon.model.event import Event, StationChanged
from andon.model.plan import Colour
from andon.model.signal import DeviceStatus, Heard, Lamps, Receipt
from andon.model.told import TierTold

Done = Callable[[Receipt], None]
"""Called by the recorder's thread when a signal is on disk (or set aside). It must only enqueue and return."""

Wanted = Callable[[str], Lamps | None]
"""The lamps of a device as last committed: a level, asked at any time; None for a device of no station."""


class Emit(Protocol):
    """How a source hands over what it heard. Blocks while the source's inbox is full; never drops."""

    def __call__(self, item: Heard, done: Done | None = None) -> None: ...


class Source(Protocol):
    """Turns wires into signals and knows nothing else."""

    name: str

    def run(self, emit: Emit, wanted: Wanted, stop: StopFlag) -> None:
        """Read until `stop` is set, then close the wires and return within 2 s. Runs in its own thread."""

    def status(self) -> Sequence[DeviceStatus]:
        """How each device and port is doing; called from another thread."""


@runtime_checkable
class AskedSource(Protocol):
    """A source that other processes hand readings to at the desk, rather than one that reads a wire."""

    def verbs(self) -> dict[str, Callable[[dict[str, object]], dict[str, object]]]:
        """What it can be asked there; each returns after the commit. Raises BadInput or DeskUnavailable."""


@dataclass(frozen=True, slots=True)
class FloorNow:
    """The floor at one instant: every tile with its seq, whether the recorder lives, each call type's colour.

    `told`: by ("call" or "stop", its id) the tiers that were told of it, for a forwarder that is `TellsWho`.
    """

    tiles: Sequence[tuple[int, StationChanged]]
    is_live: bool
    at: int
    colours: Mapping[str, Colour] = field(default_factory=dict)
    told: Mapping[tuple[str, int], tuple[TierTold, ...]] = field(default_factory=dict)


class Forwarder(Protocol):
    """Takes what the journal says to a far end."""

    name: str

    def deliver(self, batch: Sequence[tuple[int, Event | Sample]]) -> None:
        """Send (seq, event or sample) pairs in order; a repeat must change nothing. Raises DeliveryFailed."""

    def close(self) -> None:
        """Let go of the far end."""


@runtime_checkable
class LevelForwarder(Protocol):
    """Shows a far end how the floor stands now. What happened in between it never tells."""

    name: str

    def show(self, floor: FloorNow) -> None:
        """Called when something moved, and at least once a second. Must not wait: who is away sees it later."""

    def close(self) -> None:
        """Let go of the far end."""


@runtime_checkable
class TellsWho(Protocol):
    """A forwarder that shows who was told of what is open."""

    tells_who: bool


@runtime_checkable
class Reporting(Protocol):
    """A forwarder that says at the desk what became of what it was to deliver."""

    def use(self, desk: Desk) -> None:
        """Called once, before anything is shown to it."""


class Clock(Protocol):
    """Instants in microseconds since the epoch, UTC, that never jump by themselves."""

    def now(self) -> int: ...

    def stepped(self) -> int: ...


class Desk(Protocol):
    """The recorder's counter: what other processes want written is asked for here and answered after the commit."""

    def ask(self, verb: str, payload: dict[str, object]) -> dict[str, object]:
        """Answer of the recorder. Raises CommandRejected, BadInput, or DeskUnavailable (not surely written)."""
