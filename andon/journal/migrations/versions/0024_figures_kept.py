"""What figures are made of, kept of days that are over, so that years of them are answered at once."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

_NUMBERS = (
    "run_us",
    "setup_us",
    "fault_us",
    "micro_us",
    "induced_us",
    "unexplained_us",
    "idle_us",
    "planned_us",
    "off_us",
    "unknown_us",
    "assumed_us",
    "order_us",
    "rated_us",
    "counted_us",
    "good",
    "scrap",
    "ideal_us",
    "unrated",
    "failures",
    "repairs",
    "repair_us",
    "pulls",
    "heard",
    "hear_us",
    "arrivals",
    "arrive_us",
    "stop_points",
    "in_time",
    "wrong",
)
_DAYS_US = 2 * 24 * 3_600 * 1_000_000
_FOR_EVER = 1 << 62
_WATCHED = (
    (
        "stop",
        "{row}.began",
        f"coalesce({{row}}.ended, {_FOR_EVER})",
        "line, station, began, ended, stop_class, category, evidence, stood",
    ),
    ("slot", "{row}.since", f"coalesce({{row}}.until, {_FOR_EVER})", "since, until, kind, shift, day"),
    ("unknown", "{row}.since", f"coalesce({{row}}.until, {_FOR_EVER})", "line, station, since, until"),
    (
        "call",
        "{row}.began",
        "{row}.began + 1",
        "line, station, began, acknowledged, arrived, ended, outcome, expired",
    ),
    ("count_quarter", "{row}.at", "{row}.at + 1", "pieces"),
)


def upgrade() -> None:
    """The table, empty: it is filled by and by. Whatever changes the past takes out what it makes wrong."""
    op.create_table(
        "figure_sum",
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("shift", "day", "week", "token")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _NUMBERS),
        sa.PrimaryKeyConstraint("line", "station", "since"),
        sqlite_with_rowid=False,
    )
    op.create_index("figure_sum_by_time", "figure_sum", ["line", "since"])
    for table, since, until, columns in _WATCHED:
        new, old = (_forget(row, table, since.format(row=row), until.format(row=row)) for row in ("NEW", "OLD"))
        op.execute(f"CREATE TRIGGER figure_sum_{table}_new AFTER INSERT ON {table} BEGIN {new} END")
        op.execute(f"CREATE TRIGGER figure_sum_{table}_gone AFTER DELETE ON {table} BEGIN {old} END")
        op.execute(
            f"CREATE TRIGGER figure_sum_{table}_moved AFTER UPDATE OF {columns} ON {table} BEGIN {old} {new} END"
        )


def _forget(row: str, table: str, since: str, until: str) -> str:
    here = "" if table == "slot" else f" AND station IN ({row}.station, '', '*')"
    return (
        f"DELETE FROM figure_sum WHERE line = {row}.line{here}"  # noqa: S608  # our own names
        f" AND since > {since} - {_DAYS_US} AND since < {until} AND until > {since};"
    )
