"""What the page of devices is given: those of the leader's own lines."""

from __future__ import annotations

from typing import Any

from andon.model.person import Device
from andon.web import pairing
from andon.web.language import ago, in_my_language, moment, plan_in_force
from andon.web.language import gettext as _
from andon.web.parts import parts
from andon.web.proofs import in_fours


def devices_context() -> dict[str, Any]:
    mine = [_device(one) for one in pairing.mine()]
    return {
        "waiting": [one for one in mine if one["code"]],
        "paired": [one for one in mine if not one["code"]],
    }


def _device(one: Device) -> dict[str, Any]:
    now = parts().clock.now()
    return {
        "id": one.id,
        "name": one.name,
        "kind": _("TV") if one.kind == "tv" else _("Tablet"),
        "place": _place(one),
        "code": in_fours(one.code),
        "asked": ago(now - one.asked),
        "approved": moment(one.approved),
        "approved_by": _name(one.approved_by),
        "seen": ago(now - one.last_seen) if one.last_seen else "",
    }


def _name(who: str) -> str:
    """A person by name, a program by the name of its token."""
    kind, _colon, person_id = who.partition(":")
    return parts().reader.people.name(person_id) if kind == "person" else who


def _place(one: Device) -> str:
    plan = plan_in_force()
    line = next((line for line in plan.lines if line.id == one.line), None) if plan else None
    station = next((st for st in line.stations if st.id == one.station), None) if line else None
    words = [in_my_language(line.name) if line else one.line]
    words += [in_my_language(station.name) if station else one.station] if one.station else []
    return " · ".join(words)
