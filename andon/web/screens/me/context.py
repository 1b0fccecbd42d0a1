"""What one's own page is given."""

from __future__ import annotations

from typing import Any

from flask import request

from andon.model.person import Person, reaches
from andon.web import wording
from andon.web.language import ago, in_my_language, moment, plan_in_force
from andon.web.language import gettext as _
from andon.web.parts import parts


def me_context(person: Person) -> dict[str, Any]:
    now = parts().clock.now()
    begun = parts().reader.people.sessions(person.id)
    return {
        "person": person,
        "role": wording.roles()[person.role],
        "areas": areas_in_words(person),
        "sessions": [{"began": moment(one.began), "used": ago(now - one.last_used)} for one in begun],
        "address_kinds": ("mailto://…", "ntfy://…", "json://…"),
        "last_notice": parts().reader.last_notice(person.id),
        "notice_words": wording.notices(),
        "may_pair": reaches(person.role, "leader"),
        "may_set_up": reaches(person.role, "engineer"),
        "may_give_rights": reaches(person.role, "admin"),
        "done": _done().get(request.args.get("done", ""), ""),
    }


def areas_in_words(person: Person) -> str:
    """The names of the lines, or that it is all of them."""
    plan = plan_in_force()
    names = {line.id: in_my_language(line.name) for line in plan.lines} if plan else {}
    return ", ".join(names.get(line, line) for line in person.areas) or _("All lines")


def _done() -> dict[str, str]:
    return {
        "language": _("Your language is kept."),
        "contacts": _("Your contacts are kept."),
        "test": _("A test is on its way. Load the page again to see what became of it."),
        "password": _("The password is changed. Everywhere else you are signed out."),
        "pin": _("The PIN is set."),
        "badge": _("The badge is yours."),
        "elsewhere": _("Everywhere else you are signed out."),
    }
