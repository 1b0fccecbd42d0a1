"""What the pages of setting up are given: the places of the plan, the words of their scripts, the form."""

from __future__ import annotations

from typing import Any, get_args

from andon.model.plan import Plan
from andon.model.signal import Lamp
from andon.web.language import gettext as _
from andon.web.language import in_my_language
from andon.web.screens.setup.form import form_of
from andon.web.screens.setup.labels import kinds, lamp_words, point_words


def setup_context(plan: Plan | None) -> dict[str, Any]:
    lamps = [(lamp, lamp_words()[lamp]) for lamp in get_args(Lamp)]
    return {"lines": _lines(plan), "lamps": lamps, "texts": _setup_texts()}


def plan_context(plan: Plan | None) -> dict[str, Any]:
    return {"form": form_of(Plan), "texts": _plan_texts(), "has_plan": plan is not None}


def _lines(plan: Plan | None) -> list[dict[str, Any]]:
    return [
        {
            "id": line.id,
            "name": in_my_language(line.name),
            "stations": [
                {
                    "id": station.id,
                    "name": in_my_language(station.name),
                    "box": station.box,
                    "is_watched": station.watched,
                    "points": {name: point.kind for name, point in station.points.items()},
                }
                for station in line.stations
            ],
        }
        for line in (plan.lines if plan else ())
    ]


def _setup_texts() -> dict[str, Any]:
    return {
        "points": point_words(),
        "lamps": lamp_words(),
        "pulled": _("pulled"),
        "let_go": _("let go"),
        "heard": _("{point} was heard: {value}"),
        "light": _("Light it"),
        "is_lit": _("Blinks blue and white"),
        "assign": _("Assign"),
        "assigned": _("Box {uid} assigned to {station}"),
        "to": _("Station"),
        "new_station": _("New station at {line}"),
        "new_name": _("Name of the new station"),
        "has_box": _("has box {uid}"),
        "will_change": _("This will change"),
        "hold": _("Let it hold"),
        "back": _("Go back"),
        "ends": _("ends in {time}"),
        "end": _("End the test"),
        "dark": _("Dark"),
        "nothing_heard": _("Nothing heard yet: pull the cord, press the buttons"),
        "screen": _("Screen of the station"),
        "no_answer": _("The service does not answer. Nothing was changed."),
        "ago": _("{time} ago"),
        "done": _("It holds from now on."),
    }


def _plan_texts() -> dict[str, Any]:
    return {
        "kinds": kinds(),
        "site": _("Site"),
        "add": _("Add"),
        "remove": _("Take away"),
        "up": _("Move up"),
        "unset": _("as usual"),
        "yes": _("Yes"),
        "no": _("No"),
        "id": _("Id"),
        "changes": _("This will change"),
        "no_change": _("Nothing would change."),
        "problems": _("Not a plan yet"),
        "warnings": _("Worth knowing"),
        "by_hand": _("Edited by hand in the files, and not adopted"),
        "first": _("{who} was first, at {at}. Read the page again; your edits are lost by that."),
        "no_answer": _("The service does not answer. Nothing was changed."),
        "done": _("It holds from now on."),
        "undone": _("Undone. The plan before holds, and the files are as they were."),
        "held_since": _("Holds since {at}, by {who}: {why}"),
        "leave": _("There are edits that nobody has adopted."),
        "why": _("Why"),
    }
