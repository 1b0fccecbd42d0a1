"""Whether anybody who is on shift can be reached: for each line, the people who would be told first right now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from andon.floor.rosters import ladder_of, on_shift
from andon.floor.shifts import slot_at
from andon.journal.reader import Reader
from andon.model.plan import Line, Plan

FORWARDER = "notify"


@dataclass(frozen=True, slots=True)
class Reach:
    """Who would be told first of a call on a line. `unreached`: nobody of them is.

    `tier` is empty where nobody of any tier is on shift.
    """

    line: str
    tier: str
    persons: tuple[str, ...]
    unreached: bool


def reach(reader: Reader, now: int) -> tuple[Reach, ...]:
    """For each line that works now, each tier that would be told first somewhere on it. Without tiers there is none."""
    held = reader.plan()
    if held is None or not held.plan.tiers:
        return ()
    is_sending = any(row.forwarder == FORWARDER for row in reader.cursors())
    return tuple(
        Reach(line, tier, persons, not (is_sending and any(_is_reached(reader, person) for person in persons)))
        for line, tier, persons in _told_first(held.plan, now)
    )


def _told_first(plan: Plan, now: int) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for line in plan.lines:
        slot = slot_at(plan, line, now)
        if slot.kind != "off":
            found = (_first_of(plan, line, station.id, slot.shift) for station in line.stations)
            yield from ((line.id, *first) for first in dict.fromkeys(found) if first is not None)


def _first_of(plan: Plan, line: Line, station: str, shift: str) -> tuple[str, tuple[str, ...]] | None:
    """By the call type of a cord that names none; None where no tier is for the station."""
    ladder = ladder_of(plan, f"{line.id}/{station}", plan.call_types[0].id, shift)
    for tier in ladder:
        if persons := on_shift(plan, tier.id, line.id, shift):
            return tier.id, tuple(persons)
    return ("", ()) if ladder else None


def _is_reached(reader: Reader, person: str) -> bool:
    """An address is known, and the last message that was tried came through."""
    last = reader.last_notice(person)
    return bool(reader.people.contacts(person)) and (last is None or last.state != "failed")
