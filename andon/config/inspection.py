"""What the rules of the plan have in common: the plan they look at, and the list they write to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from andon.base.errors import Problem
from andon.config.places import TOP
from andon.config.wording import did_you_mean
from andon.model.plan import Line, Plan, Point, Station

FileOf = Callable[[str], str]
"""The file in which a top-level key of the plan stands."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is already known to be wrong. A rule does not accuse what only follows from that.

    `listed`: every id that stands in the files, as often as it does, also of items that could not be read whole.
    """

    places: frozenset[tuple[str, str]] = frozenset()
    listed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unread: bool = False

    @classmethod
    def of(cls, problems: list[Problem], table: Mapping[str, object], *, unread: bool) -> Doubt:
        listed = {key: tuple(_ids(items)) for key, items in table.items()}
        return cls(frozenset((problem.section, problem.key) for problem in problems), listed, unread)

    def clouds(self, section: str, key: str) -> bool:
        """Whether the key itself, or anything inside it, is wrong anyway."""
        inside = key if section == TOP else f"{section}.{key}" if key else section
        return (section, key) in self.places or any(
            f"{place}.".startswith(f"{inside}.") or (place == section and wrong.startswith(f"{key}."))
            for place, wrong in self.places
        )


@dataclass(slots=True)
class Inspection:
    """A plan under inspection. `from_files`: it holds what people wrote, and no default that a journal wrote out."""

    plan: Plan
    file_of: FileOf
    doubt: Doubt = Doubt()
    from_files: bool = False
    problems: list[Problem] = field(default_factory=list)

    def add(self, section: str, key: str, wrong: str, remedy: str, because: tuple[str, ...] = ()) -> None:
        """Note a problem, unless the key, or one of the keys it follows from, is known to be wrong already."""
        if any(self.doubt.clouds(section, clouded) for clouded in (key, *because)):
            return
        file = self.file_of((key if section == TOP else section).partition(".")[0])
        self.problems.append(Problem(file, section, key, wrong, remedy))

    def ids(self, kind: str) -> tuple[str, ...]:
        """The ids of all reasons, shifts, lines, call types or tiers."""
        return self.doubt.listed.get(kind) or tuple(item.id for item in getattr(self.plan, kind))

    def refer(self, section: str, key: str, name: str, kind: str, what: str) -> None:
        """Note a reference to a reason, shift, line, call type or tier that the plan does not have."""
        known = set(self.ids(kind))
        if name not in known and not self._unknowable(kind):
            self.add(section, key, f'"{name}" is no {what} of this plan', did_you_mean(name, known, f"it has {what}s"))

    def _unknowable(self, kind: str) -> bool:
        absent = self.doubt.unread and kind not in self.doubt.listed
        return absent or (TOP, kind) in self.doubt.places


def stations(plan: Plan) -> Iterator[tuple[Line, Station, str]]:
    """Every station with its line and the section it stands in."""
    for line in plan.lines:
        for station in line.stations:
            yield line, station, f"lines.{line.id}.stations.{station.id}"


def points(plan: Plan) -> Iterator[tuple[Line, Station, str, Point, str]]:
    """Every declared point with its line, station, id and section."""
    for line, station, section in stations(plan):
        for name, point in station.points.items():
            yield line, station, name, point, f"{section}.points.{name}"


def texts(plan: Plan) -> Iterator[tuple[str, str, Mapping[Any, str]]]:
    """Every text that people read, with its section and key."""
    yield TOP, "site", plan.site
    for line in plan.lines:
        yield f"lines.{line.id}", "name", line.name
    for _line, station, section in stations(plan):
        yield section, "name", station.name
    named = (("shifts", plan.shifts), ("reasons", plan.reasons), ("call_types", plan.call_types), ("tiers", plan.tiers))
    for kind, items in named:
        yield from ((f"{kind}.{item.id}", "name", item.name) for item in items)


def _ids(items: object) -> Iterator[str]:
    for item in items if isinstance(items, list) else []:
        name = item.get("id") if isinstance(item, Mapping) else None
        if isinstance(name, str):
            yield name
