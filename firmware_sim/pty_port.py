"""Boxes on pseudo-terminals: the I/O of the device side. One thread serves all boxes.

The host opens a stable name, a symbolic link to the slave side, exactly as it would open a USB serial adapter by id.
As with a real port, bytes sent while nobody has the port open are lost, and a host may close and open it at will.

    host ---- slave | pty | master ---- Cable (faults) ---- Box
      opens DIR/box-01                     this file, under one lock

Errors: `OSError` when a pty or the link cannot be made. Nothing raises later: a dead host is a box's daily life.
"""

import contextlib
import os
import select
import selectors
import threading
import time
import tty
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self

from firmware_sim.box import Box
from firmware_sim.stack_light import Shown
from firmware_sim.wire import Cable, Faults

LOOK_EVERY_MS = 50  # how soon an opened port is noticed; also bounds every wait of the thread
READ_BYTES = 4096
STOP_WITHIN_S = 2.0


def monotonic_ms() -> int:
    """The wall's steady milliseconds: a box's clock does not follow the plant's speed."""
    return time.monotonic_ns() // 1_000_000


class PtyPort:
    """One box on one pty. Made by `PortServer.add`; every public method may be called from any thread."""

    def __init__(self, box: Box, link: Path, cable: Cable, server: "PortServer") -> None:
        self.box = box
        self.link = link
        self.cable = cable
        self._server = server
        self._lock = server.lock
        self._master: int | None = None
        self._readable = False  # whether the selector watches the master: only while a host has the slave open
        self._pending_ms = 0
        self._make_pty()

    def press(self, kind: int) -> None:
        """A hand pulls or presses `kind` (see `box.Kind`), now."""
        self._do(lambda now_ms: self.box.press(kind, now_ms))

    def release(self, kind: int) -> None:
        """The hand lets go of `kind`, now."""
        self._do(lambda now_ms: self.box.release(kind, now_ms))

    def burn_out(self, lamps: int) -> None:
        """Break these lamps of the stack light, and mend all others; bits as in the L frame."""
        with self._lock:
            self.box.burn_out(lamps)

    def count_pieces(self, pieces: int = 1) -> None:
        """The box's counting input sees `pieces` pulses."""
        with self._lock:
            self.box.count_pieces(pieces)

    def warm_reset(self) -> None:
        """Reset the box; its ring survives."""
        self._do(self.box.warm_reset)

    def cold_reset(self) -> None:
        """Take the box's power away and give it back; its epoch grows."""
        self._do(self.box.cold_reset)

    def flood(self, size_bytes: int = 20_000) -> None:
        """Send `size_bytes` of garbage to the host, as a loose connector does."""
        with self._lock:
            for _ in range(0, size_bytes, READ_BYTES):
                self._write(self.cable.to_host.flood(min(READ_BYTES, size_bytes), self._server.now_ms()))
            self._server.wake()

    def faults(self, faults: Faults) -> None:
        """Make both directions of the cable as bad as `faults` says."""
        with self._lock:
            self.cable.faults(faults)

    def unplug(self) -> None:
        """Pull the cable: the host's port hangs up and its name is gone. The box keeps its power and goes on."""
        with self._lock:
            self.cable.unplug()
            self._drop_pty()
            self._server.wake()

    def replug(self, link: Path | None = None) -> None:
        """Put the cable back, under the old name or under `link`. Raises OSError when no pty can be had."""
        with self._lock:
            if self._master is not None:
                return
            self.link = link or self.link
            self.cable.plug()
            self._make_pty()
            self._server.wake()

    @property
    def plugged(self) -> bool:
        """Whether the cable is in."""
        return self._master is not None

    def shown(self) -> Shown:
        """What the box's lamps show now."""
        with self._lock:
            return self.box.shown

    # -- for the server, under its lock

    def serve(self, now_ms: int) -> None:
        """Read, let the box do what is due, write."""
        self._look_for_host()
        arrived = self.cable.to_box.carry(self._read(), now_ms)
        out = self.box.receive(arrived, now_ms) if arrived else b""
        out += self.box.tick(now_ms)  # at every pass, due or not: the judge of the lamps looks more often so
        if out or self.cable.to_host.holds:
            self._write(self.cable.to_host.carry(out, now_ms))

    def close(self) -> None:
        """Give the pty back and take the link away."""
        self._drop_pty()

    # -- inside

    def _do(self, act: Callable[[int], bytes]) -> None:
        with self._lock:
            now_ms = self._server.now_ms()
            out = act(now_ms) + self.box.tick(now_ms)
            self._write(self.cable.to_host.carry(out, now_ms))
            self._server.wake()

    def _make_pty(self) -> None:
        master, slave = os.openpty()
        tty.setraw(slave)
        os.set_blocking(master, False)
        name = os.ttyname(slave)
        os.close(slave)  # from now on the master can tell whether a host has the port open
        self._master = master
        self.link.parent.mkdir(parents=True, exist_ok=True)
        self.link.unlink(missing_ok=True)
        self.link.symlink_to(name)

    def _drop_pty(self) -> None:
        if self._master is None:
            return
        self._watch(False)
        os.close(self._master)
        self._master = None
        with contextlib.suppress(OSError):
            self.link.unlink()

    def _look_for_host(self) -> None:
        """Watch the master only while the slave is open: a hung-up pty is readable for ever and would spin the loop."""
        if self._master is None:
            return
        poll = select.poll()
        poll.register(self._master, select.POLLIN)
        events = poll.poll(0)
        self._watch(not any(event & select.POLLHUP for _, event in events))

    def _watch(self, wanted: bool) -> None:
        if self._master is None or wanted == self._readable:
            return
        if wanted:
            self._server.selector.register(self._master, selectors.EVENT_READ)
        else:
            self._server.selector.unregister(self._master)
        self._readable = wanted

    def _read(self) -> bytes:
        if self._master is None or not self._readable:
            return b""
        try:
            return os.read(self._master, READ_BYTES)
        except OSError:  # nothing there, or the host closed just now
            return b""

    def _write(self, data: bytes) -> None:
        if self._master is None or not data or not self._host_is_there():
            return
        with contextlib.suppress(OSError):  # a full pty loses bytes, as a port whose host does not read would
            os.write(self._master, data)

    def _host_is_there(self) -> bool:
        self._look_for_host()
        return self._readable


class PortServer:
    """The thread that serves every port. Use it as a context manager, or call `start` and `stop`."""

    def __init__(self, rng: Random, clock_ms: Callable[[], int] = monotonic_ms) -> None:
        self.lock = threading.RLock()
        self.selector = selectors.DefaultSelector()
        self.now_ms = clock_ms
        self._rng = rng
        self._ports: list[PtyPort] = []
        self._bell_out, self._bell_in = os.pipe()
        os.set_blocking(self._bell_out, False)
        os.set_blocking(self._bell_in, False)
        self.selector.register(self._bell_out, selectors.EVENT_READ)
        self._stopping = self._given_back = False
        self._thread = threading.Thread(target=self._run, name="boxes", daemon=True)

    def add(self, box: Box, link: Path) -> PtyPort:
        """Put `box` on a new pty reachable as `link`. Raises OSError when no pty or link can be had."""
        with self.lock:
            port = PtyPort(box, link, Cable(Random(self._rng.random())), self)  # noqa: S311 - faults, not secrets
            self._ports.append(port)
            self.wake()
            return port

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def stop(self) -> None:
        """Stop serving, close every pty, remove every link. Returns within 2 s; calling it twice is harmless."""
        self._stopping = True
        self.wake()
        if self._thread.is_alive():
            self._thread.join(STOP_WITHIN_S)
        with self.lock:
            for port in self._ports:
                port.close()
            self._ports.clear()
            self._give_back()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def wake(self) -> None:
        """Make the thread look again at once."""
        with self.lock, contextlib.suppress(OSError):  # a full pipe has rung already
            if not self._given_back:
                os.write(self._bell_in, b"!")

    def _give_back(self) -> None:
        if self._given_back or self._thread.is_alive():
            return
        self._given_back = True
        self.selector.close()
        os.close(self._bell_out)
        os.close(self._bell_in)

    def _run(self) -> None:
        while not self._stopping:
            for key, _ in self.selector.select(self._wait_s()):  # 1 sleep until bytes, a bell or something due
                if key.fd == self._bell_out:
                    os.read(self._bell_out, READ_BYTES)
            with self.lock:  # 2 serve every box
                now_ms = self.now_ms()
                for port in self._ports:
                    port.serve(now_ms)

    def _wait_s(self) -> float:
        with self.lock:
            now_ms = self.now_ms()
            return min([LOOK_EVERY_MS, *(port.box.due_in_ms(now_ms) for port in self._ports)]) / 1000
