"""Disk space held back for cords: a file beside the book, given up piece by piece when nothing else is left."""

from __future__ import annotations

import errno
import os
from pathlib import Path

PIECE_BYTES = 1024 * 1024


class Reserve:
    """`bytes_whole` of disk that belong to nobody until the disk is full. 0 holds nothing back."""

    def __init__(self, path: Path, bytes_whole: int) -> None:
        self._path, self._whole = path, bytes_whole
        self._path.touch()

    @property
    def held_bytes(self) -> int:
        """What is held back right now."""
        return self._path.stat().st_size

    @property
    def is_whole(self) -> bool:
        """Nothing of it is missing."""
        return self.held_bytes >= self._whole

    def give(self) -> bool:
        """Give up one piece; false when none is left."""
        held = self.held_bytes
        if held == 0:
            return False
        os.truncate(self._path, max(0, held - PIECE_BYTES))
        return True

    def take_back(self, spare_bytes: int) -> None:
        """Hold back again what is missing, as far as the disk keeps `spare_bytes` free beside it."""
        free = os.statvfs(self._path).f_bavail * os.statvfs(self._path).f_frsize
        wanted = min(self._whole, self.held_bytes + free - spare_bytes)
        if wanted <= self.held_bytes:
            return
        with self._path.open("r+b") as file:
            try:
                os.posix_fallocate(file.fileno(), 0, wanted)
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise
                os.ftruncate(file.fileno(), self.held_bytes)  # somebody was quicker; the next round tries again
