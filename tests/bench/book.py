"""Figures of the book itself: the fold, and the start of a recorder on a long past."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

from andon.base.errors import DeskUnavailable
from andon.floor.fold import fold
from andon.floor.state import Floor
from andon.journal.connect import BOOK, open_reader
from andon.journal.snapshots import items_after
from andon.runtime.desk import DeskClient
from tests.bench import bare
from tests.bench.figures import Figure
from tests.books.generator import make_book
from tests.books.plant import write_config
from tests.house import REPOSITORY, free_port
from tests.patience import eventually

FOLDED = 200_000


def measure(folder: Path, entries: int) -> list[Figure]:
    """On a book of so many entries, which takes a while to make."""
    data = folder / "data"
    data.mkdir(parents=True)
    begun = time.monotonic()
    seq = make_book(data / BOOK, entries)
    made = seq / (time.monotonic() - begun)
    size_mb = (data / BOOK).stat().st_size / 1e6
    return [
        Figure(f"fold, of {min(FOLDED, seq):,} entries", *folds_per_s(data / BOOK)),
        Figure(
            "recorder alone, batches of 1000",
            made,
            "/s",
            bare.rows_per_s(folder, 1_000, 2.0),
            "bare SQLite, same batches, synced",
        ),
        Figure(
            f"start on {seq:,} entries ({size_mb:.0f} MB)",
            start_s(folder),
            "s",
            bare.start_up_s(data / BOOK),
            "bare open and read",
        ),
    ]


def folds_per_s(book: Path) -> tuple[float, str, float, str]:
    with closing(open_reader(book)) as reader:
        entries = [entry for entry, _ in zip(items_after(reader, 0), range(FOLDED), strict=False)]
    floor, begun = Floor(), time.perf_counter()
    for entry in entries:
        fold(floor, entry)
    took_s = time.perf_counter() - begun
    seen: dict[type, int] = {}
    begun = time.perf_counter()
    for entry in entries:
        seen[type(entry)] = entry.seq
    return len(entries) / took_s, "/s", len(entries) / (time.perf_counter() - begun), "a loop that only looks at each"


def start_s(folder: Path) -> float:
    """From the start of the process until its desk answers: then it records."""
    config = write_config(folder, f"127.0.0.1:{free_port()}")
    command = [
        sys.executable,
        "-m",
        "andon",
        "process",
        "recorder",
        "--config",
        str(config),
        "--data",
        str(folder / "data"),
    ]
    desk, begun = DeskClient(folder / "data" / "desk.sock"), time.monotonic()
    recorder = subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.DEVNULL)
    try:
        eventually(lambda: answers(desk), 60)
        return time.monotonic() - begun
    finally:
        recorder.terminate()
        recorder.wait(10)


def answers(desk: DeskClient) -> bool:
    with suppress(DeskUnavailable):
        desk.ask("ping", {})
        return True
    return False
