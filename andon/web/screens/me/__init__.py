"""me: /me: who I am here, my language, password, PIN, badge and contacts, and where I am signed in.

In: forms of the person who has signed in. Out: one page; changes by way of the desk.
May import: the web's core modules.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from andon.base.errors import BadInput, CommandRejected
from andon.model.person import Person
from andon.model.plan import LANGUAGES
from andon.web import access, visits
from andon.web.language import gettext as _
from andon.web.language import remember
from andon.web.pages import show
from andon.web.parts import parts
from andon.web.proofs import badge_digest, hashed_password, hashed_pin, proves
from andon.web.screens.me.context import me_context

blueprint = Blueprint("me", __name__, template_folder="templates", url_prefix="/me")


@blueprint.get("")
@access.role("viewer")
def me() -> Response:
    return _page()


@blueprint.post("/language")
@access.role("viewer")
def language() -> BaseResponse:
    """For this browser now, and for every other at the next log-in."""
    said = request.form.get("language", "")
    if said not in LANGUAGES:
        return _page(_("There is no such language."))
    parts().desk.ask("person-change", {"person": _me().id, "language": said})
    answer = redirect("/me?done=language", 303)
    remember(answer, said)
    return answer


@blueprint.post("/contacts")
@access.role("viewer")
def contacts() -> BaseResponse:
    said = [line.strip() for line in request.form.get("contacts", "").splitlines() if line.strip()]
    return _changed("contacts", lambda: parts().desk.ask("person-change", {"person": _me().id, "contacts": said}))


@blueprint.post("/test")
@access.role("viewer")
def test() -> BaseResponse:
    """A message that only shows whether one comes through; what became of it stands on the page."""
    parts().desk.ask("try-notice", {"who": access.caller(), "person": _me().id})
    return redirect("/me?done=test", 303)


@blueprint.post("/password")
@access.role("viewer")
def password() -> BaseResponse:
    """Every log-in ends; this browser begins a new one."""
    if not _is_proven():
        return _page(_("The password that you have now is wrong."))
    if request.form.get("password") != request.form.get("again"):
        return _page(_("The two passwords differ."))
    answer = _changed("password", lambda: _keep("password", hashed_password(request.form["password"])))
    if answer.status_code == 303:
        visits.sign_in(_me().id)
    return answer


@blueprint.post("/pin")
@access.role("viewer")
def pin() -> BaseResponse:
    if not _is_proven():
        return _page(_("The password that you have now is wrong."))
    return _changed("pin", lambda: _keep("pin", hashed_pin(request.form.get("pin", ""))))


@blueprint.post("/badge")
@access.role("viewer")
def badge() -> BaseResponse:
    if not _is_proven():
        return _page(_("The password that you have now is wrong."))
    return _changed("badge", lambda: _keep("badge", badge_digest(request.form.get("badge", "")).hex()))


@blueprint.post("/elsewhere")
@access.role("viewer")
def end_elsewhere() -> BaseResponse:
    """Every log-in ends but this one, which goes on under a new id."""
    parts().desk.ask("sessions-end", {"person": _me().id})
    visits.sign_in(_me().id)
    return redirect("/me?done=elsewhere", 303)


def _keep(what: str, digest: str) -> None:
    asked = {"who": access.caller(), "person": _me().id, "what": what, "digest": digest}
    parts().desk.ask("person-secret", {**asked, "why": "by the person"})


def _changed(what: str, change: Callable[[], object]) -> BaseResponse:
    try:
        change()
    except BadInput:
        return _page(_trouble_with(what))
    except CommandRejected:
        return _page(_("This badge is somebody's already."))
    return redirect(f"/me?done={what}", 303)


def _trouble_with(what: str) -> str:
    troubles: dict[str, str] = {
        "password": _("A password has at least 8 characters."),
        "pin": _("A PIN has 4 to 8 digits, and is none that anybody tries first, like 1111 or 1234."),
        "badge": _("The number of a badge has at least 4 characters."),
        "contacts": _("At most 10 contacts are kept."),
    }
    return troubles[what]


def _is_proven() -> bool:
    """An open page is not yet its owner: what proves who one is takes the password."""
    tries = parts().tries
    tries.take("log-in", "me", _me().id)
    is_right = proves(request.form.get("now", ""), _me().password)
    if is_right:
        tries.forgive("log-in", "me", _me().id)
    return is_right


def _me() -> Person:
    found = access.caller_person()
    assert found is not None  # noqa: S101  # nobody else was let in
    return found


def _page(trouble: str = "") -> Response:
    page = show("me/me.html", active="me", title=_("My page"), trouble=trouble, **me_context(_me()))
    return Response(page, 422 if trouble else 200)
