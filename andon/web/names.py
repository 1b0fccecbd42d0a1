"""What to call whoever the journal knows by an id: a person by name, a device by its own, a program as it is."""

from __future__ import annotations

from andon.web.language import gettext as _
from andon.web.parts import parts


def name_of(who: str) -> str:
    """`person:<id>`, `device:<id>` or a program's name, in words. A name that was erased leaves the id."""
    kind, _colon, id = who.partition(":")
    if kind == "person" and id:
        return parts().reader.people.name(id)
    if kind == "device" and id:
        known = {device.id: device.name for device in parts().reader.people.devices()}
        return known.get(id) or _("a tablet")
    return who
