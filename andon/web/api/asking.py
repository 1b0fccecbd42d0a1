"""POST: what programs say and ask. The recorder's desk decides; the answer comes after the commit."""

from __future__ import annotations

from typing import Any, cast

from apiflask import APIBlueprint
from flask import Response, request

from andon.base.errors import BadInput
from andon.base.units import to_iso
from andon.web import access, limits
from andon.web.api import schemas
from andon.web.api.looking import answer
from andon.web.parts import parts

blueprint = APIBlueprint("asking", __name__, url_prefix="/api/v1", tag="Asking")
KEY_MAX = 128  # characters of an Idempotency-Key


@blueprint.post("/signals")
@blueprint.output(schemas.SignalsOut)
@access.program("signals")
def signals() -> Response:
    """Readings of points, one or a list.

    Answered when they are on disk. A reading with `boot` and `seq` may be sent again: a repeat changes nothing.
    """
    return answer(ask_desk("signals", {"token": access.caller(), "body": limits.text_of_body()}))


@blueprint.post("/kaizens/<int:id>/rest")
@blueprint.output(schemas.DoneOut)
@access.program("kaizens")
def rest(id: int) -> Response:
    """Put a trigger to rest: the improvement is made, or there will be none."""
    return done("rest-trigger", trigger=id)


def ask_desk(verb: str, payload: dict[str, Any]) -> dict[str, object]:
    """What the recorder answers. An `Idempotency-Key` of the request makes a repeat harmless."""
    if key := request.headers.get("Idempotency-Key"):
        if len(key) > KEY_MAX:
            raise BadInput(f"the Idempotency-Key is longer than {KEY_MAX} characters")
        payload["key"] = key
    return parts().desk.ask(verb, payload)


def done(verb: str, **payload: Any) -> Response:
    """Ask in the name of the caller; the answer is its seq, and when the recorder heard it."""
    said = ask_desk(verb, {"who": access.caller(), **payload})
    return answer({"seq": said["seq"], "at": to_iso(cast(int, said["at"]))})
