"""When nothing was known of a station. Books written so far get the events that today's floor would have said."""

from __future__ import annotations

import json
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0012"

_DARK = ("no-signal", "not-watched", "test")


def upgrade() -> None:
    """The table, and what filled it had the events been there: tiles tell the silence, starts tell the time before."""
    op.create_table(
        "unknown",
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer()),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("line", "station", "since"),
        sqlite_with_rowid=False,
    )
    op.create_index("call_by_station", "call", ["line", "station", "began"])
    connection = op.get_bind()
    for seq, at, kind, line, station, body in list(_told(connection)):
        connection.execute(
            sa.text(
                "INSERT INTO event (seq, n, at, kind, line, station, body) VALUES (:seq, (SELECT max(n) + 1 FROM event"
                " WHERE seq = :seq), :at, :kind, :line, :station, :body)"
            ),
            {"seq": seq, "at": at, "kind": kind, "line": line, "station": station, "body": json.dumps(body)},
        )
        _project(connection, at, kind, line, station, body)


_Told = tuple[int, int, str, str, str, dict[str, object]]


def _told(connection: sa.Connection) -> Iterator[_Told]:
    """(seq, at, kind, line, station, body) of each event that is missing, in order."""
    sql = "SELECT seq, kind, body FROM entry WHERE kind IN ('ServiceStarted', 'SourceSilent')"
    since = {seq: (kind, _since(json.loads(body))) for seq, kind, body in connection.execute(sa.text(sql))}
    dark: dict[tuple[str, str], int] = {}
    tiles = sa.text(
        "SELECT e.seq, n.at, e.kind, e.line, e.station, e.body FROM event e JOIN entry n ON n.seq = e.seq"
        " WHERE e.kind IN ('StationChanged', 'StationRemoved') ORDER BY e.seq, e.n"
    )
    for seq, at, kind, line, station, body in connection.execute(tiles):
        place, said = (line, station), json.loads(body) if kind == "StationChanged" else {}
        is_dark = said.get("signal") == "lost" or said.get("state") in _DARK
        if is_dark and place not in dark:
            by, before = since.get(seq, ("", None))
            dark[place] = at if before is None else min(before, at)
            why = "down" if by == "ServiceStarted" else _why(said)
            yield seq, dark[place], "StationUnknown", line, station, {"why": why}
        elif not is_dark and place in dark:
            yield seq, max(at, dark[place]), "StationKnown", line, station, {"since": dark.pop(place)}


def _since(body: dict[str, int | None]) -> int | None:
    return body["down_since"] if "down_since" in body else body["since"]


def _why(said: dict[str, object]) -> str:
    if said["state"] in ("not-watched", "test"):
        return str(said["state"])
    return "silent" if said["signal"] == "lost" else "no-word"


def _project(connection: sa.Connection, at: int, kind: str, line: str, station: str, body: dict[str, object]) -> None:
    where = {"line": line, "station": station}
    if kind == "StationUnknown":
        sql = "INSERT INTO unknown VALUES (:line, :station, :at, NULL, :why)"
        connection.execute(sa.text(sql), where | {"at": at, "why": body["why"]})
    else:
        sql = "UPDATE unknown SET until = :at WHERE line = :line AND station = :station AND since = :since"
        connection.execute(sa.text(sql), where | {"at": at, "since": body["since"]})
