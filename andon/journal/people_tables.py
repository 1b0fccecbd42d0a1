"""Persons, their sessions, and paired devices, beside the chain of entries: a name can be erased, an id stays.

Every change of rights is an entry as well (`RightsChanged`), written in the same transaction; it holds ids only.
"""

from __future__ import annotations

from sqlalchemy import BLOB, Column, Index, Integer, Table, Text

from andon.journal.metadata import metadata

person = Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),  # empty once erased
    Column("language", Text, nullable=False),  # empty: as the browser asks
    Column("role", Text, nullable=False),
    Column("areas", Text, nullable=False),  # JSON, ids of lines; empty is all of them
    Column("password", Text, nullable=False),  # argon2, or empty: nobody logs in by it
    Column("pin", Text, nullable=False),  # argon2, or empty
    Column("badge", BLOB, unique=True),  # digest of the number
    Column("contacts", Text, nullable=False),  # JSON, apprise addresses
    Column("created", Integer, nullable=False),
    Column("disabled", Integer),
    Column("erased", Integer),
    Column("releases_safety", Integer, nullable=False, server_default="0"),
)

invitation = Table(  # a code that is good once: it makes the first admin, or lets a person choose a password
    "invitation",
    metadata,
    Column("digest", BLOB, primary_key=True),
    Column("person", Text, nullable=False),  # empty: whoever holds the code becomes the first admin
    Column("made", Integer, nullable=False),
    Column("until", Integer, nullable=False),
    Column("used", Integer),
)

session = Table(
    "session",
    metadata,
    Column("digest", BLOB, primary_key=True),
    Column("person", Text, nullable=False),
    Column("began", Integer, nullable=False),
    Column("last_used", Integer, nullable=False),
    Column("ended", Integer),
    Index("session_by_person", "person"),
)

device = Table(
    "device",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),  # station or tv
    Column("line", Text, nullable=False),
    Column("station", Text, nullable=False),  # empty for a tv
    Column("digest", BLOB, nullable=False, unique=True),  # of its cookie
    Column("code", Text, nullable=False),  # what it shows while it waits; empty afterwards
    Column("asked", Integer, nullable=False),
    Column("approved", Integer),
    Column("approved_by", Text, nullable=False),
    Column("revoked", Integer),  # or refused
    Column("last_seen", Integer),
)
