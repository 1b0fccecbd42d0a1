"""Roll-ups that SQLite keeps itself, in the transaction of whatever changes a row: who writes need not think of them.

`stop_week` holds the stops that are over, by the week (7 days of 24 h since the epoch, UTC) in which they began. It is
exact at every commit, however a stop is edited, and a rebuild of the stops makes it again.
"""

from __future__ import annotations

from andon.base.units import US_PER_DAY

US_PER_WEEK = 7 * US_PER_DAY

_KEY = "line, station, week, reason, stop_class, category"


def _values(row: str) -> str:
    return (
        f"{row}.line, {row}.station, {row}.began / {US_PER_WEEK}, {row}.reason, {row}.stop_class,"
        f" coalesce({row}.category, '')"
    )


def _add(row: str) -> str:
    return (
        f"INSERT INTO stop_week ({_KEY}, stops, lasted)"
        f" SELECT {_values(row)}, 1, {row}.ended - {row}.began"
        f" WHERE {row}.ended IS NOT NULL"
        " ON CONFLICT DO UPDATE SET stops = stops + 1, lasted = lasted + excluded.lasted;"
    )


def _take(row: str) -> str:
    """A row that has nothing left goes, so that the roll-up is the same whatever way led to it."""
    return (
        f"UPDATE stop_week SET stops = stops - 1, lasted = lasted - ({row}.ended - {row}.began)"  # noqa: S608
        f" WHERE {row}.ended IS NOT NULL AND ({_KEY}) = ({_values(row)});"
        f" DELETE FROM stop_week WHERE stops = 0 AND ({_KEY}) = ({_values(row)});"
    )


STOP_WEEK = (
    f"CREATE TRIGGER stop_week_add AFTER INSERT ON stop BEGIN {_add('NEW')} END",
    f"CREATE TRIGGER stop_week_take AFTER DELETE ON stop BEGIN {_take('OLD')} END",
    "CREATE TRIGGER stop_week_change AFTER UPDATE OF line, station, began, ended, reason, stop_class, category ON stop"
    f" WHEN OLD.ended IS NOT NULL OR NEW.ended IS NOT NULL BEGIN {_take('OLD')} {_add('NEW')} END",
)

US_PER_UNIT_MOST = 2 * US_PER_DAY  # no day that is kept is longer


def _forget(row: str, table: str, since: str, until: str) -> str:
    """What was kept of a time goes when something in it is told anew; it is reckoned again when it is asked for."""
    here = "" if table == "slot" else f" AND station IN ({row}.station, '', '*')"
    return (
        f"DELETE FROM figure_sum WHERE line = {row}.line{here}"  # noqa: S608  # our own names
        f" AND since > {since} - {US_PER_UNIT_MOST} AND since < {until} AND until > {since};"
    )


def _watch(table: str, since: str, until: str, columns: str) -> tuple[str, ...]:
    """`since` and `until` name the row they are of as `{row}`."""
    new, old = (_forget(row, table, since.format(row=row), until.format(row=row)) for row in ("NEW", "OLD"))
    return (
        f"CREATE TRIGGER figure_sum_{table}_new AFTER INSERT ON {table} BEGIN {new} END",
        f"CREATE TRIGGER figure_sum_{table}_gone AFTER DELETE ON {table} BEGIN {old} END",
        f"CREATE TRIGGER figure_sum_{table}_moved AFTER UPDATE OF {columns} ON {table} BEGIN {old} {new} END",
    )


_FOR_EVER = 1 << 62
FIGURE_SUM = (
    *_watch(
        "stop",
        "{row}.began",
        f"coalesce({{row}}.ended, {_FOR_EVER})",
        "line, station, began, ended, stop_class, category, evidence, stood",
    ),
    *_watch("slot", "{row}.since", f"coalesce({{row}}.until, {_FOR_EVER})", "since, until, kind, shift, day"),
    *_watch("unknown", "{row}.since", f"coalesce({{row}}.until, {_FOR_EVER})", "line, station, since, until"),
    *_watch(
        "call", "{row}.began", "{row}.began + 1", "line, station, began, acknowledged, arrived, ended, outcome, expired"
    ),
    *_watch("count_quarter", "{row}.at", "{row}.at + 1", "pieces"),
)
