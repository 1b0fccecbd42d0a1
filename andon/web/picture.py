"""The board as JSON. Pure: a plan, rows and an instant in, what goes over the wire out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from andon.base.units import US_PER_S, to_iso
from andon.journal.reader_rows import BoardRow, PlanAt, TallyRow
from andon.model.event import OpenCall, OpenStop, OpenTest
from andon.model.plan import Line, Plan, Station
from andon.projections.board import counted_kinds, is_safety, target, worst

Place = tuple[str, str]
Json = dict[str, Any]
Say = Callable[[Mapping[Any, str]], str]
"""Picks the words of a plan's text."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole floor at one seq. `heard` is the recorder's last pulse."""

    plan: PlanAt | None = None
    seq: int = 0
    heard: int | None = None
    rows: Mapping[Place, BoardRow] = field(default_factory=dict)
    tallies: Mapping[Place, TallyRow] = field(default_factory=dict)


def by_place(rows: tuple[BoardRow, ...]) -> dict[Place, BoardRow]:
    return {(row.line, row.station): row for row in rows}


def tallies_by_place(rows: tuple[TallyRow, ...]) -> dict[Place, TallyRow]:
    return {(row.line, row.station): row for row in rows}


def default_words(text: Mapping[Any, str]) -> str:
    """English, else the first language there is."""
    return text.get("en") or next(iter(text.values()))


def board_json(picture: Picture, now: int, line: str | None = None, say: Say = default_words) -> Json:
    """INTERFACES' board: lines and stations in the plan's order."""
    plan_seq, lines = (picture.plan.seq, picture.plan.plan.lines) if picture.plan else (0, ())
    wanted = [each for each in lines if line in (None, each.id)]
    return {
        "seq": picture.seq,
        "at": to_iso(now),
        "heard": _iso(picture.heard),
        "plan": plan_seq,
        "lines": [_line_json(picture, each, now, say) for each in wanted],
    }


def _line_json(picture: Picture, line: Line, now: int, say: Say) -> Json:
    stations = [_station_json(picture, line, station, now, say) for station in line.stations]
    shown = stations[worst([(station["state"], station["safety"]) for station in stations])]
    head = {"id": line.id, "name": say(line.name), "state": shown["state"], "since": shown["since"]}
    return head | {"safety": shown["safety"], "station": shown["id"], "stations": stations}


def _station_json(picture: Picture, line: Line, station: Station, now: int, say: Say) -> Json:
    row = picture.rows.get((line.id, station.id))
    tile = tile_json(row) if row else unheard(station)
    counts = counts_json(picture, line.id, station.id, now)
    return {"id": station.id, "name": say(station.name)} | tile | counts


def unheard(station: Station) -> Json:
    """A station of which the book says nothing yet. Silence is never green."""
    state = "no-signal" if station.watched else "not-watched"
    nothing: Json = {"calls": [], "stop": None, "safety": False, "triggers": 0, "lamp_fault": False, "seq": 0}
    return {"state": state, "since": None, "signal": "lost", "test": None} | nothing


def tile_json(row: BoardRow) -> Json:
    """What a tile shows, without its pieces."""
    return {
        "state": row.state,
        "since": to_iso(row.since),
        "signal": row.signal,
        "calls": [_call_json(call) for call in row.calls],
        "stop": _stop_json(row.stop),
        "safety": is_safety(row.calls, row.stop),
        "triggers": row.triggers,
        "lamp_fault": bool(row.lamp_fault),
        "test": _test_json(row.test),
        "seq": row.seq,
    }


def _call_json(call: OpenCall) -> Json:
    state = "arrived" if call.arrived is not None else "open" if call.acknowledged is None else "acknowledged"
    said = {"id": call.id, "type": call.type, "state": state, "since": to_iso(call.since), "until": _iso(call.until)}
    said |= {"left_s": _seconds(call.left_us), "window_s": _seconds(call.window_us)}
    return said | _answer_json(call) | {"returns": call.returns, "safety": call.safety}


def _answer_json(told: OpenCall | OpenStop) -> Json:
    return {
        "acknowledged": _iso(told.acknowledged),
        "acknowledged_by": told.acknowledged_by,
        "arrived": _iso(told.arrived),
        "arrived_by": told.arrived_by,
        "at_station": told.at_station,
    }


def _stop_json(stop: OpenStop | None) -> Json | None:
    if stop is None:
        return None
    said = {"id": stop.id, "since": to_iso(stop.since), "reason": stop.reason}
    said |= {"class": stop.stop_class, "category": stop.category, "evidence": stop.evidence}
    said |= {"induced": stop.induced, "caused_by": stop.caused_by}
    return said | _answer_json(stop)


def _test_json(test: OpenTest | None) -> Json | None:
    if test is None:
        return None
    return {"since": to_iso(test.since), "until": to_iso(test.until), "who": test.who, "lamps": list(test.lamps)}


def counts_json(picture: Picture, line: str, station: str, now: int) -> Json:
    """Pieces of the running shift against its target; null where nothing is counted, known or agreed."""
    tally, plan = picture.tallies.get((line, station)), picture.plan.plan if picture.plan else None
    counted = counted_kinds(plan, line, station) if plan else set()
    if tally is None or plan is None:
        return {"good": None, "reject": None, "target": None}
    counts_good = "count" in counted
    return {
        "good": tally.good if counts_good else None,
        "reject": tally.reject if "reject" in counted else None,
        "target": target(plan, line, station, tally.since, now) if counts_good and tally.shift else None,
    }


def change_json(row: BoardRow, now: int) -> Json:
    """One moved tile."""
    tile = tile_json(row)
    return {"seq": tile.pop("seq"), "at": to_iso(now), "line": row.line, "station": row.station} | tile


def plan_json(held: PlanAt) -> Json:
    return {
        "seq": held.seq,
        "adopted": {"at": to_iso(held.at), "who": held.who, "why": held.why},
    } | held.plan.model_dump(mode="json", by_alias=True)


def station_of(plan: Plan, line: str, station: str) -> Station | None:
    found = line_of(plan, line)
    return next((each for each in found.stations if each.id == station), None) if found else None


def line_of(plan: Plan, line: str) -> Line | None:
    return next((each for each in plan.lines if each.id == line), None)


def _seconds(duration_us: int | None) -> float | None:
    return None if duration_us is None else duration_us / US_PER_S


def _iso(instant: int | None) -> str | None:
    return None if instant is None else to_iso(instant)
