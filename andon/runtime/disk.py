"""How full the disk is, and what yields first: telemetry, then the reserve, and cords last.

Below `SPARE_BYTES` counts and values are refused. When a commit finds no room, the reserve is given up piece by piece.
When that is gone too, the recorder keeps what it holds, acknowledges nothing, and waits: the board greys meanwhile.
Room given back is used at once; the reserve is filled again before telemetry returns.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

import structlog

from andon.base.errors import StorageFailed
from andon.base.units import US_PER_DAY
from andon.journal.reserve import Reserve

SPARE_BYTES = 4 * 1024 * 1024  # the WAL grows to about as much before it is reset
FULL_BELOW_BYTES = 1024 * 1024  # a commit that failed with less free than this failed for want of room
ASK_AGAIN_S = 0.5
MEASURE_FROM_US = US_PER_DAY // 24  # a growth over less than an hour says nothing of a day

_log = structlog.get_logger()


class Disk:
    """The disk of the data folder. One thread owns it: the recorder's."""

    def __init__(self, folder: Path, reserve: Reserve, stop: threading.Event) -> None:
        self._folder, self._reserve, self._stop = folder, reserve, stop
        self.is_tight = False
        self.is_waiting = False  # nothing can be kept: what is held is not acknowledged
        self.refused = 0  # counts and values since the start of the process
        self.look()

    def look(self) -> None:
        """Once a second: does telemetry yield, does the reserve need filling?"""
        free = self.free_bytes()
        was_tight = self.is_tight
        if free >= 2 * SPARE_BYTES:
            self._reserve.take_back(2 * SPARE_BYTES)
        self.is_tight = free < SPARE_BYTES or (was_tight and not self._reserve.is_whole)
        if self.is_tight != was_tight:
            _log.warning("disk nearly full: telemetry yields" if self.is_tight else "disk has room again", free=free)

    def make_room_to_start(self) -> None:
        """Without any room a book cannot even be opened: SQLite keeps a file beside it.

        Where nothing is held back it waits; StorageFailed when the process is told to stop meanwhile.
        """
        if self.free_bytes() < FULL_BELOW_BYTES and not self._reserve.give():
            self._wait(StorageFailed(f"{self._folder} is on a full disk", is_full=True))

    def wait_for_room(self, failed: StorageFailed) -> None:
        """Make room for a commit that found none, or wait for it. Raises what failed if room is not what is missing.

        What the disk calls free is not asked before the reserve is given: a large commit may have needed more.
        """
        if not failed.is_full and self.free_bytes() >= FULL_BELOW_BYTES:
            raise failed
        self.is_tight = True
        if self._reserve.give():
            return
        self._wait(failed)

    def _wait(self, failed: StorageFailed) -> None:
        """Until somebody makes room. Raises what failed when the process is told to stop."""
        self.is_waiting = True
        wanted = f"make {FULL_BELOW_BYTES // 1024} kB of room on it, and it goes on by itself"
        _log.error("the disk is full: nothing is taken", folder=str(self._folder), remedy=wanted)
        while not self._stop.wait(ASK_AGAIN_S):
            if self.free_bytes() >= FULL_BELOW_BYTES:
                self.is_waiting = False
                return
        raise failed

    def free_bytes(self) -> int:
        """What this user may still write."""
        stat = os.statvfs(self._folder)
        return stat.f_bavail * stat.f_frsize

    def report(self, used_bytes: int, age_us: int | None) -> dict[str, object]:
        """For `/health`: bytes free and held back, and the days left at the pace of the whole book so far."""
        days_left = None
        if age_us is not None and age_us >= MEASURE_FROM_US and used_bytes > 0:
            days_left = round(self.free_bytes() * age_us / used_bytes / US_PER_DAY, 1)
        return {
            "free_bytes": self.free_bytes(),
            "held_back_bytes": self._reserve.held_bytes,
            "is_tight": self.is_tight,
            "refused": self.refused,
            "days_left": days_left,
        }
