"""A plant with a line for every state that a call or a stop can be in, and the way there by the tables themselves."""

from __future__ import annotations

from collections import deque
from typing import Any, get_args

from andon.floor.transitions import CALLS, STOP_ANSWERS, CallInput, CallPhase, StopPhase, StopSaid
from andon.runtime.desk import DeskClient

LONG_S, SOON_S, LATER_S = 600, 2, 9
STATION = "s"

_HEAD = """\
site = "Every state"
timezone = "UTC"
reasons = [
  { id = "worn", name = "Worn", class = "abnormality", category = "equipment" },
  { id = "not-yet-known", name = "Not yet known", class = "unknown" },
  { id = "starved", name = "Starved", class = "induced" },
]
call_types = [{ id = "help", name = "Help" }]
"""
_LINE = """\
[[lines]]
id = "{line}"
name = "{line}"
[[lines.stations]]
id = "s"
name = "S"
stop_mode = "fixed-position"
window_s = {window_s}
points = {{ cord = {{ kind = "cord" }} }}
"""
_FROZEN = """\
[[lines.stations]]
id = "beside"
name = "Beside"
points = { cord = { kind = "cord" } }
"""
_BUFFERS = """\
[[lines]]
id = "{line}"
name = "{line}"
segments = [{{ stations = ["s"], buffer_s = {buffer_s} }}, {{ stations = ["next"] }}]
stations = [
  {{ id = "s", name = "S", points = {{ cord = {{ kind = "cord" }} }} }},
  {{ id = "next", name = "Next", points = {{ cord = {{ kind = "cord" }} }} }},
]
"""

CALL_LINES: dict[CallPhase, str] = {phase: f"call-{phase}" for phase in get_args(CallPhase)}
STOP_LINES: dict[StopPhase, str] = {phase: f"stop-{phase}" for phase in get_args(StopPhase)}


def plan() -> str:
    """The plan of it as a file."""
    windows = dict.fromkeys([*CALL_LINES.values(), *STOP_LINES.values(), "frozen", "chatter"], LONG_S)
    windows |= {CALL_LINES["expired"]: SOON_S, "soon": SOON_S, "later": LATER_S}
    lines = [_LINE.format(line=line, window_s=s) + (_FROZEN * (line == "frozen")) for line, s in windows.items()]
    buffers = [_BUFFERS.format(line=line, buffer_s=s) for line, s in (("runs-out", SOON_S), ("will-run-out", LATER_S))]
    return _HEAD + "".join(lines + buffers)


def way_to_call(phase: CallPhase) -> list[CallInput]:
    """The shortest way from no call to a phase, by what can be asked at the desk, and by waiting."""
    usable: tuple[CallInput, ...] = ("ask", "acknowledge", "arrive", "arrive-remote", "window-ends")
    return _way("none", phase, usable, lambda at, given: CALLS[at, given].phase)


def way_to_stop(phase: StopPhase) -> list[StopSaid]:
    """The shortest way from a stop of which nobody has heard."""
    usable: tuple[StopSaid, ...] = ("acknowledge", "arrive", "arrive-remote")
    return _way("open", phase, usable, lambda at, said: STOP_ANSWERS[at, said].phase)


def _way(begin: Any, goal: Any, usable: tuple[Any, ...], step: Any) -> list[Any]:
    seen, waiting = {begin}, deque([(begin, [])])
    while waiting:
        at, way = waiting.popleft()
        if at == goal:
            return way
        for given in usable:
            if (after := step(at, given)) not in seen:
                seen.add(after)
                waiting.append((after, [*way, given]))
    raise AssertionError(f"no way to {goal}")


class Hand:
    """Asks at the desk of the running recorder, in the name of mai."""

    def __init__(self, desk: DeskClient) -> None:
        self._desk = desk

    def raise_call(self, line: str) -> int:
        return self._seq("raise-call", line=line, station=STATION, type="help")

    def stop(self, line: str, station: str = STATION) -> int:
        return self._seq("ask-to-stop", line=line, station=station)

    def restart(self, line: str, station: str) -> int:
        return self._seq("restart", line=line, station=station)

    def answer(self, what: str, subject: int, said: str) -> int:
        """`what` is call or stop."""
        verb, _, remote = said.partition("-")
        here = {"at_station": not remote} if verb == "arrive" else {}
        return self._seq(f"{verb}-{what}", **{what: subject}, **here)

    def _seq(self, verb: str, **payload: object) -> int:
        return int(str(self._desk.ask(verb, {"who": "mai", **payload})["seq"]))
