"""The reader's language and time: `?lang=` (kept in a cookie), else what the browser asks for; times of the plant.

A page that asks for itself again says its language in a header: another tab may have chosen another one meanwhile.
A board may show a second language: `?second=` (kept in a cookie of its own), `none` for one alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from babel.support import Translations
from flask import Flask, Response, g, request
from flask_babel import (  # type: ignore[import-untyped]  # it ships no types; only this file imports it
    Babel,
    Domain,
    force_locale,
    format_date,
    format_datetime,
    format_decimal,
    format_timedelta,
    get_locale,
    gettext,
    ngettext,
)
from werkzeug.wrappers import Response as BaseResponse

from andon.base.units import to_datetime, to_iso
from andon.journal.reader import BookUnavailable
from andon.model.plan import LANGUAGES, Plan
from andon.web import catalogues
from andon.web.parts import parts
from andon.web.picture import default_words

__all__ = ["gettext", "ngettext"]
COOKIE, SECOND_COOKIE = "lang", "second"
COOKIE_MAX_AGE_S = 5 * 365 * 86_400  # a TV chooses once
PAGE_HEADER = "X-Page-Language"
NO_SECOND = "none"
OWN_NAMES = {"en": "English", "vi": "Tiếng Việt", "kn": "ಕನ್ನಡ", "ja": "日本語"}


class _InMemory(Domain):  # type: ignore[misc]
    def get_translations(self) -> Translations:
        return catalogues.translations(my_language())


def register(app: Flask) -> None:
    Babel(app, locale_selector=_chosen, timezone_selector=plant_zone)
    app.before_request(lambda: _InMemory().as_default())
    app.after_request(_remember)
    app.jinja_env.globals["language_now"] = my_language
    app.jinja_env.filters["words"] = in_my_language
    app.jinja_env.filters["moment"] = moment
    app.jinja_env.filters["lasted"] = lasted
    app.jinja_env.filters["iso"] = to_iso
    app.jinja_env.filters["number"] = format_decimal


def my_language() -> str:
    return str(get_locale())


def second_language() -> str | None:
    """Of a board that shows two; never the first one again."""
    said = request.args.get("second", request.cookies.get(SECOND_COOKIE))
    return said if said in LANGUAGES and said != my_language() else None


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Everything inside is said in this language."""
    with force_locale(language):
        yield


def in_my_language(text: Mapping[Any, str]) -> str:
    """A text of the plan: mine, else English, else any."""
    return text.get(my_language()) or default_words(text)


def plan_in_force() -> Plan | None:
    """Read once for a request. None when there is none, or no book to read it from."""
    if "plan" not in g:
        try:
            held = parts().reader.plan()
        except BookUnavailable:
            held = None
        g.plan = None if held is None else held.plan
    plan: Plan | None = g.plan
    return plan


def plant_zone() -> str:
    plan = plan_in_force()
    return plan.timezone if plan else "UTC"


def moment(instant_us: int | None) -> str:
    """Day and time at the plant: the month in letters and 24 hours, so that nobody takes a day for a month."""
    if instant_us is None:
        return ""
    at = _naive_utc(instant_us)
    return f"{format_date(at, 'medium')} {format_datetime(at, 'HH:mm')}"


def clock(instant_us: int) -> str:
    """The time of day at the plant, to the minute."""
    return str(format_datetime(_naive_utc(instant_us), "HH:mm"))


def exactly(instant_us: int) -> str:
    """Day and time at the plant to the second."""
    at = _naive_utc(instant_us)
    return f"{format_date(at, 'medium')} {format_datetime(at, 'HH:mm:ss')}"


def day(at: datetime) -> str:
    return str(format_date(at, "medium"))


def age(duration_us: int) -> str:
    """A duration in words, its greatest unit: `3 hours`."""
    return str(format_timedelta(timedelta(microseconds=max(0, duration_us)), granularity="second"))


def ago(duration_us: int) -> str:
    """How long since, with the word for it where the language puts it: `3 hours ago`."""
    since = timedelta(microseconds=-max(0, duration_us))
    return str(format_timedelta(since, granularity="second", add_direction=True))


def lasted(duration_us: int) -> str:
    """mm:ss, or h:mm:ss from an hour on: the same digits in every language."""
    seconds = max(0, duration_us) // 1_000_000
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02d}:{seconds % 60:02d}" if hours else f"{minutes:02d}:{seconds % 60:02d}"


def _naive_utc(instant_us: int) -> datetime:
    return to_datetime(instant_us).replace(tzinfo=None)


def _chosen() -> str:
    for said in (request.headers.get(PAGE_HEADER), request.args.get("lang"), request.cookies.get(COOKIE)):
        if said in LANGUAGES:
            return said
    return request.accept_languages.best_match(LANGUAGES) or catalogues.SOURCE_LANGUAGE


def remember(answer: BaseResponse, language: str | None) -> None:
    """This browser speaks it from now on: somebody has chosen it, or somebody who prefers it has signed in."""
    if language in LANGUAGES and language != request.cookies.get(COOKIE):
        answer.set_cookie(COOKIE, language, max_age=COOKIE_MAX_AGE_S, samesite="Lax", httponly=True)


def _remember(answer: Response) -> Response:
    remember(answer, request.args.get(COOKIE))
    said = request.args.get(SECOND_COOKIE)
    if said in (*LANGUAGES, NO_SECOND) and said != request.cookies.get(SECOND_COOKIE):
        answer.set_cookie(SECOND_COOKIE, said, max_age=COOKIE_MAX_AGE_S, samesite="Lax", httponly=True)
    return answer
