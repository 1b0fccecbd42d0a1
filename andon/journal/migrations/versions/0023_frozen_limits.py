"""Limits of control charts: computed from a baseline, and kept until somebody says why not."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0015"


def upgrade() -> None:
    """Nobody froze any so far."""
    op.create_table(
        "limits",
        sa.Column("chart", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("begin", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chart", "line", "station"),
    )
