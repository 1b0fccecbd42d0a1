"""replay: what another plan would have said."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from andon.base.errors import BadInput
from andon.cli.options import DataFolder, book_in, errors, progress_of

if TYPE_CHECKING:
    from andon.journal.comparing import Compared, OneSided
    from andon.model.plan import Plan


def replay(
    data: DataFolder,
    begin: Annotated[str, typer.Option("--from", metavar="T", help="2026-03-01, or with a time and an offset.")],
    end: Annotated[str, typer.Option("--to", metavar="T", help="Until when, not included.")],
    plan: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="andon.toml of the other plan; without it today's rules are tried."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """What another plan would have said of the same journal. Nothing of what was kept is changed."""
    from andon import service
    from andon.base.units import from_datetime
    from andon.journal.comparing import compare, differences
    from andon.journal.reader import Reader
    from andon.journal.replay import replay as replay_book

    path = book_in(data)
    other = service.check(plan).plan if plan else None
    kept = Reader(path)
    since, until = (from_datetime(_moment(said, kept)) for said in (begin, end))
    if since >= until:
        raise BadInput(f"--to {end} is not after --from {begin}")
    with tempfile.TemporaryDirectory(prefix="andon-replay-") as folder:
        scratch = Path(folder) / path.name
        with progress_of("replaying") as progress:
            replay_book(path, scratch, other, since, until, progress)
        then = Reader(scratch)
        figures, stops = compare(kept, then, since, until), differences(kept, then, since, until)
        then.close()
    kept.close()
    print(json.dumps(_json(figures, stops)) if as_json else "\n".join(_lines(figures, stops)))
    errors.print(_what_was_tried(other), style="dim")


def _moment(said: str, kept: Any) -> datetime:
    """A day begins at the plant's midnight; a time says its offset. BadInput where it is neither."""
    from zoneinfo import ZoneInfo

    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        raise BadInput(f"{said!r} is no moment; 2026-03-01 or 2026-03-01T06:00:00+07:00 is one") from None
    if moment.tzinfo is None and len(said) > len("2026-03-01"):
        raise BadInput(f"{said!r} has no offset from UTC; write it as {said}Z or with +07:00")
    held = kept.plan()
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(held.plan.timezone if held else "UTC"))


def _json(figures: tuple[Compared, ...], stops: tuple[OneSided, ...]) -> dict[str, Any]:
    from andon.base.units import to_iso

    return {
        "figures": [asdict(each) for each in figures],
        "different": [
            {
                "side": found.side,
                "line": found.stop.line,
                "station": found.stop.station,
                "began": to_iso(found.stop.began),
                "ended": to_iso(found.stop.ended) if found.stop.ended is not None else None,
                "reason": found.stop.reason,
                "class": found.stop.stop_class,
            }
            for found in stops
        ],
    }


def _lines(figures: tuple[Compared, ...], stops: tuple[OneSided, ...]) -> list[str]:
    head = f"{'':<40}{'kept':>14}{'then':>14}{'difference':>14}"
    told = [head, *(_line(each) for each in figures)]
    for found in stops:
        row = _json((), (found,))["different"][0]
        mark = "-" if found.side == "kept" else "+"
        told.append(f"{mark} {row['line']}/{row['station']} {row['began']} .. {row['ended'] or 'open'} {row['reason']}")
    return told


def _line(each: Compared) -> str:
    mark = "" if each.kept == each.then else " *"
    by = None if each.kept is None or each.then is None else each.then - each.kept
    cells = "".join(f"{_cell(value, each.unit):>14}" for value in (each.kept, each.then, by))
    return f"{each.what:<40}{cells}{mark}"


def _cell(value: float | None, unit: str) -> str:
    if value is None:
        return "undefined"
    return f"{value * 100:.2f} %" if unit == "%" else f"{value:.0f} {unit}".strip()


def _what_was_tried(plan: Plan | None) -> str:
    tried = "the plans that were kept, by today's rules" if plan is None else "the plan of the file"
    return f"then: {tried}; nothing was written"
