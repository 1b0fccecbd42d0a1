"""Files for spreadsheets and programs: whole, typed, and harmless to open."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
import xml.etree.ElementTree as xml
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pyarrow.parquet
import pytest

from andon.base.units import US_PER_QUARTER, US_PER_S, from_iso
from andon.journal import reader_export
from andon.journal.reader_rows import Window
from andon.web.api import exporting
from andon.web.exports import making, xlsx_file
from andon.web.exports.making import wanted
from andon.web.exports.program import ExportFailed, Exporting
from andon.web.exports.texts import Clock, harmless

from .book import Book

S = US_PER_S
EIGHT = from_iso("2026-11-20T08:00:00+07:00")
DAY = {"from": "2026-11-20T00:00:00+07:00", "to": "2026-11-21T00:00:00+07:00"}
CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _csv(web: SimpleNamespace, what: str, **query: str) -> list[dict[str, str]]:
    answer = web.client.get(f"/api/v1/export/{what}.csv", query_string=DAY | query, buffered=True)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


def _sheets(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = sorted(name for name in file.namelist() if name.startswith("xl/worksheets/sheet"))
        return [file.read(name).decode() for name in names]


def _texts(sheet: str) -> list[str]:
    return ["".join(cell.itertext()) for cell in xml.fromstring(sheet).iter(f"{CELL}c")]


def test_a_stop_is_a_row_with_its_times_at_the_plant(web: SimpleNamespace, floor: Book) -> None:
    id = floor.stop(EIGHT, EIGHT + 90 * S, evidence="run", acknowledged=EIGHT + S, at_station=True)
    (row,) = _csv(web, "stops")
    assert (row["id"], row["began"], row["seconds"]) == (str(id), "2026-11-20T08:00:00.000+07:00", "90.0")
    assert (row["class"], row["category"], row["evidence"]) == ("abnormality", "equipment", "run")
    assert (row["acknowledged"], row["at_station"], row["arrived"]) == ("2026-11-20T08:00:01.000+07:00", "true", "")


def test_rows_come_oldest_first_once_each_over_many_reads(
    web: SimpleNamespace, floor: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_export, "PAGE", 3)
    crossing = floor.stop(from_iso(DAY["from"]) - S, from_iso(DAY["from"]) + S)
    made = [floor.stop(EIGHT + n // 2 * S, EIGHT + (n // 2 + 1) * S, station=f"s{n % 2 + 1}") for n in range(10)]
    floor.stop(from_iso(DAY["to"]), None)
    out = io.BytesIO()
    window = Window(begin=from_iso(DAY["from"]), end=from_iso(DAY["to"]))
    told: list[tuple[int, int]] = []
    rows = making.export(floor.path, wanted("stops", "csv", window, EIGHT), out, lambda *at: told.append(at))
    found = [int(row["id"]) for row in csv.DictReader(io.StringIO(out.getvalue().decode()))]
    assert (found, rows) == ([crossing, *made], 11)
    assert told == [(1, 11), (4, 11), (7, 11), (10, 11), (11, 11)]


def test_the_filters_of_the_history_hold(web: SimpleNamespace, floor: Book) -> None:
    floor.stop(EIGHT, EIGHT + 5 * S)
    wanted_id = floor.stop(EIGHT, EIGHT + 50 * S, line="paint", reason="scratch")
    for query in ({"line": "paint"}, {"reason": "scratch"}, {"min_seconds": "10"}, {"line": "paint", "station": "s1"}):
        assert [row["id"] for row in _csv(web, "stops", **query)] == [str(wanted_id)]


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@A1", "\tx", "\rx", '=HYPERLINK("http://x","y")'])
def test_no_cell_is_a_formula(web: SimpleNamespace, floor: Book, evil: str) -> None:
    floor.stop(EIGHT, EIGHT + S, reason=evil)
    (row,) = _csv(web, "stops")
    assert row["reason"] == f"'{evil}"
    (sheet,) = _sheets(web.client.get("/api/v1/export/stops.xlsx", query_string=DAY, buffered=True).data)
    assert "<f>" not in sheet
    assert evil.strip() in "".join(_texts(sheet)).replace("_x0009_", "").replace("_x000D_", "")
    assert "hyperlink" not in sheet.lower().replace("=hyperlink(", "")


def test_a_text_that_is_no_formula_is_left_alone() -> None:
    assert [harmless(text) for text in ("a=b", "", "ನಿಂತ", "1-2")] == ["a=b", "", "ನಿಂತ", "1-2"]


def test_numbers_are_numbers_in_a_sheet_and_texts_are_texts(web: SimpleNamespace, floor: Book) -> None:
    floor.stop(EIGHT, EIGHT + 90 * S, reason="007")
    (sheet,) = _sheets(web.client.get("/api/v1/export/stops.xlsx", query_string=DAY, buffered=True).data)
    assert re.search(r'<c r="F2"><v>90</v></c>', sheet)
    assert "007" in _texts(sheet)


def test_what_a_sheet_cannot_hold_goes_on_in_the_next(floor: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_file, "ROWS_OF_A_SHEET", 4)
    for n in range(7):
        floor.stop(EIGHT + n * S, EIGHT + n * S + 1)
    out = io.BytesIO()
    making.export(floor.path, wanted("stops", "xlsx", Window(), EIGHT + 99 * S), out, lambda *at: None)
    sheets = _sheets(out.getvalue())
    assert [sheet.count("<row ") for sheet in sheets] == [4, 4, 2]
    assert all(_texts(sheet)[:3] == ["id", "line", "station"] for sheet in sheets)


def test_parquet_has_types_and_nulls(web: SimpleNamespace, floor: Book) -> None:
    floor.stop(EIGHT, None, category=None)
    table = pyarrow.parquet.read_table(
        io.BytesIO(web.client.get("/api/v1/export/stops.parquet", query_string=DAY, buffered=True).data)
    )
    types = {field.name: str(field.type) for field in table.schema}
    assert (types["began"], types["seconds"], types["id"]) == ("timestamp[us, tz=UTC]", "double", "int64")
    (row,) = table.to_pylist()
    assert (row["category"], row["ended"], row["began"].isoformat()) == (None, None, "2026-11-20T01:00:00+00:00")


def test_calls_counts_and_kaizens(web: SimpleNamespace, floor: Book) -> None:
    row = {"line": "press", "station": "s1", "type": "help", "point": "cord", "arrived": None, "outcome": "resolved"}
    floor.insert("call", id=1, began=EIGHT, ended=EIGHT + 60 * S, **row)
    for n in range(3):
        at = EIGHT + n * US_PER_QUARTER
        floor.insert("count_quarter", line="press", station="s1", kind="count", at=at, pieces=n)
    floor.trigger(EIGHT)
    assert [(row["type"], row["seconds"]) for row in _csv(web, "calls")] == [("help", "60.0")]
    assert [(row["from"][11:16], row["to"][11:16], row["pieces"]) for row in _csv(web, "counts")] == [
        ("08:00", "08:15", "0"),
        ("08:15", "08:30", "1"),
        ("08:30", "08:45", "2"),
    ]
    assert [row["opened"] for row in _csv(web, "kaizens")] == ["2026-11-20T08:00:00.000+07:00"]
    assert _csv(web, "calls", station="s2") == []


def test_an_offset_changes_with_the_clocks() -> None:
    berlin = Clock(ZoneInfo("Europe/Berlin"))
    changes = from_iso("2026-10-25T01:00:00Z")
    assert berlin.say(changes - 1000) == "2026-10-25T02:59:59.999+02:00"
    assert berlin.say(changes) == "2026-10-25T02:00:00.000+01:00"
    assert Clock(ZoneInfo("Asia/Kolkata")).say(0) == "1970-01-01T05:30:00.000+05:30"


def test_what_there_is_not_is_said(web: SimpleNamespace, floor: Book) -> None:
    for path in ("secrets.csv", "stops.pdf"):
        answer = web.client.get(f"/api/v1/export/{path}")
        assert (answer.status_code, "there are" in answer.json["detail"]) == (400, True)


def test_without_pyarrow_parquet_is_refused_with_the_remedy(
    web: SimpleNamespace, floor: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "find_spec", lambda name: None)
    answer = web.client.get("/api/v1/export/stops.parquet")
    assert (answer.status_code, "pip install" in answer.json["detail"]) == (422, True)
    floor.stop(floor.clock.now() - S, None)
    page = web.client.get("/history").text
    assert ("stops.xlsx?" in page, "stops.parquet?" in page) == (True, False)


def test_more_at_once_are_asked_to_wait_and_places_come_back(web: SimpleNamespace, floor: Book) -> None:
    open_ones = [web.client.get("/api/v1/export/stops.csv", buffered=False) for _ in range(exporting.AT_ONCE)]
    refused = web.client.get("/api/v1/export/stops.csv")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, str(exporting.RETRY_AFTER_S))
    for each in open_ones:
        each.close()
    assert web.client.get("/api/v1/export/stops.csv", buffered=True).status_code == 200


@pytest.fixture
def long_one(floor: Book) -> Iterator[Exporting]:
    rows = [(n, "press", "s1", n * S, n * S + 1, "stop", "x" * 200, "abnormality", 1) for n in range(20_000)]
    columns = "id, line, station, began, ended, cause, reason, stop_class, version"
    floor.db.execute("BEGIN")
    floor.db.executemany(f"INSERT INTO stop ({columns}) VALUES ({','.join('?' * 9)})", rows)
    floor.db.execute("COMMIT")
    made = Exporting(floor.path, wanted("stops", "csv", Window(), EIGHT))
    yield made
    made.close()


def test_whoever_has_had_enough_ends_it(long_one: Exporting) -> None:
    assert next(iter(long_one))
    long_one.close()
    assert long_one.returncode is not None


def test_half_a_file_never_passes_for_a_whole_one(long_one: Exporting) -> None:
    chunks = iter(long_one)
    next(chunks)
    long_one.kill()
    with pytest.raises(ExportFailed, match="before it was whole"):
        list(chunks)


def test_a_book_that_is_none_is_told_at_once(tmp_path: Path) -> None:
    broken = tmp_path / "book"
    sqlite3.connect(broken).close()
    with pytest.raises(ExportFailed):
        Exporting(broken, wanted("stops", "csv", Window(), EIGHT))
