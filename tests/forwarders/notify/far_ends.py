"""Far ends of messages on this machine: a mail server, and a push server as a shop may host one."""

from __future__ import annotations

import json
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.house import free_port


class Mailbox:
    """SMTP that keeps what it is given. `refuses`: it answers every mail with this."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refuses = ""
        self.port = free_port()
        self._server = Controller(self, hostname="127.0.0.1", port=self.port)

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, *ended: object) -> None:
        self._server.stop()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # aiosmtpd's name
        if self.refuses:
            return self.refuses
        parsed = message_from_bytes(envelope.content or b"", policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        self.mails.append(parsed)
        return "250 kept"

    def address(self, whom: str) -> str:
        """For apprise: mail to somebody through this server, without TLS."""
        return f"mailto://127.0.0.1:{self.port}/?from=andon@shop.test&to={whom}@shop.test&mode=insecure"

    def titles(self) -> list[str]:
        return [str(mail["Subject"]) for mail in self.mails]


class PushServer:
    """HTTP that keeps the JSON posted to it. `status` is what it answers."""

    def __init__(self) -> None:
        self.posts: list[tuple[str, dict[str, Any]]] = []
        self.status = 200
        kept = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # http.server's name
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if kept.status == 200:
                    kept.posts.append((self.path, body))
                self.send_response(kept.status)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *ended: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def address(self, whom: str) -> str:
        """For apprise: a POST to /<whom>."""
        return f"json://127.0.0.1:{self.port}/{whom}"

    def titles(self, whom: str) -> list[str]:
        return [body["title"] for path, body in self.posts if path.strip("/") == whom]
