"""Persons, their sessions, codes that are good once, and paired devices."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Nobody is known yet: the first admin is made by a code."""
    op.create_index("entry_rights", "entry", ["seq"], sqlite_where=sa.text("kind = 'RightsChanged'"))
    op.create_table(
        "person",
        sa.Column("id", sa.Text(), primary_key=True),
        *(_text(name) for name in ("name", "language", "role", "areas", "password", "pin")),
        sa.Column("badge", sa.BLOB(), unique=True),
        _text("contacts"),
        _instant("created"),
        sa.Column("disabled", sa.Integer()),
        sa.Column("erased", sa.Integer()),
    )
    op.create_table(
        "invitation",
        sa.Column("digest", sa.BLOB(), primary_key=True),
        _text("person"),
        _instant("made"),
        _instant("until"),
        sa.Column("used", sa.Integer()),
    )
    op.create_table(
        "session",
        sa.Column("digest", sa.BLOB(), primary_key=True),
        _text("person"),
        _instant("began"),
        _instant("last_used"),
        sa.Column("ended", sa.Integer()),
    )
    op.create_index("session_by_person", "session", ["person"])
    op.create_table(
        "device",
        sa.Column("id", sa.Text(), primary_key=True),
        *(_text(name) for name in ("name", "kind", "line", "station")),
        sa.Column("digest", sa.BLOB(), nullable=False, unique=True),
        _text("code"),
        _instant("asked"),
        sa.Column("approved", sa.Integer()),
        _text("approved_by"),
        sa.Column("revoked", sa.Integer()),
        sa.Column("last_seen", sa.Integer()),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _instant(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)
