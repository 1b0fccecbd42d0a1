"""How each kind of device comes to trust the edge, step by step, in the words of its own menus."""

from __future__ import annotations

from typing import NamedTuple

from andon.web.language import gettext as _

TRUST_ON_LINUX = "certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n andon -i ca.crt"


class Device(NamedTuple):
    id: str
    name: str
    steps: list[str]
    command: str = ""


def devices() -> list[Device]:
    return [
        Device("android", _("Android tablet"), _android()),
        Device("tv", _("TV or kiosk browser"), _tv(), TRUST_ON_LINUX),
        Device("windows", _("Windows"), _windows()),
        Device("ipad", _("iPad"), _ipad()),
    ]


def _android() -> list[str]:
    return [
        _download(),
        _("Open Settings > Security > Encryption & credentials > Install a certificate > CA certificate."),
        _("Choose Install anyway, then the file ca.crt."),
        _proof(),
    ]


def _tv() -> list[str]:
    return [
        _("Most TVs cannot install a certificate. Leave them on plain HTTP: the board is live there too."),
        _("Switch the screen saver, the sleep timer and the energy saving of the TV off."),
        _("A small Linux computer with chromium trusts the edge after the command below, run by its own user."),
        _proof(),
    ]


def _windows() -> list[str]:
    return [
        _download(),
        _("Open the file, choose Install Certificate, then Local Machine."),
        _("Place it in the store Trusted Root Certification Authorities."),
        _("Close the browser and open it again."),
        _proof(),
    ]


def _ipad() -> list[str]:
    return [
        _("Open this page in Safari, download the certificate with the button above and allow the profile."),
        _("Open Settings > General > VPN & Device Management, choose the profile and install it."),
        _("Open Settings > General > About > Certificate Trust Settings and switch full trust on for it."),
        _proof(),
    ]


def _download() -> str:
    return str(_("Download the certificate with the button above."))


def _proof() -> str:
    return str(_("Open this page by HTTPS: it must come up without a warning."))
