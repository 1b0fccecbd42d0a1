"""check and plan: the files that people write."""

from __future__ import annotations

from typing import Annotated

import typer

from andon.cli.options import ConfigFile, MaybeData


def check(config: ConfigFile) -> None:
    """Name every problem of the configuration at once, and the texts that lack a language."""
    from andon import service
    from andon.config import missing_languages

    configuration = service.check(config)
    for sentence in missing_languages(configuration.plan):
        print(f"warning: {sentence}")
    plan = configuration.plan
    stations = sum(len(line.stations) for line in plan.lines)
    print(f"{config}: no problem; {len(plan.lines)} lines, {stations} stations")


def plan(
    config: ConfigFile,
    data: MaybeData = None,
    adopt: Annotated[bool, typer.Option("--adopt", help="Let it hold from now on, without a restart.")] = False,
) -> None:
    """Show what the plan of the files would change, and adopt it if asked."""
    from andon import service
    from andon.config import changes
    from andon.journal.connect import BOOK
    from andon.journal.reader import Reader

    configuration = service.check(config)
    folder = data or configuration.service.data
    held = Reader(folder / BOOK).plan() if (folder / BOOK).exists() else None
    sentences = changes(held.plan, configuration.plan) if held else [f"{folder} holds no plan yet: all of it is new"]
    print("\n".join(sentences or ["nothing would change: this plan holds already"]))
    if adopt and sentences:
        with service.desk(folder) as desk:
            answer = desk.ask("adopt-plan", {"who": "cli", "plan": configuration.plan.model_dump(mode="json")})
        print(f"adopted as entry {answer['seq']}")
