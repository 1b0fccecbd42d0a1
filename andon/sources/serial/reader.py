"""The source: looks for ports twice a second, gives each its thread, starts a port again when it failed.

Threads: `run` (the caller's) looks for ports; `serial <path>` one for each open port; `status` is asked by another.
"""

from __future__ import annotations

import glob
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from andon.model.signal import DeviceStatus
from andon.ports import Clock, Emit, Wanted
from andon.sources.serial.port import Port, new_port_counters
from andon.sources.serial.roster import Roster, Sighting

LOOK_S = 0.5  # a replug works within two seconds
JOIN_S = 1.5  # a thread that waits for a full inbox is left behind; it lets go of its port when the inbox does
PATHS_MAX = 256


@dataclass(slots=True)
class _Place:
    """A path where a port is, was or should be."""

    path: str
    counters: dict[str, int] = field(default_factory=new_port_counters)
    port: Port | None = None
    thread: threading.Thread | None = None
    target: str = ""  # the device behind the name, so that one device with two names is opened once
    error: str = "not there"

    @property
    def served(self) -> bool:
        return self.thread is not None and self.thread.is_alive()


class SerialSource:
    """Boxes of line protocol 1 on any number of ports."""

    name = "serial"

    def __init__(self, patterns: Iterable[str], silent_after_us: int, clock: Clock) -> None:
        self._patterns = tuple(patterns)
        self._silent_after_us = silent_after_us
        self._clock = clock
        self._roster = Roster()
        self._lock = threading.Lock()
        self._places: dict[str, _Place] = {}

    def run(self, emit: Emit, wanted: Wanted, stop: threading.Event) -> None:
        """Serve every port that is there, until `stop`."""
        while not stop.is_set():
            found = self._found()
            self._forget_all_but(found)
            for path in found:
                self._look(path, emit, wanted, stop)
            stop.wait(LOOK_S)
        self._leave()

    def status(self) -> Sequence[DeviceStatus]:
        """Each port and each box."""
        now_us = self._clock.now()
        with self._lock:
            places = [self._places[path] for path in sorted(self._places)]
        return [_port_status(place) for place in places] + [
            self._box_status(sighting, now_us) for sighting in self._roster.sightings(now_us)
        ]

    def _found(self) -> list[str]:
        found: list[str] = []
        for pattern in self._patterns:
            paths = sorted(glob.glob(pattern))  # noqa: PTH207 (Path.glob takes no absolute pattern)
            found += paths or [pattern]
        return list(dict.fromkeys(found))[:PATHS_MAX]

    def _look(self, path: str, emit: Emit, wanted: Wanted, stop: threading.Event) -> None:
        try:
            self._serve(path, emit, wanted, stop)
        except (OSError, RuntimeError) as error:  # a folder that may not be read, a ring of links, no more threads
            self._place(path).error = str(error)

    def _serve(self, path: str, emit: Emit, wanted: Wanted, stop: threading.Event) -> None:
        """Open the port at `path` unless it is open, here or under another name."""
        place = self._place(path)
        if place.served:
            return
        place.port = None
        if not Path(path).exists():
            place.error = "not there" if not glob.has_magic(path) else "nothing of this name is plugged in"
            return
        place.target = str(Path(path).resolve())
        if any(other.served and other.target == place.target for other in self._places.values()):
            place.error = "open under another name"
            return
        place.port = Port(path, self._clock, self._roster, self._silent_after_us, place.counters)
        place.thread = threading.Thread(
            target=self._keep, args=(place, place.port, emit, wanted, stop), name=f"serial {path}", daemon=True
        )
        place.thread.start()

    def _place(self, path: str) -> _Place:
        with self._lock:
            return self._places.setdefault(path, _Place(path))

    def _forget_all_but(self, found: list[str]) -> None:
        """Paths that never were a port are shown while they are looked for; one that was, as long as there is room."""
        with self._lock:
            over = len(self._places) - PATHS_MAX
            for path, place in list(self._places.items()):
                idle = not place.served and path not in found
                if idle and (over > 0 or not place.counters["opened"]):
                    del self._places[path]
                    over -= 1

    def _keep(self, place: _Place, port: Port, emit: Emit, wanted: Wanted, stop: threading.Event) -> None:
        """The thread of a port. Whatever goes wrong is shown, and the port is opened again at the next look."""
        place.error = "opening"
        try:
            port.serve(emit, wanted, stop)
        except OSError as error:
            place.error = str(error)
        except Exception as error:
            place.error = f"stopped by a mistake in the program: {error!r}"

    def _leave(self) -> None:
        with self._lock:
            places = [place for place in self._places.values() if place.served]
        for place in places:
            if place.port is not None:
                place.port.wake()
        until_us = self._clock.now() + round(JOIN_S * 1_000_000)
        for place in places:
            if place.thread is not None:
                place.thread.join(max(0.0, (until_us - self._clock.now()) / 1_000_000))

    def _box_status(self, sighting: Sighting, now_us: int) -> DeviceStatus:
        box = sighting.box
        counters = dict(box.counters)
        if sighting.claimed_by:
            text = f"the same uid on several ports: {', '.join(sighting.claimed_by)}; one box must get another uid"
            return DeviceStatus(self.name, box.device, "fault", text, counters)
        if box.heard_at_us is None or now_us - box.heard_at_us > self._silent_after_us:
            return DeviceStatus(self.name, box.device, "down", f"not heard, last on {sighting.port}", counters)
        if fault := box.fault(now_us):
            return DeviceStatus(self.name, box.device, "fault", fault, counters)
        words = ", ".join(filter(None, [f"on {sighting.port}", box.words()]))
        return DeviceStatus(self.name, box.device, "up", words, counters)


def _port_status(place: _Place) -> DeviceStatus:
    port = place.port
    if port is None or not port.is_open:
        return DeviceStatus("serial", place.path, "down", place.error, dict(place.counters))
    text = f"open; last garbage: {port.garbled_last}" if port.garbled_last else "open"
    return DeviceStatus("serial", place.path, "up", text, dict(place.counters))
