"""/api/v1/here: who and what this browser is, and who stands before a paired tablet."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response
from flask_wtf.csrf import generate_csrf  # type: ignore[import-untyped]

from andon.base.errors import BadInput
from andon.model.person import Device
from andon.web import access, presence, visits
from andon.web.api import people_schemas as schemas
from andon.web.api.devices import device_json
from andon.web.api.looking import answer

blueprint = APIBlueprint("here", __name__, url_prefix="/api/v1", tag="People")


@blueprint.get("/here")
@blueprint.output(schemas.MeOut)
@access.everyone
def me() -> Response:
    """Who has signed in here, which device this is, and a fresh CSRF token."""
    person, device = visits.person(), visits.device()
    return answer(
        {
            "person": {"id": person.id, "name": person.name or person.id} if person else None,
            "role": person.role if person else None,
            "device": device_json(device) if device else None,
            "csrf": generate_csrf(),
        }
    )


@blueprint.get("/here/people")
@blueprint.output(schemas.PeopleOut)
@access.tablet
def choices() -> Response:
    """Those who may say at this tablet, by PIN, that they are here."""
    found = presence.known_here(_tablet())
    return answer({"items": [{"id": one.id, "name": one.name or one.id} for one in found], "next": None})


@blueprint.post("/here")
@blueprint.input(schemas.HereIn)
@blueprint.output(schemas.HereOut)
@access.tablet
def here(json_data: schemas.HereIn) -> Response:
    """Say who stands before the tablet. A refusal says nothing more than that."""
    tablet = _tablet()
    if json_data.badge:
        found = presence.by_badge(tablet, json_data.badge)
    elif json_data.person and json_data.pin:
        found = presence.by_pin(tablet, json_data.person, json_data.pin)
    else:
        raise BadInput("say a badge, or a person and a PIN")
    proof = presence.proof_of(found, tablet)
    return answer({"person": found.id, "name": found.name or found.id, "role": found.role, "proof": proof})


def _tablet() -> Device:
    device = access.caller_device()
    assert device is not None  # noqa: S101  # no other was let in
    return device
