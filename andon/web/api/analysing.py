"""Charts of stops and pieces, as rows and as CSV; and the limits of control charts, frozen with a reason."""

from __future__ import annotations

import csv
import io

from apiflask import APIBlueprint
from flask import Response
from werkzeug.exceptions import NotFound

from andon.web import access, analysing
from andon.web.analysing import Charted
from andon.web.api.analysing_schemas import ChartOut, ChartQuery, LimitsIn
from andon.web.api.asking import done
from andon.web.api.looking import answer
from andon.web.api.schemas import DoneOut
from andon.web.exports.texts import harmless

blueprint = APIBlueprint("analysing", __name__, url_prefix="/api/v1", tag="Charts")


@blueprint.get("/charts/<chart>")
@blueprint.input(ChartQuery, location="query")
@blueprint.output(ChartOut)
@access.everyone
def rows(chart: str, query_data: ChartQuery) -> Response:
    """pareto, heat, trend, control (c, u or p by `kind`, with its CUSUM) or times."""
    charted = _charted(chart, query_data)
    return answer({"chart": chart, "about": charted.about, "items": charted.items})


@blueprint.get("/charts/<chart>.csv")
@blueprint.input(ChartQuery, location="query")
@blueprint.doc(responses={200: "The rows of the chart"})
@access.everyone
def file(chart: str, query_data: ChartQuery) -> Response:
    """The same as CSV."""
    items = _charted(chart, query_data).items
    text = io.StringIO(newline="")
    names = list(dict.fromkeys(name for item in items for name in item))
    table = csv.writer(text)
    table.writerow(names)
    table.writerows([_cell(item.get(name)) for name in names] for item in items)
    headers = {"Content-Disposition": f'attachment; filename="andon-{chart}.csv"'}
    return Response(text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


@blueprint.post("/charts/limits")
@blueprint.input(LimitsIn)
@blueprint.output(DoneOut)
@access.role("engineer", scope="plan")
def freeze(json_data: LimitsIn) -> Response:
    """Compute the limits of a control chart from a baseline and keep them, with who, when and why."""
    access.may_act_at(json_data.line)
    sums = analysing.baseline(json_data.window(), json_data.chart)
    return done("freeze-limits", **sums, line=json_data.line, station=json_data.station, why=json_data.why)


def _charted(chart: str, asked: ChartQuery) -> Charted:
    window = asked.window()
    match chart:
        case "pareto":
            return analysing.pareto(window, asked.by, asked.measure)
        case "heat":
            return analysing.heat_map(window)
        case "trend":
            return analysing.trend(window)
        case "control":
            return analysing.control(window, asked.kind)
        case "times":
            return analysing.repair_times(window)
    raise NotFound(f"there is no chart {chart!r}; there are pareto, heat, trend, control, times")


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return harmless(value) if isinstance(value, str) else value
