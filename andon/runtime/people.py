"""What the desk can be asked about persons and their log-ins. A change of rights is an entry too, of ids alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from andon.base.errors import BadInput, CommandRejected
from andon.base.units import US_PER_DAY, US_PER_HOUR
from andon.journal import people as rows
from andon.journal.people import People
from andon.model.entry import RightsChanged
from andon.model.person import CONTACT_MOST, CONTACTS_MOST, ID, ROLES, Person, name_of
from andon.ports import Clock
from andon.runtime.inbox import Amended

CODE_HOLDS_US = 24 * US_PER_HOUR  # for a person to choose a password
FIRST_CODE_HOLDS_US = 7 * US_PER_DAY  # each start makes a new one while there is no admin
SESSIONS_KEPT_US = 60 * US_PER_DAY  # longer than any log-in holds
FIRST_ADMIN = ""
"""Whose invitation it is that makes the first admin."""

Payload = Mapping[str, object]
Make = Callable[[Payload], Amended]


class PersonVerbs:
    """Each takes a payload and says what is to be written. They run in the recorder's thread."""

    def __init__(self, people: People, clock: Clock) -> None:
        self._people, self._clock = people, clock

    def table(self) -> dict[str, Make]:
        return {
            "first-code": self.first_code,
            "welcome": self.welcome,
            "person-add": self.add,
            "person-change": self.change,
            "person-rights": self.rights,
            "person-secret": self.secret,
            "person-invite": self.invite,
            "person-erase": self.erase,
            "session-begin": self.begin_session,
            "session-used": self.use_session,
            "session-end": self.end_session,
            "sessions-end": self.end_sessions,
        }

    def first_code(self, payload: Payload) -> Amended:
        """A code that makes the first admin; those before it are worth nothing. Answers whether it is wanted."""
        if self._people.admins():
            return Amended([], answer={"wanted": False})
        now = self._clock.now()
        made = self._invitation(FIRST_ADMIN, _digest(payload, "digest"), now + FIRST_CODE_HOLDS_US)
        return Amended([rows.drop_invitations(FIRST_ADMIN, now), made], answer={"wanted": True})

    def welcome(self, payload: Payload) -> Amended:
        """Use a code up: become the first admin, or choose a password. Answers whose code it was."""
        digest, now = _digest(payload, "digest"), self._clock.now()
        invited = self._people.invitation(digest)
        if invited is None or invited.used is not None or invited.until < now:
            raise CommandRejected("this code is not known, was used, or is too old")
        used, password = rows.use_invitation(digest, now), str(payload["password"])
        if invited.person == FIRST_ADMIN:
            return self._first_admin(payload, used, password)
        person = self._known(invited.person)
        chosen = [rows.change_person(person.id, password=password), rows.end_sessions(person.id, now)]
        entry = self._entry(f"person:{person.id}", person.id, "password", "", "set", "by a code")
        return Amended([used, *chosen], [entry], {"person": person.id})

    def _first_admin(self, payload: Payload, used: rows.Row, password: str) -> Amended:
        if self._people.admins():
            raise CommandRejected("there is an admin already; ask for a code of your own", conflict=True)
        person_id = self._new_id(payload)
        who = f"person:{person_id}"
        made = self._person_row(person_id, payload, "admin", (), password=password)
        entry = self._entry(who, person_id, "role", "", "admin", "first admin, by the code of the service")
        return Amended([used, made], [entry], {"person": person_id})

    def add(self, payload: Payload) -> Amended:
        """Somebody new, with a code to choose a password by, or a password."""
        person_id, role, areas = self._new_id(payload), _role(payload), _texts(payload, "areas")
        who, why = _who(payload)
        added = [self._person_row(person_id, payload, role, areas, password=str(payload.get("password", "")))]
        entries = [self._entry(who, person_id, "role", "", role, why)]
        if areas:
            entries.append(self._entry(who, person_id, "areas", "", " ".join(areas), why))
        if "digest" in payload:
            until = self._clock.now() + CODE_HOLDS_US
            added.append(self._invitation(person_id, _digest(payload, "digest"), until))
        return Amended(added, entries, {"person": person_id})

    def change(self, payload: Payload) -> Amended:
        """Name, language, contacts: no right hangs on them, and they may be erased, so no entry tells of them."""
        person, values = self._known(str(payload["person"])), dict[str, object]()
        if "name" in payload:
            values["name"] = _name(payload)
        if "language" in payload:
            values["language"] = str(payload["language"])[:8]
        if "contacts" in payload:
            values["contacts"] = json.dumps(_contacts(payload))
        return Amended([rows.change_person(person.id, **values)] if values else [])

    def rights(self, payload: Payload) -> Amended:
        """Role, areas, the release of safety, disabled or not. Whose rights changed signs in anew."""
        person, (who, why) = self._known(str(payload["person"])), _who(payload)
        now = self._clock.now()
        values, entries = dict[str, object](), list[RightsChanged]()
        if "role" in payload and (role := _role(payload)) != person.role:
            values["role"] = role
            entries.append(self._entry(who, person.id, "role", person.role, role, why))
        if "areas" in payload and (areas := _texts(payload, "areas")) != person.areas:
            values["areas"] = json.dumps(areas)
            entries.append(self._entry(who, person.id, "areas", " ".join(person.areas), " ".join(areas), why))
        if "releases_safety" in payload and (may := bool(payload["releases_safety"])) != person.releases_safety:
            values["releases_safety"] = int(may)
            told = ("", "yes") if may else ("yes", "")
            entries.append(self._entry(who, person.id, "releases_safety", *told, why))
        if "disabled" in payload and (off := bool(payload["disabled"])) != (person.disabled is not None):
            values["disabled"] = now if off else None
            entries.append(self._entry(who, person.id, "disabled", "" if off else "yes", "yes" if off else "", why))
        if not values:
            raise CommandRejected("nothing would change", conflict=True)
        if values.get("role", "admin") != "admin" or values.get("disabled") is not None:
            self._must_leave_an_admin(person)
        return Amended([rows.change_person(person.id, **values), rows.end_sessions(person.id, now)], entries)

    def secret(self, payload: Payload) -> Amended:
        """A password, PIN or badge; empty takes it away. A new password ends every log-in that there was."""
        person, what = self._known(str(payload["person"])), str(payload["what"])
        (who, why), said = _who(payload), str(payload["digest"])
        if what not in ("password", "pin", "badge"):
            raise BadInput(f"there is no secret {what!r}; there are password, pin and badge")
        value: object = said
        if what == "badge":
            value = bytes.fromhex(said) if said else None
            holder = self._people.badge_is_of(value) if isinstance(value, bytes) else None
            if holder not in (None, person.id):
                raise CommandRejected("this badge is somebody's already", conflict=True)
        changed = [rows.change_person(person.id, **{what: value})]
        if what == "password":
            changed.append(rows.end_sessions(person.id, self._clock.now()))
        had = person.has_badge if what == "badge" else bool(getattr(person, what))
        entry = self._entry(who, person.id, what, "set" if had else "", "set" if said else "", why)
        return Amended(changed, [entry])

    def invite(self, payload: Payload) -> Amended:
        """A code to choose a password by; the ones before it are worth nothing."""
        person, (who, why), now = self._known(str(payload["person"])), _who(payload), self._clock.now()
        if person.disabled is not None:
            raise CommandRejected(f"{person.id} is disabled; let in again first")
        made = self._invitation(person.id, _digest(payload, "digest"), now + CODE_HOLDS_US)
        entry = self._entry(who, person.id, "code", "", "made", why)
        return Amended([rows.drop_invitations(person.id, now), made], [entry])

    def erase(self, payload: Payload) -> Amended:
        """The id stays, because the journal speaks of it; all else of the person goes."""
        person, (who, why), now = self._known(str(payload["person"])), _who(payload), self._clock.now()
        self._must_leave_an_admin(person)
        empty = {
            "name": "",
            "language": "",
            "contacts": "[]",
            "password": "",
            "pin": "",
            "badge": None,
            "releases_safety": 0,
        }
        entry = self._entry(who, person.id, "erased", "", "yes", why)
        gone = rows.change_person(person.id, **empty, disabled=now, erased=now)
        return Amended([gone, rows.end_sessions(person.id, now), rows.drop_invitations(person.id, now)], [entry])

    def begin_session(self, payload: Payload) -> Amended:
        """A log-in; the id that the browser had before, if it was one, ends with it."""
        person, now = self._known(str(payload["person"])), self._clock.now()
        if person.disabled is not None:
            raise CommandRejected("this person may not sign in")
        begun = [rows.forget_sessions(now - SESSIONS_KEPT_US)]
        if "ends" in payload:
            begun.append(rows.end_session(_digest(payload, "ends"), now))
        digest = _digest(payload, "digest")
        begun.append(rows.insert("session", digest=digest, person=person.id, began=now, last_used=now))
        return Amended(begun)

    def use_session(self, payload: Payload) -> Amended:
        return Amended([rows.use_session(_digest(payload, "digest"), self._clock.now())])

    def end_session(self, payload: Payload) -> Amended:
        return Amended([rows.end_session(_digest(payload, "digest"), self._clock.now())])

    def end_sessions(self, payload: Payload) -> Amended:
        return Amended([rows.end_sessions(str(payload["person"]), self._clock.now())])

    def _known(self, person_id: str) -> Person:
        person = self._people.person(person_id)
        if person is None or person.erased is not None:
            raise CommandRejected(f"there is no person {person_id!r}; `andon user list` names them")
        return person

    def _new_id(self, payload: Payload) -> str:
        person_id = str(payload["id"])
        if not ID.fullmatch(person_id):
            raise BadInput(f"{person_id!r} is no id: 1 to 32 of a-z, 0-9 and '-'; a staff number, not a name")
        if self._people.person(person_id):
            raise CommandRejected(f"the id {person_id!r} is taken, and an id is given once", conflict=True)
        return person_id

    def _must_leave_an_admin(self, person: Person) -> None:
        if self._people.admins() == [person.id]:
            raise CommandRejected("this is the last admin; make another one first")

    def _person_row(
        self, person_id: str, payload: Payload, role: str, areas: tuple[str, ...], *, password: str
    ) -> rows.Row:
        return rows.insert(
            "person",
            id=person_id,
            name=_name(payload),
            language=str(payload.get("language", ""))[:8],
            role=role,
            areas=json.dumps(areas),
            password=password,
            pin="",
            contacts=json.dumps(_contacts(payload)),
            created=self._clock.now(),
        )

    def _invitation(self, person_id: str, digest: bytes, until: int) -> rows.Row:
        return rows.insert("invitation", digest=digest, person=person_id, made=self._clock.now(), until=until)

    def _entry(self, who: str, person_id: str, what: str, was: str, now: str, why: str) -> RightsChanged:
        subject = f"person:{person_id}"
        return RightsChanged(at=self._clock.now(), who=who, subject=subject, what=what, was=was, now=now, why=why)


def _who(payload: Payload) -> tuple[str, str]:
    """(who asks, why)."""
    return str(payload["who"]), " ".join(str(payload.get("why", "")).split())[:200]


def _digest(payload: Payload, name: str) -> bytes:
    return bytes.fromhex(str(payload[name]))


def _name(payload: Payload) -> str:
    try:
        return name_of(str(payload["name"]))
    except ValueError as error:
        raise BadInput(str(error)) from error


def _role(payload: Payload) -> str:
    role = str(payload["role"])
    if role not in ROLES:
        raise BadInput(f"there is no role {role!r}; the roles are {', '.join(ROLES)}")
    return role


def _texts(payload: Payload, name: str) -> tuple[str, ...]:
    said = payload.get(name, ())
    if not isinstance(said, list | tuple) or not all(isinstance(text, str) for text in said):
        raise BadInput(f"{name} is a list of texts")
    return tuple(said)


def _contacts(payload: Payload) -> tuple[str, ...]:
    contacts = _texts(payload, "contacts")
    if len(contacts) > CONTACTS_MOST or any(len(contact) > CONTACT_MOST for contact in contacts):
        raise BadInput(f"at most {CONTACTS_MOST} contacts of {CONTACT_MOST} characters are kept")
    return contacts
