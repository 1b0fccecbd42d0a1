"""Where the time went: weeks that SQLite has summed, and their ends, give what counting each stop gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from andon.base.units import US_PER_DAY, US_PER_S
from andon.journal.reader import Reader
from andon.journal.reader_rows import ParetoBy, ParetoMeasure, Window
from andon.journal.triggers import US_PER_WEEK
from tests.web.book import Book

BEGIN = 2_900 * US_PER_WEEK - 3 * US_PER_DAY
NOW = BEGIN + 5 * US_PER_WEEK
REASONS = {"broken": ("abnormality", "equipment"), "clean": ("planned", None), "unknown": ("unknown", None)}
instants = st.integers(BEGIN - US_PER_WEEK, NOW + US_PER_WEEK)
PLACES = (("press", "s1"), ("press", "s2"), ("paint", "s1"))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    book = Book(tmp_path_factory.mktemp("pareto"))
    yield book
    book.close()


def _summed(book: Book) -> list[tuple[Any, ...]]:
    """What `stop_week` should hold."""
    sql = f"""SELECT line, station, began / {US_PER_WEEK}, reason, stop_class, coalesce(category, ''), count(*),
    sum(ended - began) FROM stop WHERE ended IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6"""
    return book.db.execute(sql).fetchall()


@st.composite
def stops(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Stops of three places that do not overlap; the last of a place may be open."""
    found = []
    for line, station in PLACES:
        cuts = sorted(draw(st.sets(st.integers(BEGIN, NOW), max_size=12)))
        for began, ended in list(pairwise(cuts))[::2]:
            reason = draw(st.sampled_from(list(REASONS)))
            stop_class, category = REASONS[reason]
            is_open = ended == cuts[-1] and draw(st.booleans())
            named = {"reason": reason, "stop_class": stop_class, "category": category}
            times = {"began": began, "ended": None if is_open else ended}
            found.append({"line": line, "station": station, **times, **named})
    return found


def _key(by: str, stop: dict[str, Any]) -> tuple[str, str]:
    if by == "station":
        return stop["line"], stop["station"]
    if by == "category":
        return "", stop["category"] or stop["stop_class"]
    return "", stop["stop_class"] if by == "class" else stop["reason"]


def _counted(by: str, measure: str, told: list[dict[str, Any]], window: Window) -> dict[tuple[str, str], float]:
    """Stop by stop."""
    found: dict[tuple[str, str], float] = defaultdict(float)
    begin, end = window.begin or 0, NOW if window.end is None else min(window.end, NOW)
    for stop in told:
        ended = NOW if stop["ended"] is None else stop["ended"]
        is_here = window.line in (None, stop["line"]) and window.station in (None, stop["station"])
        if is_here and stop["began"] < end and (ended > begin or stop["began"] >= begin):
            lasted = max(min(ended, end) - max(stop["began"], begin), 0)
            found[_key(by, stop)] += lasted / US_PER_S if measure == "seconds" else 1
    return found


@settings(max_examples=60)
@given(
    stops(),
    st.sampled_from(get_args(ParetoBy)),
    st.sampled_from(get_args(ParetoMeasure)),
    st.one_of(st.none(), instants),
    st.one_of(st.none(), instants),
    st.sampled_from([None, "press"]),
)
def test_weeks_and_ends_are_the_stops_themselves(
    kept: Book, told: list[dict[str, Any]], by: ParetoBy, measure: ParetoMeasure, a: Any, b: Any, line: Any
) -> None:
    kept.db.execute("DELETE FROM stop")
    for stop in told:
        kept.stop(**stop)
    window = Window(begin=a, end=b, line=line)
    rows = Reader(kept.path).pareto(by, measure, window, NOW)
    expected = _counted(by, measure, told, window)
    got = {(row.line, row.key): row.value for row in rows if row.value}
    assert got == pytest.approx({key: value for key, value in expected.items() if value})
    if rows:
        assert rows[-1].cumulative == pytest.approx(100 if got else 0, abs=0.01)


edits = st.lists(
    st.tuples(
        st.sampled_from(["ended", "reason", "began", "delete", "replace"]),
        st.integers(0, 20),
        instants,
        st.integers(0, 2),
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(stops(), edits)
def test_whatever_is_edited_the_weeks_follow(kept: Book, told: list[dict[str, Any]], edits: list[Any]) -> None:
    kept.db.execute("PRAGMA recursive_triggers=ON")  # as the writer has it
    kept.db.execute("DELETE FROM stop")
    ids = [kept.stop(**stop) for stop in told]
    for what, which, at, reason in edits if ids else ():
        id, named = ids[which % len(ids)], list(REASONS)[reason]
        match what:
            case "delete":
                kept.db.execute("DELETE FROM stop WHERE id = ?", (id,))
            case "replace":
                kept.stop(**(told[0] | {"id": id, "reason": named}))
            case "reason":
                sql = "UPDATE stop SET reason = ?, stop_class = ?, category = ? WHERE id = ?"
                kept.db.execute(sql, (named, *REASONS[named], id))
            case _:
                kept.db.execute(f"UPDATE stop SET {what} = ? WHERE id = ?", (at, id))
    order = "ORDER BY line, station, week, reason, stop_class, category"
    assert kept.db.execute(f"SELECT * FROM stop_week {order}").fetchall() == _summed(kept)
