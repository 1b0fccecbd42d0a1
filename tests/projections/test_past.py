"""Counters of the past: what the board showed at the end of each minute."""

from __future__ import annotations

from dataclasses import astuple
from datetime import time

from andon.base.units import US_PER_MINUTE, from_iso, to_datetime
from andon.floor.shifts import slot_at, slots
from andon.model.plan import Break, Line, Plan, Point, Reason, Shift, Station
from andon.projections.past import tallies

MINUTE = US_PER_MINUTE
NOON = from_iso("2026-11-25T12:00:00Z")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EARLY = Shift(
    id="early",
    name="Early",
    days=DAYS,
    start=time(4),
    end=time(12, 2),
    breaks=(Break(start=time(11, 58), end=time(12)),),
)
LATE = Shift(id="late", name="Late", days=DAYS, start=time(12, 2), end=time(20))
PRESS = Station(id="press", name="Press", points={"count": Point(kind="count"), "reject": Point(kind="reject")})
PACK = Station(id="pack", name="Pack", points={"cord": Point(kind="cord")})
LINE = Line(id="body", name="Body", takt_s=30, stations=(PRESS, PACK))
PLAN = Plan(
    site="Works",
    timezone="UTC",
    lines=(LINE,),
    shifts=(EARLY, LATE),
    reasons=(Reason(id="unknown", name="Unknown", stop_class="unknown"),),
    call_types=({"id": "help", "name": "Help"},),
)


def told(before: dict, minutes: dict, begin: int, end: int) -> list[tuple]:
    since = slot_at(PLAN, LINE, begin).shift_since
    held = [slot for slot in slots(PLAN, LINE, to_datetime(since), to_datetime(end)) if slot.until > since]
    found = tallies(PLAN, LINE, held, before, {("press", *key): n for key, n in minutes.items()}, begin, end)
    return [((at - NOON) / MINUTE, *rest) for at, *rest in map(astuple, found) if rest[0] == "press"]


def test_pieces_count_at_the_end_of_their_minute_and_begin_anew_with_the_shift() -> None:
    minutes = {("count", NOON): 3, ("reject", NOON + MINUTE): 1, ("count", NOON + 2 * MINUTE): 2}
    assert told({("press", "count"): 900}, minutes, NOON, NOON + 5 * MINUTE) == [
        (0, "press", 900, 0, 956),  # 8 hours less the break of two minutes, a piece each half minute
        (1, "press", 903, 0, 958),
        (2, "press", 903, 1, 960),
        (3, "press", 2, 0, 2),
        (4, "press", 2, 0, 4),
    ]


def test_in_a_break_the_target_waits() -> None:
    begin = NOON - 2 * MINUTE
    assert told({}, {}, begin, NOON + 2 * MINUTE) == [(-2, "press", 0, 0, 956), (1, "press", 0, 0, 958)]


def test_from_the_middle_of_a_minute_its_pieces_come_at_its_end() -> None:
    begin = NOON + MINUTE // 2
    assert told({("press", "count"): 7}, {("count", NOON): 4}, begin, NOON + 2 * MINUTE) == [
        (0.5, "press", 7, 0, 957),
        (1, "press", 11, 0, 958),
    ]


def test_where_nothing_is_counted_nothing_is_said() -> None:
    held = list(slots(PLAN, LINE, to_datetime(NOON), to_datetime(NOON + MINUTE)))
    found = [astuple(each)[1:] for each in tallies(PLAN, LINE, held, {}, {}, NOON, NOON + MINUTE)]
    assert ("pack", None, None, None) in found
