"""The machines as tables: every phase meets every input, even if only to ignore it, because.

A call passes through the phases of `CALLS`; a station's stop is held by causes, so `STOPS` says what an input does to
them, and `STOP_ANSWERS` who has heard of it and who has come. `TIMES` says which times of the tier that was told last
run meanwhile. The diagrams of README.md are printed from here.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from andon.model.entry import Timer
from andon.model.event import Escalation

CallPhase = Literal["none", "raised", "heard", "coming", "arrived", "expired"]
CordInput = Literal["pull", "bounce", "hold", "release", "release-of-one", "let-go"]
ButtonInput = Literal["leader", "restart", "window-ends"]
SaidInput = Literal[
    "ask", "acknowledge", "arrive", "arrive-remote", "resolve", "cancel", "wrong", "retype", "release-safety"
]
CallInput = Literal[CordInput, SaidInput, ButtonInput]
_EndAct = Literal["cancel", "clear", "resolve", "wrong", "end", "expire", "release"]
CallAct = Literal["raise", "acknowledge", "arrive", "come", "retype", _EndAct, "ignore"]


class CallStep(NamedTuple):
    """What an input does to a call: the act, the phase after it, and why when it is nothing."""

    act: CallAct
    phase: CallPhase
    because: str = ""


CALL_PHASES: dict[CallPhase, str] = {
    "none": "no call of this type is open",
    "raised": "yellow: nobody has heard yet",
    "heard": "somebody said 'I heard'",
    "coming": "somebody said 'I am here' from somewhere else, and so it is marked",
    "arrived": "the leader said 'I am here' at the station",
    "expired": "red: the call asked for a stop, and the stop is what is open now",
}

CALL_INPUTS: dict[CallInput, str] = {
    "pull": "a momentary cord is pulled",
    "bounce": "a momentary cord is pulled again within the cancel guard, or a cord chatters",
    "hold": "a latched cord goes in, or says again that it is in",
    "release": "a latched cord came out, and stayed out",
    "release-of-one": "a latched cord came out, and another of this type is still in",
    "let-go": "a momentary cord springs back",
    "ask": "the cord on a screen is pulled",
    "acknowledge": "somebody says 'I heard'",
    "leader": "the leader presses 'I am here' at the station",
    "arrive": "somebody says 'I am here' on the station's own screen",
    "arrive-remote": "somebody says 'I am here' on a screen that is elsewhere",
    "resolve": "somebody says that it runs",
    "cancel": "somebody cancels on a screen",
    "wrong": "somebody says that it was a wrong call",
    "retype": "somebody says what kind of help is needed",
    "release-safety": "a named person with the right releases what is about safety",
    "restart": "the restart button is pressed, on the box or on a screen",
    "window-ends": "the fixed position is reached",
}

_GUARD = "within the cancel guard it is the same pull"
_LET_GO = "a momentary cord's release ends nothing"
_OPEN = "the call is open"
_NO_CALL = "no call is open"
_STOP = "after the stop point only a restart ends it"


def _ignored(phase: CallPhase, because: str, *inputs: CallInput) -> dict[tuple[CallPhase, CallInput], CallStep]:
    return {(phase, given): CallStep("ignore", phase, because) for given in inputs}


def _open(phase: CallPhase) -> dict[tuple[CallPhase, CallInput], CallStep]:
    """What is the same however far an open call has come."""
    return {
        (phase, "pull"): CallStep("cancel", "none"),
        **_ignored(phase, _GUARD, "bounce"),
        **_ignored(phase, _OPEN, "hold", "ask"),
        (phase, "release"): CallStep("clear", "none"),
        **_ignored(phase, "the other cord still asks", "release-of-one"),
        **_ignored(phase, _LET_GO, "let-go"),
        (phase, "resolve"): CallStep("resolve", "none"),
        (phase, "cancel"): CallStep("cancel", "none"),
        (phase, "wrong"): CallStep("wrong", "none"),
        (phase, "retype"): CallStep("retype", phase),
        (phase, "release-safety"): CallStep("release", "none"),
        (phase, "restart"): CallStep("end", "none"),
        (phase, "window-ends"): CallStep("expire", "expired"),
    }


CALLS: dict[tuple[CallPhase, CallInput], CallStep] = {
    ("none", "pull"): CallStep("raise", "raised"),
    ("none", "hold"): CallStep("raise", "raised"),
    ("none", "ask"): CallStep("raise", "raised"),
    **_ignored("none", "the pull that it repeats is over", "bounce"),
    **_ignored("none", _LET_GO, "let-go"),
    **_ignored("none", _NO_CALL, "release", "release-of-one", "acknowledge", "leader", "arrive", "arrive-remote"),
    **_ignored("none", _NO_CALL, "resolve", "cancel", "wrong", "retype", "restart", "window-ends", "release-safety"),
    **_open("raised"),
    ("raised", "acknowledge"): CallStep("acknowledge", "heard"),
    ("raised", "leader"): CallStep("arrive", "arrived"),
    ("raised", "arrive"): CallStep("arrive", "arrived"),
    ("raised", "arrive-remote"): CallStep("come", "coming"),
    **_open("heard"),
    **_ignored("heard", "somebody has heard already", "acknowledge"),
    ("heard", "leader"): CallStep("arrive", "arrived"),
    ("heard", "arrive"): CallStep("arrive", "arrived"),
    ("heard", "arrive-remote"): CallStep("come", "coming"),
    **_open("coming"),
    **_ignored("coming", "somebody is here already", "acknowledge", "arrive-remote"),
    ("coming", "leader"): CallStep("arrive", "arrived"),
    ("coming", "arrive"): CallStep("arrive", "arrived"),
    **_open("arrived"),
    **_ignored("arrived", "the leader is here already", "acknowledge", "leader", "arrive", "arrive-remote"),
    **_ignored("expired", _STOP, "pull", "hold", "release", "release-of-one", "ask"),
    **_ignored("expired", _GUARD, "bounce"),
    **_ignored("expired", _LET_GO, "let-go"),
    **_ignored("expired", "the call has become a stop", "acknowledge", "leader", "arrive", "arrive-remote"),
    **_ignored("expired", "the call has become a stop", "resolve", "cancel", "wrong", "retype", "window-ends"),
    ("expired", "restart"): CallStep("end", "none"),
    ("expired", "release-safety"): CallStep("release", "none"),
}

NOT_RELEASED = "safety is not released: only a named person with the right releases it"

KEPT_FOR_SAFETY: frozenset[CallAct] = frozenset({"cancel", "clear", "resolve", "wrong", "end", "retype"})
"""What an open call about safety does not take from anybody: it is ignored, because it is not released."""

StopButton = Literal["press", "press-again", "bounce", "release", "let-go"]
StopInput = Literal[StopButton, "fault", "fault-cleared", "run", "restart", "ask", "expire", "release-safety"]
StopAct = Literal["hold", "drop", "drop-pressed", "release", "ignore"]


class StopStep(NamedTuple):
    """What an input does to the causes that hold a station, and why when it is nothing."""

    act: StopAct
    because: str = ""


STOP_INPUTS: dict[StopInput, str] = {
    "press": "a stop button is pressed",
    "press-again": "a momentary button that holds the station is pressed again",
    "bounce": "it is pressed again within the cancel guard",
    "release": "a latched button comes out",
    "let-go": "a momentary button springs back",
    "fault": "a device says a fault",
    "fault-cleared": "it says that there is none",
    "run": "the machine runs again",
    "restart": "the restart button is pressed, on the box or on a screen",
    "ask": "'ask to stop' is pressed on a screen",
    "expire": "a call reached the fixed position",
    "release-safety": "a named person with the right releases what is about safety",
}

STOPS: dict[StopInput, StopStep] = {
    "press": StopStep("hold"),
    "press-again": StopStep("drop"),
    "bounce": StopStep("ignore", "within the cancel guard it is the same press"),
    "release": StopStep("drop"),
    "let-go": StopStep("ignore", "a momentary button's release ends nothing"),
    "fault": StopStep("hold"),
    "fault-cleared": StopStep("drop"),
    "run": StopStep("drop-pressed"),  # the machine runs again: what a momentary button began is over
    "restart": StopStep("drop-pressed"),
    "ask": StopStep("hold"),
    "expire": StopStep("hold"),
    "release-safety": StopStep("release"),
}
"""A station stands while any cause holds it; one about safety leaves a hold behind that only a release drops. A machine
that does not run in work time is one more cause, derived."""

TestPhase = Literal["off", "on", "ending"]
TestInput = Literal["begin", "light", "end", "time-over", "reading", "count", "screen", "answer"]
TestAct = Literal["begin", "light", "end", "hear", "pass", "ignore"]


class TestStep(NamedTuple):
    """What an input does to a station's test, and why when it is nothing."""

    act: TestAct
    phase: TestPhase
    because: str = ""


TEST_PHASES: dict[TestPhase, str] = {
    "off": "no test: what is said means what it means",
    "on": "what the station's devices say is shown and means nothing else",
    "ending": "the time is over, and what moved meanwhile and still holds is taken in, each by an entry of its own",
}

TEST_INPUTS: dict[TestInput, str] = {
    "begin": "somebody begins a test",
    "light": "somebody lights a lamp, or the buzzer",
    "end": "somebody ends it",
    "time-over": "its time is over, and once more for each thing that still holds",
    "reading": "a cord, a button or a machine says something",
    "count": "a counter says something",
    "screen": "the cord, or 'ask to stop', on a screen",
    "answer": "somebody answers a call or a stop that is not of the test",
}

_NO_TEST = "no test is on"

TESTS: dict[tuple[TestPhase, TestInput], TestStep] = {
    ("off", "begin"): TestStep("begin", "on"),
    ("off", "light"): TestStep("ignore", "off", _NO_TEST),
    ("off", "end"): TestStep("ignore", "off", _NO_TEST),
    ("off", "time-over"): TestStep("ignore", "off", _NO_TEST),
    ("off", "reading"): TestStep("pass", "off"),
    ("off", "count"): TestStep("pass", "off"),
    ("off", "screen"): TestStep("pass", "off"),
    ("off", "answer"): TestStep("pass", "off"),
    ("on", "begin"): TestStep("ignore", "on", "a test is on"),
    ("on", "light"): TestStep("light", "on"),
    ("on", "end"): TestStep("end", "ending"),
    ("on", "time-over"): TestStep("end", "ending"),
    ("on", "reading"): TestStep("hear", "on"),
    ("on", "count"): TestStep("hear", "on"),
    ("on", "screen"): TestStep("hear", "on"),
    ("on", "answer"): TestStep("pass", "on"),
    ("ending", "begin"): TestStep("ignore", "ending", "a test is on"),
    ("ending", "light"): TestStep("ignore", "ending", _NO_TEST),
    ("ending", "end"): TestStep("ignore", "ending", _NO_TEST),
    ("ending", "time-over"): TestStep("end", "off"),
    ("ending", "reading"): TestStep("pass", "ending"),
    ("ending", "count"): TestStep("pass", "ending"),
    ("ending", "screen"): TestStep("pass", "ending"),
    ("ending", "answer"): TestStep("pass", "ending"),
}

StopPhase = Literal["none", "open", "heard", "coming", "arrived"]
StopSaid = Literal["acknowledge", "leader", "arrive", "arrive-remote"]
StopAnswerAct = Literal["acknowledge", "arrive", "come", "ignore"]


class StopAnswerStep(NamedTuple):
    """Who has heard of a stop, or has come, and why when it is nothing."""

    act: StopAnswerAct
    phase: StopPhase
    because: str = ""


_NO_STOP = "no stop is open"
_HERE = "the leader is here already"

STOP_ANSWERS: dict[tuple[StopPhase, StopSaid], StopAnswerStep] = {
    ("none", "acknowledge"): StopAnswerStep("ignore", "none", _NO_STOP),
    ("none", "leader"): StopAnswerStep("ignore", "none", _NO_STOP),
    ("none", "arrive"): StopAnswerStep("ignore", "none", _NO_STOP),
    ("none", "arrive-remote"): StopAnswerStep("ignore", "none", _NO_STOP),
    ("open", "acknowledge"): StopAnswerStep("acknowledge", "heard"),
    ("open", "leader"): StopAnswerStep("arrive", "arrived"),
    ("open", "arrive"): StopAnswerStep("arrive", "arrived"),
    ("open", "arrive-remote"): StopAnswerStep("come", "coming"),
    ("heard", "acknowledge"): StopAnswerStep("ignore", "heard", "somebody has heard already"),
    ("heard", "leader"): StopAnswerStep("arrive", "arrived"),
    ("heard", "arrive"): StopAnswerStep("arrive", "arrived"),
    ("heard", "arrive-remote"): StopAnswerStep("come", "coming"),
    ("coming", "acknowledge"): StopAnswerStep("ignore", "coming", "somebody is here already"),
    ("coming", "leader"): StopAnswerStep("arrive", "arrived"),
    ("coming", "arrive"): StopAnswerStep("arrive", "arrived"),
    ("coming", "arrive-remote"): StopAnswerStep("ignore", "coming", "somebody is here already"),
    ("arrived", "acknowledge"): StopAnswerStep("ignore", "arrived", _HERE),
    ("arrived", "leader"): StopAnswerStep("ignore", "arrived", _HERE),
    ("arrived", "arrive"): StopAnswerStep("ignore", "arrived", _HERE),
    ("arrived", "arrive-remote"): StopAnswerStep("ignore", "arrived", _HERE),
}

AnswerPhase = Literal["raised", "heard", "coming", "arrived"]

TIMES: dict[AnswerPhase, tuple[Timer, ...]] = {
    "raised": ("acknowledge", "arrive", "resolve"),
    "heard": ("arrive", "resolve"),
    "coming": ("arrive", "resolve"),
    "arrived": ("resolve",),
}
"""Each answer stops its own time alone: to have heard, or to say "here" from afar, is not to have come."""

IN_VAIN: dict[Timer, Escalation] = {
    "acknowledge": "not-acknowledged",
    "arrive": "not-arrived",
    "resolve": "not-resolved",
}
"""Why the next tier is told when a time has passed."""

ESCALATIONS: dict[Escalation, str] = {
    "raised": "a call was raised, or a plan with tiers was adopted while one is open: the first tier",
    "stopped": "a stop that is an abnormality began, or one that a call asked for at once: the first tier",
    "retyped": "the call is of another type, whose first tier does not know of it",
    "not-acknowledged": "nobody said 'I heard' in the time of the tier that was told last: the next tier",
    "not-arrived": "nobody said 'I am here' at the station in its time: the next tier",
    "not-resolved": "it does not run in its time: the next tier",
    "seek-help": "somebody asked for the next tier",
    "nobody": "nobody of the tier before it is on shift: the next tier, at once",
}
