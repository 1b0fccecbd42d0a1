"""A station under test: what its devices say is shown, and means nothing else. It is not green meanwhile.

The end is a deadline in the journal. What moved during the test and holds by then (a cord that stays in, a machine
that stands) counts from the end on, each by an entry of its own; what only happened is over. What was said before the
test, and reaches us in it, means what it means.
"""

from __future__ import annotations

from collections.abc import Callable

from andon.base.errors import CommandRejected
from andon.base.units import US_PER_S
from andon.floor import points
from andon.floor.deadlines import schedule
from andon.floor.here import Here
from andon.floor.index import Index, PointRef, StationRef
from andon.floor.settle import look, settle
from andon.floor.state import Floor, State, Test
from andon.floor.transitions import TESTS, TestInput, TestPhase, TestStep
from andon.floor.windows import expire_due
from andon.model.command import BeginTest, EndTest, LightTest
from andon.model.entry import Entry, Sample, SignalAccepted, TestBegan, TestEnded, TestLit
from andon.model.event import Event, StopOutcome, TestHeard
from andon.model.signal import Value

TEST_US = 300 * US_PER_S  # a test that somebody forgot must not hide a call for longer
_LEVELS = ("run", "state", "fault")


def step(test: Test | None, given: TestInput, at: int) -> TestStep:
    """The row of the table for what is said of an instant."""
    phase: TestPhase = "off" if test is None or at < test.since else "on" if at < test.until else "ending"
    return TESTS[phase, given]


def decide(floor: Floor, command: BeginTest | LightTest | EndTest, at: int) -> Entry:
    """The entry of a command. Raises CommandRejected."""
    place = f"{command.line}/{command.station}"
    if floor.index is None or place not in floor.index.stations:
        raise CommandRejected(f"the plan has no station {place!r}")
    test, line, name = floor.state.tests.get(place), command.line, command.station
    given: TestInput = {BeginTest: "begin", LightTest: "light", EndTest: "end"}[type(command)]  # type: ignore[assignment]
    taken = step(test, given, at)
    if taken.act == "ignore":
        who, since = (test.who, test.since) if test else ("", None)
        raise CommandRejected(f"{taken.because} at this station", conflict=True, who=who, at=since)
    if isinstance(command, LightTest):
        return TestLit(at=at, who=command.who, line=line, station=name, lamps=command.lamps)
    if isinstance(command, EndTest):
        return TestEnded(at=at, who=command.who, line=line, station=name)
    if floor.state.stations[place].calls:
        raise CommandRejected("somebody calls for help here: answer the call, then test", conflict=True)
    return TestBegan(at=at, who=command.who, line=line, station=name, until=at + TEST_US)


def hear(floor: Floor, index: Index, ref: PointRef, entry: SignalAccepted, out: list[Event]) -> bool:
    """Whether a reading is of a test, and so was taken in."""
    test = floor.state.tests.get(ref.place)
    if test is None:
        return False
    said_at = entry.at if entry.device_at is None else min(entry.device_at, entry.at)
    if step(test, "reading", said_at).act != "hear":
        test.heard.pop(ref.address, None)  # what came after it tells more
        return False
    levels = floor.state.stations[ref.place].levels
    if ref.address not in test.heard and ref.address in levels:
        test.before[ref.address] = levels[ref.address]
    levels[ref.address] = test.heard[ref.address] = entry.value
    out.append(_heard(index.stations[ref.place], ref.point, entry.value, said_at))
    return True


def hear_sample(state: State, sample: Sample, out: list[Event]) -> None:
    """Say that a counter of a station under test was heard."""
    if step(state.tests.get(f"{sample.line}/{sample.station}"), "count", sample.at).act == "hear":
        line, name = sample.line, sample.station
        out.append(TestHeard(at=sample.at, line=line, station=name, point=sample.point, value=sample.total))


def hear_screen(state: State, here: Here, what: str) -> bool:
    """Whether a cord, or a stop, on a screen was of a test."""
    if step(state.tests.get(here.where.place), "screen", here.at).act != "hear":
        return False
    here.out.append(_heard(here.where, "screen", what, here.at))
    return True


def _heard(where: StationRef, point: str, value: Value, at: int) -> TestHeard:
    return TestHeard(at=at, line=where.line, station=where.station, point=point, value=value)


def _began(floor: Floor, entry: TestBegan, out: list[Event]) -> None:
    place = f"{entry.line}/{entry.station}"
    if floor.index and place in floor.index.stations and place not in floor.state.tests:
        floor.state.tests[place] = Test(entry.at, entry.until, entry.who)
        schedule(floor.state)
        look(floor, floor.index, Here.of(floor.state, floor.index, place, entry, out))


def _lit(floor: Floor, entry: TestLit, out: list[Event]) -> None:
    place = f"{entry.line}/{entry.station}"
    test = floor.state.tests.get(place)
    if floor.index and test is not None:
        test.lamps = entry.lamps
        look(floor, floor.index, Here.of(floor.state, floor.index, place, entry, out))


def _ended(floor: Floor, entry: TestEnded, out: list[Event]) -> None:
    place, state, index = f"{entry.line}/{entry.station}", floor.state, floor.index
    test = state.tests.get(place)
    if test is None or index is None:
        return
    here = Here.of(state, index, place, entry, out)
    here.station.last_at = max(entry.at, here.station.last_at)
    here = here.then(here.station.last_at)
    ended_as = _take_next(index, test, here)
    test.lamps, test.until = [], min(test.until, entry.at)
    if _next_held(index, place, test) is None:
        del state.tests[place]
    schedule(state)
    if here.where.stop_mode == "immediate":
        expire_due(index, here)
    settle(floor, index, here, ended_as)


def _take_next(index: Index, test: Test, here: Here) -> StopOutcome:
    """Take in one thing that moved during the test and holds: a call's id is the seq that raised it."""
    ref = _next_held(index, here.where.place, test)
    if ref is None:
        return "cleared"
    value, was = test.heard.pop(ref.address), test.before.get(ref.address)
    said = SignalAccepted(seq=here.seq, at=here.at, address=ref.address, value=value)
    told = points.Reading(here.where, here.station, here.at, here.seq, here.out, ref, said, was)
    return points.take(index, told)


def _next_held(index: Index, place: str, test: Test) -> PointRef | None:
    for address, value in test.heard.items():
        ref = index.points.get(address)
        if ref is not None and ref.place == place and _holds(ref) and test.before.get(address) != value:
            return ref
    return None


def _holds(ref: PointRef) -> bool:
    return ref.kind in _LEVELS or (ref.kind in ("cord", "stop") and ref.latched)


# Each handler takes its own kind of entry, which a dict of callables cannot say.
HANDLERS: dict[type[Entry], Callable[..., None]] = {TestBegan: _began, TestLit: _lit, TestEnded: _ended}
