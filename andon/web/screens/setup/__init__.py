"""setup: /setup, boxes that wait for a station and stations under test; /setup/plan, the plan as a form.

In: the reader; the scripts ask `/api/v1/setup` and `/api/v1/plan`. Out: two pages. The form is made from the models of
the plan (`form`), so that a new key, or a new section, appears by itself; `labels` gives it words. May import: the
web's core modules.
"""

from __future__ import annotations

from flask import Blueprint

from andon.web import access
from andon.web.language import gettext as _
from andon.web.language import plan_in_force
from andon.web.pages import show
from andon.web.screens.setup.context import plan_context, setup_context

blueprint = Blueprint(
    "setup", __name__, static_folder="static", template_folder="templates", static_url_path="/setup-files"
)


@blueprint.get("/setup")
@access.role("engineer")
def setup() -> str:
    return show("setup/setup.html", active="setup", title=_("Setting up"), **setup_context(plan_in_force()))


@blueprint.get("/setup/plan")
@access.role("engineer")
def plan() -> str:
    return show("setup/plan.html", active="setup", title=_("The plan"), **plan_context(plan_in_force()))
