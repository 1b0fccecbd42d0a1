"""A floor that lives as under the recorder: deadlines folded in time, devices heard, commands decided first.

A step is a name and its arguments, so that a failing example reads as a list of what happened.
"""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from hypothesis import strategies as st

from andon.base.errors import BadInput, CommandRejected
from andon.base.units import US_PER_S, from_iso
from andon.floor import deadlines
from andon.floor.counting import measure
from andon.floor.decide import decide
from andon.floor.fold import fold
from andon.floor.index import Index, build, device_of
from andon.floor.state import Floor
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
    EndTest,
    LightTest,
    RaiseCall,
    ReleaseSafety,
    Restart,
    RestTrigger,
    SeekHelp,
    StopRecord,
)
from andon.model.entry import (
    RULES,
    CallAnswer,
    ClockStepped,
    Entry,
    LampFaultBegan,
    LampFaultEnded,
    PlanAdopted,
    ServiceStarted,
    SignalAccepted,
    SourceHeard,
    SourceSilent,
    StopAnswer,
)
from andon.model.event import (
    Event,
)
from andon.model.signal import Lamp, Value
from tests.stories.records import Records
from tests.stories.teller import load_plan

BEGINS = from_iso("2026-11-23T02:29:00Z")  # 07:59 in Kolkata, in the middle of the night in Berlin
PLANS = [
    load_plan(names)
    for names in (
        "oven press robot bench conveyor segments two-presses guard safety kolkata ladder",
        "oven-and-sander press two-cords kolkata-longer-break ladder-of-few",
        "press robot-and-run berlin",
        "oven-without-quality robot conveyor two-presses always",
        "oven press stormy kolkata ladder-by-place",
    )
]
_INDEXES = [build(plan) for plan in PLANS]
ADDRESSES = sorted({address for index in _INDEXES for address in index.points})
DEVICES = sorted({device for index in _INDEXES for device in index.devices})
PLACES = ["body/roof", "body/floor", "body/paint-in", "final/doors", "final/doors", "final/seats"]
PLACES += [
    "cell/arm",
    "final/brakes",
    "final/glass",
    "paint/oven",
    "press/press-1",
    "hall/one",
    "hall/two",
    "hall/three",
]
REASONS = [reason.id for reason in PLANS[0].reasons]
_SAMPLED = ("count", "reject", "value")

Step = tuple[str, tuple[object, ...]]
Told = list[tuple[Entry, list[Event]]]


class Life:
    """The floor, the time, and all that was told of it."""

    def __init__(self) -> None:
        self.floor = Floor()
        self.now = BEGINS
        self.told: Told = []
        self._records = Records()
        self._down = False
        self.add(PlanAdopted(at=self.now, plan=PLANS[0]))

    @property
    def index(self) -> Index:
        assert self.floor.index is not None
        return self.floor.index

    def live(self, steps: list[Step]) -> Told:
        """Everything that the steps make of it."""
        for name, given in steps:
            getattr(self, name)(*given)
            self.wait(0)
        return self.told

    def add(self, entry: Entry) -> None:
        entry = replace(entry, seq=self.floor.state.seq + 1)
        events = fold(self.floor, entry)
        self.told.append((entry, events))
        for event in events:
            self._records.keep(event)

    def wait(self, seconds: float) -> None:
        """Time passes; a service that runs folds what falls due."""
        self.now += int(seconds * US_PER_S)
        while not self._down and (due := deadlines.next_due(self.floor.state)) is not None and due <= self.now:
            self.add(deadlines.due_entry(self.floor.state))

    def start(self, down_s: float, grace: list[Step]) -> None:
        """The service was down, comes up, hears this and that, and catches up with the clock."""
        self._down = True
        since = self.now
        self.wait(down_s)
        self.add(ServiceStarted(at=self.now, down_since=since, version="1", rules=RULES))
        self.live(grace)
        self._down = False
        self.wait(0)

    def say(self, address: str, value: Value, behind_s: float | None) -> None:
        """A device says something, now or `behind_s` ago."""
        device = device_of(address)
        if device in self.index.devices and not self.floor.state.heard.get(device):
            self.add(SourceHeard(at=self.now, device=device))
        device_at = None if behind_s is None else self.now - int(behind_s * US_PER_S)
        ref = self.index.points.get(address)
        if ref is None or ref.kind not in _SAMPLED:
            late = device_at is not None and self.now - device_at > self.index.late_after_us
            self.add(SignalAccepted(at=self.now, address=address, value=value, device_at=device_at, late=late))
            return
        try:
            entries = measure(self.floor.state, ref, value, self.now if device_at is None else min(device_at, self.now))
        except BadInput:
            return
        for entry in entries:
            self.add(entry)

    def hear(self, device: str) -> None:
        if device in self.index.devices and not self.floor.state.heard.get(device):
            self.add(SourceHeard(at=self.now, device=device))

    def lose(self, device: str, ago_s: float) -> None:
        if self.floor.state.heard.get(device):
            self.add(SourceSilent(at=self.now - int(ago_s * US_PER_S), device=device, since=self.now - 20 * US_PER_S))

    def adopt(self, number: int) -> None:
        self._command(AdoptPlan(who="mai", plan=PLANS[number]), None)

    def light(self, device: str, shown: list[Lamp] | None) -> None:
        """A device shows these lamps, which is wrong, or (None) what it was told."""
        if shown is None:
            self.add(LampFaultEnded(at=self.now, device=device))
        else:
            self.add(LampFaultBegan(at=self.now, device=device, told=["green"], shown=shown))

    def classify(self, nth: int, reason: str, behind: int) -> None:
        subject = list(self._records.stops.values())[nth % len(self._records.stops)] if self._records.stops else None
        stop, version = (subject.id, subject.version - behind) if subject else (nth, 1)
        self._command(Classify(who="mai", stop=stop, reason=reason, version=version), subject)

    def rest(self, nth: int) -> None:
        open_ones = list(self.floor.state.triggers.values())
        self._command(RestTrigger(who="mai", trigger=open_ones[nth % len(open_ones)].id if open_ones else nth), None)

    def step_clock(self, seconds: float) -> None:
        self.now += int(seconds * US_PER_S)
        self.add(ClockStepped(at=self.now, step_us=int(seconds * US_PER_S)))
        self.wait(0)

    def answer(self, nth: int, said: str, call_type: str, who: str) -> None:
        """Somebody says something of an open call, or of one that is over."""
        calls = list(self._records.calls.values())
        call = calls[-1 - nth % len(calls)] if calls else None
        number = call.id if call else nth
        if said in ("fixed", "not fixed"):
            self._command(AnswerFixed(who=who, call=number, fixed=said == "fixed"), call)
        else:
            self._command(AnswerCall(who=who, call=number, said=said, type=call_type), call)  # type: ignore[arg-type]

    def answer_stop(self, nth: int, said: str, who: str) -> None:
        stops = list(self._records.stops.values())
        stop = stops[-1 - nth % len(stops)] if stops else None
        self._command(AnswerStop(who=who, stop=stop.id if stop else nth, said=said), stop)  # type: ignore[arg-type]

    def seek_help(self, nth: int, what: str) -> None:
        """Somebody wants the next tier told of a call or a stop, open or over."""
        calls, stops = list(self._records.calls.values()), list(self._records.stops.values())
        if what == "call":
            call = calls[-1 - nth % len(calls)] if calls else None
            self._command(SeekHelp(who="mai", call=call.id if call else nth), call)
        else:
            stop = stops[-1 - nth % len(stops)] if stops else None
            self._command(SeekHelp(who="mai", stop=stop.id if stop else nth), stop)

    def ask(self, place: str, what: str, age_s: float = 0.0) -> None:
        line, _, station = place.partition("/")
        if what == "stop":
            self._command(AskToStop(who="lan", line=line, station=station), None)
        elif what == "restart":
            self._command(Restart(who="lan", line=line, station=station), None)
        else:
            self._command(RaiseCall(who="", line=line, station=station, type=what, age_us=int(age_s * US_PER_S)), None)

    def release(self, place: str) -> None:
        line, _, station = place.partition("/")
        self._command(ReleaseSafety(who="person:mai", line=line, station=station, why="safe again"), None)

    def test(self, place: str, what: str) -> None:
        line, _, station = place.partition("/")
        if what == "light":
            self._command(LightTest(who="mai", line=line, station=station, lamps=["red", "buzzer"]), None)
        else:
            kind = BeginTest if what == "begin" else EndTest
            self._command(kind(who="mai", line=line, station=station), None)

    def _command(self, command: Command, subject: StopRecord | CallRecord | None) -> None:
        try:
            entries = decide(self.floor, command, subject, self.now)
        except CommandRejected:
            return
        for entry in entries:
            self.add(entry)


def _step(name: str, *given: st.SearchStrategy[object]) -> st.SearchStrategy[Step]:
    return st.tuples(st.just(name), st.tuples(*given))


_STATES = ["running", "idle", "starved", "blocked", "changeover", "stopped"]
VALUES = st.one_of(
    st.booleans(),
    st.sampled_from([*_STATES, "E-11", "E-14", "?", ""]),
    st.sampled_from([2, 4, 6, 9, 11, 12, 7.0, 0.5]),
    st.integers(0, 70_000),
)
_FITTING: dict[str, st.SearchStrategy[Value]] = {
    "run": st.sampled_from([True, False, False, True, "?"]),
    "state": st.sampled_from([2, 6, 2, 6, 4, 9, 11, 12, 17, *_STATES]),
    "fault": st.sampled_from(["E-11", "E-14", "E-99", "", "", 7, 0, True]),
    "count": st.integers(0, 40),
    "reject": st.integers(0, 40),
    "value": st.floats(0, 100),
}
_KINDS = {address: ref.kind for index in _INDEXES for address, ref in index.points.items()}
_behind_s = st.one_of(st.none(), st.none(), st.floats(-400, 900), st.sampled_from([0.0, 300.0, 4e6]))
_wait = _step("wait", st.one_of(st.floats(0, 10), st.floats(0, 10), st.floats(0, 4000)))
_adopt = _step("adopt", st.sampled_from([0, 0, 0, *range(len(PLANS))]))
_rest = _step("rest", st.integers(0, 5))
_classify = _step("classify", st.integers(0, 20), st.sampled_from([*REASONS, "gone"]), st.integers(0, 1))
_who = st.sampled_from(["mai", "tuan"])
_type = st.sampled_from(["help", "quality", "safety"])
_answer = _step(
    "answer", st.integers(0, 3), st.sampled_from([*get_args(CallAnswer), "fixed", "not fixed"]), _type, _who
)
_answer_stop = _step("answer_stop", st.integers(0, 2), st.sampled_from(get_args(StopAnswer)), _who)
_seek_help = _step("seek_help", st.integers(0, 2), st.sampled_from(["call", "stop"]))
_ask = _step(
    "ask",
    st.sampled_from(PLACES),
    st.sampled_from(["help", "quality", "safety", "stop", "restart"]),
    st.sampled_from([0.0, 0.0, 7.0, 90.0, 900.0]),
)
_release = _step("release", st.sampled_from(["cell/arm", *PLACES]))
_test = _step("test", st.sampled_from(PLACES), st.sampled_from(["begin", "begin", "light", "end"]))
_step_clock = _step("step_clock", st.floats(-8000, 8000))


def _say(address: str) -> st.SearchStrategy[Step]:
    fitting = _FITTING.get(_KINDS.get(address, ""), st.booleans())
    return _step("say", st.just(address), fitting, _behind_s)


@st.composite
def _lives(draw: st.DrawFn, *, clock_steps: bool) -> list[Step]:
    """A life that turns around a few points, so that the same things happen to them again and again."""
    addresses = draw(st.lists(st.sampled_from([*ADDRESSES, "box/DEADBEEF/cord"]), min_size=1, max_size=6))
    devices = st.sampled_from(sorted({device_of(address) for address in addresses} & set(DEVICES)) or DEVICES)
    say = st.sampled_from(addresses).flatmap(_say)
    hear, lose = _step("hear", devices), _step("lose", devices, st.floats(0, 10))
    light = _step("light", devices, st.sampled_from([None, [], ["red"]]))
    grace = st.lists(st.one_of(say, hear, _step("wait", st.floats(0, 1))), max_size=6)
    steps = [say, say, say, say, say, _wait, _wait, hear, lose, _classify, _rest, _adopt]
    steps += [
        light,
        _answer,
        _answer,
        _answer_stop,
        _ask,
        _ask,
        _test,
        _release,
        _seek_help,
        _step("wait", st.floats(0, 40)),
    ]
    steps += [_step("start", st.floats(0, 40_000), grace)] + [_step_clock] * clock_steps
    size = draw(st.integers(0, 40))
    heard = draw(st.sampled_from([[], [("hear", (device,)) for device in DEVICES]]))
    return heard + draw(st.lists(st.one_of(steps), min_size=size, max_size=size + 20))


LIVES = _lives(clock_steps=False)
LIVES_WITH_CLOCK_STEPS = _lives(clock_steps=True)


@st.composite
def _guarded(draw: st.DrawFn) -> list[Step]:
    """A life around one station that calls for safety and stops for it, until somebody releases it."""
    at_arm = st.just("cell/arm")
    say = st.sampled_from([address for address in ADDRESSES if address.startswith(("cell/arm", "box/A0000011"))])
    ask = _step("ask", at_arm, st.sampled_from(["safety", "help", "stop", "restart"]), st.just(0.0))
    answer = _step("answer", st.integers(0, 2), st.sampled_from(["resolve", "cancel", "wrong", "retype"]), _type, _who)
    classify = _step("classify", st.integers(0, 3), st.sampled_from(["unsafe", "tool-worn"]), st.just(0))
    steps = [say.flatmap(_say), ask, answer, answer, classify, classify, _adopt]
    steps += [_step("ask", at_arm, st.just("restart"), st.just(0.0)), _step("wait", st.floats(0, 50))]
    steps += [_step("test", at_arm, st.sampled_from(["begin", "end"])), _step("release", at_arm), _step_clock]
    begun = [("ask", ("cell/arm", "safety", 0.0)), ("say", ("cell/arm/mat", True, None))]
    return [draw(st.sampled_from(begun)), *draw(st.lists(st.one_of(steps), max_size=12))]


GUARDED = _guarded()
