"""Sections that name points of the plan themselves are held against it: a slip there would be heard by nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from andon.base.errors import Problem
from andon.config.settings import Section
from andon.config.wiring import wires
from andon.config.wording import did_you_mean
from andon.model.plan import Plan


@runtime_checkable
class Leading(Protocol):
    """Settings of a source that name points of the plan themselves."""

    def leads_to(self) -> Iterator[tuple[str, str, int | None]]:
        """(place in the section, address of a point, width in bits where it is a counter)."""


_COUNTED = ("count", "reject")


def led_astray(section: Section, settings: object, plan: Plan) -> list[Problem]:
    """What leads to no point of the plan, or to a counter of another width."""
    return list(_astray(section, settings, plan)) if isinstance(settings, Leading) else []


def _astray(section: Section, settings: Leading, plan: Plan) -> Iterator[Problem]:
    points = {wire.address: wire.point for wire in wires(plan)}
    for place, address, width in settings.leads_to():
        where, point = f"{section.name}.{place}", points.get(address)
        if point is None:
            wrong = f'leads to "{address}", which is no point of the plan'
            yield Problem(section.file, where, "to", wrong, did_you_mean(address, points, "its points are"))
        elif width is not None and point.kind in _COUNTED and point.width != width:
            wrong = f'has {width} bits and "{address}" is a counter of {point.width}'
            yield Problem(section.file, where, "type", wrong, f"write width = {width} at that point of the plan")
