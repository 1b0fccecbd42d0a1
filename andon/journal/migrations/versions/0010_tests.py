"""Stations under test: on the tile, and what their points said last. Made again by `andon rebuild` as all views are."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Until now nobody tested."""
    op.add_column("board", sa.Column("test", sa.Text()))
    op.create_table(
        "test_heard",
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("point", sa.Text(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("line", "station", "point"),
    )
