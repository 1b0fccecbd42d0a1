"""What the reader says of what was."""

from __future__ import annotations

from andon.base.units import US_PER_S
from andon.journal.reader import Reader
from andon.journal.reader_rows import ParetoBy, ParetoMeasure, Window

from .book import Book

S = US_PER_S
NOW = 10_000 * S


def bars(book: Book, by: ParetoBy, measure: ParetoMeasure = "seconds", **window) -> list[tuple[str, float]]:
    rows = Reader(book.path).pareto(by, measure, Window(**window), NOW)
    return [(row.key, row.value) for row in rows]


def test_stops_come_newest_first_in_pages_that_miss_none_and_repeat_none(floor: Book) -> None:
    made = [floor.stop(began * S, (began + 1) * S) for began in (10, 20, 20, 20, 30)]
    reader, found, after = Reader(floor.path), [], None
    while page := reader.stops(Window(), NOW, after, limit=2):
        found += [row.id for row in page]
        after = (page[-1].began, page[-1].id)
    assert found == [made[4], made[3], made[2], made[1], made[0]]


def test_a_stop_that_began_before_the_window_and_lasts_into_it_belongs_to_it(floor: Book) -> None:
    into = floor.stop(50 * S, 150 * S)
    still_open = floor.stop(60 * S, None, station="s2")
    floor.stop(10 * S, 40 * S)
    floor.stop(50 * S, 90 * S, station="s3")
    floor.stop(50 * S, 100 * S, station="s4")  # ended as the window began
    floor.stop(250 * S, 260 * S)
    rows = Reader(floor.path).stops(Window(begin=100 * S, end=200 * S), NOW)
    assert {row.id for row in rows} == {into, still_open}


def test_pages_go_back_to_newer_ones_over_what_crosses_the_begin_of_the_window(floor: Book) -> None:
    crossing = [floor.stop(began * S, 200 * S, station=station) for began, station in ((50, "s1"), (60, "s2"))]
    inside = [floor.stop(began * S, (began + 1) * S, station="s3") for began in (110, 120, 130)]
    reader, window, pages, after = Reader(floor.path), Window(begin=100 * S, end=300 * S), [], None
    while page := reader.stops(window, NOW, after, limit=2):
        pages.append([row.id for row in page])
        after = (page[-1].began, page[-1].id)
    assert pages == [[inside[2], inside[1]], [inside[0], crossing[1]], [crossing[0]]]
    back = reader.stops(window, NOW, (50 * S, crossing[0]), limit=2, newer=True)
    assert [row.id for row in back] == pages[1]
    back = reader.stops(window, NOW, (back[0].began, back[0].id), limit=3, newer=True)
    assert [row.id for row in back] == pages[0]


def test_each_filter_keeps_what_it_says(floor: Book) -> None:
    wanted = floor.stop(1 * S, 100 * S, line="paint", reason="scratch", stop_class="unknown", category=None)
    floor.stop(1 * S, 100 * S)
    short = floor.stop(1 * S, 2 * S, line="paint")
    reader = Reader(floor.path)
    for window in (
        Window(line="paint", min_seconds=50),
        Window(reason="scratch"),
        Window(stop_class="unknown"),
        Window(line="paint", station="s1", reason="scratch"),
    ):
        assert [row.id for row in reader.stops(window, NOW)] == [wanted]
    assert [row.id for row in reader.stops(Window(line="paint"), NOW)] == [short, wanted]


def test_pareto_cuts_stops_to_the_window_and_open_ones_to_now(floor: Book) -> None:
    floor.stop(50 * S, 150 * S, station="s1")
    floor.stop(190 * S, 500 * S, station="s1")
    floor.stop(9_000 * S, None, station="s2")
    assert bars(floor, "station", begin=100 * S, end=200 * S) == [("s1", 60.0)]
    assert bars(floor, "station") == [("s2", 1000.0), ("s1", 410.0)]


def test_pareto_by_count_counts(floor: Book) -> None:
    for _ in range(3):
        floor.stop(1 * S, 2 * S, reason="scratch")
    floor.stop(1 * S, 900 * S)
    assert bars(floor, "reason", "count") == [("scratch", 3), ("tool-broken", 1), ("unknown", 0)]


def test_shares_add_up_to_a_hundred(floor: Book) -> None:
    floor.stop(0, 75 * S)
    floor.stop(0, 25 * S, reason="scratch")
    rows = Reader(floor.path).pareto("reason", "seconds", Window(), NOW)
    assert [(row.share, row.cumulative) for row in rows] == [(75, 75), (25, 100), (0, 100)]


def test_what_nobody_explained_has_its_own_row_whatever_its_reason(floor: Book) -> None:
    floor.stop(0, 30 * S, reason="unknown", stop_class="unknown", category=None)
    floor.stop(0, 30 * S, reason="legacy-code", stop_class="unknown", category=None)
    floor.stop(0, 10 * S)
    assert bars(floor, "reason") == [("unknown", 60.0), ("tool-broken", 10.0)]
    assert bars(floor, "class") == [("unknown", 60.0), ("abnormality", 10.0)]
    by_station = Reader(floor.path).pareto("station", "seconds", Window(), NOW)
    assert [(row.value, row.unclassified) for row in by_station] == [(70.0, 60.0)]


def test_no_stop_is_no_bar(floor: Book) -> None:
    assert bars(floor, "reason") == []


def test_calls_open_and_over(floor: Book) -> None:
    row = {"line": "press", "station": "s1", "type": "help", "point": "cord", "arrived": None, "outcome": None}
    floor.insert("call", id=1, began=10 * S, ended=20 * S, **row)
    floor.insert("call", id=2, began=30 * S, ended=None, **row)
    reader = Reader(floor.path)
    assert [call.id for call in reader.calls(Window(), NOW)] == [2, 1]
    assert [call.id for call in reader.calls(Window(), NOW, only_open=True)] == [2]
    assert reader.open_calls_per_line() == {"press": 1}


def test_triggers_come_with_their_stops(floor: Book) -> None:
    open_one = floor.trigger(5 * S)
    floor.trigger(6 * S, closed=7 * S)
    stops = [floor.stop(began * S, None, trigger=open_one) for began in (5, 9)]
    rows = Reader(floor.path).triggers()
    assert [(row.id, [stop.id for stop in row.newest]) for row in rows] == [(open_one, stops[::-1])]
    assert len(Reader(floor.path).triggers(only_open=False)) == 2
