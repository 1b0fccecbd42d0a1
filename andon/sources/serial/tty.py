"""One open tty or pty: bytes in, bytes out, and a pipe by which another thread ends the wait.

57600 8N1, exclusive, and without HUPCL: closing leaves DTR as it is, so that opening again does not reset the board.
"""

from __future__ import annotations

import os
import select
import termios
import threading
from contextlib import suppress

BAUD = 57_600  # -0.8 % on a 16 MHz AVR; 115200 would be +2.1 %
READ_BYTES_MAX = 4_096
_CFLAG = 2


class Gone(OSError):
    """The port was unplugged. Looking for it again helps."""


class Waker:
    """Ends a `select` of the thread that owns it. `wake` may be called by any thread, also after `close`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._awake = False
        self._fds: tuple[int, int] | None = os.pipe()
        self.fd = self._fds[0]

    def wake(self) -> None:
        """Cheap and without blocking: at most one byte is ever in the pipe."""
        with self._lock:  # a number closed here may already be another file of the process
            if self._fds is not None and not self._awake:
                self._awake = True
                os.write(self._fds[1], b"\0")

    def clear(self) -> None:
        """Called by the owner once the pipe is readable, before it looks for what there is to do."""
        with self._lock:
            if self._fds is not None and self._awake:
                os.read(self._fds[0], 1)
                self._awake = False

    def close(self) -> None:
        with self._lock:
            fds, self._fds = self._fds, None
        for fd in fds or ():
            os.close(fd)


class Tty:
    """An open port. Raises OSError when it cannot be opened and `Gone` when it was unplugged."""

    def __init__(self, path: str, waker: Waker) -> None:
        import serial  # only who has a port pays for it

        self._waker = waker
        self._out = b""
        try:
            self._port = serial.Serial(path, BAUD, timeout=0, exclusive=True)
        except (termios.error, ValueError) as error:
            raise OSError(f"cannot be set to {BAUD} 8N1: {error}") from error
        self._fd = self._port.fileno()
        try:
            self._keep_dtr()
        except termios.error as error:
            self.close()
            raise OSError(f"cannot be told to keep DTR: {error}") from error

    def wait(self, timeout_s: float, *, reading: bool = True) -> bool:
        """Until there are bytes, room for bytes, a `wake` or the timeout; whether there are bytes."""
        fds = [self._fd, self._waker.fd] if reading else [self._waker.fd]
        readable, writable, _ = select.select(fds, [self._fd] if self._out else [], [], timeout_s)
        if self._waker.fd in readable:
            self._waker.clear()
        if writable:
            self._flush()
        return self._fd in readable

    def read(self) -> bytes:
        """What there is, at most `READ_BYTES_MAX`."""
        try:
            data = os.read(self._fd, READ_BYTES_MAX)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise Gone(f"unplugged: {error.strerror}") from error
        if not data:
            raise Gone("unplugged: end of data")
        return data

    @property
    def idle(self) -> bool:
        """Whether all that was written is on its way: who writes only then never queues without bound."""
        return not self._out

    def write(self, data: bytes) -> None:
        """Send now what fits, the rest when there is room."""
        self._out += data
        self._flush()

    def close(self) -> None:
        with suppress(OSError, termios.error):
            self._port.close()

    def _flush(self) -> None:
        try:
            sent = os.write(self._fd, self._out)
        except BlockingIOError:
            return
        except OSError as error:
            raise Gone(f"unplugged: {error.strerror}") from error
        self._out = self._out[sent:]

    def _keep_dtr(self) -> None:
        attributes = termios.tcgetattr(self._fd)
        attributes[_CFLAG] &= ~termios.HUPCL
        termios.tcsetattr(self._fd, termios.TCSANOW, attributes)
