"""The rules of shifts and their breaks: reckoned in seconds of the week, which begins on Monday and comes round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import time
from itertools import combinations, pairwise
from typing import get_args

from andon.config.inspection import Inspection
from andon.model.plan import Break, Line, Shift, Weekday

_DAY_S = 86_400
_WEEK_S = 7 * _DAY_S
_DAYS = get_args(Weekday)


def _times_are_local(see: Inspection) -> None:
    for shift in see.plan.shifts:
        section = f"shifts.{shift.id}"
        _is_local(see, section, "start", shift.start)
        _is_local(see, section, "end", shift.end)
        for number, pause in enumerate(shift.breaks, start=1):
            _is_local(see, f"{section}.breaks.#{number}", "start", pause.start)
            _is_local(see, f"{section}.breaks.#{number}", "end", pause.end)


def _is_local(see: Inspection, section: str, key: str, at: time) -> None:
    if at.tzinfo is not None:
        see.add(section, key, f'"{at}" carries an offset', "write the local time of the site alone")


def _days_once(see: Inspection) -> None:
    for shift in see.plan.shifts:
        for day, times in Counter(shift.days).items():
            if times > 1:
                see.add(f"shifts.{shift.id}", "days", f'"{day}" is there {times} times', "name each day once")


def _breaks_inside(see: Inspection) -> None:
    for shift in see.plan.shifts:
        for number, pause in enumerate(shift.breaks, start=1):
            begin_s, end_s = _within(shift, pause)
            if begin_s == end_s or end_s > _length_s(shift):
                wrong = f"{_span(pause)} is not inside the shift {_span(shift)}"
                remedy = "move the break into the shift, its end after its start"
                see.add(f"shifts.{shift.id}.breaks.#{number}", "", wrong, remedy)


def _breaks_apart(see: Inspection) -> None:
    for shift in see.plan.shifts:
        pauses = sorted((*_within(shift, pause), number) for number, pause in enumerate(shift.breaks, start=1))
        for (_, end_s, earlier), (begin_s, _, later) in pairwise(pauses):
            if begin_s < end_s:
                section = f"shifts.{shift.id}.breaks.#{later}"
                see.add(section, "", f"overlaps break #{earlier} of this shift", "let one end before the next begins")


def _shifts_once(see: Inspection) -> None:
    for line in see.plan.lines:
        for name, times in Counter(line.shifts).items():
            if times > 1:
                see.add(f"lines.{line.id}", "shifts", f'"{name}" is there {times} times', "name each shift once")


def _shifts_apart(see: Inspection) -> None:
    """Two shifts of one line at the same time would count every minute and every piece twice."""
    for line in see.plan.lines:
        for one, other in combinations(_shifts_of(see, line), 2):
            day = _first_overlap(one, other)
            if day is not None:
                wrong = f'"{one.id}" {_span(one)} and "{other.id}" {_span(other)} overlap on {day}'
                see.add(f"lines.{line.id}", "shifts", wrong, "let one end where the next begins, or take one away")


def _shifts_of(see: Inspection, line: Line) -> list[Shift]:
    """A line that names no shift works them all."""
    return [shift for shift in see.plan.shifts if shift.id in line.shifts or not line.shifts]


def _first_overlap(one: Shift, other: Shift) -> str | None:
    """The day on which the later one of the first overlapping pair begins."""
    for a_s in _begins_s(one):
        for b_s in _begins_s(other):
            if (b_s - a_s) % _WEEK_S < _length_s(one):
                return str(_DAYS[b_s // _DAY_S])
            if (a_s - b_s) % _WEEK_S < _length_s(other):
                return str(_DAYS[a_s // _DAY_S])
    return None


def _begins_s(shift: Shift) -> Iterator[int]:
    for day in shift.days:
        yield _DAYS.index(day) * _DAY_S + _seconds(shift.start)


def _length_s(shift: Shift) -> int:
    """An end that is not after the start is on the next day."""
    return (_seconds(shift.end) - _seconds(shift.start)) % _DAY_S or _DAY_S


def _within(shift: Shift, pause: Break) -> tuple[int, int]:
    """A break in seconds since its shift began."""
    begin_s = (_seconds(pause.start) - _seconds(shift.start)) % _DAY_S
    return begin_s, begin_s + (_seconds(pause.end) - _seconds(pause.start)) % _DAY_S


def _seconds(at: time) -> int:
    return at.hour * 3_600 + at.minute * 60 + at.second


def _span(item: Shift | Break) -> str:
    return f"{item.start:%H:%M}-{item.end:%H:%M}"


SHIFT_RULES: tuple[Callable[[Inspection], None], ...] = (
    _times_are_local,
    _days_once,
    _breaks_inside,
    _breaks_apart,
    _shifts_once,
    _shifts_apart,
)
