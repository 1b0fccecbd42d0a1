"""Two books of the same time side by side: what was kept, and what another plan would have said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from andon.base.units import US_PER_S
from andon.journal.reader import PAGE_MAX, Reader
from andon.journal.reader_figures import Wanted
from andon.journal.reader_rows import Place, StopRow, Window
from andon.projections import figures

DIFFERENT_MOST = 100  # who changes everything needs no list of it

Unit = Literal["", "s", "%"]


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of both books; None where it is undefined. `%` stands for a share, 1 being the whole."""

    what: str
    unit: Unit
    kept: float | None
    then: float | None


@dataclass(frozen=True, slots=True)
class OneSided:
    """A stop that only one book tells, or tells so."""

    side: Literal["kept", "then"]
    stop: StopRow


def compare(kept: Reader, then: Reader, begin: int, end: int) -> tuple[Compared, ...]:
    """Stops and minutes by class and by reason, and the figures of the whole plant, over [begin, end)."""
    window = Window(begin=begin, end=end)
    both = [list(_figures(book, begin, end)) for book in (kept, then)]
    told = [Compared(what, unit, was, now) for (what, unit, was), (_, _, now) in zip(*both, strict=True)]
    for by in ("class", "reason"):
        for measure, unit in (("count", ""), ("seconds", "s")):
            sides = [{row.key: row.value for row in book.pareto(by, measure, window, end)} for book in (kept, then)]  # type: ignore[arg-type]  # each is one of its words
            keys = dict.fromkeys([*sides[0], *sides[1]])
            told += [
                Compared(f"{by} {key}: {measure}", unit, sides[0].get(key, 0), sides[1].get(key, 0))  # type: ignore[arg-type]  # likewise
                for key in keys
            ]
    return tuple(told)


def differences(kept: Reader, then: Reader, begin: int, end: int) -> tuple[OneSided, ...]:
    """The stops that one book tells otherwise than the other, newest first; the first hundred of them."""
    sides = [{_telling(row): row for row in _stops(book, begin, end)} for book in (kept, then)]
    only = [OneSided("kept", row) for key, row in sides[0].items() if key not in sides[1]]
    only += [OneSided("then", row) for key, row in sides[1].items() if key not in sides[0]]
    newest_first = sorted(only, key=lambda found: (-found.stop.began, found.stop.line, found.stop.station, found.side))
    return tuple(newest_first[:DIFFERENT_MOST])


def _figures(book: Reader, begin: int, end: int) -> Iterator[tuple[str, Unit, float | None]]:
    sums = book.figures(Wanted(begin, end), end).total
    times, pieces = sums.times, sums.pieces
    yield "busy time (PBT)", "s", times.pbt_us / US_PER_S
    yield "production (APT)", "s", times.apt_us / US_PER_S
    yield "micro-stops", "s", times.micro_us / US_PER_S
    yield "planned", "s", times.planned_us / US_PER_S
    yield "unknown", "s", times.unknown_us / US_PER_S
    yield "availability, ISO 22400-2", "%", figures.availability(times).value
    yield "OEE, ISO 22400-2", "%", figures.oee(times, pieces).value
    yield "OEE, Nakajima", "%", figures.nakajima_oee(times, pieces).value


def _telling(row: StopRow) -> tuple[object, ...]:
    return row.line, row.station, row.began, row.ended, row.reason, row.stop_class


def _stops(book: Reader, begin: int, end: int) -> Iterator[StopRow]:
    after: Place | None = None
    while page := book.stops(Window(begin=begin, end=end), end, after, PAGE_MAX):
        yield from page
        after = (page[-1].began, page[-1].id)
