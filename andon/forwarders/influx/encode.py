"""(seq, event or sample) -> a line of line protocol. Pure: what an earlier entry said is asked of a `Past`.

    andon_count,line=paint,station=oven,point=good,kind=count delta=1i,total=4711.0,seq=90210i 1795334400123090210
    `-------------------------- series --------------------' `------------ fields -----------' `-- nanoseconds --'

The instant is the millisecond of the event, and below it the seq modulo a million. So two points of one series never
share an instant unless they claim the same millisecond exactly a multiple of a million entries apart; their order is
that of the journal; and the same entry told again is the same point.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Protocol

from andon.base.units import US_PER_MS, US_PER_S
from andon.forwarders.influx import schema
from andon.forwarders.influx.schema import Measurement, Value
from andon.model.entry import Sample
from andon.model.event import (
    CallArrived,
    CallEnded,
    CallRaised,
    Event,
    KaizenTriggered,
    StationChanged,
    StationRemoved,
    StopBegan,
    StopEnded,
    StopReasoned,
    TriggerJoined,
    TriggerLeft,
    TriggerRested,
)

_NS_PER_MS = 1_000_000
_SERIES_MOST = 50_000  # a thousand stations of fifty series each

_series = lru_cache(_SERIES_MOST)(schema.series)


class Past(Protocol):
    """What the journal said before, for events that name an earlier one."""

    def said_at(self, seq: int) -> int | None:
        """When an entry was written."""

    def event(self, seq: int, kind: str) -> Event | None:
        """The event of that kind which an entry brought about."""


def encode(seq: int, told: Event | Sample, past: Past) -> str | None:
    """The line of an event or a sample; None for what is not written. ValueError for what has no word there."""
    if isinstance(told, Sample):
        return _sample(seq, told)
    lines = _EVENTS.get(type(told))
    return lines(seq, told, past) if lines else None


def set_aside(line: str, seq: int, reason: str) -> str:
    """The line that says of another that it was refused, at the same instant."""
    measurement, at = line.partition(",")[0], line.rpartition(" ")[2]
    return _joined(schema.SET_ASIDE, (measurement,), (seq, reason), at)


def _sample(seq: int, said: Sample) -> str:
    at = _instant(said.at, seq)
    if said.kind == "value":
        return _joined(schema.VALUE, (said.line, said.station, said.point), (said.total, seq), at)
    tags = (said.line, said.station, said.point, said.kind)
    return _joined(schema.COUNT, tags, (said.delta, said.total, seq), at)


def _state(seq: int, tile: StationChanged, past: Past) -> str:
    """At the instant the board changed, not `since`: a call that a stop had covered shows again after it."""
    code = schema.STATE_CODES[tile.state]
    values = (tile.state, code, tile.signal, tile.at, len(tile.calls), tile.triggers, tile.lamp_fault, seq)
    return _joined(schema.STATE, (tile.line, tile.station), values, _instant(_said_at(seq, tile, past), seq))


def _removed(seq: int, gone: StationRemoved, past: Past) -> str:
    values = ("removed", schema.STATE_CODES["removed"], "lost", gone.at, 0, 0, False, seq)
    return _joined(schema.STATE, (gone.line, gone.station), values, _instant(_said_at(seq, gone, past), seq))


def _call(event: str) -> Callable[[int, Any, Past], str]:
    """A call is raised, arrived at and ended once each: its id tells it from another in the same millisecond."""

    def line(seq: int, call: CallRaised | CallArrived | CallEnded, past: Past) -> str:
        raised = call if isinstance(call, CallRaised) else past.event(call.call, CallRaised.__name__)
        kind = raised.type if isinstance(raised, CallRaised) else ""
        seconds = None if raised is call else _seconds(raised, call)
        outcome = call.outcome if isinstance(call, CallEnded) else None
        tags = (call.line, call.station, kind, event)
        return _joined(schema.CALL, tags, (call.call, outcome, seconds, seq), _instant(call.at, call.call))

    return line


def _stop_began(seq: int, stop: StopBegan, past: Past) -> str:
    values = (stop.stop, stop.cause, stop.reason, stop.stop_class, stop.category, 1, None, None, seq)
    return _stop(stop, "began", values, stop.stop)


def _stop_reasoned(seq: int, stop: StopReasoned, past: Past) -> str:
    values = (stop.stop, None, stop.reason, stop.stop_class, stop.category, stop.version, None, None, seq)
    return _stop(stop, "reasoned", values, 8 * seq + stop.version % 8)  # an entry may give two versions of a reason


def _stop_ended(seq: int, stop: StopEnded, past: Past) -> str:
    seconds = _seconds(past.event(stop.stop, StopBegan.__name__), stop)
    return _stop(stop, "ended", (stop.stop, None, None, None, None, None, stop.outcome, seconds, seq), stop.stop)


def _stop(stop: Event, event: str, values: tuple[Value, ...], mark: int) -> str:
    return _joined(schema.STOP, (stop.line, stop.station, event), values, _instant(stop.at, mark))


def _trigger(event: str) -> Callable[[int, Any, Past], str]:
    def line(seq: int, told: KaizenTriggered | TriggerJoined | TriggerLeft | TriggerRested, past: Past) -> str:
        opened = past.event(told.trigger, KaizenTriggered.__name__)
        opened = told if isinstance(told, KaizenTriggered) else opened
        category = opened.category if isinstance(opened, KaizenTriggered) else ""
        stop, emptied = (None, told.emptied) if isinstance(told, TriggerRested) else (told.stop, None)
        tags = (told.line, told.station, category, event)
        return _joined(schema.TRIGGER, tags, (told.trigger, stop, emptied, seq), _instant(told.at, seq))

    return line


_EVENTS: dict[type[Event], Callable[[int, Any, Past], str]] = {
    StationChanged: _state,
    StationRemoved: _removed,
    CallRaised: _call("raised"),
    CallArrived: _call("arrived"),
    CallEnded: _call("ended"),
    StopBegan: _stop_began,
    StopReasoned: _stop_reasoned,
    StopEnded: _stop_ended,
    KaizenTriggered: _trigger("opened"),
    TriggerJoined: _trigger("joined"),
    TriggerLeft: _trigger("left"),
    TriggerRested: _trigger("rested"),
}


def _joined(measurement: Measurement, tags: tuple[str, ...], values: tuple[Value, ...], at: int | str) -> str:
    return f"{_series(measurement, tags)} {schema.fields(measurement, values)} {at}"


def _instant(at_us: int, mark: int) -> int:
    return at_us // US_PER_MS * _NS_PER_MS + mark % _NS_PER_MS


def _said_at(seq: int, event: Event, past: Past) -> int:
    at = past.said_at(seq)
    return event.at if at is None else at


def _seconds(began: Event | None, ended: Event) -> float | None:
    return None if began is None else max(0, ended.at - began.at) / US_PER_S
