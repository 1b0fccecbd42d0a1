"""Which box was heard on which port: knows a box again wherever it is plugged in, and notices two of one uid.

    port A  A         A          one box that was moved is heard on A, then on B, and never on A again;
    port B       B         B     A, B, A within three seconds are two boxes: both are flagged
                      ^ conflict

Called by the threads of all ports and by the one that asks for the status.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from andon.sources.serial.box import Box

TWICE_US = 3_000_000
BOXES_MAX = 1_000  # one edge serves a plant of a thousand stations


@dataclass(slots=True)
class _Record:
    box: Box
    port: str
    ports: dict[str, int] = field(default_factory=dict)  # port -> last heard
    conflict_until_us: int = 0


@dataclass(frozen=True, slots=True)
class Sighting:
    """A box, the port where it was heard last, and the ports that claim it when there are several."""

    box: Box
    port: str
    claimed_by: tuple[str, ...]


class Roster:
    """All boxes heard since the start."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._records: dict[str, _Record] = {}

    def meet(self, uid: str, port: str) -> Box | None:
        """A box begins to speak on a port: fresh, with its old counters. None when there are too many."""
        with self._lock:
            known = self._records.get(uid)
            if known is None and len(self._records) >= BOXES_MAX:
                return None
            box = Box(uid, known.box if known else None)
            if known is None:
                self._records[uid] = _Record(box, port)
            else:
                known.box = box
            return box

    def heard(self, box: Box, port: str, at_us: int) -> bool:
        """The box said something on a port; whether another one of the same uid speaks elsewhere."""
        with self._lock:
            record = self._records[box.uid]
            if record.port != port:
                if at_us - record.ports.get(port, -TWICE_US) < TWICE_US:
                    record.conflict_until_us = at_us + TWICE_US
                record.box, record.port = box, port
            record.ports[port] = at_us
            return at_us < record.conflict_until_us

    def left(self, port: str) -> None:
        """A port was closed: nobody is heard there."""
        with self._lock:
            for record in self._records.values():
                record.ports.pop(port, None)

    def sightings(self, now_us: int) -> list[Sighting]:
        """Every box, for the status."""
        with self._lock:
            return [_sighting(record, now_us) for _, record in sorted(self._records.items())]


def _sighting(record: _Record, now_us: int) -> Sighting:
    in_conflict = now_us < record.conflict_until_us
    claims = sorted(port for port, at_us in record.ports.items() if now_us - at_us < TWICE_US)
    return Sighting(record.box, record.port, tuple(claims) if in_conflict else ())
