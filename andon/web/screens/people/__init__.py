"""people: /people: who may do what: add somebody, give a role and lines, a code, lock, erase; and who changed what.

In: forms of an admin. Out: one page; changes by way of the desk. May import: the web's core modules.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from andon.base.errors import BadInput, CommandRejected
from andon.web import access
from andon.web.language import gettext as _
from andon.web.pages import show
from andon.web.parts import parts
from andon.web.proofs import PERSON_CODE, badge_digest, digest_of, in_fours, new_code
from andon.web.screens.people.context import people_context, person_context

blueprint = Blueprint("people", __name__, template_folder="templates", url_prefix="/people")


@blueprint.get("")
@access.role("admin")
def people() -> Response:
    return _page()


@blueprint.post("")
@access.role("admin")
def add() -> BaseResponse:
    """Somebody new; the answer shows the code by which the person chooses a password. It is shown once."""
    form, code = request.form, new_code(PERSON_CODE)
    asked = {"who": access.caller(), "id": form.get("id", "").strip(), "name": form.get("name", "")}
    rights = {"role": form.get("role", ""), "areas": form.getlist("areas"), "why": form.get("why", "")}
    try:
        parts().desk.ask("person-add", {**asked, **rights, "digest": digest_of(code).hex()})
    except (BadInput, CommandRejected) as refused:
        return _page(str(refused))
    return _page(code=in_fours(code), code_of=str(asked["id"]))


@blueprint.get("/<id>")
@access.role("admin")
def person(id: str) -> Response:
    return _person_page(id)


@blueprint.post("/<id>/rights")
@access.role("admin")
def rights(id: str) -> BaseResponse:
    form = request.form
    asked = {"role": form.get("role", ""), "areas": form.getlist("areas"), "disabled": "disabled" in form}
    asked["releases_safety"] = "releases_safety" in form
    return _changed(id, "person-rights", asked)


@blueprint.post("/<id>/name")
@access.role("admin")
def rename(id: str) -> BaseResponse:
    return _changed(id, "person-change", {"name": request.form.get("name", "")})


@blueprint.post("/<id>/badge")
@access.role("admin")
def badge(id: str) -> BaseResponse:
    """Empty takes it away: a lost badge must open nothing."""
    said = request.form.get("badge", "")
    return _changed(id, "person-secret", lambda: {"what": "badge", "digest": badge_digest(said).hex() if said else ""})


@blueprint.post("/<id>/code")
@access.role("admin")
def invite(id: str) -> BaseResponse:
    """A new code to choose a password by; shown once."""
    code = new_code(PERSON_CODE)
    answer = _changed(id, "person-invite", {"digest": digest_of(code).hex()})
    return _person_page(id, code=in_fours(code)) if answer.status_code == 303 else answer


@blueprint.post("/<id>/erase")
@access.role("admin")
def erase(id: str) -> BaseResponse:
    return _changed(id, "person-erase", {})


Asked = dict[str, object]


def _changed(person_id: str, verb: str, asked: Asked | Callable[[], Asked]) -> BaseResponse:
    who = {"who": access.caller(), "person": person_id, "why": request.form.get("why", "")}
    try:
        parts().desk.ask(verb, who | (asked() if callable(asked) else asked))
    except (BadInput, CommandRejected) as refused:
        return _person_page(person_id, trouble=str(refused))
    return redirect(f"/people/{person_id}?done=1", 303)


def _page(trouble: str = "", **more: str) -> Response:
    said = {name: request.form.get(name, "") for name in ("id", "name", "role")} if trouble else {}
    context = people_context() | {"trouble": trouble, "said": said} | more
    return Response(show("people/people.html", active="me", title=_("People"), **context), 422 if trouble else 200)


def _person_page(person_id: str, trouble: str = "", code: str = "") -> Response:
    context = person_context(person_id)
    shown = show("people/person.html", active="me", title=_("People"), trouble=trouble, code=code, **context)
    return Response(shown, 422 if trouble else 200)
