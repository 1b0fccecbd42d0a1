"""What the page of charts is given: filters, where a bar leads, and every word that its scripts put on it."""

from __future__ import annotations

from typing import Any

from flask_babel import get_locale  # type: ignore[import-untyped]

from andon.model.person import reaches
from andon.model.plan import Plan
from andon.web import visits, wording
from andon.web.language import gettext as _
from andon.web.language import in_my_language, plan_in_force
from andon.web.screens.analysis.filters import CHOICES, Filters

DEEPER = {"class": "category", "category": "reason"}
"""A bar leads to what is inside it; a reason and a station lead to their stops."""


def analysis_context(filters: Filters) -> dict[str, Any]:
    plan = plan_in_force()
    line = filters.said["line"] or (plan.lines[0].id if plan else "")
    return {
        "filters": filters,
        "plan": plan,
        "classes": wording.stop_classes(),
        "categories": wording.categories(),
        "by_words": _by(),
        "measure_words": {"seconds": _("Time"), "count": _("Number of stops")},
        "kind_words": _kinds(),
        "choices": CHOICES,
        "control_line": line,
        "control_name": next((in_my_language(each.name) for each in plan.lines if each.id == line), line)
        if plan
        else line,
        "may_freeze": _may_freeze(line),
        "given": {
            "query": filters.query(),
            "said": dict(filters.said),
            "control": {"line": line, "kind": filters.said["kind"]},
            "leads": _leads(filters),
            "names": _names(plan),
            "words": _words(),
            "weekdays": _weekdays(),
        },
    }


def _may_freeze(line: str) -> bool:
    person = visits.person_if_known()
    return person is not None and reaches(person.role, "engineer") and person.holds_for(line)


def _leads(filters: Filters) -> dict[str, str]:
    """Where a bar leads, with `{key}` and `{line}` to be filled in."""
    by = filters.said["by"]
    if by in DEEPER:
        return {"to": filters.address(by=DEEPER[by]), "name": by}
    return {"to": filters.address("/history", by="", measure="", kind="", category=""), "name": by}


def _names(plan: Plan | None) -> dict[str, dict[str, str]]:
    """The plan's words for what the API holds as ids."""
    lines = plan.lines if plan else ()
    return {
        "class": wording.stop_classes(),
        "category": wording.stop_classes() | wording.categories(),
        "reason": {"unknown": wording.stop_classes()["unknown"]}
        | ({reason.id: in_my_language(reason.name) for reason in plan.reasons} if plan else {}),
        "line": {line.id: in_my_language(line.name) for line in lines},
        "station": {f"{line.id}/{each.id}": in_my_language(each.name) for line in lines for each in line.stations},
    }


def _by() -> dict[str, str]:
    return {"class": _("Class"), "category": _("Loss category"), "reason": _("Reason"), "station": _("Station")}


def _kinds() -> dict[str, str]:
    return {
        "c": _("c: stops per day"),
        "u": _("u: stops per 1000 pieces"),
        "p": _("p: share of rejects"),
    }


def _weekdays() -> list[str]:
    days = get_locale().days["format"]["abbreviated"]
    return [str(days[day]) for day in range(7)]


def _words() -> dict[str, str]:
    return {
        "failed": _("This chart cannot be read now."),
        "nothing": _("Nothing happened in this time."),
        "stops": _("Stops"),
        "time": _("Time"),
        "share": _("Share"),
        "cumulative": _("Cumulative"),
        "weekday": _("Weekday"),
        "hour": _("Hour"),
        "day": _("Day"),
        "value": _("Value"),
        "count": _("Number"),
        "size": _("Pieces in thousands, or days"),
        "centre": _("Centre"),
        "low": _("Lower limit"),
        "high": _("Upper limit"),
        "signal": _("Signal"),
        "beyond": _("beyond a limit"),
        "run": _("8 in a row on one side"),
        "up": _("Sum upwards"),
        "down": _("Sum downwards"),
        "shift": _("a lasting shift"),
        "height": _("Told above"),
        "lasted": _("Lasted"),
        "from": _("at least"),
        "frozen": _("Limits kept from {from} to {to}, by {who}: {why}"),
        "loose": _("Limits of the days shown, not kept"),
        "few": _("fewer than 20 days: limits that still move"),
        "mean": _("Mean"),
        "half": _("Half within"),
        "ninety": _("90 % within"),
        "longest": _("Longest"),
        "n": _("n"),
        "saved": _("Heard: the limits are kept."),
        "refused": _("Not heard: nobody answered. Try again."),
    }
