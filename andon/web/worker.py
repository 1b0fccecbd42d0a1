"""The server's worker: a request gets a thread when it is whole, and not before.

As it comes, gunicorn gives a connection a thread at its first byte and lets that thread wait for the rest without
end, so two hundred sockets that say one letter each would silence the house. Here the loop that accepts also
listens: a slow head or body costs a socket and its bytes. When too many wait, the one that has waited longest goes;
an honest request is whole within milliseconds. Closing does not wait either.
"""

from __future__ import annotations

import ctypes
import errno
import os
import selectors
import signal
import socket
import ssl
import time
from collections import deque
from functools import partial
from types import FrameType
from typing import Any

from flask import Flask
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from andon.web.caller import Caller
from andon.web.framing import HEAD_MAX_BYTES, LINE_MAX_BYTES, Heard
from andon.web.parts import parts_of

ARRIVES_WITHIN_S = 20.0  # the whole request; a megabyte over a bad radio link takes ten
WAITING_MAX = 512  # connections whose request is not whole
WAITING_MAX_BYTES = 64_000_000  # held for them together
KEPT_ALIVE_MAX = 256
LINGERS_S = 2.0
LINGERING_MAX = 256
_PR_SET_PDEATHSIG = 1
_NOTHING_TO_ACCEPT = (errno.EAGAIN, errno.ECONNABORTED)
_NO_ROOM = (errno.EMFILE, errno.ENFILE)
_TOO_MUCH = {
    Heard.LINE_TOO_LONG: (414, "URI Too Long", f"The first line is longer than {LINE_MAX_BYTES} bytes."),
    Heard.HEAD_TOO_LARGE: (
        431,
        "Request Header Fields Too Large",
        f"The head is larger than {HEAD_MAX_BYTES} bytes.",
    ),
}


class Worker(ThreadWorker):  # type: ignore[misc]
    """Ends its streams when told to stop, and does not outlive its master."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.max_keepalived = KEPT_ALIVE_MAX
        self._lingering: deque[Caller] = deque()
        self._held_bytes = 0

    def init_process(self) -> None:
        _die_with_parent(self.ppid)
        super().init_process()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if isinstance(self.wsgi, Flask):
            parts_of(self.wsgi).stream.close()
        super().handle_exit(sig, frame)

    def accept(self, listener: socket.socket) -> None:
        """One that knocks. At the secure door it is given the settings with the certificate."""
        try:
            peer, client = listener.accept()
        except OSError as error:
            if error.errno in _NO_ROOM and self.pending_conns:
                self._turn_away(self.pending_conns[0])
            elif error.errno not in _NOTHING_TO_ACCEPT:
                raise
            return
        server = listener.getsockname()
        settings = self.app.secure_settings if self.app.is_secure(server) else self.cfg
        try:
            caller = Caller(settings, peer, client, server, self._linger)
        except OSError:  # gone already, or there is no certificate to show
            peer.close()
            return
        self.nr_conns += 1
        self.enqueue_req(caller)

    def enqueue_req(self, caller: Caller) -> None:
        """Listen to the next request of a connection, new or kept alive."""
        heard = caller.begin()
        if heard is Heard.MORE:
            heard = caller.hear()
        if heard is not Heard.MORE:
            self._heard_out(caller, heard)
            return
        while len(self.pending_conns) >= WAITING_MAX:
            self._turn_away(self.pending_conns[0])
        caller.timeout = time.monotonic() + ARRIVES_WITHIN_S
        self.pending_conns.append(caller)
        self._hold(len(caller.framing.held))
        self.poller.register(caller.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, caller))

    def on_pending_socket_readable(self, caller: Caller, _peer: socket.socket) -> None:
        if caller not in self.pending_conns:
            return  # turned away while this round of the loop was under way
        before = len(caller.framing.held)
        heard = caller.hear()
        self._hold(len(caller.framing.held) - before)
        if heard is not Heard.MORE and caller in self.pending_conns:
            self._let_go(caller)
            self._heard_out(caller, heard)

    def murder_pending(self) -> None:
        """Whose time to speak, or to take the last word, is over."""
        now = time.monotonic()
        while self.pending_conns and self.pending_conns[0].timeout <= now:
            self._turn_away(self.pending_conns[0])
        while self._lingering and self._lingering[0].timeout <= now:
            self._close(self._lingering[0])

    def handle_error(self, request: Any, client: socket.socket, address: Any, error: Exception) -> None:
        """A browser that does not trust us, or plain HTTP at the secure door: nobody is there to read an answer."""
        if not isinstance(error, ssl.SSLError):
            super().handle_error(request, client, address, error)

    def _heard_out(self, caller: Caller, heard: Heard) -> None:
        if heard is Heard.WHOLE:
            caller.hand_over()
            super().enqueue_req(caller)
            return
        if heard in _TOO_MUCH:
            caller.refuse(*_TOO_MUCH[heard])
        self.nr_conns -= 1
        caller.close(graceful=True)

    def _turn_away(self, caller: Caller) -> None:
        self._let_go(caller)
        self.nr_conns -= 1
        caller.close()

    def _let_go(self, caller: Caller) -> None:
        """It waits no more."""
        self.poller.unregister(caller.sock)
        self.pending_conns.remove(caller)
        self._held_bytes -= len(caller.framing.held)

    def _hold(self, bytes_more: int) -> None:
        self._held_bytes += bytes_more
        while self._held_bytes > WAITING_MAX_BYTES:
            self._turn_away(self.pending_conns[0])

    def _linger(self, caller: Caller) -> None:
        """Said all; listen for the end without waiting for it, or what was said last might be lost on its way."""
        try:
            caller.sock.setblocking(False)
            caller.sock.shutdown(socket.SHUT_WR)
            self.poller.register(caller.sock, selectors.EVENT_READ, partial(self._on_lingering_readable, caller))
        except (OSError, ValueError):
            caller.close()
            return
        caller.timeout = time.monotonic() + LINGERS_S
        self._lingering.append(caller)
        while len(self._lingering) > LINGERING_MAX:
            self._close(self._lingering[0])

    def _on_lingering_readable(self, caller: Caller, _peer: socket.socket) -> None:
        if caller in self._lingering and caller.drain():
            self._close(caller)

    def _close(self, caller: Caller) -> None:
        self.poller.unregister(caller.sock)
        self._lingering.remove(caller)
        caller.close()


def _die_with_parent(parent: int) -> None:
    """A killed master cannot tell its worker to go, so the kernel does; an orphan would hold the port."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
