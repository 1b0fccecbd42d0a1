"""When the times of tiers pass, and when a storm may be over: deadlines in the journal, like windows and buffers."""

from __future__ import annotations

from collections.abc import Iterator

from andon.floor.state import Ladder, State
from andon.model.entry import Entry, StormPassed, TierDue


def dues(state: State) -> Iterator[int]:
    """Every instant at which something of it falls due."""
    yield from (ladder.due for ladder in state.ladders.values() if ladder.due is not None)
    yield from (storm.due for storm in state.storms.values() if storm.due is not None)


def due_entry(state: State) -> Entry | None:
    """What the next deadline makes, if it is one of these."""
    for ladder in state.ladders.values():
        if ladder.due == state.due and ladder.due is not None:
            return _tier_due(ladder, ladder.due)
    for line, storm in state.storms.items():
        if storm.due == state.due and storm.due is not None:
            return StormPassed(at=storm.due, line=line)
    return None


def _tier_due(ladder: Ladder, due: int) -> Entry:
    assert ladder.timer is not None  # noqa: S101  # what is due has the timer that makes it so
    line, _, station = ladder.place.partition("/")
    tier, timer = next(reversed(ladder.told)), ladder.timer
    return TierDue(at=due, line=line, station=station, tier=tier, timer=timer, call=ladder.call, stop=ladder.stop)


def find(state: State, call: int | None, stop: int | None) -> Ladder | None:
    """The ladder of a call, also when it has become a stop, or of a stop."""
    for ladder in state.ladders.values():
        if (stop is not None and ladder.stop == stop) or (stop is None and call is not None and ladder.call == call):
            return ladder
    return None


def key_of(ladder: Ladder) -> str:
    """Under which the state holds it."""
    return f"call/{ladder.call}" if ladder.stop is None else f"stop/{ladder.stop}"


def shift(state: State, step_us: int) -> None:
    """The clock was set: as much of every time is left as before."""
    for ladder in state.ladders.values():
        ladder.told = {tier: at + step_us for tier, at in ladder.told.items()}
        ladder.due = None if ladder.due is None else ladder.due + step_us
    for storm in state.storms.values():
        storm.recent = [at + step_us for at in storm.recent]
        storm.due = None if storm.due is None else storm.due + step_us
