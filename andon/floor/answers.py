"""What people may say of calls and stops now: the entries of it, or who was first and when."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from andon.base.errors import CommandRejected, NothingThere
from andon.base.units import to_datetime
from andon.floor import ladders
from andon.floor.calls import phase_of, step_of
from andon.floor.index import StationRef
from andon.floor.safety import is_held, still_in
from andon.floor.state import Floor, StationState
from andon.floor.stops import ASKED, stop_phase
from andon.floor.tiers import is_left
from andon.floor.transitions import NOT_RELEASED, STOP_ANSWERS
from andon.model.command import (
    AnswerCall,
    AnswerFixed,
    AnswerStop,
    AskToStop,
    CallRecord,
    RaiseCall,
    ReleaseSafety,
    Restart,
    SeekHelp,
    StopRecord,
    Suggest,
)
from andon.model.entry import (
    CallAnswered,
    CallAsked,
    CallFixed,
    Entry,
    HelpSought,
    SafetyReleased,
    StationRestarted,
    StopAnswered,
    StopAsked,
    SuggestionMade,
)
from andon.model.event import OpenCall, OpenStop

PERSON = "person:"


def raise_call(floor: Floor, command: RaiseCall, at: int) -> list[Entry]:
    """A pull needs no log-in and no reason; it is refused only where there is nothing to raise.

    One that waited in its screen for too long is history, whatever is open now.
    """
    where, station = _station(floor, command.line, command.station)
    _must_be_a_type(floor, command.type)
    late = floor.index is not None and command.age_us > floor.index.late_after_us
    if not late:
        _must_be_free(floor, station, command.type)
    pulled_at = at - command.age_us if command.age_us else None
    line, name = where.line, where.station
    return [
        CallAsked(at=at, who=command.who, line=line, station=name, type=command.type, pulled_at=pulled_at, late=late)
    ]


def answer_call(floor: Floor, command: AnswerCall, subject: CallRecord | None, at: int) -> list[Entry]:
    """One that is over, or answered already, says by whom and when."""
    found = _find_call(floor, command.call)
    if found is None:
        raise _over(floor, command.call, subject)
    where, station, call = found
    if command.said == "retype":
        _must_be_a_type(floor, command.type)
        if phase_of(station, command.type) != "none":
            raise CommandRejected(f"a call for {command.type} is open here already", conflict=True)
    step = step_of(station, call.type, command.said)
    if step.because == NOT_RELEASED:
        raise CommandRejected(NOT_RELEASED, conflict=True)
    if step.act == "ignore":
        raise _answered(floor, step.because, call)
    return [
        CallAnswered(
            at=at,
            who=command.who,
            call=call.id,
            line=where.line,
            station=where.station,
            said=command.said,
            type=command.type,
        )
    ]


def answer_fixed(floor: Floor, command: AnswerFixed, subject: CallRecord | None, at: int) -> list[Entry]:
    """Fixed, or not: then the call is raised again, unless one of its type is open anyway."""
    if subject is None:
        raise NothingThere(f"there is no call {command.call}")
    if _find_call(floor, command.call) is not None:
        raise CommandRejected("this is answered when the call is over")
    if subject.fixed is not None:
        raise CommandRejected(f"it was answered already: {'fixed' if subject.fixed else 'not fixed'}", conflict=True)
    line, name = subject.line, subject.station
    told: list[Entry] = [
        CallFixed(at=at, who=command.who, call=subject.id, line=line, station=name, fixed=command.fixed)
    ]
    station = floor.state.stations.get(f"{line}/{name}")
    if not command.fixed and station is not None and phase_of(station, subject.type) == "none":
        returns, again = subject.returns + 1, subject.id
        asked = CallAsked(
            at=at, who=command.who, line=line, station=name, type=subject.type, returns=returns, again=again
        )
        told.append(asked)
    return told


def answer_stop(floor: Floor, command: AnswerStop, subject: StopRecord | None, at: int) -> list[Entry]:
    """One that is over, or answered already, says by whom and when."""
    for place, station in floor.state.stations.items():
        stop = station.stop
        if stop is not None and stop.id == command.stop:
            step = STOP_ANSWERS[stop_phase(stop), command.said]
            if step.act == "ignore":
                raise _answered(floor, step.because, stop)
            line, _, name = place.partition("/")
            said = StopAnswered(at=at, who=command.who, stop=stop.id, line=line, station=name, said=command.said)
            return [said]
    if subject is None or subject.ended is None:
        raise NothingThere(f"there is no stop {command.stop}")
    raise _conflict(floor, "the stop is over: it ended", "", subject.ended)


def ask_to_stop(floor: Floor, command: AskToStop, at: int) -> list[Entry]:
    """It is no emergency stop, and it is asked for once."""
    where, station = _station(floor, command.line, command.station)
    if ASKED in station.causes:
        raise CommandRejected("the station was asked to stop already", conflict=True)
    return [StopAsked(at=at, who=command.who, line=where.line, station=where.station)]


def restart(floor: Floor, command: Restart, at: int) -> list[Entry]:
    """Only where a call is open or something waits for a restart."""
    where, station = _station(floor, command.line, command.station)
    if all(call.safety for call in station.calls.values()) and not any(
        cause.momentary for cause in station.causes.values()
    ):
        if is_held(station):
            raise CommandRejected(NOT_RELEASED, conflict=True)
        raise CommandRejected("nothing here waits for a restart")
    return [StationRestarted(at=at, who=command.who, line=where.line, station=where.station)]


def release_safety(floor: Floor, command: ReleaseSafety, at: int) -> list[Entry]:
    """By somebody who has a name, for a reason, and when nothing there is still pressed in."""
    where, station = _station(floor, command.line, command.station)
    if not command.who.startswith(PERSON):
        raise CommandRejected("safety is released by a named person, not by a program or a tablet")
    if not command.why.strip():
        raise CommandRejected("say why it is safe again: it is kept with your name")
    if not is_held(station):
        raise CommandRejected("nothing about safety is open at this station", conflict=True)
    if (point := still_in(floor, where, station)) is not None:
        raise CommandRejected(f"{point} is still pressed in: let it out first", conflict=True)
    line, name = where.line, where.station
    return [SafetyReleased(at=at, who=command.who, line=line, station=name, why=command.why)]


def seek_help(
    floor: Floor, command: SeekHelp, call: CallRecord | None, stop: StopRecord | None, at: int
) -> list[Entry]:
    """Only of what climbs a ladder, and while a tier is left to be told."""
    ladder = ladders.find(floor.state, command.call, command.stop)
    if ladder is None and command.call is not None and _find_call(floor, command.call) is None:
        raise _over(floor, command.call, call)
    if ladder is None and stop is not None and stop.ended is not None:
        raise _conflict(floor, "the stop is over: it ended", "", stop.ended)
    if ladder is None and command.stop is not None and stop is None:
        raise NothingThere(f"there is no stop {command.stop}")
    if ladder is None or not ladder.told:
        raise CommandRejected("no tier of this plan is for it: nobody is told of it")
    if not is_left(floor, ladder, at):
        tier, told_at = next(reversed(ladder.told.items()))
        raise _conflict(floor, f"nobody is left to be told: {tier} was told", "", told_at)
    line, _, name = ladder.place.partition("/")
    return [HelpSought(at=at, who=command.who, line=line, station=name, call=ladder.call, stop=ladder.stop)]


def suggest(floor: Floor, command: Suggest, at: int) -> list[Entry]:
    """Whatever it says is kept as it was said."""
    where, _ = _station(floor, command.line, command.station)
    if not command.text.strip():
        raise CommandRejected("a suggestion without words says nothing; write it in any language")
    line, name = where.line, where.station
    return [SuggestionMade(at=at, who=command.who, line=line, station=name, text=command.text, by=command.by)]


def _must_be_free(floor: Floor, station: StationState, call_type: str) -> None:
    call, step = station.calls.get(call_type), step_of(station, call_type, "ask")
    if call is not None:
        raise _conflict(floor, f"call {call.id} is open already: it was raised", "", call.since)
    if step.act == "ignore":
        raise CommandRejected(f"the station was asked to stop by such a call: {step.because}", conflict=True)


def _station(floor: Floor, line: str, name: str) -> tuple[StationRef, StationState]:
    where = floor.index.stations.get(f"{line}/{name}") if floor.index else None
    if where is None:
        raise CommandRejected(f"the plan has no station {line}/{name}")
    return where, floor.state.stations[where.place]


def _must_be_a_type(floor: Floor, call_type: str) -> None:
    if floor.index is None or call_type not in floor.index.call_reasons:
        raise CommandRejected(f"the plan has no call type {call_type!r}")


def _find_call(floor: Floor, call_id: int) -> tuple[StationRef, StationState, OpenCall] | None:
    for place, station in floor.state.stations.items():
        for call in station.calls.values():
            if call.id == call_id and floor.index is not None:
                return floor.index.stations[place], station, call
    return None


def _over(floor: Floor, call_id: int, subject: CallRecord | None) -> CommandRejected:
    if subject is None or subject.ended is None:
        return NothingThere(f"there is no call {call_id}")
    return _conflict(floor, f"the call is over: {subject.outcome}", subject.ended_by, subject.ended)


def _answered(floor: Floor, because: str, told: OpenCall | OpenStop) -> CommandRejected:
    """The last answer is the one that was first."""
    if told.arrived is not None:
        return _conflict(floor, because, told.arrived_by, told.arrived)
    return _conflict(floor, because, told.acknowledged_by, told.acknowledged or told.since)


def _conflict(floor: Floor, sentence: str, who: str, at: int) -> CommandRejected:
    zone = ZoneInfo(floor.state.plan.timezone if floor.state.plan else "UTC")
    by = f" by {who}" if who else ""
    sentence = f"{sentence},{by} at {to_datetime(at).astimezone(zone):%H:%M:%S}"
    return CommandRejected(sentence, conflict=True, who=who, at=at)
