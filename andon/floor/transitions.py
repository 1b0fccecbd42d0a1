"""The machines as tables: every phase meets every input, even if only to ignore it, because.

A call is in one of three phases; a station's stop is held by causes, so its table says what an input does to them.
The diagrams of the manual are printed from here.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

CallPhase = Literal["none", "raised", "arrived"]
CallInput = Literal["pull", "bounce", "hold", "release", "release-of-one", "let-go", "leader", "restart"]
CallAct = Literal["raise", "arrive", "cancel", "clear", "end", "ignore"]


class CallStep(NamedTuple):
    """What an input does to a call: the act, the phase after it, and why when it is nothing."""

    act: CallAct
    phase: CallPhase
    because: str = ""


CALL_INPUTS: dict[CallInput, str] = {
    "pull": "a momentary cord is pulled",
    "bounce": "a momentary cord is pulled again within the cancel guard",
    "hold": "a latched cord goes in, or says again that it is in",
    "release": "a latched cord comes out",
    "release-of-one": "a latched cord comes out and another of this type is still in",
    "let-go": "a momentary cord springs back",
    "leader": "the leader presses 'I am here' at the station",
    "restart": "the restart button is pressed",
}

CALLS: dict[tuple[CallPhase, CallInput], CallStep] = {
    ("none", "pull"): CallStep("raise", "raised"),
    ("none", "bounce"): CallStep("ignore", "none", "the pull that it repeats is over"),
    ("none", "hold"): CallStep("raise", "raised"),
    ("none", "release"): CallStep("ignore", "none", "no call is open"),
    ("none", "release-of-one"): CallStep("ignore", "none", "no call is open"),
    ("none", "let-go"): CallStep("ignore", "none", "a momentary cord's release ends nothing"),
    ("none", "leader"): CallStep("ignore", "none", "no call is open"),
    ("none", "restart"): CallStep("ignore", "none", "no call is open"),
    ("raised", "pull"): CallStep("cancel", "none"),
    ("raised", "bounce"): CallStep("ignore", "raised", "within the cancel guard it is the same pull"),
    ("raised", "hold"): CallStep("ignore", "raised", "the call is open"),
    ("raised", "release"): CallStep("clear", "none"),
    ("raised", "release-of-one"): CallStep("ignore", "raised", "the other cord still asks"),
    ("raised", "let-go"): CallStep("ignore", "raised", "a momentary cord's release ends nothing"),
    ("raised", "leader"): CallStep("arrive", "arrived"),
    ("raised", "restart"): CallStep("end", "none"),
    ("arrived", "pull"): CallStep("cancel", "none"),
    ("arrived", "bounce"): CallStep("ignore", "arrived", "within the cancel guard it is the same pull"),
    ("arrived", "hold"): CallStep("ignore", "arrived", "the call is open"),
    ("arrived", "release"): CallStep("clear", "none"),
    ("arrived", "release-of-one"): CallStep("ignore", "arrived", "the other cord still asks"),
    ("arrived", "let-go"): CallStep("ignore", "arrived", "a momentary cord's release ends nothing"),
    ("arrived", "leader"): CallStep("ignore", "arrived", "the leader is here already"),
    ("arrived", "restart"): CallStep("end", "none"),
}

StopInput = Literal["press", "press-again", "bounce", "release", "let-go", "fault", "fault-cleared", "run", "restart"]
StopAct = Literal["hold", "drop", "drop-pressed", "ignore"]


class StopStep(NamedTuple):
    """What an input does to the causes that hold a station, and why when it is nothing."""

    act: StopAct
    because: str = ""


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
}
"""A station stands while any cause holds it; a machine that does not run in work time is one more cause, derived."""
