"""health: /health, how the house itself is doing: sources, devices, forwarders, the journal, what was odd or set aside.

In: the pulse, the reader. Out: one page, renewed every two seconds. May import: the web's core modules.
"""

from __future__ import annotations

from flask import Blueprint

from andon.web import access
from andon.web.language import gettext as _
from andon.web.pages import show
from andon.web.screens.health.context import health_context

blueprint = Blueprint(
    "health", __name__, static_folder="static", template_folder="templates", static_url_path="/health-files"
)


@blueprint.get("/health")
@access.everyone
def health() -> str:
    return show("health/health.html", active="health", title=_("Health"), **health_context())
