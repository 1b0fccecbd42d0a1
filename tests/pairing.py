"""A tablet that a leader has approved, for tests that are not about pairing."""

from __future__ import annotations

import secrets

from andon.ports import Desk
from andon.web.proofs import digest_of
from andon.web.visits import DEVICE


def pair(desk: Desk, line: str, station: str) -> str:
    """Asked for and approved; the cookie that the tablet holds from then on."""
    cookie, code = secrets.token_urlsafe(32), secrets.token_hex(4).upper()
    said = {"id": f"t{code.lower()}", "name": "Tablet", "kind": "station", "line": line, "station": station}
    desk.ask("device-ask", said | {"digest": digest_of(cookie).hex(), "code": code})
    desk.ask("device-approve", {"who": "test", "code": code})
    return cookie


def cookie_name(*, secure: bool = False) -> str:
    """As the server names it for this kind of connection."""
    return f"__Host-{DEVICE}" if secure else DEVICE
