"""Limits of control charts, frozen: what a baseline period gave stands until somebody recomputes it and says why."""

from __future__ import annotations

from andon.base.errors import CommandRejected
from andon.floor.state import Floor
from andon.model.command import FreezeLimits
from andon.model.entry import Entry, LimitsFrozen
from andon.model.event import Event, LimitsSet

WHY_MOST = 500  # characters


def freeze_limits(floor: Floor, command: FreezeLimits, at: int) -> list[Entry]:
    """The entry of limits. CommandRejected where they are of nothing, or nobody says why."""
    why = " ".join(command.why.split())
    line = None if floor.index is None else floor.index.lines.get(command.line)
    if line is None or (command.station and all(each.id != command.station for each in line.stations)):
        raise CommandRejected(f"the plan has no {command.line}/{command.station}".rstrip("/"))
    if not 0 < len(why) <= WHY_MOST:
        raise CommandRejected(f"say why the limits are recomputed, in 1 to {WHY_MOST} characters")
    if command.begin >= command.end or command.end > at:
        raise CommandRejected("a baseline is a time that is over")
    if command.count < 0 or command.size <= 0 or command.points <= 0:
        raise CommandRejected("this baseline holds no day on which anything was made: choose another period")
    said = LimitsFrozen(
        at=at,
        who=command.who,
        chart=command.chart,
        line=command.line,
        station=command.station,
        begin=command.begin,
        end=command.end,
        count=command.count,
        size=command.size,
        points=command.points,
        why=why,
    )
    return [said]


def limits_frozen(floor: Floor, entry: LimitsFrozen, out: list[Event]) -> None:
    """They hold from now on; those that held before stay in the journal."""
    held = LimitsSet(
        at=entry.at,
        line=entry.line,
        station=entry.station,
        chart=entry.chart,
        begin=entry.begin,
        end=entry.end,
        count=entry.count,
        size=entry.size,
        points=entry.points,
        why=entry.why,
        who=entry.who,
    )
    out.append(held)
