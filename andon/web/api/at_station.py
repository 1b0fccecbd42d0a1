"""What the page of a station says besides its calls: ask to stop, running again, a sign of life, a suggestion."""

from __future__ import annotations

from typing import cast

from apiflask import APIBlueprint
from flask import Response
from werkzeug.exceptions import NotFound

from andon.base.units import to_iso
from andon.web import access
from andon.web.api import answer_schemas, schemas
from andon.web.api.answers import cursor_of, place_of, suggestion_json
from andon.web.api.asking import ask_desk, done
from andon.web.api.looking import answer
from andon.web.parts import parts
from andon.web.picture import station_of

blueprint = APIBlueprint("at_station", __name__, url_prefix="/api/v1", tag="Stations")
BATTERY_LOW = 0.15  # a tablet that has less and is not charging may be gone before anybody pulls


@blueprint.post("/stations/<line>/<station>/ask-to-stop")
@blueprint.output(schemas.DoneOut)
@access.hand("calls")
def ask_to_stop(line: str, station: str) -> Response:
    """Ask the station to stop. It is no emergency stop: those stay wired by hand."""
    _may_act_at(line, station)
    return done("ask-to-stop", line=line, station=station)


@blueprint.post("/stations/<line>/<station>/restart")
@blueprint.output(schemas.DoneOut)
@access.hand("calls")
def restart(line: str, station: str) -> Response:
    """Say "running again": open calls end, and stops that a hand began."""
    _may_act_at(line, station)
    return done("restart", line=line, station=station)


@blueprint.post("/stations/<line>/<station>/release-safety")
@blueprint.input(schemas.ReleaseIn)
@blueprint.output(schemas.DoneOut)
@access.hand("calls")
def release_safety(line: str, station: str, json_data: schemas.ReleaseIn) -> Response:
    """Let go what is about safety at the station. It takes a named person with the right, and a reason.

    This is no safety function: whether it is safe is seen to at the machine.
    """
    _may_act_at(line, station)
    return done("release-safety", line=line, station=station, why=json_data.why, who=access.releaser(line))


@blueprint.post("/stations/<line>/<station>/alive")
@blueprint.input(schemas.AliveIn)
@blueprint.output(schemas.HeardOut)
@access.tablet
def alive(line: str, station: str, json_data: schemas.AliveIn) -> Response:
    """The tablet that shows the station's page lives. Where the plan says `page = true`, it is one of its cords.

    One that has less than 15 % of its battery left and is not charging is no cord that anybody may rely on.
    """
    _may_act_at(line, station)
    told = {"line": line, "station": station, "alive": not is_low(json_data), "text": battery_words(json_data)}
    return answer({"at": to_iso(cast(int, ask_desk("page-alive", told)["at"]))})


@blueprint.post("/suggestions")
@blueprint.input(schemas.SuggestionIn)
@blueprint.output(schemas.DoneOut)
@access.hand("calls")
def suggest(json_data: schemas.SuggestionIn) -> Response:
    """Propose something, in your own words and language. The answer's `seq` is the receipt."""
    said = json_data
    access.may_act_at(said.line, said.station)
    return done("suggest", line=said.line, station=said.station, text=said.text, by=said.by)


@blueprint.get("/suggestions")
@blueprint.input(schemas.PageQuery, location="query")
@blueprint.output(answer_schemas.SuggestionsOut)
@access.everyone
def suggestions(query_data: schemas.PageQuery) -> Response:
    """Suggestions, newest first."""
    asked = query_data
    rows = parts().reader.suggestions(asked.window(), place_of(asked.cursor), asked.limit)
    following = cursor_of((rows[-1].at, rows[-1].id)) if len(rows) == asked.limit else None
    return answer({"items": [suggestion_json(row) for row in rows], "next": following})


def is_low(told: schemas.AliveIn) -> bool:
    """A tablet that does not tell, as most browsers do not, is taken to be well: it is gone when it is silent."""
    return told.battery is not None and told.battery < BATTERY_LOW and not told.charging


def battery_words(told: schemas.AliveIn) -> str:
    """For the health page, whose words about devices are English."""
    if told.battery is None:
        return ""
    return f"battery {told.battery:.0%}, {'charging' if told.charging else 'not charging'}"


def _may_act_at(line: str, station: str) -> None:
    held = parts().reader.plan()
    if held is None or station_of(held.plan, line, station) is None:
        raise NotFound(f"the plan has no station {line[:64]}/{station[:64]}")
    access.may_act_at(line, station)
