"""What a leader does with devices, from the page as from the API: only with those of his own lines."""

from __future__ import annotations

from andon.base.errors import CommandRejected
from andon.model.person import Device
from andon.web import access
from andon.web.parts import parts
from andon.web.proofs import plain_code

Answer = dict[str, object]


def mine() -> list[Device]:
    """Those that wait, then those that are paired; a program sees all."""
    person = access.caller_person()
    return [one for one in _all() if person is None or person.holds_for(one.line)]


def approve(code: str) -> Answer:
    """403 for a device of somebody else's line; CommandRejected for a code that no device shows."""
    return parts().desk.ask("device-approve", {"who": access.caller(), "code": _waiting(code).code})


def refuse(code: str) -> Answer:
    """It goes on looking, as anybody may."""
    return parts().desk.ask("device-refuse", {"who": access.caller(), "code": _waiting(code).code})


def rename(device_id: str, name: str) -> Answer:
    """BadInput for what is no name."""
    return parts().desk.ask("device-rename", {"who": access.caller(), "device": _paired(device_id).id, "name": name})


def revoke(device_id: str) -> Answer:
    """Its cookie is worth nothing from now on."""
    return parts().desk.ask("device-revoke", {"who": access.caller(), "device": _paired(device_id).id})


def _all() -> list[Device]:
    now = parts().clock.now()
    return [one for one in parts().reader.people.devices() if one.is_paired or one.waits(now)]


def _waiting(code: str) -> Device:
    said = plain_code(code)
    found = next((one for one in _all() if one.code and one.code == said), None)
    return _if_mine(found, f"no device waits with the code {said!r}")


def _paired(device_id: str) -> Device:
    found = next((one for one in _all() if one.id == device_id), None)
    return _if_mine(found, f"there is no device {device_id!r}")


def _if_mine(device: Device | None, otherwise: str) -> Device:
    if device is None:
        raise CommandRejected(otherwise)
    access.may_act_at(device.line, device.station)
    return device
