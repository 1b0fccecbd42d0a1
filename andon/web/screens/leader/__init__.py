"""leader: /leader, on a phone: the calls, stops and triggers that wait for somebody, oldest first.

In: what is open, whoever is signed in. Out: one page that follows the stream; its buttons ask the API.
May import: the web's core modules.
"""

from __future__ import annotations

from flask import Blueprint, request

from andon.web import access
from andon.web.language import gettext as _
from andon.web.pages import show
from andon.web.screens.leader.context import leader_context
from andon.web.screens.leader.responding import responses_context

blueprint = Blueprint(
    "leader", __name__, static_folder="static", template_folder="templates", static_url_path="/leader-files"
)


@blueprint.get("/leader")
@access.everyone
def leader() -> str:
    line = request.args.get("line")
    context = leader_context(line, for_me=request.args.get("for") == "me")
    answered = responses_context(line, request.args.get("days"))
    return show("leader/leader.html", active="leader", title=_("Waiting"), **context, **answered)
