"""What came of an entry, as a foreman says it."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from andon.base.units import to_datetime
from andon.model.entry import (
    BufferEnded,
    CalendarTurned,
    CordStayedOut,
    CountsClosed,
    Entry,
    Sample,
    StormPassed,
    TestEnded,
    TierDue,
    WindowEnded,
)
from andon.model.event import (
    CallAcknowledged,
    CallArrived,
    CallEnded,
    CallJudged,
    CallRaised,
    CallRetyped,
    CallWindowMoved,
    Escalated,
    Event,
    HourNoted,
    KaizenTriggered,
    LimitsSet,
    Noted,
    NoticeAsked,
    NoticeSettled,
    OpenCall,
    OpenStop,
    QuarterClosed,
    ShiftBegan,
    SlotBegan,
    SlotEnded,
    SlotWithdrawn,
    StationChanged,
    StationKnown,
    StationRemoved,
    StationUnknown,
    StopAcknowledged,
    StopArrived,
    StopBegan,
    StopEnded,
    StopEvidenced,
    StopReasoned,
    StormBegan,
    StormEnded,
    SuggestionReceived,
    TestHeard,
    TriggerJoined,
    TriggerLeft,
    TriggerRested,
    WorkHandedOver,
)
from andon.projections.board import is_safety

_EVIDENCE = {"run": "", "asked": "still running", "assumed": "assumed"}
_ORDINALS = {1: "second", 2: "third"}
_COLOURS = {"stopped": "red", "call": "yellow"}


class Words:
    """Speaks local time; `told_at` is the instant of the line that is told, which is not said again."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone

    def clock(self, at: int) -> str:
        """`08:00:03`, with a fraction only where there is one."""
        local = to_datetime(at).astimezone(self.zone)
        return f"{local:%H:%M:%S}" + (f".{local:%f}".rstrip("0") if local.microsecond else "")

    def day(self, at: int) -> str:
        """`Mon 2026-11-23`."""
        return f"{to_datetime(at).astimezone(self.zone):%a %Y-%m-%d}"

    def of_event(self, event: Event, told_at: int) -> str:
        """One event in words; where it counts from another instant, that too. Empty where the tile says it."""
        if isinstance(event, StationUnknown | StationKnown) and event.at == told_at:
            return ""
        if isinstance(event, SlotBegan) and event.at == told_at:
            return ""
        place = f"{event.line}/{event.station}"
        text = _EVENTS[type(event)](event)
        text += self._until(event)
        joint = " since" if isinstance(event, StationChanged) else " at"
        when = "" if event.at == told_at else f"{joint} {self.clock(event.at)}"
        if isinstance(event, StormBegan | StormEnded | SlotBegan | SlotEnded | SlotWithdrawn):
            return f"{event.line}: {text}{when}"
        if isinstance(event, NoticeAsked | NoticeSettled):
            return text
        if isinstance(event, HourNoted | LimitsSet):
            return f"{event.line}: {text}"
        if isinstance(event, Noted):
            return f"noted, {event.about}: {text}"
        return f"{place} {text}{when}" if isinstance(event, StationChanged) else f"{place}: {text}{when}"

    def _until(self, event: Event) -> str:
        """When a call asks for a stop."""
        if isinstance(event, CallWindowMoved) and event.until is None:
            return "the window is frozen, for the line stands"
        if isinstance(event, CallRaised | CallRetyped | CallWindowMoved) and event.until is not None:
            return f", asks for a stop at {self.clock(event.until)}"
        return ""

    def of_sample(self, sample: Sample, told_at: int) -> str:
        """What a counter's reading is worth."""
        place = f"{sample.line}/{sample.station}"
        when = "" if sample.at == told_at else f" at {self.clock(sample.at)}"
        if sample.kind == "value":
            return f"{place}: {sample.point} {sample.total}{when}"
        if not sample.delta:
            return f"{place}: {sample.point} is counted from {sample.total} on{when}"
        return f"{place}: {sample.delta} more of {sample.point}{when}"

    def of_deadline(self, entry: Entry, kind: str) -> str:
        """A boundary that the clock reached."""
        if isinstance(entry, CountsClosed):
            totals = ", ".join(f"{s} {good} good {reject} reject" for s, (good, reject) in entry.totals.items())
            return f"{entry.line} closes the quarter of {self.clock(entry.begin)}: {totals}"
        if isinstance(entry, BufferEnded):
            return f"the buffer towards {entry.line}/{entry.station} is at its end"
        if isinstance(entry, TierDue):
            about = "stop" if entry.stop else "call"
            return f"{entry.tier} had its time to {entry.timer} the {about} of {entry.line}/{entry.station}"
        if isinstance(entry, StormPassed):
            return f"{entry.line} had no call for as long as its storm is measured by"
        if isinstance(entry, WindowEnded):
            return f"{entry.line}/{entry.station} reaches the stop point"
        if isinstance(entry, CordStayedOut):
            return f"{entry.address} has stayed out"
        if isinstance(entry, TestEnded):
            return f"the test of {entry.line}/{entry.station} is over"
        assert isinstance(entry, CalendarTurned)
        return f"{entry.line} {kind}"


def _tile(event: StationChanged) -> str:
    first = ", safety first" if is_safety(event.calls, event.stop) else ""
    parts = [f"is {_COLOURS.get(event.state, event.state)}{first}"]
    if event.stop:
        parts[0] += f": {_stop(event.stop)}"
    if event.calls:
        calls = " and ".join(_call(call) for call in event.calls)
        parts[0] += f", calls {calls}" if event.stop else f": {calls}"
    if event.signal == "lost" and event.state != "no-signal":
        parts.append("signal lost")
    if event.test:
        lit = f", {' and '.join(event.test.lamps)} lit" if event.test.lamps else ""
        parts.append(f"{event.test.who} tests{lit}")
    if event.lamp_fault:
        parts.append("lamp fault")
    if event.triggers:
        parts.append(f"{event.triggers} kaizen open")
    return ", ".join(parts)


def _call(call: OpenCall) -> str:
    text = call.type + (f" for the {_ORDINALS.get(call.returns, 'nth')} time" if call.returns else "")
    return f"{text} ({said})" if (said := _answer(call)) else text


def _answer(told: OpenCall | OpenStop) -> str:
    if told.arrived is not None:
        return "the leader is here" if told.at_station else f"{told.arrived_by} says from afar to be here"
    return f"{told.acknowledged_by} heard" if told.acknowledged is not None else ""


def _stop(stop: OpenStop) -> str:
    said = [stop.category or stop.stop_class, _EVIDENCE[stop.evidence], _answer(stop)]
    return f"{stop.reason} ({', '.join(part for part in said if part)})"


def _began(event: StopBegan) -> str:
    evidence = f", {_EVIDENCE[event.evidence]}" if _EVIDENCE[event.evidence] else ""
    return f"stop began: {_reason(event)}, by {event.cause}{evidence}"


def _arrived(event: CallArrived | StopArrived) -> str:
    who = event.who or "the leader"
    what = f"{who} arrived" if event.at_station else f"{who} says from afar to be here"
    return f"{what}, at the stop" if isinstance(event, StopArrived) else what


def _escalated(event: Escalated) -> str:
    about = "the stop" if event.stop else "the call"
    text = f"{event.tier} is told of {about} ({event.why}): {_persons(event.persons)}"
    if event.bundled:
        text += f"; {_persons(event.bundled)} in the storm already"
    return text


def _persons(persons: list[str]) -> str:
    return " and ".join(persons) or "nobody is on shift"


def _handed_over(event: WorkHandedOver) -> str:
    return f"{event.who} hands the {event.what} over to {event.to}" + (f": {event.note}" if event.note else "")


def _reason(event: StopBegan | StopReasoned) -> str:
    return f"{event.reason} ({event.category or event.stop_class})"


_EVENTS: dict[type[Event], Callable[..., str]] = {
    StationChanged: _tile,
    StationUnknown: lambda event: f"nothing is known: {event.why}",
    StationKnown: lambda event: "is known again",
    StationRemoved: lambda event: "is no more in the plan",
    ShiftBegan: lambda event: f"shift {event.shift} began" if event.shift else "no shift from here",
    SlotBegan: lambda event: " of ".join(part for part in (event.kind, event.shift) if part) + " began",
    SlotEnded: lambda event: "its calendar ended",
    SlotWithdrawn: lambda event: "has not turned yet",
    QuarterClosed: lambda event: f"{event.good} good and {event.reject} rejected in the quarter hour",
    CallRaised: lambda event: f"call raised: {event.type}, by {event.point or event.who or 'the screen'}",
    CallAcknowledged: lambda event: f"{event.who} heard the call",
    CallArrived: _arrived,
    CallRetyped: lambda event: f"the call is for {event.type}",
    CallWindowMoved: lambda event: "the call" if event.until is not None else "",
    CallJudged: lambda event: "fixed" if event.fixed else "not fixed",
    CallEnded: lambda event: f"call ended: {event.outcome}" + (f", by {event.who}" if event.who else ""),
    StopBegan: _began,
    StopAcknowledged: lambda event: f"{event.who} heard of the stop",
    StopArrived: _arrived,
    StopEvidenced: lambda event: f"the stop is {_EVIDENCE[event.evidence] or 'seen by the run signal'}",
    StopReasoned: lambda event: f"stop explained: {_reason(event)}, version {event.version}",
    StopEnded: lambda event: f"stop ended: {event.outcome}",
    KaizenTriggered: lambda event: f"kaizen triggered: {event.category}",
    TriggerJoined: lambda event: "the stop joins the open kaizen",
    LimitsSet: lambda event: f"the {event.chart} chart has the limits of {event.count} in {event.size}: {event.why}",
    HourNoted: lambda event: f"the hour is explained: {event.text} ({event.initials})",
    TriggerLeft: lambda event: "the stop leaves its kaizen",
    Escalated: lambda event: _escalated(event),
    StormBegan: lambda event: f"a storm began: {event.calls} calls",
    StormEnded: lambda event: f"the storm is over after {event.calls} calls: {_persons(event.persons)} know of it",
    NoticeAsked: lambda event: f"a test for {event.person}",
    NoticeSettled: lambda event: f"the message to {event.person}: {event.state} {event.because}",
    SuggestionReceived: lambda event: f"suggestion received: {event.text}",
    TestHeard: lambda event: f"{event.point} heard, {event.value}",
    TriggerRested: lambda event: "kaizen at rest" + (", nothing is left in it" if event.emptied else ""),
    WorkHandedOver: _handed_over,
    Noted: lambda event: event.text,
}
