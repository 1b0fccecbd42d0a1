"""What the composition root hands to the web: its collaborators, found again from within a request."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import Flask, current_app

from andon.journal.reader import Reader
from andon.ports import Clock, Desk
from andon.web.stream import Stream

_KEY = "andon"


@dataclass(frozen=True, slots=True)
class Secured:
    """Where the certificates of this edge are, and the port that serves HTTPS with them, if one does."""

    data: Path
    port: int | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """Collaborators of every view."""

    reader: Reader
    desk: Desk
    clock: Clock
    stream: Stream
    secured: Secured | None = None


def hang_in(app: Flask, held: Parts) -> None:
    app.extensions[_KEY] = held


def parts_of(app: Flask) -> Parts:
    return cast(Parts, app.extensions[_KEY])


def parts() -> Parts:
    """The parts of the app that answers now."""
    return parts_of(current_app)
