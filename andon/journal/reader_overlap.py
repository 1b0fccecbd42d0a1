"""What began before a time and lasts into it, found without reading all that is older.

What is of one place never overlaps (a station has one stop at a time, and one call of a type), so only the last one
that began there can. The places are found by leaps through the index, one for each.
"""

from __future__ import annotations

from sqlalchemy import Connection, Table, text

from andon.journal.tables import call, stop

_PLACE = {stop.name: ("line", "station"), call.name: ("line", "station", "type")}


def crossing(connection: Connection, table: Table, instant: int, now: int) -> list[int]:
    """Ids of stops or calls that began before the instant and had not ended by then."""
    rows = connection.execute(text(_QUERIES[table.name]), {"instant": instant, "now": now})
    return [int(row[0]) for row in rows]


def _query(table: str) -> str:
    columns = _PLACE[table]
    listed = ", ".join(columns)
    same = " AND ".join(f"each.{column} = place.{column}" for column in columns)
    following = ", ".join(f"next.{column}" for column in columns)
    return f"""
    WITH RECURSIVE place({listed}) AS (
      SELECT * FROM (SELECT {listed} FROM "{table}" ORDER BY {listed} LIMIT 1)
      UNION ALL
      SELECT {following} FROM place JOIN "{table}" AS next ON next.id = coalesce({_leaps(table, columns)})
    )
    SELECT last.id FROM place JOIN "{table}" AS last ON last.id = (
      SELECT each.id FROM "{table}" AS each WHERE {same} AND each.began < :instant ORDER BY each.began DESC LIMIT 1)
    WHERE coalesce(last.ended, :now) > :instant
    """  # noqa: S608  # names of our own tables


def _leaps(table: str, columns: tuple[str, ...]) -> str:
    """The first row of the next place: the last column grows, else the one before it. Each is one step in the index;
    compared as one row of values, SQLite would use the first column alone and walk the rest.
    """
    leaps = []
    for n in range(len(columns) - 1, -1, -1):
        same = "".join(f"each.{column} = place.{column} AND " for column in columns[:n])
        order = ", ".join(columns[n:])
        leaps.append(
            f'(SELECT each.id FROM "{table}" AS each WHERE {same}each.{columns[n]} > place.{columns[n]}'  # noqa: S608
            f" ORDER BY {order} LIMIT 1)"
        )
    return ", ".join(leaps)


_QUERIES = {name: _query(name) for name in _PLACE}
