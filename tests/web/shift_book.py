"""A shift that began four hours ago and has four to come: counts, stops, a comment."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from andon.base.units import US_PER_HOUR, US_PER_MINUTE, to_datetime
from andon.floor.shifts import slots
from andon.model.plan import Break, Plan, Shift

from .book import Book, make_plan

ZONE = "Asia/Ho_Chi_Minh"
MADE = (60, 41, 52, 55)
ALL_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def begin_of(book: Book) -> int:
    """The hour on the wall four hours ago."""
    return book.clock.now() // US_PER_HOUR * US_PER_HOUR - 4 * US_PER_HOUR


def shift_plan(book: Book, **more) -> Plan:
    """Lines press and paint in a shift of eight hours with a break of ten minutes in its third."""
    begin = to_datetime(begin_of(book)).astimezone(ZoneInfo(ZONE))
    pause = (begin + timedelta(hours=2, minutes=30)).time()
    shift = Shift(
        id="early",
        name={"en": "Morning", "vi": "Ca sáng", "kn": "ಬೆಳಗಿನ ಪಾಳಿ", "ja": "早番"},
        days=ALL_DAYS,
        start=begin.time(),
        end=(begin + timedelta(hours=8)).time(),
        breaks=(Break(start=pause, end=(begin + timedelta(hours=2, minutes=40)).time()),),
    )
    return make_plan(shifts=(shift,), timezone=ZONE, **more)


def live_shift(book: Book, plan: Plan | None = None) -> Plan:
    """Adopt it and let it have been."""
    plan = plan or shift_plan(book)
    book.seq += 1
    body = plan.model_dump_json(by_alias=True)
    at = begin_of(book) - 24 * US_PER_HOUR
    book.insert("entry", seq=book.seq, at=at, kind="PlanAdopted", who="", body=f'{{"plan": {body}}}', hash=b"")
    book.fill(plan)
    keep_calendar(book, plan)
    begin = begin_of(book)
    for hour, pieces in enumerate(MADE):
        count(book, begin + hour * US_PER_HOUR, pieces, 3 if hour == 1 else 0)
    book.stop(begin + 70 * US_PER_MINUTE, begin + 82 * US_PER_MINUTE)
    book.stop(begin + 150 * US_PER_MINUTE, begin + 165 * US_PER_MINUTE, reason="scratch", station="s2")
    said = {"text": "Tool change took longer", "initials": "MT", "who": "person:mai"}
    book.insert("hour_comment", line="press", hour=begin + US_PER_HOUR, at=begin + 2 * US_PER_HOUR, **said)
    book.pulse()
    return plan


def keep_calendar(book: Book, plan: Plan) -> None:
    """The slots of two days, as the recorder keeps them: the last one is open."""
    now = book.clock.now()
    for line in plan.lines:
        for slot in slots(plan, line, to_datetime(begin_of(book) - 48 * US_PER_HOUR), to_datetime(now)):
            if slot.since <= now:
                kept = {"kind": slot.kind, "shift": slot.shift, "shift_since": slot.shift_since, "day": slot.day}
                until = slot.until if slot.until <= now else None
                book.insert("slot", line=line.id, since=slot.since, until=until, **kept)


def count(book: Book, at: int, good: int, scrap: int = 0, station: str = "s2") -> None:
    for kind, pieces in (("count", good), ("reject", scrap)):
        if pieces:
            for table in ("count_minute", "count_quarter"):
                book.insert(table, line="press", station=station, kind=kind, at=at, pieces=pieces)
