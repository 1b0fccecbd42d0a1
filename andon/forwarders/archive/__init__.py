"""archive: what happened, as plain text files that any tool reads: JSON lines, one file per UTC day.

In: events. Out: `<folder>/2026-11-22.jsonl`. May import: ports, model, base.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from andon.ports import Forwarder


class Settings(BaseModel):
    """Section `[forwarders.archive]`; `sample.toml` is the manual of each key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: Path = Path("archive")


def build(settings: Settings, data: Path) -> Forwarder:
    """The forwarder; a relative folder starts at the data folder."""
    from andon.forwarders.archive.sender import Archive

    return Archive(data / settings.folder)
