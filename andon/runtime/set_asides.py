"""What could not be taken is kept with its reason; the same complaint once an hour, all of them counted."""

from __future__ import annotations

from collections import OrderedDict

from andon.base.units import US_PER_HOUR
from andon.journal.writer import Writer
from andon.model.signal import Refused, Signal

_KEYS_MOST = 1_000  # a stranger that makes up addresses fills no memory and no disk


class SetAsides:
    """Keeps and counts."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._kept_at: OrderedDict[tuple[str, str], int] = OrderedDict()
        self.counts: dict[str, int] = {}

    def keep(self, signal: Signal, source: str, reason: str) -> None:
        """Count a signal that was refused, and keep it unless its like was kept within the hour."""
        self._keep(source, signal.address, signal.seen_at, f"{signal.address} = {signal.value!r}", reason)

    def keep_refused(self, refused: Refused, source: str) -> None:
        """Count a message that its source could not read, and keep it unless its like was kept within the hour."""
        self._keep(source, refused.address, refused.seen_at, f"{refused.address}: {refused.what}", refused.reason)

    def _keep(self, source: str, address: str, at: int, what: str, reason: str) -> None:
        key = (source, address)
        if self._wants(key, at):
            self._writer.set_aside(at, source, what[:500], reason)  # may find no room: then it was not kept
            self._kept_at[key] = at
            self._kept_at.move_to_end(key)
        self.counts[source] = self.counts.get(source, 0) + 1

    def _wants(self, key: tuple[str, str], at: int) -> bool:
        last = self._kept_at.get(key)
        if last is not None or len(self._kept_at) < _KEYS_MOST:
            return last is None or at - last >= US_PER_HOUR
        oldest, kept_at = next(iter(self._kept_at.items()))
        if at - kept_at < US_PER_HOUR:
            return False
        del self._kept_at[oldest]
        return True
