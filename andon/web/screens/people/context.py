"""What the pages of people are given."""

from __future__ import annotations

from typing import Any

from flask import request
from werkzeug.exceptions import NotFound

from andon.journal.reader_rows import RightsRow
from andon.model.person import ROLES, Person
from andon.web import wording
from andon.web.language import gettext as _
from andon.web.language import in_my_language, moment, plan_in_force
from andon.web.parts import parts

CHANGES_SHOWN = 50


def people_context() -> dict[str, Any]:
    everybody = parts().reader.people.all()
    return {
        "people": [_person(one) for one in everybody if one.erased is None],
        "roles": _roles(),
        "lines": _lines(),
        "changes": _changes(None),
    }


def person_context(person_id: str) -> dict[str, Any]:
    """404 for somebody who is not."""
    found = parts().reader.people.person(person_id)
    if found is None or found.erased is not None:
        raise NotFound(f"there is no person {person_id!r}")
    return {
        "person": found,
        "roles": _roles(),
        "lines": _lines(),
        "changes": _changes(f"person:{person_id}"),
        "done": "done" in request.args,
    }


def _person(one: Person) -> dict[str, Any]:
    names = dict(_lines())
    areas = ", ".join(names.get(line, line) for line in one.areas) or _("All lines")
    locked = one.disabled is not None
    return {"id": one.id, "name": one.name, "role": wording.roles()[one.role], "areas": areas, "locked": locked}


def _roles() -> list[tuple[str, str]]:
    return [(role, wording.roles()[role]) for role in ROLES]


def _lines() -> list[tuple[str, str]]:
    plan = plan_in_force()
    return [(line.id, in_my_language(line.name)) for line in plan.lines] if plan else []


def _changes(subject: str | None) -> list[dict[str, str]]:
    return [_change(row) for row in parts().reader.people.changes(CHANGES_SHOWN, subject)]


def _change(row: RightsRow) -> dict[str, str]:
    words = wording.roles() if row.what == "role" else {}
    told = {"was": words.get(row.was, row.was), "now": words.get(row.now, row.now)}
    told |= {"who": row.who, "subject": row.subject, "why": row.why}
    return told | {"at": moment(row.at), "what": wording.rights().get(row.what, row.what)}
