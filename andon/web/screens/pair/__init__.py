"""pair: /pair: a tablet says of which station it is, a TV of which line, shows a code and waits for a leader.

In: one form. Out: one page and the device's cookie, which is worth nothing before it is approved.
May import: the web's core modules.
"""

from __future__ import annotations

import secrets

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from andon.base.errors import BadInput, CommandRejected
from andon.web import access, visits
from andon.web.language import gettext as _
from andon.web.pages import show
from andon.web.parts import parts
from andon.web.proofs import DEVICE_CODE, digest_of, new_code
from andon.web.screens.pair.context import pair_context, place_of

blueprint = Blueprint(
    "pair", __name__, static_folder="static", template_folder="templates", static_url_path="/pair-files"
)


@blueprint.get("/pair")
@access.everyone
def pair() -> Response:
    return _page()


@blueprint.post("/pair")
@access.everyone
def ask() -> BaseResponse:
    """A new code and a new cookie; what this device was paired with before ends with it."""
    place = place_of(request.form.get("place", ""))
    if place is None:
        return _page(_("Choose a place."))
    parts().tries.take("pair", request.remote_addr or "")
    secret, code = secrets.token_urlsafe(32), new_code(DEVICE_CODE)
    asked = {"id": secrets.token_hex(4), "digest": digest_of(secret).hex(), "code": code, **place}
    if (held := visits.device()) is not None:
        asked["instead_of"] = held.id
    try:
        parts().desk.ask("device-ask", asked | {"name": request.form.get("name", "").strip() or place["name"]})
    except BadInput:
        return _page(_("A name has at most 80 letters."))
    except CommandRejected:
        return _page(_("Too many devices wait already: have them approved or refused first."))
    answer = redirect("/pair", 303)
    visits.set_cookie(answer, visits.DEVICE, secret, visits.DEVICE_LASTS_S)
    return answer


def _page(trouble: str = "") -> Response:
    page = show("pair/pair.html", active="pair", title=_("Pair this device"), trouble=trouble, **pair_context())
    return Response(page, 422 if trouble else 200)
