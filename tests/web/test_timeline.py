"""What a timeline is drawn from, and the raw entries behind a stop."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from andon.base.units import US_PER_DAY, US_PER_S, from_iso, to_iso
from andon.journal import reader_timeline
from andon.journal.reader import Reader
from andon.journal.reader_timeline import Band, Span
from andon.web.api.timeline_schemas import BANDS_WANTED

from .book import Book

S = US_PER_S
NOW = 10_000 * S


def stops(book: Book, *, columns: int = 100, station: str | None = None, end: int = 1000) -> list[Band]:
    found, _ = Reader(book.path).pictures.bands(Span("press", station, 100 * S, end * S, columns), NOW)
    return sorted(found, key=lambda band: (band.station, band.since))


def test_few_are_told_one_by_one_cut_to_the_time_asked_for(floor: Book) -> None:
    before = floor.stop(50 * S, 150 * S)
    after = floor.stop(900 * S, 1200 * S)
    still = floor.stop(300 * S, None, station="s2", reason="unknown", stop_class="unknown")
    floor.stop(20 * S, 30 * S)
    floor.stop(100 * S, 200 * S, line="paint")
    assert stops(floor) == [
        Band("s1", "abnormality", "tool-broken", 100 * S, 150 * S, before, 1, 50 * S),
        Band("s1", "abnormality", "tool-broken", 900 * S, 1000 * S, after, 1, 100 * S),
        Band("s2", "unknown", "unknown", 300 * S, 1000 * S, still, 1, 700 * S),
    ]
    assert [band.id for band in stops(floor, station="s2")] == [still]


def test_of_many_the_narrow_ones_are_summed_and_none_is_lost(floor: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_timeline, "BANDS_MOST", 20)
    wide = floor.stop(500 * S, 620 * S)
    for n in range(90):
        floor.stop((700 + 2 * n) * S, (701 + 2 * n) * S, stop_class="planned" if n % 3 else "abnormality")
    found = stops(floor, columns=9)  # of 100 s each
    assert [(band.since // S, band.until // S, band.kind, band.id, band.count) for band in found] == [
        (500, 620, "abnormality", wide, 1),
        (700, 800, "planned", None, 50),
        (800, 900, "planned", None, 40),
    ]
    assert sum(band.lasted_us for band in found) == (120 + 90) * S


def test_calls_are_told_beside_them(floor: Book) -> None:
    row = {"line": "press", "station": "s1", "type": "help", "point": "cord", "arrived": None, "outcome": None}
    floor.insert("call", id=1, began=50 * S, ended=None, **row)
    floor.insert("call", id=2, began=60 * S, ended=70 * S, **(row | {"type": "material"}))
    _, calls = Reader(floor.path).pictures.bands(Span("press", None, 100 * S, 200 * S, 100), NOW)
    assert calls == (Band("s1", "help", "help", 100 * S, 200 * S, 1, 1, 100 * S),)


def test_the_api_says_every_station_of_the_plan_and_what_was_there_before(web: SimpleNamespace, floor: Book) -> None:
    now = floor.clock.now()
    floor.stop(now - 100 * S, now - 40 * S, station="s2")
    floor.stop(now - 100 * S, now - 40 * S, station="gone")
    query = {"line": "press", "from": to_iso(now - US_PER_DAY), "to": to_iso(now)}
    said = web.client.get("/api/v1/timeline", query_string=query).json
    assert [(strip["station"], len(strip["stops"])) for strip in said["stations"]] == [
        ("s1", 0),
        ("s2", 1),
        ("gone", 1),
    ]
    assert said["stations"][1]["stops"][0]["seconds"] == 60
    only = web.client.get("/api/v1/timeline", query_string=query | {"station": "s2"}).json
    assert [strip["station"] for strip in only["stations"]] == ["s2"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": "2026-01-01T00:00:00Z"},
        {"to": "2027-06-01T00:00:00Z"},
        {"columns": 5000},
        {"from": "2026-01-01T00:00:00"},
    ],
)
def test_what_is_no_picture_is_refused(web: SimpleNamespace, floor: Book, wrong: dict) -> None:
    query = {"line": "press", "from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z"}
    assert web.client.get("/api/v1/timeline", query_string=query).status_code == 200
    assert web.client.get("/api/v1/timeline", query_string=query | wrong).status_code == 400


def test_many_stations_have_fewer_columns() -> None:
    from andon.web.api.timeline_schemas import TimelineQuery

    query = TimelineQuery.model_validate(
        {"line": "a", "from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z", "columns": 1000}
    )
    assert [query.span(stations).columns for stations in (1, 10, 100)] == [
        1000,
        BANDS_WANTED // 10,
        BANDS_WANTED // 100,
    ]


def test_the_table_is_of_the_time_that_the_timeline_shows(web: SimpleNamespace, floor: Book) -> None:
    at = from_iso("2026-11-20T08:00:00+07:00")
    floor.stop(at, at + 2 * S, reason="scratch")
    floor.stop(at + 5 * S, at + 9 * S)
    zoomed = web.client.get("/history?from=2026-11-20T01:00:00.000Z&to=2026-11-20T01:00:03.000Z").text
    table = zoomed.split('id="stops"')[1]
    assert ("Scratch" in table, "Tool broken" in table) == (True, False)
    assert "Nov 20, 2026 08:00:00 to Nov 20, 2026 08:00:03" in table
    assert "from=2026-11-20T01%3A00%3A00.000Z" in zoomed  # kept by what else the page links to
    assert 'name="from" value="2026-11-20"' in zoomed
    assert "as the timeline shows" not in web.client.get("/history?from=2026-11-20&to=2026-11-20").text


def test_newer_stops_are_a_page_away_too(web: SimpleNamespace, floor: Book) -> None:
    now = floor.clock.now()
    for n in range(120):
        floor.stop(now - (2 * n + 2) * S, now - (2 * n + 1) * S)
    pages = [web.client.get("/history").text]
    for rel in ("next", "next", "prev", "prev"):
        address = pages[-1].split(f'rel="{rel}" href="')[1].split('"')[0]
        pages.append(web.client.get(address.replace("&amp;", "&")).text)
    assert [page.split('id="stops"')[1].count("<tr>") - 1 for page in pages] == [50, 50, 20, 50, 50]
    assert [('rel="prev"' in page, 'rel="next"' in page) for page in pages] == [
        (False, True),
        (True, True),
        (True, False),
        (True, True),
        (False, True),
    ]
    tables = [page.split("<tbody>")[-1].split("</tbody>")[0] for page in pages]
    assert (tables[3], tables[4]) == (tables[1], tables[0])


def test_the_raw_entries_of_a_stop(web: SimpleNamespace, floor: Book) -> None:
    pulled = floor.next_seq("SignalAccepted", json.dumps({"point": "cord", "value": "<b>1</b>"}))
    stop = floor.stop(floor.clock.now() - 60 * S, floor.clock.now() - 30 * S, call=pulled)
    told = {"at": 1, "line": "press", "station": "s1"}
    floor.insert("event", seq=pulled, n=0, kind="CallRaised", body='{"type":"help"}', **told)
    floor.insert("event", seq=stop, n=0, kind="StopBegan", body="{}", **told)
    floor.insert("event", seq=stop, n=1, kind="Elsewhere", body="{}", **(told | {"station": "s2"}))
    page = web.client.get(f"/history/stop/{stop}").text
    assert page.index("CallRaised") < page.index("StopBegan")
    assert "&lt;b&gt;1&lt;/b&gt;" in page
    assert "Elsewhere" not in page
    assert web.client.get("/history/stop/99999").status_code == 404
    assert web.client.get(f"/history/stop/{2**70}").status_code == 404
