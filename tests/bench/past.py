"""Figures of the long past: how soon history answers over five years, and what an export takes.

python -m tests.bench.past [FOLDER]      a folder that `tests.bench.years` has filled is used as it is
"""

from __future__ import annotations

import http.client
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import sync_playwright

from andon.base.clock import Clock
from andon.base.units import to_iso
from andon.journal.reader_rows import Window
from andon.web.exports.making import wanted
from andon.web.exports.program import Exporting
from tests.bench import years
from tests.bench.figures import Figure, percentile
from tests.web.served import Served

ASKED = 30  # times each
SCAN = "SELECT reason, count(*), sum(ended - began) FROM stop GROUP BY reason"
Query = Callable[[Random, date], dict[str, object]]


def measure(folder: Path) -> list[Figure]:
    book = _kept(folder) or years.make(folder, years.Size(years.yesterday()))
    scan_ms = _scan_ms(book.path)
    served = Served(book)
    try:
        return [
            Figure("plain SQL scan of 2 M stops", scan_ms, "ms"),
            *answers(served, scan_ms),
            *first_paints(served.address),
            *exports(book.path),
        ]
    finally:
        served.close()


def answers(served: Served, scan_ms: float) -> list[Figure]:
    """p95 of each question over the loopback, with another time and place each time."""
    random, last = Random(7), years.yesterday()
    found = []
    for name, (path, query) in QUESTIONS.items():
        took = [_took_ms(served, f"{path}?{urlencode(query(random, last))}") for _ in range(ASKED)]
        found.append(Figure(f"{name}, p95", percentile(took, 0.95), "ms", scan_ms, "plain scan"))
    return found


def first_paints(address: str) -> list[Figure]:
    found = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        for path in PAGES:
            page = browser.new_page()
            page.goto(address + path)
            script = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
            page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
            found.append(Figure(f"first paint of {path.partition('?')[0]}", page.evaluate(script), "ms"))
        browser.close()
    return found


def exports(book: Path) -> list[Figure]:
    """Half a year of stops as each format: rows a second, and the most memory it took."""
    end = Clock().now()
    window = Window(begin=end - 180 * 86_400_000_000, end=end)
    rows = sqlite3.connect(book).execute("SELECT count(*) FROM stop WHERE began >= ?", (window.begin,)).fetchone()[0]
    found = []
    for format in ("csv", "xlsx", "parquet"):
        begun = time.perf_counter()
        made = Exporting(book, wanted("stops", format, window, end))
        size, peak_mb = 0, 0.0
        for chunk in made:
            size += len(chunk)
            peak_mb = made.peak_mb() or peak_mb
        rate = rows / (time.perf_counter() - begun)
        made.close()
        found.append(Figure(f"export of {rows:,} stops as {format} ({size / 1e6:.0f} MB)", rate, "rows/s"))
        found.append(Figure(f"its memory, {format}", peak_mb, "MB"))
    return found


def _took_ms(served: Served, path: str) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
    begun = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    took = (time.perf_counter() - begun) * 1000
    connection.close()
    if answer.status != 200:
        raise AssertionError(f"{path}: {answer.status}")
    return took


def _scan_ms(book: Path) -> float:
    connection = sqlite3.connect(book)
    begun = time.perf_counter()
    connection.execute(SCAN).fetchall()
    return (time.perf_counter() - begun) * 1000


def _kept(folder: Path) -> Any:
    path = folder / "journal.sqlite"
    return SimpleNamespace(path=path, wake_path=folder / "wake") if path.exists() else None


def _days(many: int) -> Query:
    """So many days, somewhere in the past."""

    def query(random: Random, last: date) -> dict[str, object]:
        end = last - timedelta(days=random.randrange(0, max(1, years.DAYS - many)))
        return {"from": end - timedelta(days=many - 1), "to": end}

    return query


def _instants(seconds: float) -> Query:
    def query(random: Random, last: date) -> dict[str, object]:
        end = Clock().now() - random.randrange(400 * 86_400) * 1_000_000
        return {"from": to_iso(end - int(seconds * 1e6)), "to": to_iso(end)}

    return query


def _with(query: Query, **more: Callable[[Random], object]) -> Query:
    return lambda random, last: query(random, last) | {name: value(random) for name, value in more.items()}


def _line(random: Random) -> str:
    return f"line-{random.randint(1, 10)}"


def _station(random: Random) -> str:
    return f"s{random.randint(1, 10)}"


def _rare(random: Random) -> str:
    return f"induced-{random.randint(1, 3)}"


def _cursor(random: Random) -> str:
    at = Clock().now() - random.randrange(1500 * 86_400) * 1_000_000
    return f"{at}-1"


PAGES = ("/history", "/analysis")
ALL = _days(years.DAYS)
QUESTIONS: dict[str, tuple[str, Query]] = {
    "/history, a week": ("/history", _days(7)),
    "/history, a month by reason": ("/history", _with(_days(30), by=lambda r: "reason")),
    "/history, a station's year": ("/history", _with(_days(365), line=_line, station=_station)),
    "/api/v1/stops, 5 years": ("/api/v1/stops", _with(_instants(5 * 365 * 86_400), cursor=_cursor)),
    "/api/v1/stops, a rare reason": ("/api/v1/stops", _with(_instants(5 * 365 * 86_400), reason=_rare)),
    "/api/v1/stops, a reason of a station": (
        "/api/v1/stops",
        _with(_instants(5 * 365 * 86_400), reason=_rare, line=_line, station=_station),
    ),
    "/api/v1/stops, a class of a line": (
        "/api/v1/stops",
        _with(_instants(5 * 365 * 86_400), line=_line, **{"class": lambda r: "unknown"}),
    ),
    "/api/v1/stops, an hour and more": (
        "/api/v1/stops",
        _with(_instants(5 * 365 * 86_400), min_seconds=lambda r: 7200),
    ),
    "/api/v1/calls, a week": ("/api/v1/calls", _instants(7 * 86_400)),
    "timeline of a line, a second": ("/api/v1/timeline", _with(_instants(1), line=_line)),
    "timeline of a line, a day": ("/api/v1/timeline", _with(_instants(86_400), line=_line)),
    "timeline of a line, a month": ("/api/v1/timeline", _with(_instants(30 * 86_400), line=_line)),
    "timeline of a line, a year": ("/api/v1/timeline", _with(_instants(365 * 86_400), line=_line)),
    "/api/v1/pareto, a month": ("/api/v1/pareto", _instants(30 * 86_400)),
    "/api/v1/pareto, a line's year": ("/api/v1/pareto", _with(_instants(365 * 86_400), line=_line)),
    "/api/v1/pareto, 5 years": ("/api/v1/pareto", _instants(5 * 365 * 86_400)),
    "/analysis, the page": ("/analysis", _days(30)),
    "heat map of the plant, 30 days": ("/api/v1/charts/heat", _instants(30 * 86_400)),
    "heat map of a line, a year": ("/api/v1/charts/heat", _with(_instants(365 * 86_400), line=_line)),
    "trend of the plant, 90 days": ("/api/v1/charts/trend", _instants(90 * 86_400)),
    "u chart of a line, 90 days": (
        "/api/v1/charts/control",
        _with(_instants(90 * 86_400), line=_line, kind=lambda r: "u", **{"class": lambda r: "abnormality"}),
    ),
    "p chart of a line, a year": (
        "/api/v1/charts/control",
        _with(_instants(365 * 86_400), line=_line, kind=lambda r: "p"),
    ),
    "repair times of the plant, 90 days": ("/api/v1/charts/times", _instants(90 * 86_400)),
    "/api/v1/kpis, a line's day by hour": (
        "/api/v1/kpis",
        _with(_instants(86_400), line=_line, by=lambda r: "hour"),
    ),
}


if __name__ == "__main__":
    from tests.bench.figures import table

    with tempfile.TemporaryDirectory(prefix="andon-years-") as temporary:
        print(table(measure(Path(sys.argv[1] if len(sys.argv) > 1 else temporary))))
