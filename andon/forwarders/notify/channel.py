"""One message to one address, by apprise. It answers false and never raises; why is only in what it logs."""

from __future__ import annotations

import logging
import threading

import apprise

from andon.forwarders.notify.encode import Message

REASON_MOST = 200  # characters of why; apprise may tell a whole page of a server


class _Ear(logging.Handler):
    """What apprise says in this thread while it tries."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.heard.append(record.getMessage())


def send(address: str, message: Message) -> str:
    """Why the far end did not take it; empty when it did. The reason never holds the address itself, nor a password."""
    try:
        channel = apprise.Apprise.instantiate(address, suppress_exceptions=True)
    except TypeError:
        channel = None
    if channel is None:
        return f"{address.partition(':')[0]}: apprise does not understand this address"
    logger, ear = logging.getLogger("apprise"), _Ear()
    logger.addHandler(ear)
    try:
        taken = channel.notify(title=message.title, body=message.body)
    finally:
        logger.removeHandler(ear)
    scheme = address.partition(":")[0]
    return "" if taken else f"{scheme}: {'; '.join(ear.heard) or 'it was not taken'}"[:REASON_MOST]
