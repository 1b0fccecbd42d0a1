"""What is kept of days that are over gives the figures that reckoning gives, whatever is told anew afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from andon.base.units import US_PER_DAY, US_PER_HOUR, US_PER_QUARTER, US_PER_S, from_iso
from andon.journal import kept_sums
from andon.journal.reader import Reader
from andon.journal.reader_figures import Told, Wanted
from andon.model.plan import Break, Line, Plan, Point, Shift, Station
from andon.projections.periods import By
from tests.web.book import Book, make_plan

BEGIN = from_iso("2026-03-27T00:00:00Z")  # in Berlin the clocks go forward on the 29th
NOW = BEGIN + 5 * US_PER_DAY
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PAUSE = Break(start=time(9), end=time(10))
CLASSES = {"abnormality": "equipment", "planned": None, "induced": None, "unknown": None}
PLACES = (("press", "s1"), ("press", "s2"), ("paint", "s1"))
instants = st.integers(BEGIN - US_PER_DAY, NOW)


def _plan() -> Plan:
    points = {"run": Point(kind="run"), "count": Point(kind="count")}
    stations = [Station(id=f"s{n}", name="S", cycle_s=30, points=points) for n in (1, 2)]
    shifts = (
        Shift(
            id="early", name="E", days=WEEK, start=time(6), end=time(14), breaks=(Break(start=time(9), end=time(10)),)
        ),
        Shift(id="night", name="N", days=WEEK[:5], start=time(22), end=time(6)),
    )
    lines = (Line(id="press", name="P", stations=stations), Line(id="paint", name="P", stations=stations[:1]))
    return make_plan(timezone="Europe/Berlin", shifts=shifts).model_copy(update={"lines": lines})


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    book = Book(tmp_path_factory.mktemp("kept"))
    book.db.execute("PRAGMA recursive_triggers=ON")  # as the writer has it
    book.seq = 1
    body = f'{{"plan": {_plan().model_dump_json(by_alias=True)}}}'
    book.insert("entry", seq=1, at=BEGIN + US_PER_HOUR, kind="PlanAdopted", who="", body=body, hash=b"")
    yield book
    book.close()


@st.composite
def pasts(draw: st.DrawFn) -> list[tuple[str, dict[str, Any]]]:
    """Rows of stops, of unknown time, of calls and of quarter hours; (table, row)."""
    found: list[tuple[str, dict[str, Any]]] = []
    for n, (line, station) in enumerate(PLACES):
        where = {"line": line, "station": station}
        cuts = sorted(draw(st.sets(instants, max_size=8)))
        for began, ended in list(pairwise(cuts))[::2]:
            stop_class = draw(st.sampled_from(list(CLASSES)))
            ended = None if ended == cuts[-1] and draw(st.booleans()) else ended
            named = {"stop_class": stop_class, "category": CLASSES[stop_class], "evidence": "run", "stood": began}
            found.append(("stop", where | {"began": began, "ended": ended} | named))
        silent = sorted(draw(st.sets(instants, max_size=4)))
        found += [
            ("unknown", where | {"since": a, "until": b, "why": "silent"}) for a, b in list(pairwise(silent))[::2]
        ]
        for at in draw(st.sets(instants, max_size=4)):
            row = {"id": 1_000 * n + at % 997 + 100_000, "type": "help", "point": "", "began": at}
            found.append(("call", where | row | {"arrived": at + US_PER_S, "ended": at + 9, "outcome": "cleared"}))
        for at in draw(st.sets(instants, max_size=6)):
            row = {"kind": "count", "at": at // US_PER_QUARTER * US_PER_QUARTER, "pieces": at % 50}
            found += [("count_quarter", where | row), ("count_minute", where | row)]
    return found


def _tell(book: Book, past: list[tuple[str, dict[str, Any]]]) -> list[int]:
    for table in ("stop", "unknown", "call", "count_quarter", "count_minute", "figure_sum"):
        book.db.execute(f'DELETE FROM "{table}"')
    ids = []
    for table, row in past:
        if table == "stop":
            ids.append(book.stop(**row))
        else:
            book.insert(table, **row)
    return ids


def _keep_all(book: Book, reader: Reader) -> int:
    days = 0
    for line in ("press", "paint"):
        while day := reader.day_to_keep(line, NOW):
            kept_sums.announce(book.db, line, day.since, day.until, "t")
            assert kept_sums.fill(book.db, "t", reader.rows_to_keep(line, day, NOW))
            days += 1
            assert days < 20, "keeping comes to an end"
    return days


def _figures(reader: Reader, wanted: Wanted) -> Told:
    return reader.figures(wanted, NOW)


wanteds = st.builds(
    lambda a, b, by, place: Wanted(min(a, b), max(a, b) + 1, by, *place),
    instants,
    instants,
    st.sampled_from([None, *(by for by in get_args(By) if by != "order")]),
    st.sampled_from([(None, None), ("press", None), ("press", "s2")]),
)


@settings(max_examples=25, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(pasts(), st.lists(wanteds, min_size=1, max_size=4))
def test_kept_or_reckoned_is_the_same(kept: Book, past: list[Any], asked: list[Wanted]) -> None:
    _tell(kept, past)
    reader = Reader(kept.path)
    before = [_figures(reader, wanted) for wanted in asked]
    assert _keep_all(kept, reader) >= 6
    assert [_figures(reader, wanted) for wanted in asked] == before
    reader.close()


_ways = st.sampled_from(["ended", "began", "class", "delete", "call", "count", "unknown"])
edits = st.lists(st.tuples(_ways, st.integers(0, 9), instants), min_size=1, max_size=5)


@settings(max_examples=25, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(pasts(), edits, st.lists(wanteds, min_size=1, max_size=3))
def test_what_is_told_anew_is_reckoned_anew(kept: Book, past: list[Any], edits: list[Any], asked: list[Wanted]) -> None:
    ids = _tell(kept, past)
    reader = Reader(kept.path)
    _keep_all(kept, reader)
    for what, which, at in edits:
        _edit(kept, ids, what, which, at)
    after = [_figures(reader, wanted) for wanted in asked]
    kept.db.execute("DELETE FROM figure_sum")
    assert after == [_figures(reader, wanted) for wanted in asked]
    _keep_all(kept, reader)
    assert after == [_figures(reader, wanted) for wanted in asked]
    reader.close()


def _edit(book: Book, ids: list[int], what: str, which: int, at: int) -> None:
    where = {"line": "press", "station": "s2"}
    if what == "call":
        book.insert("call", id=500_000 + which, **where, type="help", point="", began=at)
    elif what == "count":
        at = at // US_PER_QUARTER * US_PER_QUARTER
        for table in ("count_quarter", "count_minute"):
            book.insert(table, **where, kind="reject", at=at, pieces=which)
    elif what == "unknown":
        book.db.execute("DELETE FROM unknown WHERE line = 'press' AND since < ?", (at,))
    elif ids:
        id = ids[which % len(ids)]
        if what == "delete":
            book.db.execute("DELETE FROM stop WHERE id = ?", (id,))
        elif what == "class":
            book.db.execute("UPDATE stop SET stop_class = 'planned', category = NULL WHERE id = ?", (id,))
        else:
            name = "ended" if what == "ended" else "stood"
            sql = f"UPDATE stop SET {name} = ? WHERE id = ? AND began < ? AND ended > ?"
            book.db.execute(sql, (at, id, at, at))  # stops never overlap, and none ends before it began


def test_what_changes_while_it_is_reckoned_is_not_written(kept: Book) -> None:
    _tell(kept, [])
    reader = Reader(kept.path)
    day = reader.day_to_keep("press", NOW)
    assert day is not None
    kept_sums.announce(kept.db, "press", day.since, day.until, "t")
    rows = reader.rows_to_keep("press", day, NOW)
    kept.stop(day.since + US_PER_HOUR, day.since + 2 * US_PER_HOUR)
    assert not kept_sums.fill(kept.db, "t", rows)
    assert reader.day_to_keep("press", NOW) == day
    reader.close()
