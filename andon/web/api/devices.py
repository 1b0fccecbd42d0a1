"""/api/v1/devices: tablets and TVs: who waits for a leader, who is paired, approve, refuse, rename, revoke."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response

from andon.base.errors import CommandRejected
from andon.model.person import Device
from andon.web import access
from andon.web.api import people_schemas as schemas
from andon.web.api.answers import iso
from andon.web.api.looking import answer
from andon.web.parts import parts
from andon.web.proofs import plain_code

blueprint = APIBlueprint("devices_api", __name__, url_prefix="/api/v1/devices", tag="Devices")


@blueprint.get("")
@blueprint.output(schemas.DevicesOut)
@access.role("leader", scope="devices")
def devices() -> Response:
    """Those that wait, then those that are paired; a leader sees the lines that are his."""
    person = access.caller_person()
    mine = [one for one in parts().reader.people.devices() if person is None or person.holds_for(one.line)]
    return answer({"items": [device_json(one) for one in mine], "next": None})


@blueprint.post("/<code>/approve")
@blueprint.output(schemas.EmptyOut)
@access.role("leader", scope="devices")
def approve(code: str) -> Response:
    """Let the device that shows this code act in the name of its place."""
    return answer(approve_device(code))


@blueprint.post("/<code>/refuse")
@blueprint.output(schemas.EmptyOut)
@access.role("leader", scope="devices")
def refuse(code: str) -> Response:
    """It goes on looking, as anybody may."""
    return answer(refuse_device(code))


@blueprint.post("/<id>/rename")
@blueprint.input(schemas.RenameIn)
@blueprint.output(schemas.EmptyOut)
@access.role("leader", scope="devices")
def rename(id: str, json_data: schemas.RenameIn) -> Response:
    """Give a paired device another name."""
    return answer(rename_device(id, json_data.name))


@blueprint.post("/<id>/revoke")
@blueprint.output(schemas.EmptyOut)
@access.role("leader", scope="devices")
def revoke(id: str) -> Response:
    """It may only look from now on."""
    return answer(revoke_device(id))


def approve_device(code: str) -> dict[str, object]:
    """For the page as for programs. 403 for a device of somebody else's line; CommandRejected for a wrong code."""
    waiting = _waiting(code)
    access.may_act_at(waiting.line, waiting.station)
    return parts().desk.ask("device-approve", {"who": access.caller(), "code": waiting.code})


def refuse_device(code: str) -> dict[str, object]:
    waiting = _waiting(code)
    access.may_act_at(waiting.line, waiting.station)
    return parts().desk.ask("device-refuse", {"who": access.caller(), "code": waiting.code})


def rename_device(device_id: str, name: str) -> dict[str, object]:
    _must_be_mine(device_id)
    return parts().desk.ask("device-rename", {"device": device_id, "name": name})


def revoke_device(device_id: str) -> dict[str, object]:
    _must_be_mine(device_id)
    return parts().desk.ask("device-revoke", {"who": access.caller(), "device": device_id})


def device_json(row: Device) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "kind": row.kind,
        "line": row.line,
        "station": row.station,
        "state": "paired" if row.is_paired else "waiting",
        "code": row.code,
        "asked": iso(row.asked),
        "approved": iso(row.approved),
        "approved_by": row.approved_by,
        "last_seen": iso(row.last_seen),
    }


def _waiting(code: str) -> Device:
    said = plain_code(code)
    for one in parts().reader.people.devices():
        if one.code and one.code == said:
            return one
    raise CommandRejected(f"no device waits with the code {said!r}")


def _must_be_mine(device_id: str) -> None:
    for one in parts().reader.people.devices():
        if one.id == device_id:
            access.may_act_at(one.line, one.station)
            return
    raise CommandRejected(f"there is no device {device_id!r}")
