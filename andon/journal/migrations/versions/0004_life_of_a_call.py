"""The whole life of calls and stops. Views are made again by `andon rebuild`; what was said stays said."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns; a stop that was kept so far is taken to have stood from its begin."""
    for table in ("call", "stop"):
        for column in _answers():
            op.add_column(table, column)
    for column in _CALL:
        op.add_column("call", column)
    for column in _STOP:
        op.add_column("stop", column)
    op.execute("UPDATE stop SET stood = began")
    op.execute("UPDATE call SET at_station = 1 WHERE arrived IS NOT NULL")


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


_CALL: tuple[sa.Column[Any], ...] = (
    _text("who"),
    sa.Column("until", sa.Integer()),
    _text("ended_by"),
    sa.Column("expired", sa.Integer()),
    sa.Column("fixed", sa.Boolean()),
    sa.Column("returns", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("again", sa.Integer()),
)
_STOP: tuple[sa.Column[Any], ...] = (
    _text("evidence", "assumed"),
    sa.Column("stood", sa.Integer()),
    sa.Column("call", sa.Integer()),
    sa.Column("arrived", sa.Integer()),
    sa.Column("caused_by", sa.Integer()),
)


def _answers() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("acknowledged", sa.Integer()),
        _text("acknowledged_by"),
        _text("arrived_by"),
        sa.Column("at_station", sa.Boolean()),
    )
