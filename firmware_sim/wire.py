"""A bad cable on demand: bytes dropped, flipped, repeated or late, a flood of garbage, a pulled plug. Pure and seeded.

Rates are per byte, 0.0 to 1.0. Order is kept: a serial line can be late, it cannot overtake itself.
"""

from collections import deque
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Faults:
    """How bad a direction is. `late` is the share of bytes held up, each for `late_ms`, with all behind them."""

    drop: float = 0.0
    flip: float = 0.0
    repeat: float = 0.0
    late: float = 0.0
    late_ms: int = 200


GOOD = Faults()


class Wire:
    """One direction of a cable. `faults` and `unplugged` may be changed at any time."""

    HELD_BYTES_MAX = 4096  # what an operating system's port would hold back; beyond it bytes are lost

    def __init__(self, rng: Random, faults: Faults = GOOD) -> None:
        self.faults = faults
        self.unplugged = False
        self._rng = rng
        self._held: deque[tuple[int, int]] = deque()  # (ready at ms, byte)

    def carry(self, data: bytes, now_ms: int) -> bytes:
        """Put `data` in at `now_ms` and take out what has arrived by then; call it with b"" to collect late bytes."""
        if self.unplugged:
            self._held.clear()
            return b""
        if self.faults == GOOD and not self._held:
            return data
        arrived = self._leave(now_ms)
        for byte in data:
            self._enter(byte, now_ms, arrived)
        return bytes(arrived)

    def flood(self, size_bytes: int, now_ms: int) -> bytes:
        """Garbage as a loose connector makes it: `size_bytes` of noise enter, rich in the bytes that start frames."""
        noise = self._rng.choices([*range(256), *b"<><>*\n,ABEHLQ0123456789" * 4], k=size_bytes)
        return self.carry(bytes(noise), now_ms)

    @property
    def holds(self) -> bool:
        """Whether late bytes are still on their way."""
        return bool(self._held)

    def _enter(self, byte: int, now_ms: int, arrived: list[int]) -> None:
        faults, rng = self.faults, self._rng
        if rng.random() < faults.drop:
            return
        if rng.random() < faults.flip:
            byte ^= 1 << rng.randrange(8)
        times = 2 if rng.random() < faults.repeat else 1
        late_ms = faults.late_ms if rng.random() < faults.late else 0
        if not late_ms and not self._held:
            arrived += [byte] * times
        elif len(self._held) + times <= self.HELD_BYTES_MAX:
            ready_ms = max(now_ms + late_ms, self._held[-1][0] if self._held else 0)
            self._held += [(ready_ms, byte)] * times

    def _leave(self, now_ms: int) -> list[int]:
        out = []
        while self._held and self._held[0][0] <= now_ms:
            out.append(self._held.popleft()[1])
        return out


class Cable:
    """Both directions between one box and its host, each with faults of its own."""

    def __init__(self, rng: Random) -> None:
        self.to_host = Wire(rng)
        self.to_box = Wire(rng)

    def unplug(self) -> None:
        """Nothing passes in either direction until `plug`; what was on its way is lost."""
        self.to_host.unplugged = self.to_box.unplugged = True

    def plug(self) -> None:
        """Bytes pass again."""
        self.to_host.unplugged = self.to_box.unplugged = False

    def faults(self, faults: Faults) -> None:
        """The same faults for both directions."""
        self.to_host.faults = self.to_box.faults = faults
