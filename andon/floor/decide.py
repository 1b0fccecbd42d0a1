"""Commands: may this be done now? Either the entries that it makes, or a reason for a person why not."""

from __future__ import annotations

from andon.base.errors import CommandRejected, NothingThere
from andon.floor import answers, commented, frozen, handing, imported, under_test
from andon.floor.index import build
from andon.floor.safety import endangered
from andon.floor.state import Floor
from andon.floor.transitions import NOT_RELEASED
from andon.model.command import (
    AdoptPlan,
    AnswerCall,
    AnswerFixed,
    AnswerStop,
    AskToStop,
    BeginTest,
    CallRecord,
    Classify,
    Command,
    CommentHour,
    EndTest,
    FreezeLimits,
    HandOver,
    ImportHistory,
    LightTest,
    RaiseCall,
    ReleaseSafety,
    ReportNotice,
    Restart,
    RestTrigger,
    SeekHelp,
    StopRecord,
    Suggest,
    TryNotice,
)
from andon.model.entry import Entry, NoticeReported, NoticeTried, PlanAdopted, StopClassified, TriggerClosed

Subject = StopRecord | CallRecord | None


def decide(floor: Floor, command: Command, subject: Subject, at: int) -> list[Entry]:
    """The entries of a command. Raises CommandRejected. `subject`: the stop or call it is about, if the book has it."""
    call = subject if isinstance(subject, CallRecord) else None
    stop = subject if isinstance(subject, StopRecord) else None
    match command:
        case RaiseCall():
            return answers.raise_call(floor, command, at)
        case AnswerCall():
            return answers.answer_call(floor, command, call, at)
        case AnswerFixed():
            return answers.answer_fixed(floor, command, call, at)
        case AnswerStop():
            return answers.answer_stop(floor, command, stop, at)
        case AskToStop():
            return answers.ask_to_stop(floor, command, at)
        case Restart():
            return answers.restart(floor, command, at)
        case ReleaseSafety():
            return answers.release_safety(floor, command, at)
        case SeekHelp():
            return answers.seek_help(floor, command, call, stop, at)
        case TryNotice():
            return [NoticeTried(at=at, who=command.who, person=command.person)]
        case ReportNotice():
            return [_report(command, at)]
        case ImportHistory():
            return imported.decide(floor, command, at)
        case HandOver():
            return handing.hand_over(floor, command, at)
        case Suggest():
            return answers.suggest(floor, command, at)
        case CommentHour():
            return commented.comment_hour(floor, command, at)
        case FreezeLimits():
            return frozen.freeze_limits(floor, command, at)
        case AdoptPlan():
            return [_adopt(floor, command, at)]
        case Classify():
            return [_classify(floor, command, stop, at)]
        case RestTrigger():
            return [_rest(floor, command, at)]
        case BeginTest() | LightTest() | EndTest():
            return [under_test.decide(floor, command, at)]
        case _:
            raise CommandRejected(f"nobody here knows how to {type(command).__name__}")


def _report(command: ReportNotice, at: int) -> Entry:
    return NoticeReported(
        at=at,
        who=command.who,
        escalation=command.escalation,
        n=command.n,
        person=command.person,
        state=command.state,
        because=command.because,
    )


def _adopt(floor: Floor, command: AdoptPlan, at: int) -> Entry:
    adopted = floor.state.adopted
    if command.version is not None and adopted is not None and adopted.seq != command.version:
        sentence = f"the plan was changed meanwhile: entry {adopted.seq} holds, you had read {command.version}"
        raise CommandRejected(f"{sentence}; read it again", conflict=True, who=adopted.who, at=adopted.at)
    if floor.state.plan == command.plan:
        raise CommandRejected("this plan already holds", conflict=True)
    if (place := endangered(floor, build(command.plan))) is not None:
        sentence = f"safety is not released at {place}, which this plan would forget: release it, then change the plan"
        raise CommandRejected(sentence, conflict=True)
    return PlanAdopted(at=at, who=command.who, plan=command.plan, why=command.why)


def _classify(floor: Floor, command: Classify, subject: StopRecord | None, at: int) -> Entry:
    if subject is None:
        raise NothingThere(f"there is no stop {command.stop}")
    if floor.index is None or command.reason not in floor.index.reasons:
        raise CommandRejected(f"the plan has no reason {command.reason!r}")
    is_safety, reason = subject.category == "safety" and subject.ended is None, floor.index.reasons[command.reason]
    if is_safety and reason.category != "safety":
        raise CommandRejected(NOT_RELEASED, conflict=True)
    if subject.version != command.version:
        raise CommandRejected(
            f"the stop was changed meanwhile: it is version {subject.version} with reason {subject.reason!r},"
            f" you had read version {command.version}; read it again",
            conflict=True,
        )
    return StopClassified(
        at=at,
        who=command.who,
        stop=subject.id,
        line=subject.line,
        station=subject.station,
        reason=command.reason,
        version=subject.version,
        was_category=subject.category,
        was_trigger=subject.trigger,
    )


def _rest(floor: Floor, command: RestTrigger, at: int) -> Entry:
    key = next((key for key, trigger in floor.state.triggers.items() if trigger.id == command.trigger), None)
    if key is None:
        raise CommandRejected(f"trigger {command.trigger} is not open", conflict=True)
    place, _, category = key.rpartition("/")
    station = floor.state.stations.get(place)
    if station is not None and station.stop is not None and station.stop.category == category:
        raise CommandRejected("the station stands because of it right now: a trigger rests when its stop is over")
    return TriggerClosed(at=at, who=command.who, trigger=command.trigger)
