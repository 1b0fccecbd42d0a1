"""Handing over: what is open at a station goes into the hands of somebody else, mostly of the next shift."""

from __future__ import annotations

from andon.base.errors import CommandRejected
from andon.floor.state import Floor, State
from andon.model.command import HandOver
from andon.model.entry import Entry, HandedOver, OpenWork
from andon.model.event import Event, WorkHandedOver


def hand_over(floor: Floor, command: HandOver, at: int) -> list[Entry]:
    """Only what is open can be handed over. Raises CommandRejected."""
    place = _place_of(floor.state, command.what, command.subject)
    if place is None:
        raise CommandRejected(f"{command.what} {command.subject} is not open", conflict=True)
    line, _, station = place.partition("/")
    said = HandedOver(
        at=at,
        who=command.who,
        what=command.what,
        subject=command.subject,
        line=line,
        station=station,
        to=command.to,
        note=command.note,
    )
    return [said]


def handed_over(floor: Floor, entry: HandedOver, out: list[Event]) -> None:
    """The tile shows the same as before: who has it in hand is the leaders' business."""
    out.append(
        WorkHandedOver(
            at=entry.at,
            line=entry.line,
            station=entry.station,
            what=entry.what,
            subject=entry.subject,
            to=entry.to,
            who=entry.who,
            note=entry.note,
        )
    )


def _place_of(state: State, what: OpenWork, subject: int) -> str | None:
    """`<line>/<station>` of what is open; None where nothing of that id is."""
    if what == "trigger":
        return next((key.rpartition("/")[0] for key, held in state.triggers.items() if held.id == subject), None)
    for place, station in state.stations.items():
        if what == "stop":
            open_here = [station.stop.id] if station.stop else []
        else:
            open_here = [call.id for call in station.calls.values()]
        if subject in open_here:
            return place
    return None
