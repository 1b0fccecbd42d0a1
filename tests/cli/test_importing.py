"""A file of stops and one of counts: tried, taken, and taken back without a trace in the views."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from andon.journal.connect import BOOK
from tests.books.generator import make_book
from tests.house import andon

STOPS = """line,station,began,ended,reason
weld,w1,2020-01-06T08:00Z,2020-01-06T08:10Z,{reason}
weld,w2,2020-01-06T08:00Z,2020-01-06T07:10Z,{reason}
weld,w2,2020-01-06T09:00Z,2020-01-06T09:10Z,{reason}
"""
COUNTS = "line,station,at,good,reject\n" + "".join(
    f"weld,w1,2020-01-{day:02d}T{hour:02d}:{quarter:02d}Z,5,1\n"
    for day in range(1, 5)
    for hour in range(24)
    for quarter in (0, 15, 30, 45)
)


@pytest.fixture
def grown(tmp_path: Path) -> Path:
    make_book(tmp_path / BOOK, 300)
    return tmp_path


def views(data: Path) -> list[list[tuple]]:
    with closing(sqlite3.connect(data / BOOK)) as book:
        names = ("stop", "stop_week")
        return [sorted(book.execute(f"SELECT * FROM {name}"), key=repr) for name in names]


def pieces(data: Path) -> list[tuple[str, int]]:
    with closing(sqlite3.connect(data / BOOK)) as book:
        asked = "SELECT kind, sum(pieces) FROM count_quarter WHERE at < 1580515200000000 GROUP BY kind ORDER BY kind"
        return book.execute(asked).fetchall()


def a_reason(data: Path) -> str:
    from andon.journal.reader import Reader

    held = Reader(data / BOOK).plan()
    assert held is not None
    return held.plan.reasons[0].id


def test_stops_are_tried_taken_and_taken_back(grown: Path) -> None:
    file, before = grown / "stops.csv", views(grown)
    file.write_text(STOPS.format(reason=a_reason(grown)))
    asked = ("import", "stops", "--data", grown, "--file", file)
    tried = andon(*asked, "--dry-run")
    assert tried.returncode == 0, tried.stderr
    assert "row 3: it ends before it begins" in tried.stdout
    assert "2 rows would be taken, 1 are doubtful" in tried.stdout
    assert andon(*asked).returncode == 1  # nothing is left out without a word
    assert views(grown) == before
    taken = andon(*asked, "--skip-doubtful")
    assert taken.returncode == 0, taken.stderr
    (batch,) = re.findall(r"as import (\d+)", taken.stdout)
    assert len(views(grown)[0]) == len(before[0]) + 2
    again = andon(*asked, "--dry-run")
    assert again.stdout.count("which is kept already") == 2
    assert andon("verify", "--data", grown).returncode == 0
    assert f"{batch}\t" in andon("import", "list", "--data", grown).stdout
    assert andon("import", "undo", batch, "--data", grown).returncode == 0
    assert views(grown) == before
    assert andon("import", "undo", batch, "--data", grown).returncode == 1
    assert andon("verify", "--data", grown).returncode == 0


def test_counts_come_in_pieces_and_go_again(grown: Path) -> None:
    file = grown / "counts.csv"
    file.write_text(COUNTS)
    taken = andon("import", "counts", "--data", grown, "--file", file)
    assert taken.returncode == 0, taken.stderr
    assert "384 rows taken" in taken.stdout
    (batch,) = re.findall(r"as import (\d+)", taken.stdout)
    assert pieces(grown) == [("count", 384 * 5), ("reject", 384)]
    assert "384 rows taken back" in andon("import", "undo", batch, "--data", grown).stdout
    assert pieces(grown) == [("count", 0), ("reject", 0)]
    assert andon("verify", "--data", grown).returncode == 0


def test_a_file_that_is_none_says_so(grown: Path) -> None:
    file = grown / "stops.csv"
    assert "cannot be read" in andon("import", "stops", "--data", grown, "--file", file).stderr
    file.write_bytes(b"line,station\n\xff\xfe")
    assert andon("import", "stops", "--data", grown, "--file", file).returncode == 2
    file.write_text("a,b\n1,2\n")
    assert "no column 'line'; it has a, b" in andon("import", "stops", "--data", grown, "--file", file).stderr
