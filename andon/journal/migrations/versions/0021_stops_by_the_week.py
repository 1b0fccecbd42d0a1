"""Stops that are over, summed by the week in which they began: what years of them took is answered at once."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

_WEEK_US = 7 * 24 * 3_600 * 1_000_000
_KEY = "line, station, week, reason, stop_class, category"


def upgrade() -> None:
    """The table, what belongs into it, and the triggers that keep it from now on."""
    op.create_table(
        "stop_week",
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("stop_class", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("stops", sa.Integer(), nullable=False),
        sa.Column("lasted", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("line", "station", "week", "reason", "stop_class", "category"),
        sqlite_with_rowid=False,
    )
    op.execute(
        f"INSERT INTO stop_week SELECT {_of('stop')}, count(*), sum(ended - began) FROM stop"  # noqa: S608
        " WHERE ended IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6"
    )
    op.execute(f"CREATE TRIGGER stop_week_add AFTER INSERT ON stop BEGIN {_add('NEW')} END")
    op.execute(f"CREATE TRIGGER stop_week_take AFTER DELETE ON stop BEGIN {_take('OLD')} END")
    op.execute(
        "CREATE TRIGGER stop_week_change AFTER UPDATE OF line, station, began, ended, reason, stop_class, category"
        f" ON stop WHEN OLD.ended IS NOT NULL OR NEW.ended IS NOT NULL BEGIN {_take('OLD')} {_add('NEW')} END"
    )


def _of(row: str) -> str:
    named = (f"{row}.line, {row}.station, {row}.began / {_WEEK_US}", f"{row}.reason, {row}.stop_class")
    return f"{named[0]}, {named[1]}, coalesce({row}.category, '')"


def _add(row: str) -> str:
    return (
        f"INSERT INTO stop_week ({_KEY}, stops, lasted)"
        f" SELECT {_of(row)}, 1, {row}.ended - {row}.began"
        f" WHERE {row}.ended IS NOT NULL"
        " ON CONFLICT DO UPDATE SET stops = stops + 1, lasted = lasted + excluded.lasted;"
    )


def _take(row: str) -> str:
    return (
        f"UPDATE stop_week SET stops = stops - 1, lasted = lasted - ({row}.ended - {row}.began)"  # noqa: S608
        f" WHERE {row}.ended IS NOT NULL AND ({_KEY}) = ({_of(row)});"
        f" DELETE FROM stop_week WHERE stops = 0 AND ({_KEY}) = ({_of(row)});"
    )
