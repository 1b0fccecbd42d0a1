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
