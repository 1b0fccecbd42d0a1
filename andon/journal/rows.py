"""Words <-> rows. A body is compact JSON of the fields that have no column of their own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from hashlib import sha256
from typing import Any

from andon.model.entry import ENTRIES, Entry, PlanAdopted, Sample
from andon.model.event import EVENTS, Event, OpenCall, OpenStop, OpenTest, StationChanged
from andon.model.plan import Plan

GENESIS = bytes(32)
"""What stands in the place of the hash before the first entry."""

EntryRow = tuple[int, int, str, str, str]
EventRow = tuple[int, int, int, str, str, str, str]

_ENTRY_COLUMNS = {"seq", "at", "who"}
_EVENT_COLUMNS = {"at", "line", "station"}
_ENTRY_BODY = {kind: tuple(f.name for f in fields(kind) if f.name not in _ENTRY_COLUMNS) for kind in ENTRIES.values()}
_EVENT_BODY = {kind: tuple(f.name for f in fields(kind) if f.name not in _EVENT_COLUMNS) for kind in EVENTS.values()}


def _plain(part: OpenCall | OpenStop | OpenTest) -> dict[str, object]:
    """The parts of a tile are flat: `asdict` would copy them deeply, at ten times the price."""
    return {name: getattr(part, name) for name in part.__slots__}


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain).encode


def entry_row(entry: Entry) -> EntryRow:
    """(seq, at, kind, who, body) of an entry. ValueError for a number that JSON has no word for."""
    kind = type(entry)
    body: dict[str, Any] = {name: getattr(entry, name) for name in _ENTRY_BODY[kind]}
    if isinstance(entry, PlanAdopted):
        body = {"plan": entry.plan.model_dump(mode="json"), "why": entry.why}
    return entry.seq, entry.at, kind.__name__, entry.who, _encode(body)


def read_entry(row: EntryRow) -> Entry:
    """The entry of a row."""
    seq, at, kind, who, text = row
    body = json.loads(text)
    if kind == "PlanAdopted":
        body = {"plan": Plan.model_validate(body["plan"]), "why": body.get("why", "")}
    return ENTRIES[kind](seq=seq, at=at, who=who, **body)


def chain(before: bytes, row: EntryRow) -> bytes:
    """The hash of an entry: SHA-256 over the hash before it and its row, fields apart by a zero byte."""
    return sha256(before + "\0".join(map(str, row)).encode()).digest()


def event_row(seq: int, n: int, event: Event) -> EventRow:
    """(seq, n, at, kind, line, station, body) of an event."""
    kind = type(event)
    body = {name: getattr(event, name) for name in _EVENT_BODY[kind]}
    return seq, n, event.at, kind.__name__, event.line, event.station, _encode(body)


def read_event(row: EventRow) -> Event:
    """The event of a row."""
    _, _, at, kind, line, station, text = row
    body = json.loads(text)
    if kind == StationChanged.__name__:
        body["calls"] = [OpenCall(**call) for call in body["calls"]]
        body["stop"] = OpenStop(**body["stop"]) if body["stop"] else None
        body["test"] = read_test(body.get("test"))
    return EVENTS[kind](at=at, line=line, station=station, **body)


def read_test(said: Mapping[str, Any] | None) -> OpenTest | None:
    """A station's test, out of its JSON."""
    return OpenTest(**said) if said else None


def sample_row(sample: Sample) -> tuple[int, int, str, str, str, str, int, float]:
    """(seq, at, line, station, point, kind, delta, total) of a sample."""
    s = sample
    return s.seq, s.at, s.line, s.station, s.point, s.kind, s.delta, s.total


def read_sample(row: tuple[Any, ...]) -> Sample:
    """The sample of a row."""
    seq, at, line, station, point, kind, delta, total = row
    return Sample(seq=seq, at=at, line=line, station=station, point=point, kind=kind, delta=delta, total=total)
