"""GET: the plan, the board, the stream, stops, calls, the Pareto, triggers."""

from __future__ import annotations

import json
import socket
from typing import Any

from apiflask import APIBlueprint
from flask import Response, request
from werkzeug.exceptions import NotFound

from andon.base.errors import BadInput
from andon.web import access
from andon.web.api import answer_schemas, schemas
from andon.web.api.answers import (
    call_json,
    cursor_of,
    next_cursor,
    pareto_json,
    place_of,
    stop_json,
    trigger_json,
)
from andon.web.floor_now import picture_now
from andon.web.language import in_my_language
from andon.web.parts import parts
from andon.web.picture import board_json, plan_json

blueprint = APIBlueprint("looking", __name__, url_prefix="/api/v1", tag="Looking")


@blueprint.get("/plan")
@blueprint.output(answer_schemas.PlanOut)
@access.everyone
def plan() -> Response:
    """The plan in force."""
    held = parts().reader.plan()
    if held is None:
        raise NotFound("no plan was adopted yet; the recorder adopts the configured one when it starts")
    return answer(plan_json(held))


@blueprint.get("/board")
@blueprint.input(schemas.LineQuery, location="query")
@blueprint.output(answer_schemas.BoardOut)
@access.everyone
def board(query_data: schemas.LineQuery) -> Response:
    """Every line, or one, as it is now."""
    line = query_data.line
    if line is not None:
        must_be_a_line(line)
    return answer(board_json(picture_now(), parts().clock.now(), line, in_my_language))


@blueprint.get("/stream")
@blueprint.output(
    answer_schemas.BoardOut, content_type="text/event-stream", description="Server-sent events; see `board`"
)
@blueprint.doc(responses={503: "As many screens as can be are watching; try again after `Retry-After`"})
@access.everyone
def stream() -> Response:
    """The board, live.

    Events: `board` (whole, first), `change` (id = seq), `counts` (once a second), `beat` (the recorder's pulse).
    `Last-Event-ID`, as header or as `last_event_id` in the address, resumes after that seq.
    """
    line = request.args.get("line") or None
    if line is not None:
        must_be_a_line(line)
    connection = parts().stream.connect(line, _last_event_id(), request.remote_addr or "")
    connection.write_straight_to(_chunked_socket())
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return Response(connection, content_type="text/event-stream; charset=utf-8", headers=headers)


@blueprint.get("/stops")
@blueprint.input(schemas.StopsQuery, location="query")
@blueprint.output(answer_schemas.StopsOut)
@access.everyone
def stops(query_data: schemas.StopsQuery) -> Response:
    """Stops, newest first."""
    now = parts().clock.now()
    rows = parts().reader.stops(query_data.window(), now, place_of(query_data.cursor), query_data.limit)
    return answer({"items": [stop_json(row, now) for row in rows], "next": next_cursor(rows, query_data.limit)})


@blueprint.get("/pareto")
@blueprint.input(schemas.ParetoQuery, location="query")
@blueprint.output(answer_schemas.ParetoOut)
@access.everyone
def pareto(query_data: schemas.ParetoQuery) -> Response:
    """Where the time goes: stops cut to the window, greatest first; what nobody has explained is always shown."""
    by, measure = query_data.by, query_data.measure
    window = query_data.window()
    if window.begin is not None and window.end is not None and window.end <= window.begin:
        raise BadInput("`to` is not after `from`; in a time that is none nothing stood")
    rows = parts().reader.pareto(by, measure, window, parts().clock.now())
    total = round(sum(row.value for row in rows), 3)
    return answer({"by": by, "measure": measure, "total": total, "items": [pareto_json(row) for row in rows]})


@blueprint.get("/calls")
@blueprint.input(schemas.CallsQuery, location="query")
@blueprint.output(answer_schemas.CallsOut)
@access.everyone
def calls(query_data: schemas.CallsQuery) -> Response:
    """Calls, newest first."""
    now, asked = parts().clock.now(), query_data
    rows = parts().reader.calls(asked.window(), now, place_of(asked.cursor), asked.limit, only_open=asked.open)
    return answer({"items": [call_json(row) for row in rows], "next": next_cursor(rows, asked.limit)})


@blueprint.get("/kaizens")
@blueprint.input(schemas.TriggersQuery, location="query")
@blueprint.output(answer_schemas.TriggersOut)
@access.everyone
def kaizens(query_data: schemas.TriggersQuery) -> Response:
    """Triggers: abnormalities that ask for improvement, each with its newest stops."""
    asked, now = query_data, parts().clock.now()
    rows = parts().reader.triggers(asked.line, place_of(asked.cursor), asked.limit, only_open=asked.open)
    following = cursor_of((rows[-1].opened, rows[-1].id)) if len(rows) == asked.limit else None
    return answer({"items": [trigger_json(row, now) for row in rows], "next": following})


def answer(said: Any) -> Response:
    return Response(json.dumps(said, ensure_ascii=False), content_type="application/json")


def must_be_a_line(line: str) -> None:
    held = parts().reader.plan()
    if held is None or all(each.id != line for each in held.plan.lines):
        raise NotFound(f"the plan has no line {line[:64]!r}")


def _last_event_id() -> int | None:
    """A number that is none names nothing we said: the screen gets the whole board."""
    said = request.headers.get("Last-Event-ID") or request.args.get("last_event_id") or ""
    return int(said) if said.isdecimal() and len(said) < 20 else None


def _chunked_socket() -> socket.socket | None:
    """The server's socket, where the answer goes out in chunks; a proxy may still speak HTTP/1.0."""
    if request.method != "GET" or request.environ.get("SERVER_PROTOCOL") != "HTTP/1.1":
        return None
    found: socket.socket | None = request.environ.get("gunicorn.socket")
    return found
