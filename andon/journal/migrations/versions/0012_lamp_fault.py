"""Whether the lamps of a station show what they were told, on its tile."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Nobody compared them so far."""
    op.add_column("board", sa.Column("lamp_fault", sa.Boolean(), nullable=False, server_default="0"))
