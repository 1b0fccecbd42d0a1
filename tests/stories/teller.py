"""Tells a story: folds what was said, line by line, and writes under each line what came of it.

    plan: oven kolkata                          files of plans/, put together with common.toml
    begins: 2026-11-23 07:59:00                 local time; everybody is heard from then on
    begins: 2026-11-23 07:59:00, nobody heard

    08:00:03 paint/oven cord pulled             time, place, point, what it said
      -> paint/oven is yellow: help             written by the teller, as are the lines of "the clock"

What may be said: see `_SAYINGS`. A value is pulled, pressed, released, let go, or as JSON or a bare word;
`, device says 07:52:00` after it is the instant that the device claims. A line `== 2026-11-24 ==` is a new day.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from andon.base.errors import BadInput, CommandRejected
from andon.base.units import US_PER_S, from_datetime
from andon.floor.counting import measure
from andon.floor.decide import decide
from andon.floor.index import device_of
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
    LightTest,
    RaiseCall,
    ReleaseSafety,
    Restart,
    RestTrigger,
    SeekHelp,
    StopRecord,
    Suggest,
    TryNotice,
)
from andon.model.entry import (
    RULES,
    CallAnswer,
    ClockStepped,
    LampFaultBegan,
    LampFaultEnded,
    OpenWork,
    ServiceStarted,
    SignalAccepted,
    SourceHeard,
    SourceSilent,
    StopAnswer,
)
from andon.model.signal import LAMPS, Lamp, Value
from tests.stories.telling import Telling, load_plan

_VALUES: dict[str, Value] = {"pulled": True, "pressed": True, "released": False, "let go": False}
_CALL_ANSWERS: dict[str, CallAnswer] = {
    "hears": "acknowledge",
    "stands at": "arrive",
    "taps for": "arrive-remote",
    "resolves": "resolve",
    "cancels": "cancel",
    "disowns": "wrong",
}
_STOP_ANSWERS: dict[str, StopAnswer] = {"hears": "acknowledge", "stands at": "arrive", "taps for": "arrive-remote"}
_KINDS_OF_DEVICE = {"box": "box", "page": "page"}
_SAMPLED = ("count", "reject", "value")


class Teller(Telling):
    """Knows what may be said."""

    def _say(self, saying: str, at: int) -> None:
        for pattern, act in _SAYINGS:
            if found := re.fullmatch(pattern, saying):
                act(self, at, *found.groups())
                return
        raise ValueError(f"no teller understands {saying!r}")

    # What may be said, in the order of _SAYINGS

    def _nothing(self, at: int) -> None:
        """Time passes."""

    def _all_heard(self, at: int) -> None:
        silent = [device for device in self._index.devices if not self._floor.state.heard.get(device)]
        self._add(*(SourceHeard(at=at, device=device) for device in silent))

    def _silent(self, at: int, what: str, place: str, since: str) -> None:
        self._add(SourceSilent(at=at, device=self._device(what, place), since=self._instant(since)))

    def _heard(self, at: int, what: str, place: str) -> None:
        self._add(SourceHeard(at=at, device=self._device(what, place)))

    def _device(self, what: str, place: str) -> str:
        devices = self._index.stations[place].devices
        return next(device for device in devices if _KINDS_OF_DEVICE.get(device.partition("/")[0], "machine") == what)

    def _lamps_differ(self, at: int, what: str, place: str, shown: str, told: str) -> None:
        device = self._device(what, place)
        self._add(LampFaultBegan(at=at, device=device, told=_lamps(told), shown=_lamps(shown)))

    def _lamps_agree(self, at: int, what: str, place: str) -> None:
        self._add(LampFaultEnded(at=at, device=self._device(what, place)))

    def _service_starts(self, at: int, down_since: str) -> None:
        self._started = at
        self._add(ServiceStarted(at=at, down_since=self._instant(down_since), version="1", rules=RULES))

    def _clock_set(self, at: int, sign: str, seconds: str) -> None:
        step_us = int(f"{sign}{seconds}") * US_PER_S
        self._add(ClockStepped(at=at, step_us=step_us))

    def _adopt(self, at: int, who: str, names: str) -> None:
        self._decide(AdoptPlan(who=who, plan=load_plan(names)), None, at)

    def _classify(self, at: int, who: str, nth: str, place: str, reason: str, version: str | None) -> None:
        number = {"only": 0, "first": 0, "second": 1, "third": 2, "last": -1}[nth]
        stops = self._records.stops_of(place)
        subject = stops[number] if stops else None
        read = int(version) if version else subject.version if subject else 1
        stop = subject.id if subject else 0
        self._decide(Classify(who=who, stop=stop, reason=reason, version=read), subject, at)

    def _raise(self, at: int, who: str, call_type: str, place: str, waited: str | None = None) -> None:
        line, _, station = place.partition("/")
        age_us = int(waited or 0) * US_PER_S
        self._decide(RaiseCall(who=_name(who), line=line, station=station, type=call_type, age_us=age_us), None, at)

    def _suggest(self, at: int, who: str, place: str, text: str) -> None:
        line, _, station = place.partition("/")
        self._decide(Suggest(who=_name(who), line=line, station=station, text=text), None, at)

    def _answer(self, at: int, who: str, said: str, call_type: str, place: str) -> None:
        call = self._records.newest_call(place, call_type)
        self._decide(AnswerCall(who=_name(who), call=call.id, said=_CALL_ANSWERS[said]), call, at)

    def _retype(self, at: int, who: str, call_type: str, place: str, new_type: str) -> None:
        call = self._records.newest_call(place, call_type)
        self._decide(AnswerCall(who=_name(who), call=call.id, said="retype", type=new_type), call, at)

    def _fixed(self, at: int, who: str, call_type: str, place: str, no: str) -> None:
        call = self._records.newest_call(place, call_type)
        self._decide(AnswerFixed(who=_name(who), call=call.id, fixed=not no), call, at)

    def _answer_stop(self, at: int, who: str, said: str, place: str) -> None:
        stops = self._records.stops_of(place)
        stop = stops[-1] if stops else None
        self._decide(AnswerStop(who=_name(who), stop=stop.id if stop else 0, said=_STOP_ANSWERS[said]), stop, at)

    def _ask_to_stop(self, at: int, who: str, place: str) -> None:
        line, _, station = place.partition("/")
        self._decide(AskToStop(who=_name(who), line=line, station=station), None, at)

    def _restart(self, at: int, who: str, place: str) -> None:
        line, _, station = place.partition("/")
        self._decide(Restart(who=_name(who), line=line, station=station), None, at)

    def _release(self, at: int, who: str, place: str, why: str) -> None:
        line, _, station = place.partition("/")
        who = who if who == "tablet" else f"person:{who}"
        self._decide(ReleaseSafety(who=who, line=line, station=station, why=why), None, at)

    def _test(self, at: int, who: str, what: str, place: str) -> None:
        line, _, station = place.partition("/")
        kind = BeginTest if what == "begins" else EndTest
        self._decide(kind(who=who, line=line, station=station), None, at)

    def _light(self, at: int, who: str, lamps: str, place: str) -> None:
        line, _, station = place.partition("/")
        lit: list[Lamp] = list(lamps.split(" and "))  # type: ignore[assignment]  # the story's own words
        self._decide(LightTest(who=who, line=line, station=station, lamps=lit), None, at)

    def _seek_help_for_call(self, at: int, who: str, call_type: str, place: str) -> None:
        call = self._records.newest_call(place, call_type)
        self._decide(SeekHelp(who=who, call=call.id), call, at)

    def _seek_help_for_stop(self, at: int, who: str, place: str) -> None:
        stops = self._records.stops_of(place)
        stop = stops[-1] if stops else None
        self._decide(SeekHelp(who=who, stop=stop.id if stop else 0), stop, at)

    def _test_notice(self, at: int, who: str, person: str) -> None:
        self._decide(TryNotice(who=who, person=person), None, at)

    def _flaps(self, at: int, place: str, point: str, out: str | None, times: str, every_ms: str) -> None:
        """Only what came of it is told: so many edges would be no story."""
        ref = next(ref for ref in self._index.points.values() if ref.key == f"{place}/{point}")
        for n in range(int(times)):
            moved_at = at + n * int(every_ms) * 1000
            self._fold_due(moved_at)
            events = self._fold(SignalAccepted(at=moved_at, address=ref.address, value=(n % 2 == 0) != bool(out)))
            self._came(events, at)

    def _comment(self, at: int, who: str, line: str, hour: str, text: str, initials: str) -> None:
        said = CommentHour(who=who, line=line, hour=self._instant(hour), text=text, initials=initials)
        self._decide(said, None, at)

    def _freeze(self, at: int, who: str, chart: str, place: str, count: str, size: str, why: str) -> None:
        line, _, station = place.partition("/")
        baseline = {"begin": at - 2, "end": at - 1, "count": int(count), "size": int(size), "points": 1}
        self._decide(FreezeLimits(who=who, chart=chart, line=line, station=station, why=why, **baseline), None, at)

    def _rest(self, at: int, who: str, category: str, place: str) -> None:
        trigger = self._floor.state.triggers.get(f"{place}/{category}")
        self._decide(RestTrigger(who=who, trigger=trigger.id if trigger else 0), None, at)

    def _hand_over_call(self, at: int, who: str, call_type: str, place: str, to: str, note: str | None) -> None:
        self._hand_over(at, who, "call", self._records.newest_call(place, call_type).id, to, note)

    def _hand_over_stop(self, at: int, who: str, place: str, to: str, note: str | None) -> None:
        stops = self._records.stops_of(place)
        self._hand_over(at, who, "stop", stops[-1].id if stops else 0, to, note)

    def _hand_over_kaizen(self, at: int, who: str, category: str, place: str, to: str, note: str | None) -> None:
        trigger = self._floor.state.triggers.get(f"{place}/{category}")
        self._hand_over(at, who, "trigger", trigger.id if trigger else 0, to, note)

    def _hand_over(self, at: int, who: str, what: OpenWork, subject: int, to: str, note: str | None) -> None:
        self._decide(HandOver(who=who, what=what, subject=subject, to=to, note=note or ""), None, at)

    def _decide(self, command: Command, subject: StopRecord | CallRecord | None, at: int) -> None:
        try:
            entries = decide(self._floor, command, subject, at)
        except CommandRejected as rejected:
            self.lines.append(f"  -> refused: {rejected}")
        else:
            self._add(*entries)

    def _unassigned(self, at: int, address: str, value: str) -> None:
        self._add(SignalAccepted(at=at, address=address, value=_value(value)))

    def _reading(self, at: int, place: str, point: str, value: str, claimed: str | None) -> None:
        ref = next(ref for ref in self._index.points.values() if ref.key == f"{place}/{point}")
        device, device_at = device_of(ref.address), self._claimed(claimed)
        if not self._floor.state.heard.get(device):
            self._add(SourceHeard(at=at, device=device))
        if ref.kind not in _SAMPLED:
            late = device_at is not None and at - device_at > self._index.late_after_us
            self._add(SignalAccepted(at=at, address=ref.address, value=_value(value), device_at=device_at, late=late))
            return
        try:
            counted_at = at if device_at is None else min(at, device_at)
            for entry in measure(self._floor.state, ref, _value(value), counted_at):
                self._add(entry)
        except BadInput as error:
            self.lines.append(f"  -> set aside: {error}")

    def _claimed(self, text: str | None) -> int | None:
        if text is None:
            return None
        if " " not in text:
            return self._instant(text)
        return from_datetime(datetime.fromisoformat(text).replace(tzinfo=self._words.zone))


def _name(who: str) -> str:
    return "" if who == "somebody" else who


def _lamps(text: str) -> list[Lamp]:
    return [lamp for lamp in LAMPS if lamp in text.split("+")]


def _value(text: str) -> Value:
    if text in _VALUES:
        return _VALUES[text]
    try:
        value: Value = json.loads(text)
    except ValueError:
        return text
    return value


_PLACE = r"([a-z0-9-]+/[a-z0-9-]+)"
_SAYINGS: list[tuple[str, Callable[..., None]]] = [
    (r"nothing more is said", Teller._nothing),
    (r"everybody is heard", Teller._all_heard),
    (rf"(box|machine|page) of {_PLACE} silent since (\S+)", Teller._silent),
    (rf"(box|machine|page) of {_PLACE} heard", Teller._heard),
    (rf"(box|machine) of {_PLACE} shows what it was told", Teller._lamps_agree),
    (rf"(box|machine) of {_PLACE} shows (\S+), told (\S+)", Teller._lamps_differ),
    (r"service starts, down since (\S+)", Teller._service_starts),
    (r"clock was set by ([+-])(\d+) s", Teller._clock_set),
    (r"(\w+) adopts plan (.+)", Teller._adopt),
    (rf"(\w+) calls the (\w+) stop of {_PLACE} (\S+)(?:, having read version (\d+))?", Teller._classify),
    (rf"(\w+) puts the (\w+) kaizen of {_PLACE} to rest", Teller._rest),
    (r"(\w+) freezes the ([cup]) chart of (\S+) at (-?\d+) in (-?\d+): ?(.*)", Teller._freeze),
    (r"(\w+) explains the hour of (\S+) at ([0-9:]+): ?(.*) \((.*)\)", Teller._comment),
    (r"unknown (\S+) says (\S+)", Teller._unassigned),
    (rf"(\w+) asks for (\S+) at {_PLACE}(?:, a pull (\d+) s old)?", Teller._raise),
    (rf"(\w+) suggests at {_PLACE}: ?(.*)", Teller._suggest),
    (rf"(\w+) asks {_PLACE} to stop", Teller._ask_to_stop),
    (rf"(\w+) restarts {_PLACE}", Teller._restart),
    (rf"(\w+) releases safety at {_PLACE}: ?(.*)", Teller._release),
    (rf"(\w+) seeks help for the (\S+) call of {_PLACE}", Teller._seek_help_for_call),
    (rf"(\w+) seeks help for the stop of {_PLACE}", Teller._seek_help_for_stop),
    (r"(\w+) tests the message to (\S+)", Teller._test_notice),
    (rf"(\w+) (hears|stands at|taps for|resolves|cancels|disowns) the (\S+) call of {_PLACE}", Teller._answer),
    (rf"(\w+) says that the (\S+) call of {_PLACE} is for (\S+)", Teller._retype),
    (rf"(\w+) says that the (\S+) call of {_PLACE} is (not )?fixed", Teller._fixed),
    (rf"(\w+) (hears|stands at|taps for) the stop of {_PLACE}", Teller._answer_stop),
    (rf"(\w+) (begins|ends) the test of {_PLACE}", Teller._test),
    (rf"(\w+) lights (.+) at {_PLACE}", Teller._light),
    (rf"(\w+) hands the (\S+) call of {_PLACE} over to (\w+)(?:: (.+))?", Teller._hand_over_call),
    (rf"(\w+) hands the stop of {_PLACE} over to (\w+)(?:: (.+))?", Teller._hand_over_stop),
    (rf"(\w+) hands the (\w+) kaizen of {_PLACE} over to (\w+)(?:: (.+))?", Teller._hand_over_kaizen),
    (rf"{_PLACE} (\S+) flaps (out )?(\d+) times, every (\d+) ms", Teller._flaps),
    (rf"{_PLACE} (\S+) (.+?)(?:, device says (.+))?", Teller._reading),
]


def retold(text: str, *, saved_each_time: bool = False) -> str:
    """The story with what the floor says today."""
    teller = Teller(saved_each_time=saved_each_time)
    for line in text.splitlines():
        teller.tell(line)
    return "\n".join(teller.lines) + "\n"


def stories(folder: Path) -> Iterator[Path]:
    """Every story of a folder."""
    yield from sorted(folder.glob("*.story"))
