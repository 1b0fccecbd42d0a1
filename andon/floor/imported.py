"""History from files: stops and counts that other people kept. It is over: nothing on the floor moves because of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from andon.base.errors import CommandRejected
from andon.floor.index import Index
from andon.floor.state import Floor
from andon.model.command import ImportHistory
from andon.model.entry import CountsImported, Entry, ImportBegan, ImportUndone, StopImported
from andon.model.event import (
    Event,
    HistoryImported,
    HistoryWithdrawn,
    ImportMade,
    ImportWithdrawn,
    QuarterClosed,
    StopBegan,
    StopEnded,
)


def decide(floor: Floor, command: ImportHistory, at: int) -> list[Entry]:
    """The entries of a piece of a file. Raises CommandRejected where the plan knows a place or a reason no more."""
    index = floor.index
    if index is None:
        raise CommandRejected("no plan holds yet; what is imported belongs to stations of a plan")
    batch = floor.state.seq + 1 if command.batch is None else command.batch
    told = list(_rows(index, command, batch, at))
    return [ImportBegan(at=at, who=command.who, file=command.file), *told] if command.batch is None else told


def _rows(index: Index, command: ImportHistory, batch: int, at: int) -> Iterator[Entry]:
    who = command.who
    for line, station, began, ended, reason in command.stops:
        _must_know(index, line, station)
        if reason not in index.reasons:
            raise CommandRejected(f"the plan has no reason {reason!r}")
        yield StopImported(
            at=at, who=who, batch=batch, line=line, station=station, began=began, ended=ended, reason=reason
        )
    for line, station, begin, good, reject in command.counts:
        _must_know(index, line, station)
        yield CountsImported(
            at=at, who=who, batch=batch, line=line, station=station, begin=begin, good=good, reject=reject
        )


def _must_know(index: Index, line: str, station: str) -> None:
    if f"{line}/{station}" not in index.stations:
        raise CommandRejected(f"the plan has no station {line}/{station}")


def _import_began(floor: Floor, entry: ImportBegan, out: list[Event]) -> None:
    out.append(ImportMade(at=entry.at, batch=entry.seq, file=entry.file, who=entry.who))


def _stop_imported(floor: Floor, entry: StopImported, out: list[Event]) -> None:
    reason = floor.index.reasons.get(entry.reason) if floor.index else None
    if reason is None:
        return
    line, station, stop = entry.line, entry.station, entry.seq
    began = StopBegan(
        at=entry.began,
        line=line,
        station=station,
        stop=stop,
        cause="import",
        reason=reason.id,
        stop_class=reason.stop_class,
        category=reason.category,
    )
    out.append(began)
    out.append(StopEnded(at=entry.ended, line=line, station=station, stop=stop, outcome="cleared"))
    out.append(HistoryImported(at=entry.began, line=line, station=station, batch=entry.batch, stop=stop))


def _counts_imported(floor: Floor, entry: CountsImported, out: list[Event]) -> None:
    at, line, station, good, reject = entry.begin, entry.line, entry.station, entry.good, entry.reject
    out.append(QuarterClosed(at=at, line=line, station=station, good=good, reject=reject))
    out.append(HistoryImported(at=at, line=line, station=station, batch=entry.batch, good=good, reject=reject))


def _import_undone(floor: Floor, entry: ImportUndone, out: list[Event]) -> None:
    for stop in entry.stops:
        out.append(HistoryWithdrawn(at=entry.at, batch=entry.batch, row=stop, stop=stop))
    for place, rows in entry.counts.items():
        line, _, station = place.partition("/")
        for seq, counted in rows.items():
            at, good, reject = (*counted, 0, 0, 0)[:3]
            out.append(QuarterClosed(at=at, line=line, station=station, good=-good, reject=-reject))
            out.append(HistoryWithdrawn(at=entry.at, line=line, station=station, batch=entry.batch, row=int(seq)))
    if entry.over:
        out.append(ImportWithdrawn(at=entry.at, batch=entry.batch))


# Each handler takes its own kind of entry, which a dict of callables cannot say.
HANDLERS: dict[type[Entry], Callable[..., None]] = {
    ImportBegan: _import_began,
    StopImported: _stop_imported,
    CountsImported: _counts_imported,
    ImportUndone: _import_undone,
}
