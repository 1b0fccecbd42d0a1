"""/api/v1/plan: what holds, what an edit would change, adopt it, undo it. The files say the same."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from apiflask import APIBlueprint
from flask import Response

from andon import config
from andon.base.errors import Problem
from andon.base.units import to_iso
from andon.web import access, planning
from andon.web.api import plan_schemas as schemas
from andon.web.api.looking import answer
from andon.web.problems import problem as problem_answer

blueprint = APIBlueprint("planning", __name__, url_prefix="/api/v1/plan", tag="Planning")


@blueprint.get("/draft")
@blueprint.output(schemas.DraftOut)
@access.role("engineer", scope="plan")
def draft() -> Response:
    """The plan as its files say it, with the version that an edit carries; what goes without saying is not there."""
    return answer(draft_json(planning.draft()))


@blueprint.post("/preview")
@blueprint.input(schemas.PreviewIn)
@blueprint.output(schemas.PreviewOut)
@access.role("engineer", scope="plan")
def preview(json_data: schemas.PreviewIn) -> Response:
    """What would change, in words, or every problem at its field. Nothing holds yet."""
    judged = planning.wanted(planning.draft(), json_data.plan, json_data.edits_made())
    problems = [problem_json(found) for found in judged.problems]
    return answer({"changes": judged.changes, "problems": problems, "warnings": judged.warnings})


@blueprint.post("")
@blueprint.input(schemas.AdoptIn)
@blueprint.output(schemas.AdoptedOut)
@access.role("engineer", scope="plan")
def adopt(json_data: schemas.AdoptIn) -> Response:
    """Into the files and the journal, both or neither. 409 with who and when, if somebody was first."""
    start = planning.draft()
    judged = planning.wanted(start, json_data.plan, json_data.edits_made())
    if judged.plan is None:
        problems = [problem_json(found) for found in judged.problems]
        sentence = "; ".join(f"{found['section']} {found['key']}: {found['wrong']}" for found in problems[:3])
        return problem_answer(422, "Not a plan yet", sentence, problems=problems)
    adopted = planning.adopt(start, judged.plan, json_data.version, access.caller(), json_data.why)
    return answer({"seq": adopted["seq"], "changes": judged.changes})


@blueprint.post("/undo")
@blueprint.input(schemas.UndoIn)
@blueprint.output(schemas.AdoptedOut)
@access.role("engineer", scope="plan")
def undo(json_data: schemas.UndoIn) -> Response:
    """The plan before this one, and its files put back."""
    start = planning.draft()
    plan, adopted = planning.undo(start, json_data.version, access.caller(), json_data.why)
    return answer({"seq": adopted["seq"], "changes": config.changes(start.held.plan, plan)})


def draft_json(found: planning.Draft) -> dict[str, Any]:
    held = found.held
    return {
        "version": held.seq,
        "adopted": {"at": to_iso(held.at), "who": held.who, "why": held.why},
        "plan": found.table,
        "files": found.files,
        "by_hand": list(found.by_hand),
    }


def problem_json(found: Problem) -> dict[str, str]:
    return asdict(found) | {"file": Path(found.file).name}
