"""The words of the plan's keys. A key without words here is shown by its own name: it works, and asks to be named."""

from __future__ import annotations

from andon.web.language import gettext as _


def label(key: str) -> str:
    """The words of a key."""
    return _labels().get(key, key)


def _labels() -> dict[str, str]:
    return {
        "site": _("Name of the site"),
        "timezone": _("Time zone"),
        "lines": _("Lines"),
        "stations": _("Stations"),
        "points": _("Points"),
        "shifts": _("Shifts"),
        "reasons": _("Reasons"),
        "call_types": _("Call types"),
        "tiers": _("Tiers"),
        "rosters": _("Rosters"),
        "thresholds": _("Thresholds"),
        "segments": _("Segments"),
        "storm": _("Storm of calls"),
        "breaks": _("Breaks"),
        "id": _("Id"),
        "name": _("Name"),
        "icon": _("Picture"),
        "box": _("Cord box, 8 hex digits"),
        "takt_s": _("Takt, seconds per piece"),
        "cycle_s": _("Cycle, seconds per piece"),
        "silent_after_s": _("Silent after, seconds"),
        "watched": _("Shows signs of life"),
        "stop_mode": _("What becomes of a call"),
        "window_s": _("Window until the stop point, seconds"),
        "window_takt": _("Window as a share of the takt"),
        "buffer_s": _("Buffer behind it, seconds"),
        "kind": _("Kind"),
        "address": _("Address"),
        "mode": _("Springs back or stays in"),
        "call": _("Call type"),
        "reason": _("Reason"),
        "codes": _("Meaning of the codes"),
        "counts": _("What the counter says"),
        "width": _("Bits of the counter"),
        "max_per_s": _("Pieces per second at most"),
        "days": _("Days"),
        "start": _("Begins"),
        "end": _("Ends"),
        "class": _("Class"),
        "category": _("Category"),
        "responder": _("Who comes"),
        "colour": _("Lamp"),
        "melody": _("Melody"),
        "cancel_guard_s": _("Same pull within, seconds"),
        "late_after_s": _("Late after, seconds"),
        "micro_stop_s": _("Micro-stop below, seconds"),
        "area": _("Area"),
        "tier": _("Tier"),
        "persons": _("Persons, by their ids"),
        "acknowledge_s": _("Heard within, seconds"),
        "arrive_s": _("Arrived within, seconds"),
        "resolve_s": _("Resolved within, seconds"),
        "calls": _("More calls than"),
        "within_s": _("Within, seconds"),
        "page": _("Has a tablet with its page"),
        "sound": _("Sound"),
        "quiet": _("Quiet hours"),
        "volume": _("Volume, percent"),
        "repeat_s": _("Repeated every, seconds"),
    }


def kinds() -> dict[str, str]:
    """The words of what may be chosen, where it is not an id of the plan."""
    return {
        **point_words(),
        **lamp_words(),
        "mon": _("Mon"),
        "tue": _("Tue"),
        "wed": _("Wed"),
        "thu": _("Thu"),
        "fri": _("Fri"),
        "sat": _("Sat"),
        "sun": _("Sun"),
        "momentary": _("springs back"),
        "latched": _("stays in"),
        "call-only": _("it stays a call"),
        "fixed-position": _("it asks for a stop at the fixed position"),
        "immediate": _("the pull is the stop"),
        "total": _("its total"),
        "delta": _("pieces since the last time"),
    }


def point_words() -> dict[str, str]:
    return {
        "cord": _("Cord"),
        "stop": _("Stop button"),
        "leader": _("Leader is here"),
        "restart": _("Restart button"),
        "pitch": _("Pitch of the conveyor"),
        "run": _("Machine runs"),
        "count": _("Good pieces"),
        "reject": _("Rejects"),
        "fault": _("Fault"),
        "state": _("State of the machine"),
        "value": _("Measured value"),
    }


def lamp_words() -> dict[str, str]:
    return {
        "green": _("Green"),
        "yellow": _("Yellow"),
        "red": _("Red"),
        "blue": _("Blue"),
        "white": _("White"),
        "buzzer": _("Buzzer"),
    }
