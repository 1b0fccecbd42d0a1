"""What the lamps of a station should show for its tile. Green only where work runs and every signal is good."""

from __future__ import annotations

from andon.model.event import StationChanged
from andon.model.signal import Lamp, Lamps

_BY_STATE: dict[str, tuple[Lamp, ...]] = {
    "stopped": ("red",),
    "call": ("yellow",),
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


def lamps(tile: StationChanged) -> Lamps:
    """The lamps to command. An open call burns yellow beside a red stop; the buzzer ends when the leader is there."""
    wanted: set[Lamp] = set(_BY_STATE[tile.state])
    if tile.calls:
        wanted.add("yellow")
    if any(call.arrived is None for call in tile.calls):
        wanted.add("buzzer")
    return frozenset(wanted.union(tile.test.lamps if tile.test else ()))
