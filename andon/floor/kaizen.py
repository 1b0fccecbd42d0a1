"""Triggers: every stop that is an abnormality opens or joins exactly one, of its station and category."""

from __future__ import annotations

from andon.floor.here import Here
from andon.floor.index import StationRef
from andon.floor.state import OpenTrigger, State, trigger_key
from andon.model.event import Event, KaizenTriggered, TriggerJoined, TriggerLeft, TriggerRested
from andon.model.plan import Category


def join_trigger(state: State, here: Here, category: Category | None, stop: int) -> None:
    """Open or join the trigger of an abnormality; nothing for a stop without a category."""
    where, at, seq, out = here.where, here.at, here.seq, here.out
    if category is None:
        return
    key = trigger_key(where.place, category)
    trigger = state.triggers.get(key)
    if trigger is None:
        state.triggers[key] = OpenTrigger(id=seq, stops=1)
        _count(state, where.place, 1)
        out.append(
            KaizenTriggered(at=at, line=where.line, station=where.station, trigger=seq, category=category, stop=stop)
        )
    else:
        trigger.stops += 1
        out.append(TriggerJoined(at=at, line=where.line, station=where.station, trigger=trigger.id, stop=stop))


def open_trigger(state: State, where: StationRef, category: Category | None) -> int | None:
    """The id of the open trigger of a station and category."""
    trigger = state.triggers.get(trigger_key(where.place, category)) if category else None
    return trigger.id if trigger else None


def leave_trigger(state: State, here: Here, trigger_id: int | None, stop: int) -> None:
    """Take a reclassified stop out of its trigger, open or at rest; an open one that is left empty comes to rest."""
    where, at, out = here.where, here.at, here.out
    if trigger_id is None:
        return
    out.append(TriggerLeft(at=at, line=where.line, station=where.station, trigger=trigger_id, stop=stop))
    trigger = next((held for held in state.triggers.values() if held.id == trigger_id), None)
    if trigger is None:
        return
    trigger.stops -= 1
    if trigger.stops == 0:
        rest_trigger(state, trigger_id, at, out, emptied=True)


def rest_trigger(state: State, trigger_id: int, at: int, out: list[Event], *, emptied: bool = False) -> None:
    """Close an open trigger; the next stop of its kind opens another."""
    for key, trigger in state.triggers.items():
        if trigger.id == trigger_id:
            place = key.rpartition("/")[0]
            line, _, station = place.partition("/")
            del state.triggers[key]
            _count(state, place, -1)
            out.append(TriggerRested(at=at, line=line, station=station, trigger=trigger_id, emptied=emptied))
            return


def _count(state: State, place: str, by: int) -> None:
    station = state.stations.get(place)
    if station is not None:
        station.triggers += by
