"""How a try to sign in is weighed: wrong ones are slowed down by where they come from, never by whom they name.

A browser in which somebody has signed in before is counted by itself. So ten thousand wrong passwords, from anywhere,
do not keep the person out who sits before that browser, and a guesser gets no more tries by naming others.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from flask import current_app, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response

from andon.model.person import Person
from andon.web import visits
from andon.web.language import my_language
from andon.web.parts import parts
from andon.web.proofs import digest_of, hashed_password, plain_code, proves

KNOWN = "andon-known"  # the cookie of a browser that somebody has signed in with
KNOWN_LASTS_S = 365 * 86_400
KNOWN_MOST = 20  # persons of one browser
ID_MOST = 32


def attempt(person_id: str, password: str) -> Person | None:
    """The person, when it is the right password of somebody who may come in. TooManyTries after some."""
    tries, of = parts().tries, _counted_by(person_id[:ID_MOST])
    if of[0] == "from":
        tries.take("address", request.remote_addr or "")
    tries.take("log-in", *of)
    found = parts().reader.people.person(person_id) if len(person_id) <= ID_MOST else None
    digest = found.password if found and found.disabled is None else ""
    if not proves(password, digest) or found is None:
        return None
    tries.forgive("log-in", *of)
    return found


def know_this_browser(answer: Response, person_id: str) -> None:
    """It is counted by itself from now on."""
    browser, known = _known()
    known = [person_id, *(one for one in known if one != person_id)][:KNOWN_MOST]
    value = _signer().dumps([browser or secrets.token_urlsafe(16), known])
    visits.set_cookie(answer, KNOWN, value, KNOWN_LASTS_S)


def redeem(form: Mapping[str, str]) -> str:
    """Use a code up; whose it was. BadInput for what will not do, CommandRejected for a code that is not good."""
    tries, code = parts().tries, plain_code(form.get("code", ""))
    tries.take("code", request.remote_addr or "")
    tries.take("code in all")
    password = hashed_password(form.get("password", ""))
    payload: dict[str, object] = {"digest": digest_of(code).hex(), "password": password, "language": my_language()}
    payload |= {"id": form.get("id", "").strip(), "name": form.get("name", "")}
    return str(parts().desk.ask("welcome", payload)["person"])


def _counted_by(person_id: str) -> tuple[str, str, str]:
    browser, known = _known()
    if person_id in known:
        return "browser", browser, person_id
    return "from", request.remote_addr or "", person_id


def _known() -> tuple[str, list[str]]:
    """(random id of the browser, who has signed in with it)."""
    said = request.cookies.get(visits.cookie_name(KNOWN), "")
    try:
        browser, known = _signer().loads(said)
    except (BadData, ValueError, TypeError):
        return "", []
    return str(browser), [str(one) for one in known]


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or b"", salt="known")
