"""devices: /devices: which tablets and TVs wait for a leader, which are paired and when they were last seen.

In: forms of a leader. Out: one page, renewed every three seconds; changes by way of `pairing`.
May import: the web's core modules.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from andon.base.errors import BadInput, CommandRejected
from andon.web import access, pairing
from andon.web.language import gettext as _
from andon.web.pages import show
from andon.web.screens.devices.context import devices_context

blueprint = Blueprint("devices", __name__, template_folder="templates", url_prefix="/devices")


@blueprint.get("")
@access.role("leader")
def devices() -> Response:
    return _page()


@blueprint.post("/approve")
@access.role("leader")
def approve() -> BaseResponse:
    return _done(lambda: pairing.approve(request.form.get("code", "")))


@blueprint.post("/refuse")
@access.role("leader")
def refuse() -> BaseResponse:
    return _done(lambda: pairing.refuse(request.form.get("code", "")))


@blueprint.post("/<id>/rename")
@access.role("leader")
def rename(id: str) -> BaseResponse:
    return _done(lambda: pairing.rename(id, request.form.get("name", "")))


@blueprint.post("/<id>/revoke")
@access.role("leader")
def revoke(id: str) -> BaseResponse:
    return _done(lambda: pairing.revoke(id))


def _done(change: Callable[[], object]) -> BaseResponse:
    try:
        change()
    except BadInput:
        return _page(_("A name has at most 80 letters."))
    except CommandRejected:
        return _page(_("No such device waits or is paired any more."))
    return redirect("/devices", 303)


def _page(trouble: str = "") -> Response:
    page = show("devices/devices.html", active="me", title=_("Devices"), trouble=trouble, **devices_context())
    return Response(page, 422 if trouble else 200)
