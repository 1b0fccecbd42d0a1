"""A storm: so many calls on a line at once that a message for each would bury the people who are to come.

Only messages are bundled, never tiles: each person hears once of the storm, and once when it is over.
"""

from __future__ import annotations

from collections.abc import Sequence

from andon.base.units import US_PER_S
from andon.floor.index import Index
from andon.floor.state import State, StormWatch
from andon.model.event import CallEnded, CallRaised, Event, StormBegan, StormEnded


def count(state: State, index: Index, at: int, seq: int, out: list[Event]) -> None:
    """Take in the calls that were raised just now; one that nobody could hear is no part of a storm."""
    missed = {event.call for event in out if isinstance(event, CallEnded) and event.outcome == "missed"}
    raised = [event for event in out if isinstance(event, CallRaised) and event.call not in missed]
    for event in raised:
        _gather(state, index, event.line, at, seq, out)


def _gather(state: State, index: Index, line: str, at: int, seq: int, out: list[Event]) -> None:
    limit = index.lines[line].storm
    if limit is None:
        return
    watch, within_us = state.storms.setdefault(line, StormWatch()), int(limit.within_s * US_PER_S)
    watch.recent = [*(then for then in watch.recent if then > at - within_us), at][-limit.calls - 1 :]
    watch.calls += 1
    if watch.id is None and len(watch.recent) > limit.calls:
        watch.id, watch.calls = seq, len(watch.recent)
        out.append(StormBegan(at=at, line=line, storm=seq, calls=watch.calls))
    if watch.id is not None:
        watch.due = at + within_us


def bundle(state: State, line: str, persons: Sequence[str]) -> tuple[int | None, list[str]]:
    """The storm that lasts on a line, and which of these persons know of it already; the others do from now on."""
    watch = state.storms.get(line)
    if watch is None or watch.id is None:
        return None, []
    known = [person for person in persons if person in watch.told]
    watch.told += [person for person in persons if person not in watch.told]
    return watch.id, known


def end(state: State, line: str, at: int, out: list[Event]) -> None:
    """The storm of a line is over, if one lasts."""
    watch = state.storms.pop(line, None)
    if watch is not None and watch.id is not None:
        out.append(StormEnded(at=at, line=line, storm=watch.id, calls=watch.calls, persons=watch.told))


def refit(state: State, index: Index, at: int, out: list[Event]) -> None:
    """A plan that knows no storms on a line ends the one there is."""
    for line in list(state.storms):
        if line not in index.lines or index.lines[line].storm is None:
            end(state, line, at, out)
