"""What a controller still has to say. Pure: time is passed in.

    say -> pending -> batch (the same one until it is answered) -> forgotten

Everything said gets the next seq. When too much is pending the oldest is dropped and counted; the levels that are said
after the reconnect then tell the truth again, as counts are running totals and states are levels.
"""

from collections import deque
from dataclasses import asdict, dataclass

PENDING_MAX = 10_000  # about half an hour of a busy plant without a listener, 2 MB
BATCH_MAX = 200
LIFE_EVERY_S = 2.0
TOTALS = ("count", "reject")  # may wait for the next regular post; everything else is worth a post of its own


@dataclass(frozen=True, slots=True)
class Said:
    """One signal as it goes over HTTP."""

    line: str
    station: str
    point: str
    value: int | str
    boot: str
    seq: int


class Outbox:
    """Signals in order, in batches. `urgent` is true while something pending should not wait for the regular post."""

    def __init__(self, boot: str, stations: list[tuple[str, str]]) -> None:
        """`boot` names this start of the controller; `stations` are those whose life it vouches for."""
        self.urgent = False
        self.dropped = 0
        self._boot = boot
        self._seq = 0
        self._pending: deque[Said] = deque()
        self._batch: list[Said] = []
        self._levels: dict[tuple[str, str, str], int | str] = {}
        self._spoke_at_s = dict.fromkeys(stations, float("-inf"))

    def say(self, line: str, station: str, point: str, value: int | str, now_s: float) -> None:
        """Something changed at `now_s` (seconds of any steady clock)."""
        self._levels[line, station, point] = value
        self._add(line, station, point, value, now_s)
        self.urgent = self.urgent or point not in TOTALS

    def say_levels(self, now_s: float) -> None:
        """Say where every point stands: after a start and after a reconnect."""
        for (line, station, point), value in self._levels.items():
            self._add(line, station, point, value, now_s)

    def say_alive(self, now_s: float) -> None:
        """A sign of life for each station that said nothing for two seconds."""
        for (line, station), spoke_at_s in self._spoke_at_s.items():
            if now_s - spoke_at_s >= LIFE_EVERY_S:
                self._add(line, station, "alive", 1, now_s)

    def batch(self) -> list[dict[str, int | str]]:
        """What to post now: the batch not yet answered, or else the next one. Empty when there is nothing to say."""
        if not self._batch:
            while self._pending and len(self._batch) < BATCH_MAX:
                self._batch.append(self._pending.popleft())
            self.urgent = bool(self._pending)
        return [asdict(said) for said in self._batch]

    def answered(self) -> None:
        """The batch was taken; the next call of `batch` goes on."""
        self._batch = []

    def _add(self, line: str, station: str, point: str, value: int | str, now_s: float) -> None:
        self._seq += 1
        self._spoke_at_s[line, station] = now_s
        if len(self._pending) >= PENDING_MAX:
            self._pending.popleft()
            self.dropped += 1
        self._pending.append(Said(line, station, point, value, self._boot, self._seq))
