"""Somebody who walks by: sees a lamp that calls although nothing is the matter, and presses restart.

A call can outlive its reason: pulled by a visitor, cancelled too late, left over from before the simulator started.
On a real floor nobody lets a lamp burn for nothing; without this a demo would slowly turn yellow all over.
"""

from firmware_sim.plant import Plant
from firmware_sim.pty_port import PtyPort
from firmware_sim.stack_light import RED, YELLOW


class Onlooker:
    """Watches the lamps each second. With `after_s` 0 nobody walks by."""

    LOOK_EVERY_S = 1.0

    def __init__(self, after_s: float, ports: list[PtyPort], plant: Plant) -> None:
        """`ports` are in the order of the plant's stations."""
        self._after_s, self._ports, self._plant = after_s, ports, plant
        self._lit_since_s: dict[int, float] = {}
        self._look_at_s = 0.0

    def look(self, now_s: float) -> list[PtyPort]:
        """The ports whose lamp has called for nothing for long enough at `now_s` (seconds, steady)."""
        if not self._after_s or now_s < self._look_at_s:
            return []
        self._look_at_s = now_s + self.LOOK_EVERY_S
        found = []
        for index, port in enumerate(self._ports):
            if not self._calls_for_nothing(index, port):
                self._lit_since_s.pop(index, None)
            elif now_s - self._lit_since_s.setdefault(index, now_s) >= self._after_s:
                del self._lit_since_s[index]
                found.append(port)
        return found

    def _calls_for_nothing(self, index: int, port: PtyPort) -> bool:
        if index in self._plant.people.busy or self._plant.stations[index].hindered:
            return False
        return not port.box.level and bool(port.shown().lamps & (YELLOW | RED))
