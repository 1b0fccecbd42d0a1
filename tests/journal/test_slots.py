"""The calendar that is kept: what held stays, whatever the plan says later; what is to come is the plan's."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from andon.base.units import from_datetime, to_datetime
from andon.floor import deadlines
from andon.floor.fold import fold
from andon.floor.shifts import Slot
from andon.floor.state import Floor
from andon.journal import upkeep
from andon.journal.connect import open_reader, open_writer
from andon.journal.migrate import migrate
from andon.journal.reader import Reader
from andon.journal.writer import Batch, Writer
from andon.model.entry import ClockStepped, Entry, PlanAdopted
from tests.books.older import write_as_of
from tests.stories.teller import load_plan

_ZONE = ZoneInfo("Asia/Kolkata")
_USUAL, _LONGER = load_plan("oven press kolkata"), load_plan("oven kolkata-longer-break")
_TABLE = "SELECT line, since, until, kind, shift, shift_since, day FROM slot ORDER BY line, since"


def at(text: str) -> int:
    """An instant by the clock on the wall of the story works."""
    return from_datetime(datetime.fromisoformat(text).replace(tzinfo=_ZONE))


class _Days:
    """A floor whose clock runs, and the book it is written to."""

    def __init__(self, writer: Writer) -> None:
        self.floor, self._writer = Floor(), writer

    def say(self, entry: Entry) -> None:
        self.pass_until(entry.at)
        self.write(entry)

    def pass_until(self, instant: int) -> None:
        while (due := deadlines.next_due(self.floor.state)) is not None and due <= instant:
            self.write(deadlines.due_entry(self.floor.state))

    def write(self, entry: Entry) -> None:
        entry, batch = replace(entry, seq=self.floor.state.seq + 1), Batch()
        batch.add(entry, fold(self.floor, entry))
        self._writer.commit(batch)


def test_the_calendar_is_kept_as_it_turned_and_a_new_plan_cuts_it_where_it_differs(writer: Writer, book: Path) -> None:
    _week(writer)
    assert _told(book, "paint", "2026-11-23 08:30", "2026-11-24 09:20") == [
        "work early 08:30-09:00 of 2026-11-23",
        "break early 09:00-09:10 of 2026-11-23",
        "work early 09:10-14:00 of 2026-11-23",
        "work late 14:00-22:00 of 2026-11-23",
        "off 22:00-06:00 of 2026-11-23",
        "work early 06:00-08:50 of 2026-11-24",  # the longer break, adopted when it would have run for five minutes
        "break early 08:50-09:15 of 2026-11-24",
        "work early 09:15-09:20 of 2026-11-24",
    ]


def test_what_is_to_come_is_what_the_plan_in_force_says(writer: Writer, book: Path) -> None:
    _week(writer)
    assert _told(book, "paint", "2026-11-25 09:00", "2026-11-26 09:00") == [
        "break early 09:00-09:15 of 2026-11-25",
        "work early 09:15-14:00 of 2026-11-25",
        "work late 14:00-22:00 of 2026-11-25",
        "off 22:00-06:00 of 2026-11-25",
        "work early 06:00-08:45 of 2026-11-26",
        "break early 08:45-09:00 of 2026-11-26",
    ]


def test_a_line_that_left_the_plan_has_no_calendar_from_then_on(writer: Writer, book: Path) -> None:
    _week(writer)
    assert _told(book, "press", "2026-11-24 08:00", "2026-11-26 09:00") == ["work early 08:00-08:50 of 2026-11-24"]


def test_of_the_time_before_the_book_the_first_plan_speaks(writer: Writer, book: Path) -> None:
    _week(writer)
    told = _told(book, "paint", "2026-11-22 23:00", "2026-11-23 09:00")
    assert told == [
        "off 23:00-06:00 of 2026-11-22",
        "work early 06:00-08:00 of 2026-11-23",
        "work early 08:00-09:00 of 2026-11-23",
    ]


def test_a_service_that_was_down_for_days_keeps_each_slot_at_its_time(writer: Writer, book: Path) -> None:
    days = _Days(writer)
    days.say(PlanAdopted(at=at("2026-11-23 08:00"), plan=_USUAL))
    # the files were edited meanwhile: they are adopted before the clock has caught up
    days.write(PlanAdopted(at=at("2026-11-24 10:00"), plan=_LONGER))
    assert _told(book, "paint", "2026-11-23 13:00", "2026-11-24 09:30") == [
        "work early 13:00-14:00 of 2026-11-23",
        "work late 14:00-22:00 of 2026-11-23",
        "off 22:00-06:00 of 2026-11-23",
        "work early 06:00-09:00 of 2026-11-24",
        "break early 09:00-09:10 of 2026-11-24",
        "work early 09:10-09:30 of 2026-11-24",
    ]


def test_a_clock_that_is_set_back_turns_the_calendar_once_more(writer: Writer, book: Path) -> None:
    days = _Days(writer)
    days.say(PlanAdopted(at=at("2026-11-23 08:00"), plan=_USUAL))
    days.pass_until(at("2026-11-23 09:05"))
    days.write(ClockStepped(at=at("2026-11-23 08:55"), step_us=-600_000_000))
    days.pass_until(at("2026-11-23 09:20"))
    assert _told(book, "paint", "2026-11-23 08:30", "2026-11-23 09:20") == [
        "work early 08:30-08:55 of 2026-11-23",
        "work early 08:55-09:00 of 2026-11-23",
        "break early 09:00-09:10 of 2026-11-23",
        "work early 09:10-09:20 of 2026-11-23",
    ]
    _are_whole(book)


def test_a_clock_that_was_never_set_writes_no_calendar_of_the_years_between(writer: Writer, book: Path) -> None:
    days = _Days(writer)
    days.say(PlanAdopted(at=at("2000-01-03 08:00"), plan=_USUAL))
    days.write(ClockStepped(at=at("2026-11-23 08:00"), step_us=1))
    assert len(_rows(book)) == 4  # of two lines
    assert _told(book, "paint", "2026-11-23 08:00", "2026-11-23 09:00") == ["work early 08:00-09:00 of 2026-11-23"]


def test_an_older_book_gets_the_calendar_that_its_plans_and_turns_tell(
    writer: Writer, book: Path, tmp_path: Path
) -> None:
    _week(writer)
    expected, older = _rows(book), tmp_path / "older.db"
    with closing(open_writer(book)) as connection:
        assert connection.execute("DELETE FROM event WHERE kind LIKE 'Slot%'").rowcount > len(expected)
    write_as_of("0012", book, older)
    migrate(older)
    upkeep.rebuild(older, lambda done, total: None)
    assert _rows(older) == expected


def _rows(book: Path) -> list[tuple[object, ...]]:
    with closing(open_reader(book)) as reader:
        return reader.execute(_TABLE).fetchall()


def _are_whole(book: Path) -> None:
    """Rows of a line touch each other."""
    rows = _rows(book)
    assert all(one[2] == other[1] for one, other in pairwise(rows) if one[0] == other[0])


def _week(writer: Writer) -> _Days:
    days = _Days(writer)
    days.say(PlanAdopted(at=at("2026-11-23 08:00"), plan=_USUAL))
    days.say(PlanAdopted(at=at("2026-11-24 08:50"), plan=_LONGER))
    days.pass_until(at("2026-11-25 10:00"))
    return days


def _told(book: Path, line: str, begin: str, end: str) -> list[str]:
    with closing(Reader(book)) as reader:
        return [_words(slot) for slot in reader.slots_of(line, at(begin), at(end))]


def _words(slot: Slot) -> str:
    since, until = (to_datetime(each).astimezone(_ZONE) for each in (slot.since, slot.until))
    return f"{slot.kind} {slot.shift} {since:%H:%M}-{until:%H:%M} of {slot.day}".replace("  ", " ")
