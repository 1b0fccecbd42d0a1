"""What the page is given: what a connection may lack, the certificate, the steps of each device."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import request

from andon.base.errors import AndonError
from andon.base.units import US_PER_S
from andon.web.language import gettext as _
from andon.web.language import moment
from andon.web.parts import parts
from andon.web.screens.connect.devices import devices
from andon.web.tls import kept


def connect_context() -> dict[str, Any]:
    shown, host = certificates(), urlsplit(f"//{request.host}").hostname or ""
    return {
        "features": _features(),
        "devices": devices(),
        "certificate": _certificate(shown),
        "stranger": host if shown and host not in shown.names else "",
        "secure_address": _secure_address(host),
        "make": "andon cert --data DIR",
        "renew": f"andon cert --data DIR --renew --name {host}",
    }


def certificates() -> kept.Shown | None:
    """None where there are none, or none that can be read: `andon run` has said why."""
    secured = parts().secured
    try:
        return kept.show(secured.data) if secured else None
    except AndonError:
        return None


def _certificate(shown: kept.Shown | None) -> dict[str, Any] | None:
    if shown is None:
        return None
    until = moment(int(shown.until.timestamp()) * US_PER_S)
    return {"fingerprint": shown.fingerprint, "until": until, "names": shown.names}


def _secure_address(host: str) -> str:
    """This page by HTTPS, by the name it was opened with; nothing where HTTPS is not served."""
    secured = parts().secured
    if secured is None or secured.port is None:
        return ""
    return f"https://{f'[{host}]' if ':' in host else host}:{secured.port}/connect"


def _features() -> list[dict[str, str]]:
    """What browsers give to secure pages only; the page itself finds out what it has."""
    return [
        {
            "id": "offline",
            "name": _("Offline keeping"),
            "without": _("An open page goes on by itself; a closed one opens again only when the network is back."),
        },
        {
            "id": "awake",
            "name": _("Screen stays awake"),
            "without": _("Set the device to never sleep; the kiosk guide says where."),
        },
        {
            "id": "notify",
            "name": _("Notifications"),
            "without": _("Keep the board in sight: a call is seen there as soon as ever."),
        },
    ]
