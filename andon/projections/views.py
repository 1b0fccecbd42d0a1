"""Every view, as what each event and sample changes in it. Stateless: the same events give the same rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from andon.base.units import US_PER_MINUTE
from andon.model.entry import Sample
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
    HistoryImported,
    HistoryWithdrawn,
    HourNoted,
    ImportMade,
    ImportWithdrawn,
    KaizenTriggered,
    LimitsSet,
    Noted,
    NoticeAsked,
    NoticeSettled,
    OpenCall,
    OpenStop,
    OpenTest,
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
from andon.projections.changes import Add, Change, Drop, Field, Patch, Put


def of_event(seq: int, n: int, event: Event) -> Iterator[Change]:
    """The changes that the n-th event of entry `seq` makes."""
    return _VIEWS[type(event)](seq, n, event)


def of_sample(sample: Sample) -> Iterator[Change]:
    """The changes that a counter's pieces make; a measured value makes none."""
    return of_samples((sample,))


def of_samples(samples: Iterable[Sample]) -> Iterator[Change]:
    """The changes that samples make which follow one another: what is of the same station and minute is added up."""
    pieces: dict[tuple[str, str, str, int], int] = {}
    for sample in samples:
        if sample.delta:
            place = (sample.line, sample.station, sample.kind, sample.at // US_PER_MINUTE)
            pieces[place] = pieces.get(place, 0) + sample.delta
    for (line, station, kind, minute), made in pieces.items():
        where: dict[str, Field] = {"line": line, "station": station}
        yield Add("tally", where, {"reject" if kind == "reject" else "good": made})
        yield Add("count_minute", {**where, "kind": kind, "at": minute * US_PER_MINUTE}, {"pieces": made})


def _station_changed(seq: int, n: int, event: StationChanged) -> Iterator[Change]:
    yield Put(
        "board",
        {
            "line": event.line,
            "station": event.station,
            "seq": seq,
            "state": event.state,
            "since": event.at,
            "signal": event.signal,
            "calls": json.dumps([_fields(call) for call in event.calls]),
            "stop": json.dumps(_fields(event.stop)) if event.stop else None,
            "triggers": event.triggers,
            "test": json.dumps(_fields(event.test)) if event.test else None,
            "lamp_fault": int(event.lamp_fault),
        },
    )


def _fields(shown: OpenCall | OpenStop | OpenTest) -> dict[str, object]:
    return {name: getattr(shown, name) for name in shown.__slots__}


def _test_heard(seq: int, n: int, event: TestHeard) -> Iterator[Change]:
    where: dict[str, Field] = {"line": event.line, "station": event.station, "point": event.point}
    yield Put("test_heard", {**where, "at": event.at, "value": json.dumps(event.value)})


def _station_unknown(seq: int, n: int, event: StationUnknown) -> Iterator[Change]:
    where: dict[str, Field] = {"line": event.line, "station": event.station}
    yield Put("unknown", {**where, "since": event.at, "until": None, "why": event.why})


def _station_known(seq: int, n: int, event: StationKnown) -> Iterator[Change]:
    key: dict[str, Field] = {"line": event.line, "station": event.station, "since": event.since}
    yield Patch("unknown", key, {"until": event.at})


def _station_removed(seq: int, n: int, event: StationRemoved) -> Iterator[Change]:
    for table in ("board", "tally"):
        yield Drop(table, {"line": event.line, "station": event.station})


def _slot_began(seq: int, n: int, event: SlotBegan) -> Iterator[Change]:
    if event.was is not None:
        yield Patch("slot", {"line": event.line, "since": event.was}, {"until": event.at})
    row: dict[str, Field] = {"line": event.line, "since": event.at, "until": None, "kind": event.kind}
    yield Put("slot", {**row, "shift": event.shift, "shift_since": event.shift_since, "day": event.day})


def _slot_ended(seq: int, n: int, event: SlotEnded) -> Iterator[Change]:
    yield Patch("slot", {"line": event.line, "since": event.was}, {"until": event.at})


def _slot_withdrawn(seq: int, n: int, event: SlotWithdrawn) -> Iterator[Change]:
    yield Drop("slot", {"line": event.line, "since": event.at})


def _shift_began(seq: int, n: int, event: ShiftBegan) -> Iterator[Change]:
    where = {"line": event.line, "station": event.station}
    yield Put("tally", {**where, "shift": event.shift, "since": event.at, "good": 0, "reject": 0})


def _quarter_closed(seq: int, n: int, event: QuarterClosed) -> Iterator[Change]:
    for kind, pieces in (("count", event.good), ("reject", event.reject)):
        if pieces:
            key: dict[str, Field] = {"line": event.line, "station": event.station, "kind": kind, "at": event.at}
            yield Add("count_quarter", key, {"pieces": pieces})


def _import_made(seq: int, n: int, event: ImportMade) -> Iterator[Change]:
    row: dict[str, Field] = {"id": event.batch, "at": event.at, "who": event.who, "file": event.file, "undone": None}
    yield Put("import_made", row)


def _history_imported(seq: int, n: int, event: HistoryImported) -> Iterator[Change]:
    where: dict[str, Field] = {"line": event.line, "station": event.station, "at": event.at}
    made: dict[str, Field] = {"stop": event.stop, "good": event.good, "reject": event.reject}
    yield Put("imported", {"batch": event.batch, "seq": seq, **where, **made})


def _history_withdrawn(seq: int, n: int, event: HistoryWithdrawn) -> Iterator[Change]:
    yield Drop("imported", {"batch": event.batch, "seq": event.row})
    if event.stop is not None:
        yield Drop("stop", {"id": event.stop})


def _import_withdrawn(seq: int, n: int, event: ImportWithdrawn) -> Iterator[Change]:
    yield Patch("import_made", {"id": event.batch}, {"undone": event.at})


def _call_raised(seq: int, n: int, event: CallRaised) -> Iterator[Change]:
    where: dict[str, Field] = {"line": event.line, "station": event.station, "point": event.point}
    yield Put(
        "call",
        {
            "id": event.call,
            **where,
            "type": event.type,
            "began": event.at,
            "who": event.who,
            "until": event.until,
            **_UNANSWERED,
            "ended": None,
            "ended_by": "",
            "outcome": None,
            "expired": None,
            "fixed": None,
            "returns": event.returns,
            "again": event.again,
        },
    )


def _call_acknowledged(seq: int, n: int, event: CallAcknowledged) -> Iterator[Change]:
    yield Patch("call", {"id": event.call}, {"acknowledged": event.at, "acknowledged_by": event.who})


def _call_arrived(seq: int, n: int, event: CallArrived) -> Iterator[Change]:
    yield Patch("call", {"id": event.call}, _arrived(event))


def _call_retyped(seq: int, n: int, event: CallRetyped) -> Iterator[Change]:
    yield Patch("call", {"id": event.call}, {"type": event.type, "until": event.until})


def _call_window_moved(seq: int, n: int, event: CallWindowMoved) -> Iterator[Change]:
    yield Patch("call", {"id": event.call}, {"until": event.until})


def _call_judged(seq: int, n: int, event: CallJudged) -> Iterator[Change]:
    yield Patch("call", {"id": event.call}, {"fixed": int(event.fixed)})


def _call_ended(seq: int, n: int, event: CallEnded) -> Iterator[Change]:
    fields: dict[str, Field] = {"ended": event.at, "outcome": event.outcome, "ended_by": event.who}
    if event.outcome == "expired":
        fields["expired"] = event.at
    yield Patch("call", {"id": event.call}, fields)


def _stop_began(seq: int, n: int, event: StopBegan) -> Iterator[Change]:
    yield Put(
        "stop",
        {
            "id": event.stop,
            "line": event.line,
            "station": event.station,
            "began": event.at,
            "ended": None,
            "outcome": None,
            "cause": event.cause,
            "reason": event.reason,
            "stop_class": event.stop_class,
            "category": event.category,
            "trigger": None,
            "version": 1,
            "evidence": event.evidence,
            "stood": None if event.evidence == "asked" else event.at,
            "call": event.call,
            "caused_by": event.caused_by,
            **_UNANSWERED,
        },
    )


def _stop_evidenced(seq: int, n: int, event: StopEvidenced) -> Iterator[Change]:
    yield Patch("stop", {"id": event.stop}, {"evidence": event.evidence})
    if event.was == "asked":
        yield Patch("stop", {"id": event.stop}, {"stood": event.at})


def _stop_acknowledged(seq: int, n: int, event: StopAcknowledged) -> Iterator[Change]:
    yield Patch("stop", {"id": event.stop}, {"acknowledged": event.at, "acknowledged_by": event.who})


def _stop_arrived(seq: int, n: int, event: StopArrived) -> Iterator[Change]:
    yield Patch("stop", {"id": event.stop}, _arrived(event))


def _arrived(event: CallArrived | StopArrived) -> dict[str, Field]:
    return {"arrived": event.at, "arrived_by": event.who, "at_station": int(event.at_station)}


def _stop_reasoned(seq: int, n: int, event: StopReasoned) -> Iterator[Change]:
    fields = {"reason": event.reason, "stop_class": event.stop_class, "category": event.category}
    yield Patch("stop", {"id": event.stop}, {**fields, "version": event.version})


def _stop_ended(seq: int, n: int, event: StopEnded) -> Iterator[Change]:
    yield Patch("stop", {"id": event.stop}, {"ended": event.at, "outcome": event.outcome})


def _kaizen_triggered(seq: int, n: int, event: KaizenTriggered) -> Iterator[Change]:
    yield Put(
        "trigger",
        {
            "id": event.trigger,
            "line": event.line,
            "station": event.station,
            "category": event.category,
            "opened": event.at,
            "closed": None,
            "emptied": 0,
            "stops": 1,
        },
    )
    yield Patch("stop", {"id": event.stop}, {"trigger": event.trigger})


def _trigger_joined(seq: int, n: int, event: TriggerJoined) -> Iterator[Change]:
    yield Patch("stop", {"id": event.stop}, {"trigger": event.trigger})
    yield Add("trigger", {"id": event.trigger}, {"stops": 1})


def _trigger_left(seq: int, n: int, event: TriggerLeft) -> Iterator[Change]:
    yield Patch("stop", {"id": event.stop}, {"trigger": None})
    yield Add("trigger", {"id": event.trigger}, {"stops": -1})


def _trigger_rested(seq: int, n: int, event: TriggerRested) -> Iterator[Change]:
    yield Patch("trigger", {"id": event.trigger}, {"closed": event.at, "emptied": int(event.emptied)})


def _escalated(seq: int, n: int, event: Escalated) -> Iterator[Change]:
    about: dict[str, Field] = {"call": event.call, "stop": event.stop, "tier": event.tier, "storm": event.storm}
    yield _escalation(seq, n, event, event.why, **about)
    for person in event.persons:
        yield _notice(seq, n, person, "bundled" if person in event.bundled else "waiting")


def _storm_began(seq: int, n: int, event: StormBegan) -> Iterator[Change]:
    yield from ()  # the messages of its calls say it


def _storm_ended(seq: int, n: int, event: StormEnded) -> Iterator[Change]:
    yield _escalation(seq, n, event, "storm-over", storm=event.storm, calls=event.calls)
    for person in event.persons:
        yield _notice(seq, n, person, "waiting")


def _notice_asked(seq: int, n: int, event: NoticeAsked) -> Iterator[Change]:
    yield _escalation(seq, n, event, "test")
    yield _notice(seq, n, event.person, "waiting")


def _notice_settled(seq: int, n: int, event: NoticeSettled) -> Iterator[Change]:
    key: dict[str, Field] = {"seq": event.escalation, "n": event.n, "person": event.person}
    yield Patch("notice", key, {"state": event.state, "settled": event.at, "because": event.because})


def _escalation(seq: int, n: int, event: Event, why: str, **about: Field) -> Put:
    place: dict[str, Field] = {"seq": seq, "n": n, "at": event.at, "line": event.line, "station": event.station}
    unsaid: dict[str, Field] = {"call": None, "stop": None, "tier": "", "storm": None, "calls": None}
    return Put("escalation", place | unsaid | about | {"why": why})


def _notice(seq: int, n: int, person: str, state: str) -> Put:
    return Put("notice", {"seq": seq, "n": n, "person": person, "state": state, "settled": None, "because": ""})


def _work_handed_over(seq: int, n: int, event: WorkHandedOver) -> Iterator[Change]:
    who = {"who": event.who, "to": event.to, "note": event.note}
    yield Put("handed_over", {"what": event.what, "subject": event.subject, "at": event.at, **who})


def _suggestion_received(seq: int, n: int, event: SuggestionReceived) -> Iterator[Change]:
    where = {"line": event.line, "station": event.station}
    yield Put(
        "suggestion",
        {"id": event.suggestion, "at": event.at, **where, "text": event.text, "by": event.by, "who": event.who},
    )


def _limits_set(seq: int, n: int, event: LimitsSet) -> Iterator[Change]:
    row: dict[str, str | int] = {"chart": event.chart, "line": event.line, "station": event.station, "at": event.at}
    row |= {"begin": event.begin, "end": event.end, "count": event.count, "size": event.size, "points": event.points}
    yield Put("limits", {**row, "why": event.why, "who": event.who})


def _hour_noted(seq: int, n: int, event: HourNoted) -> Iterator[Change]:
    said = {"text": event.text, "initials": event.initials, "who": event.who}
    yield Put("hour_comment", {"line": event.line, "hour": event.hour, "at": event.at, **said})


def _noted(seq: int, n: int, event: Noted) -> Iterator[Change]:
    row = {"seq": seq, "n": n, "at": event.at, "about": event.about, "address": event.address, "text": event.text}
    yield Put("oddity", row)


_UNANSWERED: dict[str, Field] = {
    "acknowledged": None,
    "acknowledged_by": "",
    "arrived": None,
    "arrived_by": "",
    "at_station": None,
}

# Each function takes its own kind of event, which a dict of callables cannot say.
_VIEWS: dict[type[Event], Callable[..., Iterator[Change]]] = {
    StationChanged: _station_changed,
    StationRemoved: _station_removed,
    StationUnknown: _station_unknown,
    StationKnown: _station_known,
    SlotBegan: _slot_began,
    SlotEnded: _slot_ended,
    SlotWithdrawn: _slot_withdrawn,
    ShiftBegan: _shift_began,
    QuarterClosed: _quarter_closed,
    CallRaised: _call_raised,
    CallAcknowledged: _call_acknowledged,
    CallArrived: _call_arrived,
    CallRetyped: _call_retyped,
    CallWindowMoved: _call_window_moved,
    CallJudged: _call_judged,
    CallEnded: _call_ended,
    StopBegan: _stop_began,
    StopAcknowledged: _stop_acknowledged,
    StopArrived: _stop_arrived,
    StopEvidenced: _stop_evidenced,
    StopReasoned: _stop_reasoned,
    StopEnded: _stop_ended,
    KaizenTriggered: _kaizen_triggered,
    TriggerJoined: _trigger_joined,
    TriggerLeft: _trigger_left,
    TriggerRested: _trigger_rested,
    Escalated: _escalated,
    StormBegan: _storm_began,
    StormEnded: _storm_ended,
    NoticeAsked: _notice_asked,
    NoticeSettled: _notice_settled,
    TestHeard: _test_heard,
    WorkHandedOver: _work_handed_over,
    SuggestionReceived: _suggestion_received,
    HourNoted: _hour_noted,
    LimitsSet: _limits_set,
    ImportMade: _import_made,
    HistoryImported: _history_imported,
    HistoryWithdrawn: _history_withdrawn,
    ImportWithdrawn: _import_withdrawn,
    Noted: _noted,
}
