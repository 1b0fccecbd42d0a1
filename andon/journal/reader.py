"""What others ask of the book. Each answer is one short read; nothing can be written through it.

reader_engine   how the file is opened             reader_look     what moved, for those who follow
reader_live     what else is so now                reader_work     what waits for somebody
reader_history  what was                           reader_people   who there is
reader_told     who was told                       reader_rows     the answers
reader_figures  the past that figures are made of  reader_hours    a shift, hour by hour
reader_plans    the plans that held                reader_slots    the calendar that was kept
reader_counts   pieces                             reader_pareto   where the time went
reader_keeping  which day is to be kept (`kept_sums`)
reader_overlap  what lasts into a time             reader_pictures what pictures of the past are drawn from
reader_timeline strips of stations                 reader_raw      what was said about a stop
reader_export   everything of a kind, page by page reader_analysis what charts are made of
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from pathlib import Path
from threading import Lock

from andon.floor.shifts import Slot
from andon.journal import imports, views
from andon.journal import reader_figures as figured
from andon.journal import reader_history as history
from andon.journal import reader_hours as hourly
from andon.journal import reader_keeping as keeping
from andon.journal import reader_live as live
from andon.journal import reader_look as looking
from andon.journal import reader_pareto as pareto
from andon.journal import reader_past as past
from andon.journal import reader_responses as responding
from andon.journal import reader_told as told
from andon.journal import reader_work as work
from andon.journal.imports import ImportRow
from andon.journal.kept_sums import KeptRow
from andon.journal.reader_engine import BookUnavailable, ReadOnlyBook
from andon.journal.reader_figures import Told, Wanted
from andon.journal.reader_hours import ShiftTold
from andon.journal.reader_people import PeopleReader
from andon.journal.reader_pictures import PictureReader
from andon.journal.reader_plans import PlanHistory
from andon.journal.reader_rows import (
    BoardRow,
    CallRow,
    CursorRow,
    Look,
    OddityRow,
    ParetoBy,
    ParetoMeasure,
    ParetoRow,
    Past,
    Place,
    PlanAt,
    PulseRow,
    SetAsideRow,
    StopRow,
    SuggestionRow,
    TestHeardRow,
    TokenRow,
    TriggerRow,
    Window,
    WorkRow,
)
from andon.journal.reader_slots import slots_of
from andon.journal.tables import call, stop
from andon.journal.told_rows import EscalationRow, NoticeRow, WaitingNotice
from andon.projections.periods import Period
from andon.projections.responses import Responses

PAGE_MAX = 500  # rows of one page: a read of some milliseconds

__all__ = ["BookUnavailable", "Reader"]


class Reader:
    """The book, read only. BookUnavailable when it is not there yet; the same question may be asked again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._book = ReadOnlyBook(path)
        self.people = PeopleReader(self._book)
        self.pictures = PictureReader(self._book)
        self._plan: PlanAt | None = None
        self._plan_generation = 0
        self._plan_lock = Lock()
        self._plans = PlanHistory()

    def close(self) -> None:
        self._book.close()

    # now

    def look(self, since: int, *, with_tallies: bool = True) -> Look:
        """The plan, the tiles that moved after `since`, the pulse and the pieces, all of one instant."""
        with self._book.read_plainly() as connection:
            head = looking.head(connection)
            plan = self._plan_of(connection, head.plan_seq)
            rows = looking.board_rows(connection, since)
            tallies = looking.tallies(connection) if with_tallies else None
            return Look(plan, head.seq, rows, head.pulse, tallies)

    def plan(self) -> PlanAt | None:
        """The plan in force; None before the first was adopted."""
        with self._book.read_plainly() as connection:
            return self._plan_of(connection, looking.head(connection).plan_seq)

    def plan_before(self, seq: int) -> PlanAt | None:
        """The plan that held until entry `seq` adopted another."""
        with self._book.read_plainly() as connection:
            return looking.plan_before(connection, seq)

    def plan_at(self, instant: int) -> PlanAt | None:
        """The plan that held at an instant."""
        with self._book.read_plainly() as connection:
            return looking.plan_before(connection, past.seq_at(connection, instant) + 1)

    def board(self) -> tuple[BoardRow, ...]:
        with self._book.read_plainly() as connection:
            return looking.board_rows(connection, 0)

    def pulse(self) -> PulseRow | None:
        with self._book.read() as connection:
            return live.pulse_row(connection)

    def are_views_of_today(self) -> bool:
        """Whether the views are made by this version; the recorder makes others again when it starts."""
        with self._book.read_plainly() as connection:
            return views.are_of_today(connection)

    def newest_at(self) -> int | None:
        with self._book.read() as connection:
            return live.newest_at(connection)

    def open_calls_per_line(self) -> dict[str, int]:
        with self._book.read() as connection:
            return live.open_per_line(connection, call)

    def open_stops_per_line(self) -> dict[str, int]:
        with self._book.read() as connection:
            return live.open_per_line(connection, stop)

    def tests_heard(self) -> tuple[TestHeardRow, ...]:
        """What each point said last when its station was under test."""
        with self._book.read() as connection:
            return live.tests_heard(connection)

    def oddities(self, limit: int = 50) -> tuple[OddityRow, ...]:
        with self._book.read() as connection:
            return live.oddities(connection, min(limit, PAGE_MAX))

    def set_asides(self, limit: int = 50) -> tuple[SetAsideRow, ...]:
        with self._book.read() as connection:
            return live.set_asides(connection, min(limit, PAGE_MAX))

    def cursors(self) -> tuple[CursorRow, ...]:
        with self._book.read() as connection:
            return live.cursors(connection)

    def token(self, digest: bytes) -> TokenRow | None:
        """The token with this SHA-256 digest, unless it was revoked."""
        with self._book.read() as connection:
            return live.token_by_digest(connection, digest)

    def open_work(self) -> tuple[WorkRow, ...]:
        """What waits for somebody, oldest first."""
        with self._book.read() as connection:
            return work.open_work(connection)

    # what was

    def stops(
        self, window: Window, now: int, after: Place | None = None, limit: int = 50, *, newer: bool = False
    ) -> tuple[StopRow, ...]:
        """Newest first, from the place `after` on; with `newer` those just before it in that order."""
        with self._book.read() as connection:
            return history.stops(connection, window, now, after, min(limit, PAGE_MAX), newer=newer)

    def calls(
        self, window: Window, now: int, after: Place | None = None, limit: int = 50, *, only_open: bool = False
    ) -> tuple[CallRow, ...]:
        with self._book.read() as connection:
            return history.calls(connection, window, now, after, min(limit, PAGE_MAX), only_open=only_open)

    def place_of_call(self, call_id: int) -> tuple[str, str] | None:
        """(line, station) of a call; None where there is none."""
        with self._book.read() as connection:
            return history.place_of(connection, call, call_id)

    def place_of_stop(self, stop_id: int) -> tuple[str, str] | None:
        with self._book.read() as connection:
            return history.place_of(connection, stop, stop_id)

    def triggers(
        self, line: str | None = None, after: Place | None = None, limit: int = 50, *, only_open: bool = True
    ) -> tuple[TriggerRow, ...]:
        with self._book.read() as connection:
            return history.triggers(connection, line, after, min(limit, PAGE_MAX), only_open=only_open)

    def suggestions(self, window: Window, after: Place | None = None, limit: int = 50) -> tuple[SuggestionRow, ...]:
        with self._book.read() as connection:
            return history.suggestions(connection, window, after, min(limit, PAGE_MAX))

    def pareto(self, by: ParetoBy, measure: ParetoMeasure, window: Window, now: int) -> tuple[ParetoRow, ...]:
        with self._book.read() as connection:
            return pareto.pareto(connection, by, measure, window, now)

    def responses(self, begin: int, end: int, line: str | None = None) -> dict[str, Responses]:
        """How soon somebody came, by line, of the calls pulled in [begin, end)."""
        with self._book.read() as connection:
            return responding.of_lines(connection, begin, end, line)

    def past(self, line_id: str, begin: int, end: int) -> Past | None:
        """A line over [begin, end), cut where another plan was adopted; None where there was none of it."""
        with self._book.read_plainly() as connection:
            return past.of_line(connection, line_id, begin, end)

    def figures(self, wanted: Wanted, now: int) -> Told:
        """The sums that every figure of that time and place is made of, up to now. Nothing where no plan held yet."""
        with self._book.read() as connection:
            spans = self._plans.between(connection, wanted.begin, min(wanted.end, now), self._book.generation)
            return figured.told(connection, spans, wanted, now)

    def day_to_keep(self, line: str, now: int) -> Period | None:
        """The oldest day of a line that is over and not kept."""
        with self._book.read() as connection:
            return keeping.day_to_keep(connection, self._plans, self._book.generation, line, now)

    def rows_to_keep(self, line: str, day: Period, now: int) -> list[KeptRow]:
        """What is to be kept of it."""
        with self._book.read() as connection:
            return keeping.rows_to_keep(connection, self._plans, self._book.generation, line, day, now)

    def kept_day(self, line: str, day: Period, now: int) -> tuple[list[KeptRow], list[KeptRow]]:
        """What is kept of a day, nothing where it is not, and what would be kept of it now."""
        with self._book.read() as connection:
            held = keeping.kept_rows(connection, line, day)
            again = keeping.rows_to_keep(connection, self._plans, self._book.generation, line, day, now)
            return held, sorted(again, key=repr)

    def slots_of(self, line: str, begin: int, end: int) -> tuple[Slot, ...]:
        """The calendar of [begin, end): what was kept, and for the time to come what the plan in force says."""
        with self._book.read() as connection:
            spans = self._plans.between(connection, begin, end, self._book.generation)
            return slots_of(connection, spans, line, begin, end)

    def shift(self, line: str, at: int, now: int) -> ShiftTold | None:
        """The shift of a line that holds at `at`, or the last one before it."""
        with self._book.read() as connection:
            spans = self._plans.between(connection, *hourly.window(at), self._book.generation)
            return hourly.shift_told(connection, spans, line, at, now)

    def imports(self) -> tuple[ImportRow, ...]:
        """Files whose history was taken in, newest first."""
        with self._book.read_plainly() as connection:
            return imports.made(connection)

    def pieces_of_quarter(self, line: str, station: str, at: int) -> int:
        """Good and bad pieces that are kept of the quarter hour that began at `at`."""
        with self._book.read_plainly() as connection:
            return imports.pieces_of_quarter(connection, line, station, at)

    # who was told

    def told_of_call(self, id: int) -> tuple[EscalationRow, ...]:
        with self._book.read() as connection:
            return told.told_of_call(connection, id)

    def told_of_open(
        self, calls: Collection[int], stops: Collection[int]
    ) -> dict[tuple[str, int], tuple[EscalationRow, ...]]:
        with self._book.read() as connection:
            return told.told_of_open(connection, calls, stops)

    def told_of_stop(self, id: int) -> tuple[EscalationRow, ...]:
        with self._book.read() as connection:
            return told.told_of_stop(connection, id)

    def escalations(self, limit: int = 50) -> tuple[EscalationRow, ...]:
        """The newest first, tests and storms included."""
        with self._book.read() as connection:
            return told.newest(connection, min(limit, PAGE_MAX))

    def waiting_notices(self) -> tuple[WaitingNotice, ...]:
        with self._book.read() as connection:
            return told.waiting_notices(connection)

    def last_notice(self, person: str) -> NoticeRow | None:
        with self._book.read() as connection:
            return told.last_notice(connection, person)

    def waiting_for(self, person: str, now: int) -> tuple[WorkRow, ...]:
        """What waits for somebody, oldest first; nothing while no plan holds."""
        held = self.plan()
        if held is None:
            return ()
        with self._book.read() as connection:
            return told.waiting_for(connection, person, held.plan, now)

    def _plan_of(self, connection: sqlite3.Connection, seq: int | None) -> PlanAt | None:
        """Read and checked once: it is large, and asked for hundreds of times a second."""
        if seq is None:
            return None
        with self._plan_lock:
            if self._plan is None or (self._plan_generation, self._plan.seq) != (self._book.generation, seq):
                self._plan, self._plan_generation = looking.plan_of(connection, seq), self._book.generation
            return self._plan
