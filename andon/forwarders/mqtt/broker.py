"""How the broker is reached, and a client for one connection to it. Its will says that we are gone."""

from __future__ import annotations

import os
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

from andon.forwarders.mqtt.encode import DEAD, ONLINE

CONNECT_WITHIN_S = 3.0
IN_FLIGHT_MOST = 200  # unacknowledged at once; what waits longer is replaced by what holds then


@dataclass(frozen=True, slots=True)
class Broker:
    """The settings of the section that concern the connection."""

    host: str
    port: int
    version: str
    client_id: str
    keepalive_s: int
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

    def client(self) -> Client:
        """A client that was not connected yet. Raises OSError for a file that cannot be read."""
        protocol = MQTTProtocolVersion.MQTTv5 if self.version == "5" else MQTTProtocolVersion.MQTTv311
        client = Client(CallbackAPIVersion.VERSION2, self.client_id, protocol=protocol, reconnect_on_failure=False)
        client.connect_timeout = CONNECT_WITHIN_S
        client.max_inflight_messages = IN_FLIGHT_MOST
        client.on_socket_open = _send_at_once
        client.will_set(ONLINE, DEAD, qos=1, retain=True)
        if self.user:
            client.username_pw_set(self.user, self._password())
        if self.tls:
            client.tls_set_context(self._tls_context())
        return client

    def connect(self, client: Client) -> None:
        """Raises OSError where nobody answers. The broker keeps nothing for us: we know the last words."""
        client.connect(self.host, self.port, self.keepalive_s)

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
    """A lamp must not wait for more to be said."""
    if isinstance(wire, socket.socket):
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
