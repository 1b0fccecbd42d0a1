"""The tiles of a station in order, and when the service was down, found at once: the board as it was."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0017"


def upgrade() -> None:
    """Indices alone: what was said stays as it is."""
    told = sa.text("kind IN ('StationChanged', 'StationRemoved')")
    op.create_index("event_tile", "event", ["line", "station", "seq"], sqlite_where=told)
    op.create_index("entry_started", "entry", ["seq"], sqlite_where=sa.text("kind = 'ServiceStarted'"))
