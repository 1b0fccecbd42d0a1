"""Indices by which years of stops and calls are asked about."""

from alembic import op

revision = "0018"
down_revision = "0021"

_LONG_US = 600_000_000


def upgrade() -> None:
    """Each index answers one question of the history without a walk through what is older."""
    op.drop_index("stop_by_station")
    op.create_index("stop_by_station", "stop", ["line", "station", "began", "ended", "stop_class", "reason"])
    op.create_index("stop_by_reason", "stop", ["reason", "began", "id"])
    op.create_index("stop_by_class", "stop", ["stop_class", "began", "id"])
    op.execute(f"CREATE INDEX stop_long ON stop (began, id) WHERE (ended IS NULL OR ended - began >= {_LONG_US})")
    op.create_index("call_by_place", "call", ["line", "station", "type", "began", "ended"])
