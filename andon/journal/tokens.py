"""The tokens of programs, for the person who looks after them. Secrets are not among what is kept."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from andon.journal.connect import open_reader, reading


class KeptToken(NamedTuple):
    """A token by its name; `revoked` is None while it is in force."""

    name: str
    scopes: str
    created: int
    revoked: int | None


def kept_tokens(path: Path) -> list[KeptToken]:
    """All that there were, the oldest first."""
    with reading(), closing(open_reader(path)) as connection:
        rows = connection.execute("SELECT name, scopes, created, revoked FROM token ORDER BY created, name")
        return [KeptToken(*row) for row in rows]
