"""A long past, written straight into the tables: years of stops, calls and counts of a plant of a hundred stations.

Seeded: the same numbers every time. What a recorder would have written around it (entries, events) is left out, for
nothing that is asked here reads it.

    python -m tests.bench.years FOLDER [--scale 0.1]
"""

from __future__ import annotations

import argparse
import math
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as at_time
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from andon.base.units import US_PER_HOUR, US_PER_MINUTE, US_PER_QUARTER, US_PER_S, from_datetime
from andon.model.plan import CallType, Line, Plan, Point, Reason, Shift, Station
from tests.web.book import Book

ZONE = "Asia/Kolkata"  # half an hour beside every UTC hour
LINES, STATIONS = 10, 10  # of each line
DAYS = 1826  # five years
STOPS = 2_000_000
CALLS = 400_000
MINUTES_KEPT_DAYS = 90
BEGINS, ENDS = 6, 22  # hours of work at the plant, Monday to Saturday
SEED = 20261124
WORK_SHARE = 6 / 7

CLASSES = {"abnormality": 14, "planned": 4, "induced": 3, "unknown": 1}
CATEGORIES = ("equipment", "quality", "material", "method", "people", "safety")


@dataclass(frozen=True, slots=True)
class Size:
    """How much of it, 1 is the whole, and its last day."""

    last: date
    scale: float = 1.0

    @property
    def days(self) -> int:
        return max(100, int(DAYS * self.scale))

    @property
    def stops_of_a_day(self) -> float:
        return STOPS / (DAYS * WORK_SHARE)

    @property
    def calls_of_a_day(self) -> float:
        return CALLS / (DAYS * WORK_SHARE)


def yesterday() -> date:
    return datetime.now(ZoneInfo(ZONE)).date() - timedelta(days=1)


def plan() -> Plan:
    """Ten lines of ten stations, two shifts, two dozen reasons of all classes."""
    reasons = [
        Reason.model_validate(
            {"id": f"{kind}-{n}", "name": f"{kind.title()} {n}", "class": kind, "category": _category(kind, n)}
        )
        for kind, many in CLASSES.items()
        for n in range(1, many + 1)
    ]
    days = ("mon", "tue", "wed", "thu", "fri", "sat")
    shifts = (
        Shift(id="early", name={"en": "Early"}, days=days, start=at_time(6), end=at_time(14)),
        Shift(id="late", name={"en": "Late"}, days=days, start=at_time(14), end=at_time(22)),
    )
    return Plan(
        site={"en": "Long past"},
        timezone=ZONE,
        lines=tuple(_line(n) for n in range(1, LINES + 1)),
        shifts=shifts,
        reasons=tuple(reasons),
        call_types=(CallType(id="help", name="Help"), CallType(id="material", name="Material")),
    )


def make(folder: Path, size: Size) -> Book:
    """The book with all of it, and a pulse of now."""
    folder.mkdir(parents=True, exist_ok=True)
    book = Book(folder)
    book.db.execute("PRAGMA synchronous=OFF")
    book.db.execute("PRAGMA cache_size=-200000")
    agreed = plan()
    book.adopt(agreed)
    book.fill(agreed)
    random = Random(SEED)
    days = [size.last - timedelta(days=n) for n in range(size.days - 1, -1, -1)]
    _in_one(book.db, _INSERT_STOP, _stops(random, days, size))
    _in_one(book.db, _INSERT_CALL, _calls(random, days, size))
    _counts(book.db, "count_quarter", days, US_PER_QUARTER, 9)
    _counts(book.db, "count_minute", days[-MINUTES_KEPT_DAYS:], US_PER_MINUTE, 1)
    book.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    book.pulse()
    return book


def _line(n: int) -> Line:
    points = {"count": Point(kind="count"), "reject": Point(kind="reject"), "run": Point(kind="run")}
    stations = tuple(
        Station(id=f"s{k}", name={"en": f"Station {k}"}, cycle_s=50, points=points) for k in range(1, STATIONS + 1)
    )
    return Line(id=f"line-{n}", name={"en": f"Line {n}"}, takt_s=60, shifts=("early", "late"), stations=stations)


def _category(kind: str, n: int) -> str | None:
    return CATEGORIES[n % len(CATEGORIES)] if kind == "abnormality" else None


_INSERT_STOP = """INSERT INTO stop (id, line, station, began, ended, outcome, cause, reason, stop_class, category,
    version, evidence) VALUES (?, ?, ?, ?, ?, 'cleared', 'fault', ?, ?, ?, 1, ?)"""
_INSERT_CALL = """INSERT INTO call (id, line, station, type, point, began, acknowledged, arrived, ended, outcome)
    VALUES (?, ?, ?, ?, 'cord', ?, ?, ?, ?, 'resolved')"""


def _places() -> list[tuple[str, str]]:
    return [(f"line-{n}", f"s{k}") for n in range(1, LINES + 1) for k in range(1, STATIONS + 1)]


def _stops(random: Random, days: list[date], size: Size) -> Iterator[tuple[object, ...]]:
    """Each station stops at random and never twice at once; most stops are short, some last an hour."""
    kinds = [(f"{kind}-{n}", kind, _category(kind, n)) for kind, many in CLASSES.items() for n in range(1, many + 1)]
    weights = [1 / (1 + n % 14) for n in range(len(kinds))]
    each_day = size.stops_of_a_day / (LINES * STATIONS)
    mean_gap_us = (ENDS - BEGINS) * US_PER_HOUR / each_day
    id = 1_000
    for day in days:
        begin, end = _work(day)
        found = []
        for line, station in _places():
            at = begin + int(random.expovariate(1) * mean_gap_us)
            while at < end:
                lasted = int(min(3 * 3600, math.exp(random.gauss(4.2, 1.3))) * US_PER_S)
                reason = random.choices(kinds, weights)[0]
                found.append((at, line, station, at + lasted, *reason, "run" if random.random() < 0.8 else "assumed"))
                at += lasted + int(random.expovariate(1) * max(1, mean_gap_us - 150 * US_PER_S))
        for at, line, station, ended, *rest in sorted(found):
            id += 3
            yield (id, line, station, at, ended, *rest)


def _calls(random: Random, days: list[date], size: Size) -> Iterator[tuple[object, ...]]:
    each_day = size.calls_of_a_day / (LINES * STATIONS)
    id = 1_001
    for day in days:
        begin, end = _work(day)
        found = []
        for line, station in _places():
            at = begin + int(random.expovariate(each_day) * (end - begin))
            while at < end:
                heard, came, lasts = sorted(int(random.expovariate(1 / 240) * US_PER_S) for _ in range(3))
                kind = "help" if random.random() < 0.8 else "material"
                found.append((at, line, station, kind, at + heard, at + came, at + lasts))
                at += lasts + US_PER_S + int(random.expovariate(each_day) * (end - begin))
        for at, line, station, kind, heard, came, ended in sorted(found):
            id += 3
            yield (id, line, station, kind, at, heard, came, ended)


def _counts(db: sqlite3.Connection, table: str, days: list[date], step_us: int, most: int) -> None:
    """Made inside SQLite, in the order of the table's key: ten million rows in a few seconds."""
    db.execute("BEGIN")
    db.execute("CREATE TEMP TABLE work (at INTEGER PRIMARY KEY)")
    for day in days:
        begin, end = _work(day)
        db.executemany("INSERT INTO work VALUES (?)", ((at,) for at in range(begin, end, step_us)))
    for line, station in sorted(_places()):
        for kind, share in (("count", most), ("reject", 1)):
            db.execute(
                f"INSERT INTO {table} SELECT ?, ?, ?, at, (at / 60000000 * 2654435761 + ?) % 97 % (? + 1) FROM work"
                + (" WHERE at / 900000000 % 4 = 0 AND at % 900000000 = 0" if kind == "reject" else ""),
                (line, station, kind, hash_of(line, station), share),
            )
    db.execute("DROP TABLE work")
    db.execute("COMMIT")


def hash_of(line: str, station: str) -> int:
    """A number for a place, the same in every run."""
    return sum(ord(letter) * 31**n for n, letter in enumerate(line + station)) % 1_000_003


def _work(day: date) -> tuple[int, int]:
    """[begin, end) of a day's work; empty on a Sunday."""
    begin = from_datetime(datetime.combine(day, at_time(BEGINS), ZoneInfo(ZONE)))
    return (begin, begin) if day.weekday() == 6 else (begin, begin + (ENDS - BEGINS) * US_PER_HOUR)


def _in_one(db: sqlite3.Connection, insert: str, rows: Iterator[tuple[object, ...]]) -> None:
    db.execute("BEGIN")
    db.executemany(insert, rows)
    db.execute("COMMIT")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.years", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scale", type=float, default=1.0, help="how much of it (%(default)s is the whole)")
    asked = parser.parse_args()
    begun = time.monotonic()
    book = make(asked.folder, Size(yesterday(), asked.scale))
    for table in ("stop", "call", "count_quarter", "count_minute"):
        print(table, f"{book.db.execute(f'SELECT count(*) FROM {table}').fetchone()[0]:,}")
    print(f"{book.path.stat().st_size / 1e6:,.0f} MB in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
