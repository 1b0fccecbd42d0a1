"""Slaves on a wire: a TCP server, and a pty that stands for a serial port. Each connection has a thread.

    master ---- socket            --- take_tcp ---> unit ---> tcp_answer
    master ---- slave | pty | master --- take_rtu ---> unit ---> rtu_answer
      opens LINK

`stop` takes the wire away as a power cut does; `start` brings it back at the same place, with the same registers.
Errors: OSError when a port is taken or a link cannot be made.
"""

import contextlib
import os
import select
import socket
import threading
import tty
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from firmware_sim.controllers.modbus_frames import Request, rtu_answer, take_rtu, take_tcp, tcp_answer
from firmware_sim.controllers.modbus_unit import ModbusUnit, Wrap, nobody

READ_BYTES = 4096
STOP_WITHIN_S = 2.0
FRAME_ENDS_AFTER_S = 0.05  # of quiet on a serial wire: what came before it is no beginning of what comes after


class _Wire:
    """What both wires have in common: units, a life from `start` to `stop`, slow answers that a stop cuts short."""

    def __init__(self, units: Mapping[int, ModbusUnit]) -> None:
        self.units = dict(units)
        self._stopping = threading.Event()

    def start(self) -> None:
        raise NotImplementedError

    def stop(self) -> None:
        raise NotImplementedError

    def _say(self, request: Request, wrap: Wrap) -> bytes | None:
        unit = self.units.get(request.unit)
        if unit is None:
            return nobody(request, wrap)
        said = unit.say(request, wrap)
        if unit.faults.slow_s:
            self._stopping.wait(unit.faults.slow_s)
        return said

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()


class ModbusTcp(_Wire):
    """Units behind one TCP port. Port 0 takes a free one, which it then keeps."""

    def __init__(self, units: Mapping[int, ModbusUnit], host: str = "127.0.0.1", port: int = 0) -> None:
        super().__init__(units)
        self.host, self.port = host, port
        self._listener: socket.socket | None = None
        self._lock = threading.Lock()
        self.accepted = 0  # connections since the beginning
        self._open: dict[socket.socket, threading.Thread] = {}
        self._thread: threading.Thread | None = None

    @property
    def connections(self) -> int:
        """How many masters are connected."""
        return len(self._open)

    def start(self) -> None:
        """Listen."""
        self._stopping.clear()
        listener = socket.create_server((self.host, self.port))
        self.port = listener.getsockname()[1]
        self._listener = listener
        self._thread = threading.Thread(target=self._accept, args=(listener,), name="modbus tcp", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Hang up on everybody and listen no more."""
        self._stopping.set()
        if self._listener is not None:
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
        if self._thread is not None:
            self._thread.join(STOP_WITHIN_S)
        self.hang_up()

    def hang_up(self) -> None:
        """End every connection; new ones are welcome."""
        with self._lock:
            connections = dict(self._open)
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in connections.values():
            thread.join(STOP_WITHIN_S)

    def _accept(self, listener: socket.socket) -> None:
        while not self._stopping.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            thread = threading.Thread(target=self._serve, args=(connection,), name="modbus master", daemon=True)
            with self._lock:
                self._open[connection] = thread
                self.accepted += 1
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        held = bytearray()
        with connection, contextlib.suppress(OSError, ValueError):
            while data := connection.recv(READ_BYTES):
                held += data
                if not all(self._answer(connection, request) for request in take_tcp(held)):
                    break
        with self._lock:
            self._open.pop(connection, None)

    def _answer(self, connection: socket.socket, request: Request) -> bool:
        said = self._say(request, tcp_answer)
        if said:
            connection.sendall(said)
        return said is not None


class ModbusRtu(_Wire):
    """Units on one serial wire, reachable under `link` as a USB adapter is by its id."""

    def __init__(self, units: Mapping[int, ModbusUnit], link: Path) -> None:
        super().__init__(units)
        self.link = link
        self._thread: threading.Thread | None = None
        self._bell_in = -1

    def start(self) -> None:
        """Plug the adapter in."""
        self._stopping.clear()
        master, slave = os.openpty()
        tty.setraw(slave)
        bell_out, self._bell_in = os.pipe()
        self.link.unlink(missing_ok=True)
        self.link.symlink_to(os.ttyname(slave))
        # The slave stays open here: a pty whose last user has gone reports errors until the next one comes.
        self._thread = threading.Thread(
            target=self._serve, args=(master, slave, bell_out), name="modbus rtu", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Pull the adapter out: the port hangs up and its name is gone."""
        if self._thread is None:
            return
        self.link.unlink(missing_ok=True)
        self._stopping.set()
        os.close(self._bell_in)
        self._thread.join(STOP_WITHIN_S)
        self._thread = None

    def _serve(self, master: int, slave: int, bell_out: int) -> None:
        held = bytearray()
        try:
            while not self._stopping.is_set():
                ready, _, _ = select.select([master, bell_out], [], [], FRAME_ENDS_AFTER_S if held else None)
                if master in ready:
                    held += os.read(master, READ_BYTES)
                    self._answer_all(master, held)
                elif not ready:
                    held.clear()
        finally:
            for descriptor in (master, slave, bell_out):
                os.close(descriptor)

    def _answer_all(self, master: int, held: bytearray) -> None:
        for request in take_rtu(held):
            if said := self._say(request, rtu_answer):
                os.write(master, said)
