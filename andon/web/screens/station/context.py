"""What the page of a station is given: the station as it is now, its cords, the reasons, the words of its scripts."""

from __future__ import annotations

from typing import Any

from andon.model.person import reaches
from andon.model.plan import CallType, Line, Plan, Reason, Station
from andon.web import visits
from andon.web.floor_now import picture_now
from andon.web.language import gettext as _
from andon.web.language import in_my_language
from andon.web.pages import script_texts
from andon.web.parts import parts
from andon.web.picture import board_json
from andon.web.sounding import sound_json

SUGGESTION_MAX = 2_000  # characters, as the API takes them
STILL_NEEDED_AFTER_S = 60  # a pull that waited longer is sent only when somebody says that help is still needed


def station_context(plan: Plan, line: Line, station: Station) -> dict[str, Any]:
    shown = board_json(picture_now(), parts().clock.now(), line.id, in_my_language)
    is_tablet = _is_tablet_of(line, station)
    tile = next(each for each in shown["lines"][0]["stations"] if each["id"] == station.id)
    return {
        "line": {"id": line.id, "name": in_my_language(line.name)},
        "station": {"id": station.id, "name": in_my_language(station.name)},
        "tile": tile,
        "cords": [_cord(kind) for kind in plan.call_types],
        "reasons": [_reason(reason) for reason in plan.reasons if reason.stop_class != "unknown"],
        "suggestion_max": SUGGESTION_MAX,
        "looks_only": not (is_tablet or _may_act(line)),
        "given": {
            "plan": shown["plan"],
            "line": line.id,
            "station": station.id,
            "tile": tile,
            "is_tablet": is_tablet,
            "may_act": is_tablet or _may_act(line),
            "lives": station.page and is_tablet,
            "late_after_s": plan.thresholds.late_after_s,
            "still_needed_after_s": STILL_NEEDED_AFTER_S,
        },
        "texts": script_texts(plan) | _texts(),
        "sound": sound_json(plan, line),
    }


def _is_tablet_of(line: Line, station: Station) -> bool:
    device = visits.device()
    return device is not None and device.is_paired and (device.line, device.station) == (line.id, station.id)


def _may_act(line: Line) -> bool:
    person = visits.person_if_known()
    return person is not None and reaches(person.role, "operator") and person.holds_for(line.id)


def _cord(kind: CallType) -> dict[str, str]:
    return {"type": kind.id, "name": in_my_language(kind.name), "icon": kind.icon, "colour": kind.colour}


def _reason(reason: Reason) -> dict[str, str]:
    return {"id": reason.id, "name": in_my_language(reason.name), "icon": reason.icon}


def _texts() -> dict[str, str]:
    """`{time}`, `{who}`, `{seconds}`, `{number}` and `{type}` are filled in by the scripts."""
    return {
        "ready": _("Anything not right? Pull here."),
        "sending": _("Sending…"),
        "heard": _("Heard at {time}"),
        "already": _("Called already at {time}"),
        "already_by": _("{who} was first, at {time}"),
        "kept": _("NOT HEARD. The pull is kept and sent by itself. If it cannot wait, call out."),
        "again": _("NOT HEARD. Press again, or call out."),
        "stop_by_hand": _("NOT HEARD. Stop the station by hand."),
        "refused": _("Not done: {why}"),
        "looking": _("This device may only look."),
        "not_known": _("Not recognised. Try again."),
        "looks_only": _("NOT HEARD. This device may only look: let a leader pair it."),
        "dropped": _("The old pull was dropped."),
        "offline": _("No connection since {time}"),
        "offline_unknown": _("No connection"),
        "nobody": _("Nobody has heard yet"),
        "heard_by": _("Heard by {who} at {time}"),
        "coming": _("{who} is coming"),
        "here": _("Help is here"),
        "somebody": _("Somebody"),
        "until_stop": _("until the stop"),
        "frozen": _("the line stands: the time is held"),
        "since_pull": _("since the pull"),
        "not_released": _("Safety: only a named person with the right releases it"),
        "returned": _("Again: it was not fixed"),
        "evidence_run": _("The machine stands"),
        "evidence_asked": _("Asked to stop, still running"),
        "evidence_assumed": _("Taken to stand: no run signal here"),
        "machine_ends": _("Ends when the machine runs again"),
        "pulled_before": _("{type}: pulled {seconds} s ago and not heard. Still needed?"),
        "fixed_of": _("{type}: is it fixed?"),
        "why_of": _("Why did it stop at {time}?"),
        "receipt": _("Kept. Receipt {number}, {time}"),
    }
