"""import: history from spreadsheets and other systems, with a dry run, and back again."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from andon.base.errors import BadInput, CommandRejected
from andon.cli.options import DataFolder, book_in, progress_of

if TYPE_CHECKING:
    from andon.journal.reader import Reader
    from andon.projections.importing import Doubt, PastCount, PastStop, Sheet

DOUBTS_SHOWN = 200
WHO = "cli"
File = Annotated[Path, typer.Option(metavar="FILE.csv", help="UTF-8, the first row names the columns.")]
Maps = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="OURS=THEIRS", help="Their name for a column of ours; repeatable."),
]
Form = Annotated[str, typer.Option("--time", metavar="FORM", help="As %d.%m.%Y %H:%M; else ISO 8601.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be taken and what is doubtful.")]
Skip = Annotated[bool, typer.Option("--skip-doubtful", help="Take the rest; else a doubtful row stops it.")]


def stops(
    data: DataFolder,
    file: File,
    map: Maps = None,
    time: Form = "",
    dry_run: DryRun = False,
    skip_doubtful: Skip = False,
) -> None:
    """Stops that are over: columns line, station, began, ended, reason, by ids or names."""
    from andon.projections import importing

    def overlaps(reader: Reader, found: PastStop) -> str:
        from andon.journal.reader_rows import Window

        window = Window(begin=found.began, end=found.ended, line=found.line, station=found.station)
        kept = reader.stops(window, found.ended, limit=1)
        return f"it overlaps with stop {kept[0].id}, which is kept already" if kept else ""

    told = _read(data, file, map, time, importing.STOP_COLUMNS, importing.stops, overlaps)
    rows = [(each.line, each.station, each.began, each.ended, each.reason) for each in told[0]]
    _take(data, file, told[1], {"stops": rows, "counts": []}, dry_run=dry_run, skip_doubtful=skip_doubtful)


def counts(
    data: DataFolder,
    file: File,
    map: Maps = None,
    time: Form = "",
    dry_run: DryRun = False,
    skip_doubtful: Skip = False,
) -> None:
    """Pieces by the quarter of an hour: columns line, station, at, good, reject."""
    from andon.projections import importing

    def overlaps(reader: Reader, found: PastCount) -> str:
        kept = reader.pieces_of_quarter(found.line, found.station, found.at)
        return f"{kept} pieces of this quarter of an hour are kept already" if kept else ""

    told = _read(data, file, map, time, importing.COUNT_COLUMNS, importing.counts, overlaps)
    rows = [(each.line, each.station, each.at, each.good, each.reject) for each in told[0]]
    _take(data, file, told[1], {"stops": [], "counts": rows}, dry_run=dry_run, skip_doubtful=skip_doubtful)


def list_(data: DataFolder) -> None:
    """The imports there were: number, when, file, rows, and whether undone."""
    from andon.base.units import to_iso
    from andon.journal.reader import Reader

    reader = Reader(book_in(data))
    for each in reader.imports():
        state = "in force" if each.undone is None else f"undone {to_iso(each.undone)}"
        print(f"{each.id}\t{to_iso(each.at)}\t{each.file}\t{each.rows} rows\t{state}")
    reader.close()


def undo(
    data: DataFolder, batch: Annotated[int, typer.Argument(metavar="NUMBER", help="Of `andon import list`.")]
) -> None:
    """Take back all that an import brought."""
    from andon import service

    book_in(data)
    done, left = 0, True
    with service.desk(data) as desk:
        while left:
            answer = desk.ask("import-undo", {"who": WHO, "batch": batch})
            done, left = done + int(str(answer["rows"])), bool(answer["left"])
    print(f"import {batch}: {done} rows taken back")


def _read(
    data: Path,
    file: Path,
    maps: list[str] | None,
    form: str,
    columns: Sequence[str],
    read: Callable[..., Any],
    overlaps: Callable[[Reader, Any], str],
) -> tuple[list[Any], list[Doubt]]:
    """(rows that can be taken, doubts)."""
    from andon.journal.reader import Reader
    from andon.projections.importing import Doubt

    reader = Reader(book_in(data))
    taken: list[Any] = []
    doubts: list[Doubt] = []
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            rows = csv.DictReader(opened)
            sheet = _sheet(reader, maps or [], form)
            sheet.check(rows.fieldnames or (), columns)
            for found in read(rows, sheet):
                why = "" if isinstance(found, Doubt) else overlaps(reader, found)
                doubt = found if isinstance(found, Doubt) else Doubt(found.row, why) if why else None
                (taken if doubt is None else doubts).append(found if doubt is None else doubt)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{file} cannot be read: {error}; it should be CSV in UTF-8") from error
    finally:
        reader.close()
    return taken, doubts


def _sheet(reader: Reader, maps: list[str], form: str) -> Sheet:
    from andon.base.clock import Clock
    from andon.projections.importing import Sheet

    held = reader.plan()
    if held is None:
        raise CommandRejected("no plan holds yet; what is imported belongs to stations of a plan")
    named = [said.partition("=") for said in maps]
    if wrong := [ours for ours, mark, theirs in named if not (mark and theirs)]:
        raise BadInput(f"--map {wrong[0]}: write it as OURS=THEIRS, for example began=Start")
    return Sheet(held.plan, Clock().now(), {ours: theirs for ours, _, theirs in named}, form)


def _take(
    data: Path, file: Path, doubts: list[Doubt], rows: dict[str, list[Any]], *, dry_run: bool, skip_doubtful: bool
) -> None:
    from andon import service
    from andon.runtime.imports import PIECE_MOST

    for doubt in doubts[:DOUBTS_SHOWN]:
        print(f"{file}: row {doubt.row}: {doubt.why}")
    if len(doubts) > DOUBTS_SHOWN:
        print(f"and {len(doubts) - DOUBTS_SHOWN} more doubtful rows")
    what, found = next(((name, told) for name, told in rows.items() if told), ("", []))
    if dry_run:
        print(f"{file}: {len(found)} rows would be taken, {len(doubts)} are doubtful; nothing was written")
        return
    if doubts and not skip_doubtful:
        raise CommandRejected(f"{len(doubts)} rows are doubtful, so nothing was written; mend them, or --skip-doubtful")
    if not found:
        raise CommandRejected(f"{file} has no row that can be taken")
    batch = None
    with service.desk(data) as desk, progress_of("importing") as progress:
        for begin in range(0, len(found), PIECE_MOST):
            piece = {"stops": [], "counts": [], what: found[begin : begin + PIECE_MOST]}
            answer = desk.ask("import", {"who": WHO, "file": file.name, "batch": batch, **piece})
            if batch is None:  # the entry before those of the first rows
                batch = int(str(answer["seq"])) - len(found[begin : begin + PIECE_MOST])
            progress(begin, len(found))
    print(f"{file}: {len(found)} rows taken as import {batch}; `andon import undo {batch}` takes them back")
