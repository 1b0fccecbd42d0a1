"""Who is at the other end: the cookie of a visit, the person who signed in with it, the paired device.

A cookie holds a random id and nothing else; what it stands for is in the book. A visit is Flask's session to the
libraries: its CSRF token follows from the ids, so that a token dies with the log-in it was made for.

HTTPS and plain HTTP are served side by side and browsers keep one jar for both, so each has names of its own:
a page by plain HTTP could neither read nor replace what HTTPS has set.
"""

from __future__ import annotations

import contextlib
import hmac
import re
import secrets
from typing import Any

from flask import Flask, Request, Response, g, request, session
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.wrappers import Response as BaseResponse

from andon.base.errors import AndonError
from andon.base.units import US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, US_PER_S
from andon.journal.reader import BookUnavailable
from andon.model.person import Device, Person, Session
from andon.web.parts import parts
from andon.web.proofs import digest_of

VISIT, DEVICE = "andon", "andon-device"
IDLE_US = 7 * US_PER_DAY  # a log-in that nobody used so long is over
LASTS_US = 30 * US_PER_DAY  # and in any case after this
DEVICE_LASTS_S = 10 * 365 * 86_400  # until a leader revokes it
_NOTED_EVERY_US = US_PER_HOUR  # "last used" needs no commit for every click
_SEEN_EVERY_US = US_PER_MINUTE
_LIVES_US = 3 * US_PER_S  # a recorder that pulsed within it answers
_ID = re.compile(r"[A-Za-z0-9_-]{43}")


class Visit(dict[str, Any], SessionMixin):
    """One browser's visit. Nothing is kept in it; it is a `dict` because libraries read their token from one."""

    def __init__(self, visit_id: str, device_id: str, *, is_new: bool) -> None:
        self.is_new = is_new
        self.is_used = False
        self.lasts_s: int | None = None
        self.device_id = device_id
        self.become(visit_id)

    def become(self, visit_id: str, lasts_s: int | None = None) -> None:
        """Go on under another id; what was proven by the one before is not proven by this."""
        self.id, self.lasts_s = visit_id, lasts_s
        token = hmac.digest(visit_id.encode(), b"csrf" + self.device_id.encode(), "sha256").hex()
        super().__init__(csrf_token=token)

    def __getitem__(self, name: str) -> Any:
        self.is_used = True
        return super().__getitem__(name)


class Visits(SessionInterface):
    """Flask's sessions, kept in the book."""

    def open_session(self, app: Flask, request: Request) -> Visit:
        held, paired = _cookie(request, VISIT), _cookie(request, DEVICE)
        return Visit(held or secrets.token_urlsafe(32), paired, is_new=not held)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        assert isinstance(session, Visit)  # noqa: S101  # this interface opened it
        if not session.is_used:
            return
        response.vary.add("Cookie")
        if session.is_new:
            set_cookie(response, VISIT, session.id, session.lasts_s)


def cookie_name(name: str) -> str:
    """What a cookie of ours is called on this connection."""
    return _named(name, request.is_secure)


def set_cookie(response: BaseResponse, name: str, value: str, lasts_s: int | None) -> None:
    """Out of reach of scripts and of other sites' forms; by HTTPS never sent in the clear."""
    secure, full_name = request.is_secure, cookie_name(name)
    response.set_cookie(full_name, value, max_age=lasts_s, path="/", httponly=True, samesite="Lax", secure=secure)


def visit() -> Visit:
    """Of the request that is answered now."""
    held = session._get_current_object()  # type: ignore[attr-defined]  # the proxy's own way in
    assert isinstance(held, Visit)  # noqa: S101
    return held


def person() -> Person | None:
    """Who has signed in, if anybody has. BookUnavailable when it cannot be known."""
    if "person" not in g:
        found = None if visit().is_new else parts().reader.people.session(digest_of(visit().id))
        now = parts().clock.now()
        g.person = found[1] if found and _holds(found[0], now) else None
        if found and g.person and now - found[0].last_used > _NOTED_EVERY_US:
            _note("session-used", {"digest": digest_of(visit().id).hex()})
    return g.person  # type: ignore[no-any-return]


def person_if_known() -> Person | None:
    """The same for a page that must come up in any case."""
    try:
        return person()
    except BookUnavailable:
        return None


def device() -> Device | None:
    """The device that this is, waiting or paired; None for one that was refused, revoked or waited too long."""
    if "device" not in g:
        found = parts().reader.people.device(digest_of(visit().device_id)) if visit().device_id else None
        g.device = found if found and (found.is_paired or found.waits(parts().clock.now())) else None
        if g.device and g.device.is_paired and _is_long_ago(g.device.last_seen):
            _note("device-seen", {"device": g.device.id})
    return g.device  # type: ignore[no-any-return]


def sign_in(person_id: str) -> None:
    """Begin a log-in under a new id; the one before is dead at once. DeskUnavailable: nothing has begun."""
    fresh = secrets.token_urlsafe(32)
    ends = {} if visit().is_new else {"ends": digest_of(visit().id).hex()}
    parts().desk.ask("session-begin", {"person": person_id, "digest": digest_of(fresh).hex(), **ends})
    _go_on_as(fresh, LASTS_US // 1_000_000)


def sign_out() -> None:
    """The id is dead at once."""
    if not visit().is_new:
        parts().desk.ask("session-end", {"digest": digest_of(visit().id).hex()})
    _go_on_as(secrets.token_urlsafe(32), None)


def _go_on_as(visit_id: str, lasts_s: int | None) -> None:
    visit().become(visit_id, lasts_s)
    visit().is_new = visit().is_used = True
    g.pop("person", None)


def _holds(begun: Session, now: int) -> bool:
    return now - begun.last_used < IDLE_US and now - begun.began < LASTS_US


def _is_long_ago(at: int | None) -> bool:
    return at is None or parts().clock.now() - at > _SEEN_EVERY_US


def _note(verb: str, payload: dict[str, object]) -> None:
    """Worth knowing, not worth failing or waiting for: a recorder that is stalled is not asked."""
    pulse = parts().reader.pulse()
    if pulse is not None and parts().stream.pulse_age_us(pulse) < _LIVES_US:
        with contextlib.suppress(AndonError):
            parts().desk.ask(verb, payload)


def _cookie(request: Request, name: str) -> str:
    """What the browser holds, if it is of our making."""
    said = request.cookies.get(_named(name, request.is_secure), "")
    return said if _ID.fullmatch(said) else ""


def _named(name: str, secure: bool) -> str:
    """`__Host-`: the browser itself sees to it that it came by HTTPS and from this host."""
    return f"__Host-{name}" if secure else name
