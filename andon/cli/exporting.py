"""export: a file for spreadsheets and programs, while the service runs or without it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, BinaryIO
from zoneinfo import ZoneInfo

import typer

from andon.base.errors import BadInput
from andon.cli.options import DataFolder, book_in, progress_of

Time = "A day at the plant, as 2026-11-25, or an instant with its offset, as 2026-11-25T08:00:00+05:30."


def export(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="stops, calls, counts or kaizens.")],
    data: DataFolder,
    since: Annotated[str, typer.Option("--from", metavar="TIME", help=f"From when. {Time}")],
    until: Annotated[str, typer.Option("--to", metavar="TIME", help="Until when; of a day, to its end.")],
    format: Annotated[str, typer.Option(metavar="FORMAT", help="csv, xlsx or parquet.")] = "csv",
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="The file; else standard output.")] = None,
) -> None:
    """Write stops, calls, counts or kaizens of some time into a file, oldest first."""
    from andon.base.clock import Clock
    from andon.journal.reader import Reader
    from andon.journal.reader_rows import Window
    from andon.web.exports import making

    book = book_in(data)
    reader = Reader(book)
    held = reader.plan()
    reader.close()
    zone = ZoneInfo(held.plan.timezone if held else "UTC")
    begin, end = _instant(since, zone, 0), _instant(until, zone, 1)
    if begin >= end:
        raise BadInput(f"--to {until} is not after --from {since}")
    asked = making.wanted(what, format, Window(begin=begin, end=end), Clock().now())
    with _file(out) as file, progress_of(f"exporting {what}") as progress:
        rows = making.export(book, asked, file, progress)
    print(f"{out or 'standard output'}: {rows} {what}", file=sys.stderr)


@contextmanager
def _file(out: Path | None) -> Iterator[BinaryIO]:
    """What ends badly leaves no half of a file that could pass for a whole one."""
    if out is None:
        yield sys.stdout.buffer
        return
    part = out.with_name(out.name + ".part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _instant(text: str, zone: ZoneInfo, days: int) -> int:
    """Microseconds; a day is its midnight at the plant, `days` later. BadInput for what is no time."""
    from andon.base.units import from_datetime, from_iso

    try:
        if len(text) == len("2026-11-25"):
            return from_datetime(datetime.combine(date.fromisoformat(text) + timedelta(days=days), time(0), zone))
        return from_iso(text)
    except ValueError as error:
        raise BadInput(f"{text!r} is no time: {error}. {Time}") from error
