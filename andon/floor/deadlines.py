"""What falls due: calendar boundaries, the close of each UTC quarter hour, stop points, cords, tests, times of tiers.

A deadline is dated when it was due.

Pieces that come late for a quarter that was closed open it again; its second close holds them alone, so the closes
of a quarter are summed.
"""

from __future__ import annotations

from andon.base.units import US_PER_QUARTER
from andon.floor import ladders
from andon.floor.state import State
from andon.model.entry import BufferEnded, CalendarTurned, CordStayedOut, CountsClosed, Entry, TestEnded, WindowEnded


def next_due(state: State) -> int | None:
    """The next deadline's instant; None while no plan holds."""
    return state.due


def due_entry(state: State) -> Entry:
    """The entry that the next deadline makes when it has passed. Only while `next_due` is not None."""
    for line, quarters in state.quarters.items():
        for begin, totals in quarters.items():
            if begin + US_PER_QUARTER == state.due:
                return CountsClosed(at=state.due, line=line, begin=begin, totals=totals)
    for place, until in state.windows.items():
        if until == state.due:
            return _window_ended(state, place, until)
    for address, due in state.releases.items():
        if due == state.due:
            return CordStayedOut(at=due, address=address)
    for buffer in state.buffers.values():
        if buffer.due == state.due:
            line, _, station = buffer.place.partition("/")
            return BufferEnded(at=buffer.due, line=line, station=station, stop=buffer.stop, shows=buffer.shows)
    for place, test in state.tests.items():
        if test.until == state.due:
            line, _, station = place.partition("/")
            return TestEnded(at=test.until, line=line, station=station)
    if (climbing := ladders.due_entry(state)) is not None:
        return climbing
    turns = (line for line, slot in state.calendar.items() if slot.until == state.due)
    turning = next((line for line, at in state.again.items() if at == state.due), None) or next(turns)
    assert state.due is not None  # noqa: S101  # the caller asked next_due first
    return CalendarTurned(at=state.due, line=turning)


def _window_ended(state: State, place: str, until: int) -> Entry:
    line, _, station = place.partition("/")
    call = next(call for call in state.stations[place].calls.values() if call.until == until)
    return WindowEnded(at=until, line=line, station=station, call=call.id)


def schedule(state: State) -> None:
    """Find the next deadline again, after the calendar or a quarter moved."""
    boundaries = [slot.until for slot in state.calendar.values()]
    closes = [begin + US_PER_QUARTER for quarters in state.quarters.values() for begin in quarters]
    buffers = [buffer.due for buffer in state.buffers.values()]
    tests = [test.until for test in state.tests.values()]
    others = [*tests, *state.again.values(), *state.windows.values(), *state.releases.values(), *ladders.dues(state)]
    state.due = min([*buffers, *boundaries, *closes, *others], default=None)
