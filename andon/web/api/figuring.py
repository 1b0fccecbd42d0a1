"""Figures of a time and place, and a shift hour by hour with what people write beside it."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response
from werkzeug.exceptions import NotFound

from andon.base.errors import BadInput
from andon.base.units import US_PER_DAY, US_PER_HOUR, from_datetime
from andon.journal.reader_figures import Wanted
from andon.model.plan import Plan
from andon.projections.board import find_line
from andon.projections.periods import By, Period
from andon.web import access
from andon.web.api import figures_schemas as forms
from andon.web.api.asking import done
from andon.web.api.figures_json import kpi_json
from andon.web.api.looking import answer, must_be_a_line
from andon.web.api.schemas import DoneOut
from andon.web.hours import hour_board, hours_json
from andon.web.parts import parts

blueprint = APIBlueprint("figuring", __name__, url_prefix="/api/v1", tag="Figures")

LONGEST_US = 20 * 366 * US_PER_DAY
ITEMS_MOST = 2_000  # periods of one answer: some megabytes; who wants more asks in pieces
_SHORTEST_US: dict[By, int] = {"hour": US_PER_HOUR, "shift": 2 * US_PER_HOUR}


@blueprint.get("/kpis")
@blueprint.input(forms.KpisQuery, location="query")
@blueprint.output(forms.KpisOut)
@access.everyone
def kpis(query_data: forms.KpisQuery) -> Response:
    """Times, pieces and the figures made of them, by hour, shift, day, order, week or month, and of the whole.

    What lies after now is left out. A line is the sum of its stations; nothing is ever the mean of percentages.
    """
    wanted = _wanted(query_data)
    told = parts().reader.figures(wanted, parts().clock.now())
    return answer(
        {
            "by": wanted.by,
            "line": wanted.line,
            "station": wanted.station,
            "area": wanted.area,
            "micro_stop_s": told.micro_stop_s,
            "items": [kpi_json(period, sums, query_data.demand) for period, sums in told.items],
            "total": kpi_json(Period(wanted.begin, told.until), told.total, query_data.demand),
        }
    )


@blueprint.get("/hours")
@blueprint.input(forms.HoursQuery, location="query")
@blueprint.output(forms.HoursOut)
@access.everyone
def hours(query_data: forms.HoursQuery) -> Response:
    """A shift of a line, hour by hour against its target: the one that holds, or the last before it."""
    must_be_a_line(query_data.line)
    board = hour_board(query_data.line, None if query_data.at is None else from_datetime(query_data.at))
    if board is None:
        raise NotFound(f"the line {query_data.line!r} had no shift then")
    return answer(hours_json(board))


@blueprint.post("/hours")
@blueprint.input(forms.HourCommentIn)
@blueprint.output(DoneOut)
@access.role("operator", scope="stops")
def comment_hour(json_data: forms.HourCommentIn) -> Response:
    """Write beside an hour why it missed its target; it takes the place of what stood there."""
    access.may_act_at(json_data.line)
    said = {"line": json_data.line, "text": json_data.text, "initials": json_data.initials}
    return done("comment-hour", **said, hour=from_datetime(json_data.hour))


def _wanted(asked: forms.KpisQuery) -> Wanted:
    """400 where the time is none or too long, 404 where the place is not of the plan."""
    end = parts().clock.now() if asked.end is None else from_datetime(asked.end)
    begin = end - US_PER_DAY if asked.begin is None else from_datetime(asked.begin)
    check_window(begin, end, asked.by)
    held = parts().reader.plan()
    if held is None:
        raise NotFound("no plan was adopted yet, so there is nothing to reckon")
    _must_be_there(held.plan, asked.line, asked.station)
    if asked.area is not None and all(line.area != asked.area for line in held.plan.lines):
        raise NotFound(f"no line of the plan is in an area {asked.area[:64]!r}")
    return Wanted(begin, end, asked.by, asked.line, asked.station, asked.area)


def check_window(begin: int, end: int, by: By | None) -> None:
    """BadInput where a time ends before it begins, or has too many periods for one answer."""
    if end <= begin:
        raise BadInput("`to` is not after `from`; a time that is none has no figures")
    if end - begin > LONGEST_US:
        raise BadInput("this is more than 20 years; ask for less")
    if by is not None and (end - begin) // _SHORTEST_US.get(by, US_PER_DAY) > ITEMS_MOST:
        raise BadInput(
            f"by {by} this is more than {ITEMS_MOST} periods; ask for a shorter time, or by something longer"
        )


def _must_be_there(plan: Plan, line: str | None, station: str | None) -> None:
    if line is None:
        if station is not None:
            raise BadInput("a station is of a line; name its `line` too")
        return
    found = find_line(plan, line)
    if found is None:
        raise NotFound(f"the plan has no line {line[:64]!r}")
    if station is not None and all(each.id != station for each in found.stations):
        raise NotFound(f"the line {line!r} has no station {station[:64]!r}")
