"""What the composition root hands to the web: its collaborators, found again from within a request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from flask import Flask, current_app

from andon.base.errors import AndonError, Problem
from andon.journal.reader import Reader
from andon.model.plan import Plan
from andon.ports import Clock, Desk
from andon.web.stream import Stream
from andon.web.tls import kept
from andon.web.tries import Tries

if TYPE_CHECKING:
    from andon.web.oidc import Accounts

_KEY = "andon"


@dataclass(frozen=True, slots=True)
class Secured:
    """Where the certificates of this edge are, and the port that serves HTTPS with them, if one does."""

    data: Path
    port: int | None = None

    def shown(self) -> kept.Shown | None:
        """None where there are none, or none that can be read: `andon run` has said why."""
        try:
            return kept.show(self.data)
        except AndonError:
            return None


def no_checks(plan: Plan) -> list[Problem]:
    return []


@dataclass(frozen=True, slots=True)
class Parts:
    """Collaborators of every view. `checks`: what the sections of sources have against a plan, beside its own rules."""

    reader: Reader
    desk: Desk
    clock: Clock
    stream: Stream
    secured: Secured | None = None
    accounts: Accounts | None = None
    tries: Tries = field(default_factory=Tries)
    checks: Callable[[Plan], list[Problem]] = no_checks


def hang_in(app: Flask, held: Parts) -> None:
    app.extensions[_KEY] = held


def parts_of(app: Flask) -> Parts:
    return cast(Parts, app.extensions[_KEY])


def parts() -> Parts:
    """The parts of the app that answers now."""
    return parts_of(current_app)
