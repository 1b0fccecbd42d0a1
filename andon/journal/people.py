"""What the recorder reads and writes of persons, sessions and devices. A write is a `Row`, for the next commit."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from andon.journal.connect import reading
from andon.model.person import Device, Invitation, Person

Row = tuple[str, tuple[object, ...]]
"""A statement and its values; it is run in the transaction of the entries that tell of it."""

_PERSON = (
    "id, name, role, areas, language, contacts, password, pin, badge IS NOT NULL, created, disabled, erased,"
    " releases_safety"
)
_DEVICE = "id, name, kind, line, station, code, asked, approved, approved_by, revoked, last_seen"


class People:
    """Questions of the recorder, on its own connection: what it has committed is what it sees."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def person(self, person_id: str) -> Person | None:
        row = self._one(f"SELECT {_PERSON} FROM person WHERE id = ?", person_id)  # noqa: S608
        return person_of(row) if row else None

    def admins(self) -> list[str]:
        """Ids of those who may still give rights."""
        sql = "SELECT id FROM person WHERE role = 'admin' AND disabled IS NULL AND erased IS NULL"
        with reading():
            return [row[0] for row in self._connection.execute(sql)]

    def badge_is_of(self, digest: bytes) -> str | None:
        row = self._one("SELECT id FROM person WHERE badge = ?", digest)
        return row[0] if row else None

    def invitation(self, digest: bytes) -> Invitation | None:
        row = self._one("SELECT person, until, used FROM invitation WHERE digest = ?", digest)
        return Invitation(person=row[0], until=row[1], used=row[2]) if row else None

    def device(self, device_id: str) -> Device | None:
        row = self._one(f"SELECT {_DEVICE} FROM device WHERE id = ?", device_id)  # noqa: S608
        return device_of(row) if row else None

    def waiting(self, code: str) -> Device | None:
        """The device that shows this code."""
        sql = f"SELECT {_DEVICE} FROM device WHERE code = ? AND code != '' AND revoked IS NULL"  # noqa: S608
        row = self._one(sql, code)
        return device_of(row) if row else None

    def count_waiting(self, since: int) -> int:
        """Devices that asked after an instant and that nobody has answered."""
        sql = "SELECT count(*) FROM device WHERE approved IS NULL AND revoked IS NULL AND asked >= ?"
        row = self._one(sql, since)
        return int(row[0]) if row else 0

    def _one(self, sql: str, *values: object) -> Any:
        with reading():
            return self._connection.execute(sql, values).fetchone()


def person_of(row: Any) -> Person:
    """The person of a row of the columns above."""
    names = ("id", "name", "role", "areas", "language", "contacts", "password", "pin", "has_badge")
    said = dict(zip((*names, "created", "disabled", "erased", "releases_safety"), row, strict=True))
    said |= {"areas": tuple(json.loads(said["areas"])), "contacts": tuple(json.loads(said["contacts"]))}
    truths = {name: bool(said[name]) for name in ("has_badge", "releases_safety")}
    return Person(**said | truths)


def device_of(row: Any) -> Device:
    """The device of a row of the columns above."""
    return Device(**dict(zip(_DEVICE.split(", "), row, strict=True)))


# What is written. Names of columns are the house's own, values are bound.


def insert(table: str, **values: object) -> Row:
    """A new row."""
    columns, marks = ", ".join(values), ", ".join("?" * len(values))
    return f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(values.values())  # noqa: S608


def change_person(person_id: str, **values: object) -> Row:
    return _update("person", "id = ?", values, person_id)


def change_device(device_id: str, **values: object) -> Row:
    return _update("device", "id = ?", values, device_id)


def use_invitation(digest: bytes, at: int) -> Row:
    return _update("invitation", "digest = ?", {"used": at}, digest)


def drop_invitations(person_id: str, at: int) -> Row:
    """Codes that were made for the person, or for the first admin, and that nobody has used."""
    return _update("invitation", "person = ? AND used IS NULL", {"used": at}, person_id)


def use_session(digest: bytes, at: int) -> Row:
    return _update("session", "digest = ? AND ended IS NULL", {"last_used": at}, digest)


def end_session(digest: bytes, at: int) -> Row:
    return _update("session", "digest = ? AND ended IS NULL", {"ended": at}, digest)


def end_sessions(person_id: str, at: int) -> Row:
    """All of them: what the person may do has changed, or how it is proven."""
    return _update("session", "person = ? AND ended IS NULL", {"ended": at}, person_id)


def forget_sessions(before: int) -> Row:
    """Log-ins that are over and were last used before an instant."""
    return "DELETE FROM session WHERE last_used < ?", (before,)


def forget_waiting(before: int) -> Row:
    """Devices that asked before an instant and that nobody has answered, and those that were refused."""
    return "DELETE FROM device WHERE approved IS NULL AND asked < ?", (before,)


def _update(table: str, where: str, values: dict[str, object], key: object) -> Row:
    columns = ", ".join(f"{name} = ?" for name in values)
    return f"UPDATE {table} SET {columns} WHERE {where}", (*values.values(), key)  # noqa: S608
