"""Tiles -> (topic, payload). Pure.

    andon/out/weld/w1/state   {"state": "call", "since": "...Z", "until": "...Z",
                               "lamp": {"green": false, "yellow": true, "red": false, "blue": false, "white": false},
                               "sound": true, "calls": [{"id", "type", "since", "arrived"}], "stop": null,
                               "safety": false, "lamp_fault": false, "seq": 4711}
    andon/out/weld/state      {"state": "call", "station": "w1", "safety": false, "since", "until", "calls": 1,
                               "stops": 0, "lamp_faults": 0, "seq": 4711}

    andon/out/weld/w1/told    {"told": [{"call": 4711, "stop": null, "at": "...Z", "tier": "leader", "why": "raised",
                               "persons": [{"person": "mai", "state": "sent"}]}]}

A state holds until `until`; whoever shows it must not show green after that.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from andon.base.units import to_iso
from andon.floor.lamps import lamps
from andon.model.event import OpenCall, OpenStop, StationChanged
from andon.model.plan import Colour
from andon.model.told import TierTold
from andon.projections.board import is_safety, worst

ONLINE = "andon/out/online"
ALIVE, DEAD = b"true", b"false"
NOTHING = b""
"""An empty retained payload takes the topic away."""

_LAMPS = ("green", "yellow", "red", "blue", "white")


def station_topic(line: str, station: str) -> str:
    return f"andon/out/{line}/{station}/state"


def told_topic(line: str, station: str) -> str:
    return f"andon/out/{line}/{station}/told"


def line_topic(line: str) -> str:
    return f"andon/out/{line}/state"


def station_state(seq: int, tile: StationChanged, until: int, colours: Mapping[str, Colour]) -> bytes:
    """What a station shows; `colours` by call type."""
    lit = lamps(tile, colours)
    return _json(
        {
            "state": tile.state,
            "since": to_iso(tile.at),
            "until": to_iso(until),
            "lamp": {lamp: lamp in lit for lamp in _LAMPS},
            "sound": "buzzer" in lit,
            "calls": [_call(call) for call in tile.calls],
            "stop": None if tile.stop is None else _stop(tile.stop),
            "safety": is_safety(tile.calls, tile.stop),
            "lamp_fault": tile.lamp_fault,
            "seq": seq,
        }
    )


def station_told(tile: StationChanged, told: Mapping[tuple[str, int], Sequence[TierTold]]) -> bytes:
    """Who was told of what is open at a station, by ids; NOTHING while nobody was."""
    subjects = [("call", call.id) for call in tile.calls] + ([("stop", tile.stop.id)] if tile.stop else [])
    said = [_told(what, id, tier) for what, id in subjects for tier in told.get((what, id), ())]
    return _json({"told": said}) if said else NOTHING


def _told(what: str, id: int, tier: TierTold) -> dict[str, object]:
    persons = [{"person": person, "state": state} for person, state in tier.persons]
    of = {"call": None, "stop": None} | {what: id}
    return {**of, "at": to_iso(tier.at), "tier": tier.tier, "why": tier.why, "persons": persons}


def line_state(tiles: Sequence[tuple[int, StationChanged]], until: int) -> bytes:
    """What a line shows: the worst of its stations, and which one that is."""
    _, tile = tiles[worst([(tile.state, is_safety(tile.calls, tile.stop)) for _, tile in tiles])]
    return _json(
        {
            "state": tile.state,
            "station": tile.station,
            "safety": is_safety(tile.calls, tile.stop),
            "since": to_iso(tile.at),
            "until": to_iso(until),
            "calls": sum(len(tile.calls) for _, tile in tiles),
            "stops": sum(tile.stop is not None for _, tile in tiles),
            "lamp_faults": sum(tile.lamp_fault for _, tile in tiles),
            "seq": max(seq for seq, _ in tiles),
        }
    )


def _call(call: OpenCall) -> dict[str, object]:
    arrived = None if call.arrived is None else to_iso(call.arrived)
    return {"id": call.id, "type": call.type, "since": to_iso(call.since), "arrived": arrived}


def _stop(stop: OpenStop) -> dict[str, object]:
    return {"id": stop.id, "since": to_iso(stop.since), "reason": stop.reason, "class": stop.stop_class}


def _json(said: dict[str, object]) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
