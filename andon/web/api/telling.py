"""Who was told, and whether a person is reached."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from apiflask import APIBlueprint
from flask import Response
from werkzeug.exceptions import NotFound

from andon.base.units import to_iso
from andon.journal.told_rows import EscalationRow, NoticeRow
from andon.web import access
from andon.web.api import schemas, told_schemas
from andon.web.api.answers import iso
from andon.web.api.asking import done
from andon.web.api.looking import answer
from andon.web.parts import parts

blueprint = APIBlueprint("telling", __name__, url_prefix="/api/v1", tag="Who is told")


@blueprint.post("/people/<id>/test")
@blueprint.output(schemas.DoneOut)
@access.role("leader", scope="calls")
def try_notice(id: str) -> Response:
    """Send a person a test message; `GET /api/v1/people/<id>/notice` says what became of it."""
    if parts().reader.people.person(id) is None:
        raise NotFound(f"nobody here has the id {id[:64]!r}")
    return done("try-notice", person=id)


@blueprint.get("/people/<id>/notice")
@blueprint.output(told_schemas.NoticeOut)
@access.role("leader", scope="calls")
def last_notice(id: str) -> Response:
    """What became of the newest message to a person that was tried."""
    row = parts().reader.last_notice(id)
    if row is None:
        raise NotFound(f"nothing was sent to {id[:64]!r} yet")
    return answer(notice_json(row))


@blueprint.get("/calls/<int:id>/told")
@blueprint.output(told_schemas.ClimbOut)
@access.everyone
def told_of_call(id: int) -> Response:
    """Which tiers were told of a call, when and why, and what became of each message."""
    return answer({"items": told_json(parts().reader.told_of_call(id)), "next": None})


@blueprint.get("/stops/<int:id>/told")
@blueprint.output(told_schemas.ClimbOut)
@access.everyone
def told_of_stop(id: int) -> Response:
    """Which tiers were told of a stop, and of the call that asked for it."""
    return answer({"items": told_json(parts().reader.told_of_stop(id)), "next": None})


def told_json(rows: Sequence[EscalationRow]) -> list[dict[str, Any]]:
    return [
        {
            "at": to_iso(row.at),
            "tier": row.tier,
            "why": row.why,
            "storm": row.storm,
            "persons": [notice_json(one) for one in row.notices],
        }
        for row in rows
    ]


def notice_json(row: NoticeRow) -> dict[str, Any]:
    return {"person": row.person, "state": row.state, "at": iso(row.settled), "because": row.because}
