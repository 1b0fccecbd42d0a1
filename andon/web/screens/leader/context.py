"""What the leader's page is given: everything open, oldest first, in the plan's words and with what may be done."""

from __future__ import annotations

from typing import Any

from andon.base.units import to_iso
from andon.journal.reader_rows import WorkRow
from andon.model.person import reaches
from andon.model.plan import Line, Plan
from andon.web import visits, wording
from andon.web.language import gettext as _
from andon.web.language import in_my_language, plan_in_force
from andon.web.names import name_of
from andon.web.parts import parts
from andon.web.picture import line_of

TRIGGERS_MOST = 20  # the oldest; the others are on the kaizen page


def leader_context(line: str | None, *, for_me: bool = False) -> dict[str, Any]:
    plan, me = plan_in_force(), visits.person()
    mine = parts().reader.waiting_for(me.id, parts().clock.now()) if me and for_me else None
    found = parts().reader.open_work() if mine is None else mine
    rows = [row for row in found if line in (None, "", row.line)]
    urgent = [_shown(row, plan) for row in rows if row.what != "trigger"]
    triggers = [_shown(row, plan) for row in rows if row.what == "trigger"]
    return {
        "urgent": urgent,
        "triggers": triggers[:TRIGGERS_MOST],
        "more_triggers": max(0, len(triggers) - TRIGGERS_MOST),
        "lines": [(each.id, in_my_language(each.name)) for each in plan.lines] if plan else [],
        "chosen": line or "",
        "people": _people(),
        "for_me": mine is not None,
    }


def _people() -> list[tuple[str, str]]:
    """Who may be given something in hand."""
    return [
        (each.id, each.name)
        for each in parts().reader.people.all()
        if each.disabled is None and each.erased is None and reaches(each.role, "leader")
    ]


def _shown(row: WorkRow, plan: Plan | None) -> dict[str, Any]:
    line = line_of(plan, row.line) if plan else None
    return {
        "what": row.what,
        "id": row.id,
        "line_id": row.line,
        "station_id": row.station,
        "line": in_my_language(line.name) if line else row.line,
        "station": _station_name(line, row.station),
        "about": _about(row, plan),
        "state": _STATES[row.what],
        "began": to_iso(row.began),
        "until": None if row.until is None else to_iso(row.until),
        "stage": _stage(row),
        "answer": _answer(row),
        "asked": row.evidence == "asked",
        "safety": _is_safety(row, plan),
        "stops": row.stops,
        "to": parts().reader.people.name(row.to) if row.to else "",
        "handed_by": name_of(row.handed_by),
        "note": row.note,
        "told": _told(row, plan),
    }


def _is_safety(row: WorkRow, plan: Plan | None) -> bool:
    """What is about safety ends by a release alone."""
    reasons = {reason.id: reason.category for reason in plan.reasons} if plan else {}
    kinds = {kind.id: reasons.get(kind.reason or "") for kind in plan.call_types} if plan else {}
    return row.what != "trigger" and (kinds if row.what == "call" else reasons).get(row.about) == "safety"


def _told(row: WorkRow, plan: Plan | None) -> list[str]:
    """The tiers that were told of it so far; one of which nobody was on shift says so."""
    if row.what == "trigger":
        return []
    reader = parts().reader
    climb = reader.told_of_call(row.id) if row.what == "call" else reader.told_of_stop(row.id)
    names = {tier.id: in_my_language(tier.name) for tier in plan.tiers} if plan else {}
    nobody = _("Nobody on shift")
    return [names.get(one.tier, one.tier) + ("" if one.notices else f" ({nobody})") for one in climb]


_STATES = {"call": "call", "stop": "stopped", "trigger": "kaizen"}


def _stage(row: WorkRow) -> str:
    """How far the answer has come; which buttons make sense follows from it."""
    if row.arrived is not None:
        return "arrived" if row.at_station else "coming"
    return "heard" if row.acknowledged is not None else "open"


def _answer(row: WorkRow) -> str:
    """Who has heard, is coming, is there."""
    if row.what == "trigger":
        return ""
    words: dict[str, str] = {
        "arrived": _("%(who)s is there", who=name_of(row.arrived_by)) if row.arrived_by else _("The leader is there"),
        "coming": _("%(who)s is coming", who=name_of(row.arrived_by)),
        "heard": _("%(who)s has heard", who=name_of(row.acknowledged_by)),
        "open": _("Nobody has heard yet"),
    }
    return words[_stage(row)]


def _about(row: WorkRow, plan: Plan | None) -> str:
    if row.what == "trigger":
        return wording.categories().get(row.about, row.about)
    known = () if plan is None else plan.call_types if row.what == "call" else plan.reasons
    return next((in_my_language(each.name) for each in known if each.id == row.about), row.about)


def _station_name(line: Line | None, id: str) -> str:
    stations = line.stations if line else ()
    return next((in_my_language(station.name) for station in stations if station.id == id), id)
