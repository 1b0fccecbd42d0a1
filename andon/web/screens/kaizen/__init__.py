"""kaizen: /kaizen, the abnormalities that ask for improvement, each with its stops.

In: the reader. Out: one page of triggers, newest first. May import: the web's core modules.
"""

from __future__ import annotations

from flask import Blueprint, request

from andon.web import access
from andon.web.language import gettext as _
from andon.web.pages import show
from andon.web.screens.kaizen.context import kaizen_context

blueprint = Blueprint(
    "kaizen", __name__, static_folder="static", template_folder="templates", static_url_path="/kaizen-files"
)


@blueprint.get("/kaizen")
@access.everyone
def kaizen() -> str:
    context = kaizen_context(request.args.get("cursor", ""))
    return show("kaizen/kaizen.html", active="kaizen", title=_("Kaizen"), **context)
