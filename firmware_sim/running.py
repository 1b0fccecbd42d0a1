"""One running plant: the pure plant, boxes on ptys, the poster, the control socket; put together and kept in step.

    plant.step --- hands ---> boxes on ptys (thread "boxes")
               \\-- machines -> poster (thread "poster")
    control socket --- a person's hand, pulled plugs ---> boxes

The owner's thread runs `run`; every wait in it is bounded. `speed` scales the plant only: boxes keep wall time.
"""

import contextlib
import heapq
import os
import selectors
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from firmware_sim.box import Box, Kind
from firmware_sim.control import ControlSocket, Refused
from firmware_sim.controllers import Controller
from firmware_sim.eeprom import Eeprom
from firmware_sim.onlooker import Onlooker
from firmware_sim.plant import Plant, Reading
from firmware_sim.plant.reading import HAND_POINTS
from firmware_sim.pty_port import PortServer, PtyPort
from firmware_sim.scenarios import Scenario
from firmware_sim.stack_light import RED, YELLOW

WAIT_S_MAX = 0.5
WAIT_S_MIN = 0.005  # a plant at a thousand times speed is stepped in lumps, not in a busy loop
HOLD_S = 0.3
HOLD_S_MAX = 3600.0


class RunningPlant:
    """A plant with its devices, from `run` until `stop`. Links and control socket are in `folder`."""

    def __init__(
        self, scenario: Scenario, folder: Path, *, seed: int, speed: float = 1.0, poster: Controller | None = None
    ) -> None:
        """Raises ControlError when a plant runs in `folder` already, OSError when ptys or files cannot be made."""
        folder.mkdir(parents=True, exist_ok=True)
        self._plant = Plant(scenario, seed)
        self._speed, self._poster = speed, poster
        self._control = ControlSocket(folder, self._answer)
        self._eeprom = Eeprom(folder)
        self._server = PortServer(Random(f"{seed}/wires"))  # noqa: S311 - faults, not secrets
        self._ports = self._make_ports(scenario, folder)
        self._onlooker = Onlooker(scenario.people.notice_lamp_after_s, list(self._ports.values()), self._plant)
        self._later: list[tuple[float, int, Callable[[], None]]] = []
        self._held = 0
        self._started_s = time.monotonic()
        self._bell_out, self._bell_in = os.pipe()
        self._stopping = False

    def run(self) -> None:
        """Live until `stop` is called, from a signal handler or another thread; leaves within 2 s of it."""
        self._say_all(self._plant.levels())
        self._server.start()
        if self._poster:
            self._poster.start()
        try:
            with selectors.DefaultSelector() as selector:
                selector.register(self._control, selectors.EVENT_READ)
                selector.register(self._bell_out, selectors.EVENT_READ)
                while not self._stopping:
                    selector.select(self._wait_s())  # 1 wait for a question, the plant, or a hand to let go
                    self._control.answer_one()  # 2 answer
                    self._step_plant()  # 3 let the plant go on
                    self._do_later()  # 4 let go what was held long enough
        finally:
            self._close()

    def stop(self) -> None:
        """Ask `run` to return. Safe in a signal handler."""
        self._stopping = True
        with contextlib.suppress(OSError):  # asked twice, and gone already
            os.write(self._bell_in, b"!")

    def _make_ports(self, scenario: Scenario, folder: Path) -> dict[str, PtyPort]:
        ports = {}
        for number, (line, station) in enumerate(scenario.places(), 1):
            epoch = self._eeprom.power_on(station.box)
            self._eeprom.store(station.box, epoch)
            box = Box(station.box, epoch, self._server.now_ms())
            ports[f"{line.id}/{station.id}"] = self._server.add(box, folder / f"box-{number:02}")
        return ports

    def _close(self) -> None:
        self._control.close()
        if self._poster:
            self._poster.stop()
        self._server.stop()
        os.close(self._bell_out)
        os.close(self._bell_in)

    # -- the plant

    def _plant_us(self) -> int:
        return round((time.monotonic() - self._started_s) * self._speed * 1e6)

    def _step_plant(self) -> None:
        self._say_all(self._plant.step(self._plant_us()))
        for port in self._onlooker.look(time.monotonic()):
            self._press(port, Kind.RESTART, HOLD_S)

    def _say_all(self, readings: list[Reading]) -> None:
        for reading in readings:
            if reading.point in HAND_POINTS:
                port = self._ports[f"{reading.line}/{reading.station}"]
                act = port.press if reading.value else port.release
                act(HAND_POINTS.index(reading.point))
            elif self._poster:
                self._poster.say(reading.line, reading.station, reading.point, reading.value)

    def _wait_s(self) -> float:
        waits = [WAIT_S_MAX]
        next_us = self._plant.next_us()
        if next_us is not None:
            waits.append((next_us - self._plant_us()) / 1e6 / self._speed)
        if self._later:
            waits.append(self._later[0][0] - time.monotonic())
        return max(min(waits), WAIT_S_MIN)

    def _do_later(self) -> None:
        while self._later and self._later[0][0] <= time.monotonic():
            heapq.heappop(self._later)[2]()

    def _press(self, port: PtyPort, kind: Kind, hold_s: float | None) -> None:
        port.press(kind)
        if hold_s is not None:
            self._held += 1  # breaks ties: two actions cannot be compared
            heapq.heappush(self._later, (time.monotonic() + hold_s, self._held, lambda: port.release(kind)))

    # -- the control socket

    def _answer(self, question: dict[str, Any]) -> dict[str, Any]:
        if question.get("do") == "lamps":
            return {"boxes": [self._tell(name, port) for name, port in self._ports.items()]}
        port = self._ports.get(str(question.get("at")))
        if port is None:
            raise Refused(f"no station {question.get('at')!r}; there are {', '.join(self._ports)}")
        if question.get("do") == "press":
            self._press_as_asked(port, question)
        elif question.get("do") == "box":
            self._treat_box(port, str(question.get("what")))
        else:
            raise Refused(f"cannot do {question.get('do')!r}")
        return {"ok": True}

    def _press_as_asked(self, port: PtyPort, question: dict[str, Any]) -> None:
        try:
            kind = Kind[str(question.get("kind", "yellow")).upper()]
        except KeyError:
            raise Refused(f"no such kind; there are {', '.join(k.name.lower() for k in Kind)}") from None
        hold_s = question.get("hold_s")
        if hold_s is None:
            hold_s = None if kind is Kind.RED else HOLD_S  # the red button latches: it stays in until released
        elif not isinstance(hold_s, int | float) or not 0 < hold_s <= HOLD_S_MAX:
            raise Refused(f"hold_s {hold_s!r}: a hand holds for more than 0 and at most {HOLD_S_MAX:g} seconds")
        if question.get("release"):
            port.release(kind)
        else:
            self._press(port, kind, hold_s)

    def _treat_box(self, port: PtyPort, what: str) -> None:
        acts: dict[str, Callable[[], None]] = {
            "unplug": port.unplug,
            "plug": port.replug,
            "reset": port.warm_reset,
            "cold-reset": port.cold_reset,
            "flood": port.flood,
            "burn-out": lambda: port.burn_out(YELLOW | RED),
            "new-lamps": lambda: port.burn_out(0),
        }
        if what not in acts:
            raise Refused(f"cannot {what!r} a box; can {', '.join(acts)}")
        acts[what]()
        with contextlib.suppress(OSError):  # a full disk must not stop the plant; the next start may reuse an epoch
            self._eeprom.store(port.box.uid, port.box.epoch)

    def _tell(self, name: str, port: PtyPort) -> dict[str, Any]:
        shown, judge = port.shown(), port.box.judge
        return {
            "at": name,
            "port": port.link.name,
            "plugged": port.plugged,
            "shows": shown.words(),
            "own": shown.own,
            "wrong": judge.why,
            "wrong_ms": judge.wrong_ms,
            "waiting": port.box.waiting,
            "lost": port.box.lost,
        }
