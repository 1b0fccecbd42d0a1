"""verify, rebuild, backup, restore: looking after the journal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from andon.base.errors import CommandRejected
from andon.cli.options import DataFolder, book_in, progress_of


def verify(data: DataFolder) -> None:
    """Journal and views agree, the sequence has no hole, the chain of hashes is whole.

    Where today's rules would say otherwise than was said then is told, and is no damage.
    """
    from andon.journal import upkeep

    with progress_of("verifying") as progress:
        findings = upkeep.verify(book_in(data), progress)
    for finding in findings.damage:
        print(finding)
    for finding in findings.otherwise:
        print(f"{finding}; what was said stays said")
    if findings.damage:
        raise typer.Exit(1)
    if findings.aged:
        print(f"{data}: the views are of another version; the service makes them again when it starts")
    print(f"{data}: the book agrees with itself")


def rebuild(data: DataFolder) -> None:
    """Throw the views away and make them again. Not while the service runs.

    After an upgrade the service does it by itself when it starts.
    """
    from andon import service
    from andon.journal import upkeep

    book_in(data)
    with service.alone(data) as recorder, progress_of("rebuilding") as progress:
        done = upkeep.rebuild(recorder.writer.path, progress)
    print(f"{data}: views rebuilt from {done} events and samples")


def backup(
    data: DataFolder, out: Annotated[Path, typer.Option(metavar="FILE", help="A file that is not there yet.")]
) -> None:
    """A whole copy of the journal, while the service runs."""
    from andon.journal import upkeep

    upkeep.backup(book_in(data), out)
    print(f"{out}: {out.stat().st_size} bytes")


def restore(file: Annotated[Path, typer.Option(metavar="FILE", help="A backup.")], data: DataFolder) -> None:
    """Put a backup into an empty folder; verified before it says done."""
    from andon.journal import upkeep
    from andon.journal.connect import BOOK

    if data.exists() and any(data.iterdir()):
        raise CommandRejected(f"{data} is not empty; restore into an empty folder")
    with progress_of("verifying") as progress:
        findings = upkeep.restore(file, data / BOOK, progress)
    for finding in findings.otherwise:
        print(f"{finding}; what was said stays said")
    print(f"{data}: restored and verified")
