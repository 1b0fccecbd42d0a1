"""How the broker is reached, and a client for one connection to it."""

from __future__ import annotations

import os
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from andon.sources.mqtt.read_ahead import ReadAhead, ReadAheadClient

CONNECT_WITHIN_S = 3.0
IN_FLIGHT_MOST = 1_000  # unacknowledged at once: two full commits, so that the broker never waits for the disk
PACKET_BYTES_MOST = 32 * 1024 * 1024  # larger ones the broker keeps to itself; smaller ones we refuse and say so


@dataclass(frozen=True, slots=True)
class Broker:
    """The settings of the section that concern the connection."""

    host: str
    port: int
    version: str
    client_id: str
    keepalive_s: int
    session_expiry_s: int
    user: str = ""
    password_file: str = ""
    password_env: str = ""
    tls: bool = False
    ca_file: str = ""
    cert_file: str = ""
    key_file: str = ""

    @property
    def address(self) -> str:
        """HOST:PORT."""
        return f"{self.host}:{self.port}"

    def client(self) -> ReadAheadClient:
        """A client that was not connected yet. Raises OSError for a file that cannot be read."""
        client = self._bare_client()
        client.connect_timeout = CONNECT_WITHIN_S
        client.on_socket_open = _send_at_once
        if self.user:
            client.username_pw_set(self.user, self._password())
        if self.tls:
            client.tls_set_context(self._tls_context())
        return client

    def connect(self, client: Client) -> None:
        """Connect to the session that the broker keeps for us. Raises OSError."""
        if self.version == "5":
            properties = self._wishes()
            client.connect(self.host, self.port, self.keepalive_s, clean_start=False, properties=properties)
        else:
            client.connect(self.host, self.port, self.keepalive_s)

    def _bare_client(self) -> ReadAheadClient:
        api = CallbackAPIVersion.VERSION2
        if self.version == "5":
            return ReadAheadClient(api, self.client_id, protocol=MQTTProtocolVersion.MQTTv5, manual_ack=True)
        return ReadAheadClient(api, self.client_id, clean_session=False, manual_ack=True, reconnect_on_failure=False)

    def _wishes(self) -> Properties:
        wishes = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
        wishes.SessionExpiryInterval = self.session_expiry_s
        wishes.ReceiveMaximum = IN_FLIGHT_MOST
        wishes.MaximumPacketSize = PACKET_BYTES_MOST
        return wishes

    def _password(self) -> str | None:
        """Read anew for each connection, so that a changed one needs no restart."""
        if self.password_file:
            return Path(self.password_file).read_text(encoding="utf-8").rstrip("\r\n")
        return os.environ.get(self.password_env) if self.password_env else None

    def _tls_context(self) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=self.ca_file or None)
        if self.cert_file:
            context.load_cert_chain(self.cert_file, self.key_file or None)
        return context


def _send_at_once(client: Client, userdata: object, wire: object) -> None:
    """An acknowledgement is four bytes; waiting to send more with it would hold up the next message."""
    inner = wire.inner if isinstance(wire, ReadAhead) else wire
    if isinstance(inner, socket.socket):
        inner.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
