"""What a person or a program asks for. `who` is an id. The floor decides whether it may be."""

from __future__ import annotations

from dataclasses import dataclass

from andon.model.plan import Category, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What all commands share."""

    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptPlan(Command):
    """From now on this plan holds."""

    plan: Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Classify(Command):
    """Give a stop its reason. `version` is the one that was read; a stale one is refused."""

    stop: int
    reason: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RestTrigger(Command):
    """Put an abnormality's trigger to rest."""

    trigger: int


@dataclass(frozen=True, slots=True)
class StopRecord:
    """The subject of `Classify`: the stop as the book holds it, read by the recorder."""

    id: int
    line: str
    station: str
    began: int
    ended: int | None
    reason: str
    stop_class: str
    category: Category | None
    trigger: int | None
    version: int
