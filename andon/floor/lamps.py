"""What the lamps of a station should show for its tile, and whether they do. Green only where work runs and every
signal is good; a call has the colour of its type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from andon.base.units import US_PER_S
from andon.model.event import StationChanged
from andon.model.plan import Colour
from andon.model.signal import LAMPS, Glow, Lamp, Lamps

DIFFER_US_MAX = 3 * US_PER_S  # a command takes one beat to be seen; a bad wire may eat two

_BY_STATE: dict[str, tuple[Lamp, ...]] = {
    "stopped": ("red",),
    "call": (),
    "blocked": ("blue",),
    "starved": ("blue",),
    "changeover": ("blue",),
    "running": ("green",),
    "planned": ("white",),
    "idle": ("white",),
    "no-signal": (),
    "test": (),
    "not-watched": (),
}


def lamps(tile: StationChanged, colours: Mapping[str, Colour]) -> Lamps:
    """The lamps to command; `colours` by call type. An open call burns beside a red stop; the buzzer ends when the
    leader is there."""
    wanted: set[Lamp] = set(_BY_STATE[tile.state])
    wanted |= {_of_call(colours.get(call.type, "yellow")) for call in tile.calls}
    if any(call.arrived is None for call in tile.calls):
        wanted.add("buzzer")
    return frozenset(wanted.union(tile.test.lamps if tile.test else ()))


def _of_call(colour: Colour) -> Lamp:
    """No call is green, whatever an old plan says."""
    return "yellow" if colour == "green" else colour


def listed(lit: Lamps) -> list[Lamp]:
    """Always in the same order."""
    return [lamp for lamp in LAMPS if lamp in lit]


def in_words(lit: list[Lamp]) -> str:
    """For people: `yellow+buzzer`, or `dark`."""
    return "+".join(lit) or "dark"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Lamps that show something else than they were told, since an instant."""

    since: int
    told: Lamps
    shown: Lamps

    @property
    def due(self) -> int:
        """When it is a fault."""
        return self.since + DIFFER_US_MAX


def compare(was: Mismatch | None, told: Lamps, glow: Glow, at: int) -> Mismatch | None:
    """What is wrong with the lamps of a device, None when nothing is; told anew, it has its time anew."""
    expected = told & glow.of
    if glow.lit == expected:
        return None
    since = was.since if was is not None and was.told == expected else at
    return Mismatch(since, expected, glow.lit)
