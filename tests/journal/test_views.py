"""Changes that are gathered and written once leave the rows that they would have left one by one."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from andon.journal.tables import VIEWS, metadata
from andon.journal.views import clear_views, write_changes
from andon.projections.changes import Add, Change, Drop, Patch, Put

_small = st.integers(0, 2)
_where = st.fixed_dictionaries({"line": st.just("weld"), "station": st.sampled_from(["w1", "w2"])})
_begin = st.fixed_dictionaries({"kind": st.just("count"), "at": _small})


def _shift(where: dict[str, str], since: int) -> Put:
    return Put("tally", {**where, "shift": "early", "since": since, "good": 0, "reject": 0})


def _trigger(id: int, stops: int) -> Put:
    row = {"id": id, "line": "weld", "station": "w1", "category": "quality", "opened": 5, "closed": None}
    return Put("trigger", {**row, "emptied": 0, "stops": stops})


_change: st.SearchStrategy[Change] = st.one_of(
    st.builds(_shift, _where, _small),
    st.builds(lambda where, n: Add("tally", where, {"good": n}), _where, _small),
    st.builds(lambda where, n: Add("tally", where, {"good": n, "reject": 1}), _where, _small),
    st.builds(lambda where: Drop("tally", where), _where),
    st.builds(lambda where, begin, n: Add("count_minute", {**where, **begin}, {"pieces": n}), _where, _begin, _small),
    st.builds(_trigger, _small, _small),
    st.builds(lambda id, n: Add("trigger", {"id": id}, {"stops": n}), _small, _small),
    st.builds(lambda id, n: Patch("trigger", {"id": id}, {"closed": n}), _small, _small),
    st.builds(lambda id, n: Patch("trigger", {"id": id}, {"stops": n}), _small, _small),
    st.builds(lambda id: Drop("trigger", {"id": id}), _small),
)


def views() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    metadata.create_all(engine, tables=list(VIEWS))
    return connection


def rows_of(connection: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    return [
        sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in ("tally", "count_minute", "trigger")
    ]


@given(changes=st.lists(_change, max_size=25))
def test_together_or_one_by_one_is_the_same(changes: list[Change]) -> None:
    with closing(views()) as together, closing(views()) as apart:
        write_changes(together, changes)
        for change in changes:
            write_changes(apart, [change])
        assert rows_of(together) == rows_of(apart)


def test_cleared_views_are_empty() -> None:
    with closing(views()) as connection:
        write_changes(connection, [_trigger(1, 1)])
        clear_views(connection)
        assert rows_of(connection) == [[], [], []]
