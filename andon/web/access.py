"""Who may call a route. Each route declares it; a route that declares nothing answers nobody.

everyone          whoever is in the shop may look
program(scope)    a bearer token with the scope
hand(scope)       such a token, a paired device, or a person from operator on: what is done on the floor
role(name)        a person of that role or above; `scope` lets a program with it in too
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, g, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from andon.journal.reader_rows import TokenRow
from andon.model.person import Device, Person, Role, reaches
from andon.web import presence, visits
from andon.web.parts import parts
from andon.web.proofs import digest_of

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "andon_access"


@dataclass(frozen=True, slots=True)
class Access:
    """What lets a caller in: any one of them is enough. `least` is the lowest role of a person."""

    anyone: bool = False
    scope: str | None = None
    device: bool = False
    least: Role | None = None


EVERYONE = Access(anyone=True)


def everyone(view: View) -> View:
    """Anyone in the shop may look: boards hang on walls."""
    return _declare(EVERYONE)(view)


def program(scope: str) -> Callable[[View], View]:
    """Only a program whose token has this scope."""
    return _declare(Access(scope=scope))


def hand(scope: str) -> Callable[[View], View]:
    """What hands on the floor do. The view still asks `may_act_at` where."""
    return _declare(Access(scope=scope, device=True, least="operator"))


def role(name: Role, *, scope: str | None = None) -> Callable[[View], View]:
    """A signed-in person of this role or above, or a program with the scope, if one is named."""
    return _declare(Access(scope=scope, least=name))


def tablet(view: View) -> View:
    """Only a paired tablet of a station."""
    return _declare(Access(device=True))(view)


def _declare(wanted: Access) -> Callable[[View], View]:
    def declare(view: View) -> View:
        setattr(view, _MARK, wanted)
        return view

    return declare


def declared(app: Flask, endpoint: str) -> Access | None:
    """What a route declared; files of a blueprint's own static folder are for everyone."""
    if endpoint.endswith(".static"):
        return EVERYONE
    return getattr(app.view_functions[endpoint], _MARK, None)


def check() -> None:
    """Before each request: let in, or raise 401, 403. An unknown path goes on to its 404.

    What rides on a cookie shows that it comes from a page of ours: a browser adds cookies to anybody's request.
    """
    if request.endpoint is None:
        return
    wanted = declared(current_app, request.endpoint)
    if wanted is None:
        raise Forbidden("this address declares no access, so nobody has it")
    g.caller = None if wanted.anyone else _caller(wanted)
    g.here = presence.who_is_here(g.caller) if isinstance(g.caller, Device) else None
    if not isinstance(g.caller, TokenRow):
        current_app.extensions["csrf"].protect()


def caller() -> str:
    """Who calls, for the journal: a token's name, `person:<id>` or `device:<id>`.

    Where a person has just said at a tablet who they are, it is that person.
    """
    who: TokenRow | Person | Device = g.here or g.caller
    match who:
        case TokenRow():
            return who.name
        case Person():
            return f"person:{who.id}"
        case Device():
            return f"device:{who.id}"


def caller_person() -> Person | None:
    """The person who calls; None for a program or a device."""
    return g.caller if isinstance(g.caller, Person) else None


def proven_here(proof: str) -> str:
    """`person:<id>` of whoever has said at the tablet that calls who they are. 403 where that does not hold."""
    device = caller_device()
    if device is None:
        raise Forbidden("who stands before it is proven to a paired tablet alone")
    return f"person:{presence.proven(proof, device).id}"


def releaser(line: str) -> str:
    """`person:<id>` of who may release safety there: signed in, or proven at the tablet that calls. 403 for others."""
    found = g.here or caller_person()
    if found is None:
        raise Forbidden("safety is released by a named person: sign in, or say at the tablet who you are")
    if not found.releases_safety or not found.holds_for(line):
        raise Forbidden("you have no right to release safety here; an admin can give it")
    return f"person:{found.id}"


def is_at_station() -> bool:
    """May what is said count as said at the station? A person's own screen may be anywhere."""
    return not isinstance(g.caller, Person)


def caller_device() -> Device | None:
    """The paired device that calls; None for a program or a person."""
    return g.caller if isinstance(g.caller, Device) else None


def may_act_at(line: str, station: str | None = None) -> None:
    """403 unless the caller may act there: a person in his areas, a paired tablet at its own station alone.

    Without a station it is asked for the whole line. A token may act anywhere.
    """
    who: TokenRow | Person | Device = g.caller
    match who:
        case Person() if not who.holds_for(line):
            raise Forbidden(f"your rights do not reach to the line {line!r}; an admin can change that")
        case Device() if (line, station) != (who.line, who.station):
            raise Forbidden(f"this device is paired with {who.line}/{who.station} and acts there alone")


def _caller(wanted: Access) -> TokenRow | Person | Device:
    if "Authorization" in request.headers:
        return _token_with(wanted.scope)
    person = visits.person() if wanted.least else None
    if person and wanted.least and reaches(person.role, wanted.least):
        return person
    device = visits.device() if wanted.device else None
    if device and device.is_paired and device.kind == "station":
        return device
    if person:
        raise Forbidden(f"this takes the role {wanted.least} or above; yours is {person.role}")
    if device:
        raise Forbidden("this device may only look: a leader has to approve it first, and a TV never acts")
    raise _unauthorized(_what_it_takes(wanted))


def _what_it_takes(wanted: Access) -> str:
    ways = ["a bearer token (`andon token add` makes one)"] if wanted.scope else []
    ways += ["a paired device (/pair)"] if wanted.device else []
    ways += ["to sign in (/login)"] if wanted.least else []
    return f"this needs {' or '.join(ways)}"


def _token_with(scope: str | None) -> TokenRow:
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not secret.strip():
        raise _unauthorized("this needs a bearer token; `andon token add` makes one")
    token = parts().reader.token(digest_of(secret.strip()))
    if token is None:
        raise _unauthorized("this bearer token is not known, or it was revoked")
    if scope is None:
        raise Forbidden("this is done by persons who have signed in, not by programs")
    if scope not in token.scopes:
        raise Forbidden(f"the token {token.name!r} lacks the scope {scope!r}")
    return token


def _unauthorized(detail: str) -> Unauthorized:
    return Unauthorized(detail, www_authenticate=WWWAuthenticate("bearer"))
