"""Boxes that speak and belong to no station: what each said last, and the lamps by which somebody finds one.

A stranger has no lamps of its own: it stays dark, as a box without a link does. Only while somebody looks for it, or
has just pulled its cord, it blinks blue and white, for a bounded time; no station is ever shown that way.
"""

from __future__ import annotations

from dataclasses import dataclass

from andon.base.units import US_PER_S
from andon.model.signal import Lamps, Value

STRANGERS_MOST = 1_000  # devices: one edge serves a plant of a thousand stations
IDENTIFY_US = 10 * US_PER_S
BLINK_US = US_PER_S // 2
_PATTERN: tuple[Lamps, Lamps] = (frozenset({"blue"}), frozenset({"white"}))


@dataclass(slots=True)
class Stranger:
    """`point`, `value` and `at`: what it said last. `levels`: by address, to be known when it is assigned."""

    point: str
    value: Value
    at: int
    levels: dict[str, Value]
    lit_until: int = 0


class Strangers:
    """The recorder's knowledge, not the floor's: nothing of it is journaled twice. The recorder's thread changes it."""

    def __init__(self) -> None:
        self._by_device: dict[str, Stranger] = {}
        self._kept: set[str] = set()  # addresses whose last word the book has

    def hear(self, address: str, value: Value, at: int) -> bool:
        """Take in what was heard; whether it is news."""
        device, _, point = address.rpartition("/")
        known = self._by_device.get(device)
        if known is None:
            if len(self._by_device) >= STRANGERS_MOST:
                self._by_device.clear()
                self._kept.clear()
            known = self._by_device[device] = Stranger(point, value, at, {})
        is_news = known.levels.get(address) != value or address not in self._kept
        self._kept.add(address)
        known.levels[address] = value
        if is_news:
            known.point, known.value, known.at = point, value, at
        if point == "cord" and value:
            self.light(device, at)
        return is_news

    def start_over(self) -> None:
        """What was not committed is news again."""
        self._kept.clear()

    def light(self, device: str, at: int) -> bool:
        """Have it blink for a while; false for a device that is no stranger."""
        known = self._by_device.get(device)
        if known is not None:
            known.lit_until = at + IDENTIFY_US
        return known is not None

    def wanted(self, device: str, at: int) -> Lamps | None:
        """Its lamps now; None leaves it dark. Called from any thread."""
        known = self._by_device.get(device)
        return None if known is None or at >= known.lit_until else _PATTERN[at // BLINK_US % 2]

    def assigned(self, addresses: set[str]) -> list[tuple[str, Value]]:
        """What is known of points that a new plan has; they are strangers no more."""
        told: list[tuple[str, Value]] = []
        for device, stranger in list(self._by_device.items()):
            own = [(address, value) for address, value in stranger.levels.items() if address in addresses]
            if own:
                told += own
                del self._by_device[device]
        return told

    def listed(self, at: int) -> list[dict[str, object]]:
        """Those that said something last come first."""
        newest_first = sorted(self._by_device.items(), key=lambda known: -known[1].at)
        return [_told(device, stranger, at) for device, stranger in newest_first]


def _told(device: str, stranger: Stranger, at: int) -> dict[str, object]:
    said = {"point": stranger.point, "value": stranger.value, "at": stranger.at}
    return {"uid": device.partition("/")[2], **said, "is_lit": at < stranger.lit_until}
