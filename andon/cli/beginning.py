"""init: a first plan by a few questions, or by flags."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from andon.base.errors import BadInput, CommandRejected

_LANGUAGES = "en, vi, kn or ja"


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is not there yet, or is empty.")],
    site: Annotated[str | None, typer.Option(help="The name of the site.")] = None,
    timezone: Annotated[str | None, typer.Option(metavar="ZONE", help="An IANA name, like Asia/Ho_Chi_Minh.")] = None,
    language: Annotated[str | None, typer.Option(help=f"The language of the names: {_LANGUAGES}.")] = None,
    line: Annotated[str | None, typer.Option(help="The name of the line.")] = None,
    station: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A station, in order of flow; may be given again.")
    ] = None,
    shift: Annotated[
        list[str] | None,
        typer.Option(metavar="HH:MM-HH:MM", help="A shift; may be given again. Without one it is round the clock."),
    ] = None,
    tablet: Annotated[
        bool, typer.Option("--tablet", help="Each station has a tablet with the cord on its screen.")
    ] = False,
    listen: Annotated[str, typer.Option(metavar="HOST:PORT", help="Where the pages are served.")] = "0.0.0.0:8080",
) -> None:
    """A first plan by a few questions or flags: one line, its stations, its shifts."""
    from andon import service
    from andon.config.first import FirstPlan, first_files

    if folder.exists() and any(folder.iterdir()):
        raise CommandRejected(f"{folder} is not empty; name a folder that is not there yet")
    answers = FirstPlan(
        site=_asked(site, "The name of the site", "--site", "My plant"),
        timezone=_asked(timezone, "Its time zone", "--timezone", "UTC"),
        language=_asked(language, f"The language of the names: {_LANGUAGES}", "--language", "en"),
        line=_asked(line, "The name of the line", "--line", "Line 1"),
        stations=tuple(station or _listed("Its stations in order of flow, with commas between", "--station")),
        shifts=tuple(shift or ()),
        tablet=tablet or _wanted("Has each station a tablet with the cord on its screen?"),
        listen=listen,
    )
    written = first_files(answers)
    with tempfile.TemporaryDirectory() as aside:
        _write(written, Path(aside))
        service.check(Path(aside) / "andon.toml")
    _write(written, folder)
    print(f"{folder}: {', '.join(written)}")
    print(f"next: andon run --config {folder / 'andon.toml'}")


def _write(files: dict[str, str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def _asked(said: str | None, question: str, flag: str, proposal: str) -> str:
    if said is not None:
        return said
    if not sys.stdin.isatty():
        raise BadInput(f"{flag} is missing, and there is nobody at a terminal to ask")
    return str(typer.prompt(question, default=proposal))


def _wanted(question: str) -> bool:
    return sys.stdin.isatty() and typer.confirm(question, default=False)


def _listed(question: str, flag: str) -> list[str]:
    said = _asked(None, question, flag, "Station 1, Station 2, Station 3")
    return [name.strip() for name in said.split(",") if name.strip()]
