"""Stops and counts from other people's spreadsheets: rows of text in, what can be taken and what is doubtful out.

Pure. A row that leaves a doubt is not taken: it is named with its number and why, and the others are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from andon.base.errors import BadInput
from andon.base.units import US_PER_DAY, US_PER_QUARTER, from_datetime
from andon.model.plan import Line, Plan, Station

STOP_COLUMNS = ("line", "station", "began", "ended", "reason")
COUNT_COLUMNS = ("line", "station", "at", "good", "reject")
LONGEST_US = 31 * US_PER_DAY
PIECES_MOST = 10_000_000  # of a quarter hour: a number that is no count
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PastStop:
    """A stop of a sheet's row; instants in microseconds."""

    row: int
    line: str
    station: str
    began: int
    ended: int
    reason: str


@dataclass(frozen=True, slots=True)
class PastCount:
    """Pieces of a UTC quarter hour that began at `at`."""

    row: int
    line: str
    station: str
    at: int
    good: int
    reject: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a row is not taken."""

    row: int
    why: str


class _Doubtful(Exception):
    """`str()` is why."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a sheet is read: `columns` names the sheet's own for ours, `form` its times (strptime), else ISO 8601."""

    plan: Plan
    now: int
    columns: Mapping[str, str]
    form: str = ""

    def check(self, names: Iterable[str], wanted: Iterable[str]) -> None:
        """BadInput where a column is not there, with those that are."""
        there = list(names)
        for ours in wanted:
            if self.columns.get(ours, ours) not in there:
                named = self.columns.get(ours, ours)
                raise BadInput(f"the file has no column {named!r}; it has {', '.join(there)}; use --map {ours}=NAME")

    def text(self, row: Row, ours: str) -> str:
        return (row.get(self.columns.get(ours, ours)) or "").strip()

    def moment(self, row: Row, ours: str) -> int:
        """Without an offset it is local time of the plant."""
        said = self.text(row, ours)
        try:
            moment = datetime.strptime(said, self.form) if self.form else datetime.fromisoformat(said)
        except ValueError:
            raise _Doubtful(f"{ours} {said!r} is no time of the form {self.form or 'ISO 8601'}") from None
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(self.plan.timezone))
        return from_datetime(zoned)

    def place(self, row: Row) -> tuple[Line, Station]:
        """By id, or by the name in any language."""
        line = _find(self.plan.lines, self.text(row, "line"), "line")
        return line, _find(line.stations, self.text(row, "station"), f"station of {line.id}")


def stops(rows: Iterable[Row], sheet: Sheet) -> Iterator[PastStop | Doubt]:
    """Of each row what it says, or why it cannot be taken; rows are counted from 2, below the head of the sheet."""
    taken: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
    for number, row in enumerate(rows, start=2):
        yield _or_doubt(number, partial(_stop, row, number, sheet, taken))


def counts(rows: Iterable[Row], sheet: Sheet) -> Iterator[PastCount | Doubt]:
    """The same of counts: each row is of one quarter hour."""
    taken: dict[tuple[str, str, int], int] = {}
    for number, row in enumerate(rows, start=2):
        yield _or_doubt(number, partial(_count, row, number, sheet, taken))


Taken = TypeVar("Taken", PastStop, PastCount)


def _or_doubt(number: int, take: Callable[[], Taken]) -> Taken | Doubt:
    try:
        return take()
    except _Doubtful as doubt:
        return Doubt(number, str(doubt))


def _stop(row: Row, number: int, sheet: Sheet, taken: dict[tuple[str, str], list[tuple[int, int, int]]]) -> PastStop:
    line, station = sheet.place(row)
    reason = _find(sheet.plan.reasons, sheet.text(row, "reason"), "reason").id
    began, ended = sheet.moment(row, "began"), sheet.moment(row, "ended")
    if ended <= began:
        raise _Doubtful("it ends before it begins: are the two times swapped?")
    if ended > sheet.now:
        raise _Doubtful("it ends in the future")
    if ended - began > LONGEST_US:
        raise _Doubtful("it lasts longer than a month")
    others = taken.setdefault((line.id, station.id), [])
    for other_began, other_ended, other in others:
        if began < other_ended and other_began < ended:
            raise _Doubtful(f"it overlaps with row {other} at the same station")
    others.append((began, ended, number))
    return PastStop(number, line.id, station.id, began, ended, reason)


def _count(row: Row, number: int, sheet: Sheet, taken: dict[tuple[str, str, int], int]) -> PastCount:
    line, station = sheet.place(row)
    at = sheet.moment(row, "at")
    good, reject = (_pieces(sheet.text(row, name), name) for name in ("good", "reject"))
    if at % US_PER_QUARTER:
        raise _Doubtful("it begins at no quarter of an hour")
    if at + US_PER_QUARTER > sheet.now:
        raise _Doubtful("its quarter of an hour is not over")
    if (other := taken.setdefault((line.id, station.id, at), number)) != number:
        raise _Doubtful(f"row {other} is of the same quarter of an hour")
    return PastCount(number, line.id, station.id, at, good, reject)


def _pieces(said: str, name: str) -> int:
    try:
        pieces = int(said or "0")
    except ValueError:
        raise _Doubtful(f"{name} {said!r} is no whole number") from None
    if not 0 <= pieces <= PIECES_MOST:
        raise _Doubtful(f"{name} {pieces} is no number of pieces of a quarter of an hour")
    return pieces


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> Mapping[Any, str]: ...


Found = TypeVar("Found", bound=_Named)


def _find(known: Iterable[Found], said: str, what: str) -> Found:
    for each in known:
        if said == each.id or said.casefold() in (name.casefold() for name in each.name.values()):
            return each
    raise _Doubtful(f"the plan has no {what} {said!r}")
