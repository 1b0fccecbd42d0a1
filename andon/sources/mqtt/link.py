"""The thread that keeps a connection to the broker: connects, serves, and when it ended connects again."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog

from andon.ports import Clock
from andon.sources.mqtt.broker import Broker
from andon.sources.mqtt.connection import Connection, Lost, Said

RETRY_FIRST_S, RETRY_MOST_S = 0.1, 2.0
STEADY_AFTER_US = 10_000_000  # a connection that held so long was well
STUCK_AFTER_US = 15_000_000  # no turn in so long: asking for a name or greeting the broker may hang

_log = structlog.get_logger()


class Link:
    """Made anew rather than mended: a link whose thread died or hangs is left and another one begun."""

    def __init__(
        self,
        broker: Broker,
        filters: list[str],
        hear: Callable[[Said], None],
        has_room: Callable[[], bool],
        clock: Clock,
    ) -> None:
        self._broker, self._filters, self._hear, self._has_room = broker, filters, hear, has_room
        self._clock = clock
        self._stop = threading.Event()
        self._turned_at = clock.now()
        self._connection: Connection | None = None
        self._trouble = "connecting"
        self._thread = threading.Thread(target=self._run, name="mqtt link", daemon=True)
        self._thread.start()

    @property
    def is_well(self) -> bool:
        """Its thread runs and does not hang."""
        return self._thread.is_alive() and self._clock.now() - self._turned_at < STUCK_AFTER_US

    @property
    def is_open(self) -> bool:
        connection = self._connection
        return connection is not None and connection.is_open

    @property
    def trouble(self) -> str:
        """What is wrong, empty when nothing is."""
        connection = self._connection
        return connection.trouble if connection is not None and connection.is_open else self._trouble

    def leave(self, within_s: float) -> None:
        """Stop it; a thread that hangs is left behind and says nothing any more."""
        self._stop.set()
        if connection := self._connection:
            connection.ring()
        self._thread.join(within_s)

    def _run(self) -> None:
        wait_s = RETRY_FIRST_S
        while not self._stop.is_set():
            begun_at = self._clock.now()
            self._serve()
            is_steady = self._clock.now() - begun_at >= STEADY_AFTER_US
            wait_s = RETRY_FIRST_S if is_steady else min(2 * wait_s, RETRY_MOST_S)
            self._turn()
            self._stop.wait(wait_s)

    def _serve(self) -> None:
        connection = Connection(self._broker, self._filters, self._tell, self._has_room)
        self._connection = connection
        try:
            connection.serve(self._clock.now, self._turn, self._stop)
            self._trouble = connection.trouble or "the connection ended"
        except OSError as error:
            self._trouble = f"{self._broker.address} cannot be reached: {error}"
        except Exception as error:  # a broker that breaks the protocol must not end the thread
            _log.exception("mqtt: the connection broke", broker=self._broker.address)
            self._trouble = f"the connection broke: {error!r}"
        self._tell(Lost(connection))

    def _tell(self, said: Said) -> None:
        if not self._stop.is_set():
            self._hear(said)

    def _turn(self) -> None:
        self._turned_at = self._clock.now()
