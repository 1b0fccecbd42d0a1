"""What falls due: calendar boundaries and the close of each UTC quarter hour. A deadline is dated when it was due."""

from __future__ import annotations

from andon.base.units import US_PER_QUARTER
from andon.floor.state import State
from andon.model.entry import CalendarTurned, CountsClosed, Entry


def next_due(state: State) -> int | None:
    """The next deadline's instant; None while no plan holds."""
    return state.due


def due_entry(state: State) -> Entry:
    """The entry that the next deadline makes when it has passed. Only while `next_due` is not None."""
    for line, quarter in state.quarters.items():
        if quarter.begin + US_PER_QUARTER == state.due:
            return CountsClosed(at=state.due, line=line, begin=quarter.begin, totals=quarter.totals)
    line = next(line for line, slot in state.calendar.items() if slot.until == state.due)
    assert state.due is not None  # noqa: S101  # the caller asked next_due first
    return CalendarTurned(at=state.due, line=line)


def schedule(state: State) -> None:
    """Find the next deadline again, after the calendar or a quarter moved."""
    boundaries = [slot.until for slot in state.calendar.values()]
    closes = [quarter.begin + US_PER_QUARTER for quarter in state.quarters.values()]
    state.due = min(boundaries + closes, default=None)
