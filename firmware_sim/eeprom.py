"""The epochs of the boxes, kept over a restart of the simulator: what EEPROM is to a real box.

Without it a restarted simulator would use (uid, epoch, seq) again for other edges, and a host would rightly take them
for repeats. Starting the simulator is a power-on, so every start takes the next epoch.
"""

import json
from pathlib import Path

from firmware_sim.box import EPOCH_MAX

NAME = "eeprom.json"


class Eeprom:
    """uid -> epoch in a file. An unreadable file counts as factory-new: the first epoch is 1."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._epochs: dict[str, int] = {}
        try:
            stored = json.loads(self._path.read_text("utf-8"))
            self._epochs = {str(uid): int(epoch) for uid, epoch in stored.items()}
        except (OSError, ValueError, AttributeError):
            self._epochs = {}

    def power_on(self, uid: str) -> int:
        """The epoch of a box that starts now."""
        return self._epochs.get(uid, 0) % EPOCH_MAX + 1

    def store(self, uid: str, epoch: int) -> None:
        """Remember `epoch`. Raises OSError when the folder cannot be written."""
        self._epochs[uid] = epoch
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(self._epochs, indent=1), "utf-8")
        fresh.replace(self._path)
