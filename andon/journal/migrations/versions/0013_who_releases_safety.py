"""The right to release safety, which no role brings along."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0018"


def upgrade() -> None:
    """Nobody has it until somebody gives it."""
    op.add_column("person", sa.Column("releases_safety", sa.Integer(), nullable=False, server_default="0"))
