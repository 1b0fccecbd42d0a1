"""hours: /hours/<line>, a shift hour by hour: target, made, what is missing, why, and what people say to it; live.

In: the reader, then the live stream as a sign to look again. Out: a page for a TV and for a tablet; comments go to
`POST /api/v1/hours`. May import: the web's core modules.
"""

from __future__ import annotations

from flask import Blueprint, redirect, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from andon.base.units import from_iso
from andon.journal.reader import BookUnavailable
from andon.web import access
from andon.web.language import in_my_language, plan_in_force
from andon.web.pages import show
from andon.web.picture import line_of
from andon.web.screens.hours.context import hours_context

blueprint = Blueprint(
    "hours", __name__, static_folder="static", template_folder="templates", static_url_path="/hours-files"
)


@blueprint.get("/hours")
@access.everyone
def first() -> Response:
    """The first line of the plan."""
    plan = plan_in_force()
    if plan is None:
        raise BookUnavailable("no plan was adopted yet")
    return redirect(f"/hours/{plan.lines[0].id}")


@blueprint.get("/hours/<line>")
@access.everyone
def hours(line: str) -> str:
    plan = plan_in_force()
    if plan is None:
        raise BookUnavailable("no plan was adopted yet")  # so that a TV switched on too early tries again
    found = line_of(plan, line)
    if found is None:
        raise NotFound
    context = hours_context(plan, found, _instant(request.args.get("shift")))
    return show("hours/hours.html", active="hours", title=in_my_language(found.name), **context)


def _instant(said: str | None) -> int | None:
    """An instant of the shift that is asked for; 404 where it is none."""
    if not said:
        return None
    try:
        return from_iso(said)
    except (ValueError, OverflowError) as error:
        raise NotFound from error
