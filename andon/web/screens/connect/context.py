"""What the page is given: what a connection may lack, the certificate, the steps of each device."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import request

from andon.base.units import to_datetime
from andon.web.language import day
from andon.web.language import gettext as _
from andon.web.parts import parts
from andon.web.screens.connect.devices import devices
from andon.web.tls import kept

MAKE = "andon cert --data DIR"
RENEW = f"{MAKE} --renew"


def connect_context() -> dict[str, Any]:
    shown, host = certificates(), _host()
    return {
        "features": _features(),
        "devices": devices(),
        "certificate": _certificate(shown),
        "stranger": host if shown and host not in shown.names else "",
        "secure_address": _secure_address(host),
        "is_served": bool((held := parts().secured) and held.port),
        "make": MAKE,
        "renew": RENEW,
        "renew_with_name": f"{RENEW} --name {host}",
    }


def certificates() -> kept.Shown | None:
    secured = parts().secured
    return secured.shown() if secured else None


def _host() -> str:
    """The name or address that this page was opened with; nothing where the request says none."""
    try:
        return urlsplit(f"//{request.host}").hostname or ""
    except ValueError:
        return ""


def _certificate(shown: kept.Shown | None) -> dict[str, Any] | None:
    if shown is None:
        return None
    soon = shown.ends_soon(to_datetime(parts().clock.now()))
    return {"fingerprint": shown.fingerprint, "until": day(shown.until), "names": shown.names, "ends_soon": soon}


def _secure_address(host: str) -> str:
    """This page by HTTPS, by the name it was opened with; nothing where HTTPS is not served."""
    secured = parts().secured
    if secured is None or secured.port is None or not host:
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
