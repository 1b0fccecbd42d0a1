"""Stops and calls as the book keeps them, for those who say something of one that is over."""

from __future__ import annotations

from dataclasses import replace

from andon.model.command import CallRecord, StopRecord
from andon.model.event import (
    CallEnded,
    CallJudged,
    CallRaised,
    CallRetyped,
    Event,
    KaizenTriggered,
    StopBegan,
    StopEnded,
    StopReasoned,
    TriggerJoined,
    TriggerLeft,
)


class Records:
    """What a recorder would read of each stop and call."""

    def __init__(self) -> None:
        self.stops: dict[int, StopRecord] = {}
        self.calls: dict[int, CallRecord] = {}

    def keep(self, event: Event) -> None:
        """Take in what an event changes."""
        match event:
            case StopBegan():
                reason = (event.reason, event.stop_class, event.category)
                record = StopRecord(event.stop, event.line, event.station, event.at, None, *reason, None, 1)
                self.stops[event.stop] = record
            case StopReasoned():
                named = {"reason": event.reason, "stop_class": event.stop_class, "category": event.category}
                self._stop(event.stop, **named, version=event.version)
            case StopEnded():
                self._stop(event.stop, ended=event.at)
            case KaizenTriggered() | TriggerJoined():
                self._stop(event.stop, trigger=event.trigger)
            case TriggerLeft():
                self._stop(event.stop, trigger=None)
            case _:
                self._keep_call(event)

    def _keep_call(self, event: Event) -> None:
        match event:
            case CallRaised():
                where = (event.line, event.station, event.type)
                self.calls[event.call] = CallRecord(event.call, *where, None, None, "", event.returns, None)
            case CallRetyped():
                self._call(event.call, type=event.type)
            case CallEnded():
                self._call(event.call, ended=event.at, outcome=event.outcome, ended_by=event.who)
            case CallJudged():
                self._call(event.call, fixed=event.fixed)

    def newest_call(self, place: str, call_type: str) -> CallRecord:
        """The newest call of that type, or one that never was."""
        calls = self.calls.values()
        found = [call for call in calls if (f"{call.line}/{call.station}", call.type) == (place, call_type)]
        return found[-1] if found else CallRecord(0, "", "", "", 0, "", "", 0, None)

    def stops_of(self, place: str) -> list[StopRecord]:
        """The stops of a station in the order they began."""
        return [stop for stop in self.stops.values() if f"{stop.line}/{stop.station}" == place]

    def _stop(self, stop: int, **fields: object) -> None:
        self.stops[stop] = replace(self.stops[stop], **fields)  # type: ignore[arg-type]

    def _call(self, call: int, **fields: object) -> None:
        self.calls[call] = replace(self.calls[call], **fields)  # type: ignore[arg-type]
