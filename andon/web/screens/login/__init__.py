"""login: /login, /logout, /welcome: who comes in, who goes, and how a password is chosen with a code that is good once.

In: forms. Out: a log-in, by way of the desk. `attempt` how a try is weighed. May import: the web's core modules.
"""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from andon.base.errors import BadInput, CommandRejected
from andon.web import access, visits
from andon.web.language import gettext as _
from andon.web.language import remember
from andon.web.pages import show
from andon.web.parts import parts
from andon.web.screens.login.attempt import attempt, know_this_browser, redeem

blueprint = Blueprint("login", __name__, template_folder="templates")


@blueprint.get("/login")
@access.everyone
def login() -> BaseResponse:
    if visits.person():
        return redirect(_next(), 303)
    return _log_in_page()


@blueprint.post("/login")
@access.everyone
def come_in() -> BaseResponse:
    """One answer for a wrong password, for nobody of that id, and for one who is locked."""
    found = attempt(request.form.get("id", "").strip(), request.form.get("password", ""))
    if found is None:
        return _log_in_page(_("The id or the password is wrong."))
    visits.sign_in(found.id)
    return _welcome_in(found.id, found.language, _next())


@blueprint.post("/logout")
@access.everyone
def logout() -> BaseResponse:
    visits.sign_out()
    return redirect("/", 303)


@blueprint.get("/welcome")
@access.everyone
def welcome() -> Response:
    return _welcome_page()


@blueprint.post("/welcome")
@access.everyone
def use_code() -> BaseResponse:
    """A code is good once, and only with a password that will do."""
    if request.form.get("password") != request.form.get("again"):
        return _welcome_page(_("The two passwords differ."))
    try:
        person_id = redeem(request.form)
    except BadInput:
        return _welcome_page(
            _("Not taken: an id has only a-z, 0-9 and -, a name at most 80 letters, a password at least 8 characters.")
        )
    except CommandRejected:
        return _welcome_page(_("This code is not known, was used, or is too old. Or the id is taken."))
    visits.sign_in(person_id)
    return _welcome_in(person_id, "", "/me")


def _welcome_in(person_id: str, language: str, to: str) -> BaseResponse:
    answer = redirect(to, 303)
    know_this_browser(answer, person_id)
    remember(answer, language)
    return answer


def _next() -> str:
    """Where one wanted to go; never to another site."""
    said = request.values.get("next", "")
    is_ours = said.startswith("/") and not said.startswith(("//", "/\\")) and said.isprintable()
    return said if is_ours else "/me"


def _log_in_page(trouble: str = "") -> Response:
    nobody_yet = not parts().reader.people.has_admin()
    shown = {
        "trouble": trouble,
        "next": _next(),
        "nobody_yet": nobody_yet,
        "accounts": parts().accounts,
        "said": request.form.get("id", ""),
    }
    return Response(show("login/login.html", active="me", title=_("Sign in"), **shown), 422 if trouble else 200)


def _welcome_page(trouble: str = "") -> Response:
    first, said = not parts().reader.people.has_admin(), request.values
    kept = {name: said.get(name, "") for name in ("code", "id", "name")}
    page = show("login/welcome.html", active="me", title=_("Welcome"), trouble=trouble, first=first, said=kept)
    return Response(page, 422 if trouble else 200)
