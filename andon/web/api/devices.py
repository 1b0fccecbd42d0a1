"""/api/v1/devices: tablets and TVs: who waits for a leader, who is paired, approve, refuse, rename, revoke."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response

from andon.model.person import Device
from andon.web import access, pairing
from andon.web.api import people_schemas as schemas
from andon.web.api.answers import iso
from andon.web.api.looking import answer

blueprint = APIBlueprint("devices_api", __name__, url_prefix="/api/v1/devices", tag="Devices")


@blueprint.get("")
@blueprint.output(schemas.DevicesOut)
@access.role("leader", scope="devices")
def devices() -> Response:
    """Those that wait, then those that are paired; a leader sees the lines that are his."""
    return answer({"items": [device_json(one) for one in pairing.mine()], "next": None})


@blueprint.post("/<code>/approve")
@blueprint.output(schemas.EmptyOut)
@access.role("leader", scope="devices")
def approve(code: str) -> Response:
    """Let the device that shows this code act in the name of its place."""
    return answer(pairing.approve(code))


@blueprint.post("/<code>/refuse")
@blueprint.output(schemas.EmptyOut)
@access.role("leader", scope="devices")
def refuse(code: str) -> Response:
    """It goes on looking, as anybody may."""
    return answer(pairing.refuse(code))


@blueprint.post("/<id>/rename")
@blueprint.input(schemas.RenameIn)
@blueprint.output(schemas.EmptyOut)
@access.role("leader", scope="devices")
def rename(id: str, json_data: schemas.RenameIn) -> Response:
    """Give a paired device another name."""
    return answer(pairing.rename(id, json_data.name))


@blueprint.post("/<id>/revoke")
@blueprint.output(schemas.EmptyOut)
@access.role("leader", scope="devices")
def revoke(id: str) -> Response:
    """It may only look from now on."""
    return answer(pairing.revoke(id))


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
