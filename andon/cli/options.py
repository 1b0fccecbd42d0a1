"""What several commands take and say: the files they are given, the book in a data folder, progress, errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from andon.base.errors import CommandRejected

ConfigFile = Annotated[Path, typer.Option("--config", metavar="FILE", help="The main configuration file, andon.toml.")]
DataFolder = Annotated[Path, typer.Option("--data", metavar="DIR", help="The data folder, with the journal.")]
MaybeData = Annotated[Path | None, typer.Option("--data", metavar="DIR", help="The data folder instead of the file's.")]

errors = Console(stderr=True, highlight=False, soft_wrap=True)


def book_in(data: Path) -> Path:
    """The journal's file. CommandRejected where there is none."""
    from andon.journal.connect import BOOK

    path = data / BOOK
    if not path.exists():
        raise CommandRejected(f"{data} holds no journal; give the data folder of a service that has run")
    return path


@contextmanager
def progress_of(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on the error channel; what is held takes (done, total)."""
    with Progress(console=errors, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
