"""oidc: /login/oidc: out to the plant's account server and back, signed in.

In: the account server's word. Out: a log-in of a person who is known here; nobody is made by it.
May import: the web's core modules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, current_app, redirect, request, url_for
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.exceptions import Forbidden, NotFound
from werkzeug.wrappers import Response as BaseResponse

from andon.web import access, visits
from andon.web.language import remember
from andon.web.parts import parts
from andon.web.proofs import NotProven

if TYPE_CHECKING:
    from andon.web.oidc import Accounts

blueprint = Blueprint("oidc", __name__, url_prefix="/login/oidc")
COOKIE = "andon-oidc"
WITHIN_S = 600  # to sign in there


@blueprint.get("")
@access.everyone
def go() -> BaseResponse:
    going = _accounts().go(_back_to())
    answer = redirect(going.url, 303)
    visits.set_cookie(answer, COOKIE, _signer().dumps(going.kept), WITHIN_S)
    return answer


@blueprint.get("/done")
@access.everyone
def done() -> BaseResponse:
    """Only who is known here and may sign in comes in; the refusal is the same for all others."""
    try:
        kept = _signer().loads(request.cookies.get(visits.cookie_name(COOKIE), ""), max_age=WITHIN_S)
    except BadData as error:
        raise NotProven("it took too long, or was begun in another browser; sign in again") from error
    person_id = _accounts().come_back(request.args, kept, _back_to())
    found = parts().reader.people.person(person_id) if len(person_id) <= 32 else None
    if found is None or found.disabled is not None:
        raise Forbidden("this account belongs to nobody who may sign in here")
    visits.sign_in(found.id)
    answer = redirect("/me", 303)
    remember(answer, found.language)
    answer.delete_cookie(visits.cookie_name(COOKIE), path="/", secure=request.is_secure)
    return answer


def _accounts() -> Accounts:
    accounts = parts().accounts
    if accounts is None:
        raise NotFound("andon.toml has no [web.oidc]")
    return accounts


def _back_to() -> str:
    return url_for("oidc.done", _external=True)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or b"", salt="oidc")
