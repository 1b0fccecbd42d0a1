"""What every page has: where one can go, the languages, how fresh the floor is, the words its scripts need."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import render_template, request

from andon.base.units import to_iso
from andon.journal.reader import BookUnavailable
from andon.model.plan import Plan
from andon.projections.board import PRECEDENCE
from andon.web import visits, wording
from andon.web.language import OWN_NAMES, in_my_language, my_language, plan_in_force, plant_zone
from andon.web.language import gettext as _
from andon.web.parts import parts
from andon.web.watching import PULSE_MAX_US


def show(template: str, *, active: str, title: str, **context: Any) -> str:
    """Render a screen inside the common frame."""
    return render_template(
        template,
        active=active,
        title=title,
        site=_site(),
        places=_places(),
        languages=_languages(),
        language=my_language(),
        zone=plant_zone(),
        now=parts().clock.now(),
        now_iso=to_iso(parts().clock.now()),
        silent_since=_silent_since(),
        state_words=wording.states(),
        me=visits.person_if_known(),
        **context,
    )


def script_texts(plan: Plan | None) -> dict[str, Any]:
    """The words that scripts put on a page; they know none themselves."""
    return {
        "states": wording.states(),
        "order": list(PRECEDENCE),
        "reasons": {reason.id: in_my_language(reason.name) for reason in plan.reasons} if plan else {},
        "calls": {kind.id: in_my_language(kind.name) for kind in plan.call_types} if plan else {},
        "safety": _("Safety"),
        "safety_held": _("Safety: not released"),
        "colours": {kind.id: kind.colour for kind in plan.call_types} if plan else {},
        "unclassified": _("Unclassified"),
        "lang": my_language(),
    } | wording.answers()


def _site() -> str:
    plan = plan_in_force()
    return in_my_language(plan.site) if plan else "andon"


def _places() -> list[tuple[str, str, str]]:
    """(name of the screen, address, words)."""
    return [
        ("lines", "/", _("Lines")),
        ("leader", "/leader", _("Waiting")),
        ("hours", "/hours", _("Hours")),
        ("history", "/history", _("History")),
        ("analysis", "/analysis", _("Analysis")),
        ("kaizen", "/kaizen", _("Kaizen")),
        ("health", "/health", _("Health")),
    ]


def _languages() -> list[tuple[str, str, str]]:
    """(language, address of this page in it, its own name)."""
    kept = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    return [
        (language, f"{request.path}?{urlencode([*kept, ('lang', language)])}", name)
        for language, name in OWN_NAMES.items()
    ]


def _silent_since() -> str | None:
    """When the recorder was last heard, if that is too long ago: such a page starts grey."""
    try:
        pulse = parts().reader.pulse()
    except BookUnavailable:
        return None
    if pulse is None or parts().stream.pulse_age_us(pulse) <= PULSE_MAX_US:
        return None
    return to_iso(pulse.at)
