"""What the desk can be asked: commands for the floor, errands that write what is no entry, and amendments of who may
what (`people`, `devices`)."""

from __future__ import annotations

import queue
from collections.abc import Callable
from typing import get_args

from pydantic import TypeAdapter

from andon.base.errors import AndonError, DeskUnavailable
from andon.config.wiring import page_device
from andon.journal.writer import Writer
from andon.model.command import (
    AdoptPlan,
    AnswerCall,
    AnswerFixed,
    AnswerStop,
    AskToStop,
    BeginTest,
    Classify,
    Command,
    CommentHour,
    EndTest,
    FreezeLimits,
    HandOver,
    LightTest,
    RaiseCall,
    ReleaseSafety,
    ReportNotice,
    Restart,
    RestTrigger,
    SeekHelp,
    Suggest,
    TryNotice,
)
from andon.model.entry import CallAnswer, Chart, NoticeState, OpenWork, StopAnswer
from andon.model.person import ID
from andon.model.plan import PAGE_DEVICE, Plan
from andon.model.signal import DeviceStatus, Lamp, LifeSign
from andon.ports import Clock
from andon.runtime.desk import ANSWER_WITHIN_S, COMMIT_WITHIN_S, Verb
from andon.runtime.devices import DeviceVerbs
from andon.runtime.imports import import_history, undo_import
from andon.runtime.inbox import Amended, Amendment, Asked, Asker, Errand, Inboxes, Item
from andon.runtime.people import PersonVerbs
from andon.runtime.strangers import Strangers

INBOX = "desk"
_LAMPS = TypeAdapter(list[Lamp])
_ROWS = TypeAdapter(list[list[str | int]])
_CHART: TypeAdapter[Chart] = TypeAdapter(Chart)
NOTICE_STATES = get_args(NoticeState)
BECAUSE_MOST = 500  # characters of why a message failed
_OPEN_WORK: dict[str, OpenWork] = {"call": "call", "stop": "stop", "trigger": "trigger"}


class Verbs:
    """The verbs of a recorder. Each waits, in the thread of its connection, until the recorder has answered."""

    def __init__(
        self,
        inboxes: Inboxes,
        writer: Writer,
        clock: Clock,
        tell: Callable[[DeviceStatus], None] = lambda status: None,
        strangers: Strangers | None = None,
        patience_s: float = ANSWER_WITHIN_S,
    ) -> None:
        self._strangers = strangers or Strangers()
        self._inboxes, self._writer, self._clock, self._tell = inboxes, writer, clock, tell
        self._patience_s = patience_s
        inboxes.open(INBOX)

    def table(self) -> dict[str, Verb]:
        """Verb -> what serves it."""
        people = (PersonVerbs(self._writer.people, self._clock), DeviceVerbs(self._writer.people, self._clock))
        amendments = {verb: self._amendment(make) for room in people for verb, make in room.table().items()}
        return amendments | {
            "ping": lambda payload: {},
            "import": self._command(import_history),
            "import-undo": self._amendment(undo_import(self._writer, self._clock)),
            "adopt-plan": self._command(_adopt_plan),
            "classify": self._command(_classify),
            "raise-call": self._command(_raise_call),
            "retype-call": self._command(
                lambda p, who: AnswerCall(who=who, call=_whole(p["call"]), said="retype", type=str(p["type"]))
            ),
            "answer-fixed": self._command(
                lambda p, who: AnswerFixed(who=who, call=_whole(p["call"]), fixed=bool(p["fixed"]))
            ),
            "ask-to-stop": self._command(lambda p, who: AskToStop(who=who, **_texts(p, "line", "station"))),
            "restart": self._command(lambda p, who: Restart(who=who, **_texts(p, "line", "station"))),
            "release-safety": self._command(
                lambda p, who: ReleaseSafety(who=who, **_texts(p, "line", "station", "why"))
            ),
            "acknowledge-stop": self._command(_answer_stop("acknowledge")),
            "arrive-stop": self._command(_arrive_stop),
            "acknowledge-call": self._command(_answer_call("acknowledge")),
            "arrive-call": self._command(_arrive_call),
            "resolve-call": self._command(_answer_call("resolve")),
            "cancel-call": self._command(_answer_call("cancel")),
            "wrong-call": self._command(_answer_call("wrong")),
            "suggest": self._command(lambda p, who: Suggest(who=who, **_texts(p, "line", "station", "text", "by"))),
            "comment-hour": self._command(_comment_hour),
            "freeze-limits": self._command(_freeze_limits),
            "page-alive": self._page_alive,
            "rest-trigger": self._command(lambda p, who: RestTrigger(who=who, trigger=_whole(p["trigger"]))),
            "hand-over": self._command(_hand_over),
            "begin-test": self._command(lambda p, who: BeginTest(who=who, **_texts(p, "line", "station"))),
            "light-test": self._command(_light_test),
            "end-test": self._command(lambda p, who: EndTest(who=who, **_texts(p, "line", "station"))),
            "strangers": self._errand(self._list_strangers),
            "identify": self._errand(self._identify),
            "seek-help-call": self._command(lambda p, who: SeekHelp(who=who, call=_whole(p["call"]))),
            "seek-help-stop": self._command(lambda p, who: SeekHelp(who=who, stop=_whole(p["stop"]))),
            "try-notice": self._command(lambda p, who: TryNotice(who=who, person=_id(p["person"]))),
            "report-notice": self._command(_report_notice),
            "cursor": self._errand(self._save_cursor),
            "announce-day": self._errand(self._announce_day),
            "keep-day": self._errand(self._keep_day),
            "forwarder": self._errand(self._forwarder),
            "set-aside": self._errand(self._set_aside),
            "token-add": self._errand(self._add_token),
            "token-revoke": self._errand(self._revoke_token),
        }

    def _command(self, make: Callable[[dict[str, object], str], Command]) -> Verb:
        def serve(payload: dict[str, object]) -> dict[str, object]:
            command = make(payload, str(payload.get("who", "")))
            return self._wait_for(Asked(command, self._clock.now(), str(payload.get("key", ""))))

        return serve

    def _errand(self, prepare: Callable[[dict[str, object]], Callable[[], dict[str, object]]]) -> Verb:
        """What does not fit is found in the asker's thread, before the recorder hears of it."""
        return lambda payload: self._wait_for(Errand(prepare(payload)))

    def _amendment(self, make: Callable[[dict[str, object]], Amended]) -> Verb:
        return lambda payload: self._wait_for(Amendment(lambda: make(payload)))

    def _wait_for(self, what: Asked | Errand | Amendment) -> dict[str, object]:
        """Who is told to ask again is told the truth: what was not taken in time is not done later."""
        answers: queue.SimpleQueue[dict[str, object] | Exception] = queue.SimpleQueue()
        asker = Asker()
        self._inboxes.put(Item(INBOX, what, answer=answers.put, asker=asker))
        try:
            answer = answers.get(timeout=self._patience_s)
        except queue.Empty as late:
            if asker.give_up():
                raise DeskUnavailable("the recorder did not come to it in time: it is not done; ask again") from late
            answer = self._last_word(answers)
        if isinstance(answer, Exception):
            raise answer if isinstance(answer, AndonError) else DeskUnavailable(str(answer))
        return answer

    def _list_strangers(self, payload: dict[str, object]) -> Callable[[], dict[str, object]]:
        return lambda: {"boxes": self._strangers.listed(self._clock.now())}

    def _identify(self, payload: dict[str, object]) -> Callable[[], dict[str, object]]:
        device = f"box/{payload['uid']}"
        return lambda: {"lit": self._strangers.light(device, self._clock.now())}

    def _last_word(self, answers: queue.SimpleQueue[dict[str, object] | Exception]) -> dict[str, object] | Exception:
        """It was taken, so it is as good as answered, unless the disk fills up right then."""
        try:
            return answers.get(timeout=COMMIT_WITHIN_S)
        except queue.Empty as late:
            told = "the recorder has taken it and not answered: it may be done yet; look before you ask again"
            raise DeskUnavailable(told, may_be_done=True) from late

    def _page_alive(self, payload: dict[str, object]) -> dict[str, object]:
        """A tablet that shows its station's page; one whose battery goes is no cord that anybody may rely on."""
        told = _texts(payload, "line", "station", "text")
        device, alive, now = page_device(told["line"], told["station"]), bool(payload["alive"]), self._clock.now()
        self._tell(DeviceStatus(PAGE_DEVICE, device, "up" if alive else "down", told["text"][:200], {}))
        self._inboxes.put(Item(INBOX, LifeSign(device, now, alive)))
        return {"at": now}

    def _save_cursor(self, payload: dict[str, object]) -> Callable[[], dict[str, object]]:
        forwarder, seq = str(payload["forwarder"]), _whole(payload["seq"])

        def run() -> dict[str, object]:
            self._writer.save_cursor(forwarder, seq)
            return {}

        return run

    def _announce_day(self, payload: dict[str, object]) -> Callable[[], dict[str, object]]:
        line, token = _texts(payload, "line", "token").values()
        since, until = _whole(payload["since"]), _whole(payload["until"])

        def run() -> dict[str, object]:
            self._writer.announce_day(line, since, until, token)
            return {}

        return run

    def _keep_day(self, payload: dict[str, object]) -> Callable[[], dict[str, object]]:
        rows = _ROWS.validate_python(payload["rows"], strict=True)
        return lambda: {"kept": self._writer.keep_day(str(payload["token"]), rows)}

    def _forwarder(self, payload: dict[str, object]) -> Callable[[], dict[str, object]]:
        name, because = str(payload["forwarder"]), str(payload["waits_because"])[:500]
        status = DeviceStatus(name, "forwarder", "down" if because else "up", because or "delivering", {})

        def run() -> dict[str, object]:
            self._tell(status)
            return {}

        return run

    def _set_aside(self, payload: dict[str, object]) -> Callable[[], dict[str, object]]:
        where, what, reason = str(payload["where"]), str(payload["what"]), str(payload["reason"])

        def run() -> dict[str, object]:
            self._writer.set_aside(self._clock.now(), where, what, reason)
            return {}

        return run

    def _add_token(self, payload: dict[str, object]) -> Callable[[], dict[str, object]]:
        name, digest, scopes = str(payload["name"]), bytes.fromhex(str(payload["digest"])), str(payload["scopes"])
        return lambda: {"added": self._writer.add_token(name, digest, scopes, self._clock.now())}

    def _revoke_token(self, payload: dict[str, object]) -> Callable[[], dict[str, object]]:
        name = str(payload["name"])
        return lambda: {"revoked": self._writer.revoke_token(name, self._clock.now())}


def _raise_call(payload: dict[str, object], who: str) -> Command:
    return RaiseCall(who=who, **_texts(payload, "line", "station", "type"), age_us=_whole(payload.get("age_us", 0)))


def _adopt_plan(payload: dict[str, object], who: str) -> Command:
    version = None if payload.get("version") is None else _whole(payload["version"])
    plan, why = Plan.model_validate(payload["plan"]), str(payload.get("why", ""))
    return AdoptPlan(who=who, plan=plan, why=why, version=version)


def _light_test(payload: dict[str, object], who: str) -> Command:
    lamps = _LAMPS.validate_python(payload["lamps"])
    return LightTest(who=who, **_texts(payload, "line", "station"), lamps=lamps)


def _freeze_limits(payload: dict[str, object], who: str) -> Command:
    return FreezeLimits(
        who=who,
        chart=_CHART.validate_python(payload["chart"]),
        line=str(payload["line"]),
        station=str(payload["station"]),
        begin=_whole(payload["begin"]),
        end=_whole(payload["end"]),
        count=_whole(payload["count"]),
        size=_whole(payload["size"]),
        points=_whole(payload["points"]),
        why=str(payload["why"]),
    )


def _comment_hour(payload: dict[str, object], who: str) -> Command:
    return CommentHour(who=who, hour=_whole(payload["hour"]), **_texts(payload, "line", "text", "initials"))


def _classify(payload: dict[str, object], who: str) -> Command:
    return Classify(
        who=who, stop=_whole(payload["stop"]), reason=str(payload["reason"]), version=_whole(payload["version"])
    )


def _answer_call(said: CallAnswer) -> Callable[[dict[str, object], str], Command]:
    return lambda payload, who: AnswerCall(who=who, call=_whole(payload["call"]), said=said)


def _arrive_call(payload: dict[str, object], who: str) -> Command:
    """From afar unless it is said at the station."""
    said: CallAnswer = "arrive" if payload.get("at_station") else "arrive-remote"
    return AnswerCall(who=who, call=_whole(payload["call"]), said=said)


def _answer_stop(said: StopAnswer) -> Callable[[dict[str, object], str], Command]:
    return lambda payload, who: AnswerStop(who=who, stop=_whole(payload["stop"]), said=said)


def _arrive_stop(payload: dict[str, object], who: str) -> Command:
    said: StopAnswer = "arrive" if payload.get("at_station") else "arrive-remote"
    return AnswerStop(who=who, stop=_whole(payload["stop"]), said=said)


def _hand_over(payload: dict[str, object], who: str) -> Command:
    what = _OPEN_WORK[str(payload["what"])]
    return HandOver(who=who, what=what, subject=_whole(payload["subject"]), **_texts(payload, "to", "note"))


def _report_notice(payload: dict[str, object], who: str) -> Command:
    state = str(payload["state"])
    if state not in NOTICE_STATES:
        raise ValueError(f"a message is {', '.join(NOTICE_STATES)}, not {state!r}")
    return ReportNotice(
        who=who,
        escalation=_whole(payload["escalation"]),
        n=_whole(payload["n"]),
        person=_id(payload["person"]),
        state=state,  # type: ignore[arg-type]  # one of them
        because=str(payload.get("because", ""))[:BECAUSE_MOST],
    )


def _id(value: object) -> str:
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise ValueError(f"an id is 1 to 32 of a-z, 0-9 and -, not {value!r}")
    return value


def _texts(payload: dict[str, object], *names: str) -> dict[str, str]:
    return {name: str(payload[name]) for name in names}


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 63:
        raise TypeError(f"a whole number from 0 to 2^63-1, not {value!r}")
    return value
