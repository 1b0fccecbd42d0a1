"""What goes wrong, as an answer: RFC 9457 for programs, a page for people. Each has a sentence for a person."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import structlog
from apiflask.exceptions import _ValidationError
from flask import Flask, Response, redirect, render_template, request
from flask_wtf.csrf import CSRFError  # type: ignore[import-untyped]
from werkzeug.exceptions import HTTPException

from andon.base.errors import BadInput, CommandRejected, DeskUnavailable, NothingThere
from andon.base.units import to_iso
from andon.journal.reader import BookUnavailable
from andon.web.language import gettext
from andon.web.proofs import NotProven
from andon.web.stream import StreamRefused
from andon.web.tries import TooManyTries

RETRY_AFTER_S = 1
STREAM_RETRY_AFTER_S = 5  # screens turned away come back together; the board page adds its own jitter
PROGRAM_PATHS = ("/api/", "/healthz", "/metrics")


def problem(status: int, title: str, detail: str, **more: Any) -> Response:
    """An RFC 9457 answer; its type is the status, which needs no page of its own."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return Response(json.dumps(body), status, content_type="application/problem+json")


def register(app: Flask) -> None:
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(CSRFError, _not_from_our_page)
    app.register_error_handler(NotProven, lambda error: _page(502, _sentence(error)))
    app.register_error_handler(TooManyTries, lambda error: _slow_down(error.retry_after_s, _sentence(error)))
    app.register_error_handler(_ValidationError, _invalid)
    app.register_error_handler(BadInput, lambda error: problem(400, "Not understood", str(error)))
    app.register_error_handler(CommandRejected, _rejected)
    app.register_error_handler(NothingThere, lambda error: problem(404, "Not there", str(error)))
    app.register_error_handler(DeskUnavailable, lambda error: _later(_sentence(error), RETRY_AFTER_S))
    app.register_error_handler(BookUnavailable, lambda error: _later(_sentence(error), RETRY_AFTER_S))
    app.register_error_handler(StreamRefused, lambda error: _later(_sentence(error), STREAM_RETRY_AFTER_S))
    app.register_error_handler(Exception, _broken)


def for_program() -> bool:
    return request.path.startswith(PROGRAM_PATHS)


def _refused(error: HTTPException) -> Response:
    status, title = error.code or 500, error.name
    if not for_program():
        if status == 401 and request.method == "GET":
            return _to_log_in()
        return _page(status, title)
    answer = problem(status, title, error.description or title)
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            answer.headers[name] = value
    return answer


def _to_log_in() -> Response:
    """And back to where one wanted to go."""
    answer = redirect(f"/login?{urlencode({'next': request.full_path.rstrip('?')})}", 303)
    assert isinstance(answer, Response)  # noqa: S101  # Flask's own
    return answer


def _not_from_our_page(error: CSRFError) -> Response:
    """`csrf` tells our own scripts to fetch a fresh token and to ask once more."""
    if not for_program():
        return _page(403, "Forbidden")
    return problem(
        403, "Not from this page", "the request lacks the token of this page; load the page again", csrf=True
    )


def _slow_down(seconds: int, sentence: str) -> Response:
    answer = problem(429, "Too many tries", sentence) if for_program() else _page(429, sentence)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _invalid(error: _ValidationError) -> Response:
    """Each thing wrong with its place."""
    said = error.detail if isinstance(error.detail, dict) else {}
    wrong = {f"{part}.{key}": texts for part, fields in said.items() for key, texts in fields.items()}
    sentence = "; ".join(f"{place.split('.', 1)[1]}: {texts[0]}" for place, texts in wrong.items())
    return problem(400, "Not understood", sentence or "the request does not have the agreed form", errors=wrong)


def _rejected(error: CommandRejected) -> Response:
    if not error.conflict:
        return problem(422, "Not now", str(error))
    known = {} if error.at is None else {"who": error.who, "at": to_iso(error.at)}
    return problem(409, "Somebody was first", str(error), **known)


def _later(sentence: str, seconds: int) -> Response:
    answer = problem(503, "Not available now", sentence) if for_program() else _page(503, sentence)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _broken(error: Exception) -> Response:
    structlog.get_logger(__name__).error("a request failed", path=request.path, exc_info=error)
    sentence = "Something in this service failed; it is in the log. The recording of signals is not touched by it."
    return problem(500, "Failed here", sentence) if for_program() else _page(500, sentence)


def _page(status: int, sentence: str) -> Response:
    """The page tries again by itself: a screen that was switched on before the edge must need no hand."""
    heading = {
        403: gettext("You may not do this"),
        404: gettext("There is no such page"),
        429: gettext("Too many tries"),
        502: gettext("Your account was not proven"),
        503: gettext("The service is starting"),
    }
    text = {
        403: gettext("Sign in as somebody who may, or load the page again."),
        404: gettext("Check the address, or start from the lines."),
        429: gettext("Wait a few minutes, then try again."),
        502: gettext("Go back and sign in again, or sign in with your password here."),
        503: gettext("This page tries again by itself."),
    }
    shown = {
        "heading": heading.get(status, gettext("This page cannot be shown now")),
        "text": text.get(status, gettext("This page tries again by itself.")),
        "again": status >= 500 and status != 502,
        "sentence": sentence,
    }
    return Response(render_template("trouble.html", **shown), status, content_type="text/html; charset=utf-8")


def _sentence(error: Exception) -> str:
    said = str(error)
    return said[:1].upper() + said[1:]
