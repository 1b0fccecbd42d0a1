"""Persons, sessions and devices, as other processes read them. Digests are asked by, never listed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, Select, func, literal_column, select

from andon.journal.people_tables import device, invitation, person, session
from andon.journal.reader_engine import ReadOnlyBook
from andon.journal.reader_rows import RightsRow
from andon.journal.tables import entry
from andon.model.person import Device, Invitation, Person, Session

DEVICES_MOST = 2_000  # a row of the list each; twice the stations of the largest plant one edge holds
PEOPLE_MOST = 5_000
SESSIONS_MOST = 50
_RIGHTS = "'RightsChanged'"  # as it stands in the index that finds them at once


class PeopleReader:
    """Who there is. BookUnavailable when the book cannot be read now."""

    def __init__(self, book: ReadOnlyBook) -> None:
        self._book = book

    def person(self, person_id: str) -> Person | None:
        return self._person(select(person).where(person.c.id == person_id))

    def by_badge(self, digest: bytes) -> Person | None:
        """Whose badge this is, if the person may still act."""
        found = self._person(select(person).where(person.c.badge == digest))
        return found if found and found.disabled is None else None

    def all(self) -> tuple[Person, ...]:
        """Everybody, by id; erased ones too, for whom only the id is left."""
        with self._book.read() as connection:
            rows = connection.execute(select(person).order_by(person.c.id).limit(PEOPLE_MOST))
            return tuple(map(_person, rows))

    def has_admin(self) -> bool:
        """Is there anybody who may give rights?"""
        asked = select(person.c.id).where(person.c.role == "admin", person.c.disabled.is_(None))
        with self._book.read() as connection:
            return connection.execute(asked.limit(1)).first() is not None

    def name(self, person_id: str) -> str:
        """What to call somebody: the name, or the id where no name is known (any more)."""
        found = self.person(person_id)
        return found.name if found and found.name else person_id

    def is_at_work(self, person_id: str) -> bool:
        """Is there such a person, neither disabled nor erased?"""
        found = self.person(person_id)
        return found is not None and found.disabled is None and found.erased is None

    def contacts(self, person_id: str) -> tuple[str, ...]:
        """Where to reach somebody, as apprise addresses; none for who is disabled or erased."""
        found = self.person(person_id)
        return found.contacts if found and found.disabled is None else ()

    def session(self, digest: bytes) -> tuple[Session, Person] | None:
        """A log-in that has not ended, and whose it is; None for those of disabled persons."""
        with self._book.read() as connection:
            found = connection.execute(
                select(session).where(session.c.digest == digest, session.c.ended.is_(None))
            ).first()
            whose = _one(connection, select(person).where(person.c.id == found.person)) if found else None
        if found is None or whose is None or whose.disabled is not None:
            return None
        return _session(found), whose

    def sessions(self, person_id: str) -> tuple[Session, ...]:
        """The log-ins of a person that hold, the newest first."""
        asked = select(session).where(session.c.person == person_id, session.c.ended.is_(None))
        with self._book.read() as connection:
            return tuple(map(_session, connection.execute(asked.order_by(session.c.began.desc()).limit(SESSIONS_MOST))))

    def invitation(self, digest: bytes) -> Invitation | None:
        with self._book.read() as connection:
            found = connection.execute(select(invitation).where(invitation.c.digest == digest)).first()
        return Invitation(person=found.person, until=found.until, used=found.used) if found else None

    def device(self, digest: bytes) -> Device | None:
        """The device whose cookie has this digest, paired or not."""
        with self._book.read() as connection:
            found = connection.execute(select(device).where(device.c.digest == digest)).first()
        return _device(found) if found else None

    def devices(self) -> tuple[Device, ...]:
        """Those that wait, the oldest first, and those that are paired, by place."""
        asked = select(device).where(device.c.revoked.is_(None))
        order = (device.c.approved.isnot(None), device.c.line, device.c.station, device.c.asked)
        with self._book.read() as connection:
            return tuple(map(_device, connection.execute(asked.order_by(*order).limit(DEVICES_MOST))))

    def changes(self, limit: int, subject: str | None = None) -> tuple[RightsRow, ...]:
        """What was changed of rights, the newest first; of everybody, or of one `person:<id>`."""
        asked: Select[Any] = select(entry.c.seq, entry.c.at, entry.c.who, entry.c.body).where(
            entry.c.kind == literal_column(_RIGHTS)
        )
        if subject is not None:
            asked = asked.where(func.json_extract(entry.c.body, "$.subject") == subject)
        with self._book.read() as connection:
            return tuple(map(_change, connection.execute(asked.order_by(entry.c.seq.desc()).limit(limit))))

    def _person(self, asked: Select[Any]) -> Person | None:
        with self._book.read() as connection:
            return _one(connection, asked)


def _one(connection: Connection, asked: Select[Any]) -> Person | None:
    found = connection.execute(asked).first()
    return _person(found) if found else None


def _person(row: Row[Any]) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        role=row.role,
        areas=_texts(row.areas),
        language=row.language,
        contacts=_texts(row.contacts),
        password=row.password,
        pin=row.pin,
        has_badge=row.badge is not None,
        created=row.created,
        disabled=row.disabled,
        erased=row.erased,
        releases_safety=bool(row.releases_safety),
    )


def _change(row: Row[Any]) -> RightsRow:
    return RightsRow(row.seq, row.at, row.who, **json.loads(row.body))


def _session(row: Row[Any]) -> Session:
    return Session(person=row.person, began=row.began, last_used=row.last_used)


def _device(row: Row[Any]) -> Device:
    kept = ("id", "name", "kind", "line", "station", "code", "asked", "approved", "approved_by", "revoked", "last_seen")
    return Device(**{name: getattr(row, name) for name in kept})


def _texts(said: str) -> tuple[str, ...]:
    found: Iterable[str] = json.loads(said)
    return tuple(found)
