"""Who people and their devices are to the house. Names live outside the journal, which knows ids alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, get_args

from andon.base.units import US_PER_MINUTE

Role = Literal["viewer", "operator", "leader", "engineer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
"""From the least to the most; each may do what those before it may."""


def reaches(role: Role, least: Role) -> bool:
    """Is the role that one, or above it?"""
    return ROLES.index(role) >= ROLES.index(least)


CODE_WAITS_US = 15 * US_PER_MINUTE  # a device's code is on a screen for that long; then it asks for another
DeviceKind = Literal["station", "tv"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who may sign in. `areas` are ids of lines; none means all. An erased one has an id and nothing else.

    `releases_safety`: a right of its own, which no role brings along.
    """

    id: str
    name: str
    role: Role
    areas: tuple[str, ...] = ()
    language: str = ""
    contacts: tuple[str, ...] = ()
    password: str = field(default="", repr=False)
    pin: str = field(default="", repr=False)
    has_badge: bool = False
    created: int = 0
    disabled: int | None = None
    erased: int | None = None
    releases_safety: bool = False

    def holds_for(self, line: str) -> bool:
        """May this person act on the line at all?"""
        return not self.areas or line in self.areas


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A tablet of a station or a TV of a line. It waits with a `code` until a leader approves it."""

    id: str
    name: str
    kind: DeviceKind
    line: str
    station: str = ""
    code: str = ""
    asked: int
    approved: int | None = None
    approved_by: str = ""
    revoked: int | None = None
    last_seen: int | None = None

    def waits(self, now: int) -> bool:
        """Is its code still good?"""
        return self.approved is None and self.revoked is None and now - self.asked < CODE_WAITS_US

    @property
    def is_paired(self) -> bool:
        return self.approved is not None and self.revoked is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A log-in that holds: whose, since when, and when it was last used."""

    person: str
    began: int
    last_used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A code that is good once: for a person to choose a password, or, with no person, for the first admin."""

    person: str
    until: int
    used: int | None = None


ID = re.compile(r"[a-z0-9-]{1,32}")
"""What an id looks like. It stays in the journal for ever, so it should not be a name."""
NAME_MOST = 80  # characters, of a person or a device
CONTACTS_MOST = 10
CONTACT_MOST = 500  # characters of one address


def name_of(said: str) -> str:
    """A name as it is kept. ValueError for an empty or overlong one, or one with what is no letter at all."""
    name = " ".join(said.split())
    if not 0 < len(name) <= NAME_MOST or not name.isprintable():
        raise ValueError(f"a name has 1 to {NAME_MOST} printable characters")
    return name
