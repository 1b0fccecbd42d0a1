"""analysis: /analysis, charts of the past: Pareto with drill-down, heat map, trend, control charts, repair times.

In: the filters of the address. Out: the frame of the charts and their words; `static/*.js` draws what `/api/v1/charts`
answers, with Apache ECharts, which `hatch_build.py` bundles from `charts/` into `static/built/`. May import: the web's
core modules.
"""

from __future__ import annotations

from flask import Blueprint, request

from andon.web import access
from andon.web.language import gettext as _
from andon.web.pages import show
from andon.web.screens.analysis.context import analysis_context
from andon.web.screens.analysis.filters import Filters

blueprint = Blueprint(
    "analysis", __name__, static_folder="static", template_folder="templates", static_url_path="/analysis-files"
)


@blueprint.get("/analysis")
@access.everyone
def analysis() -> str:
    context = analysis_context(Filters.read(request.args))
    return show("analysis/analysis.html", active="analysis", title=_("Analysis"), **context)
