"""Looking after the book: verify, rebuild, backup, restore. Each may take a while and tells how far it is."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from heapq import merge
from itertools import groupby, islice, zip_longest
from pathlib import Path

from andon.base.errors import JournalDamaged
from andon.base.units import US_PER_DAY
from andon.floor.fold import fold
from andon.floor.state import Floor
from andon.journal import retention, rows, snapshots, views
from andon.journal.connect import open_reader, open_writer, transaction
from andon.journal.kept_sums import WHOLE_DAY
from andon.journal.migrate import is_older, migrate, newest, revision
from andon.journal.reader import Reader
from andon.journal.tables import VIEWS, count_minute, metadata
from andon.model.event import Event
from andon.projections.changes import Change
from andon.projections.periods import Period
from andon.projections.views import of_event, of_sample

Progress = Callable[[int, int], None]
"""Called with (done, of how many)."""

FINDINGS_MOST = 20  # a book that is wrong from some place on is wrong everywhere after it
KEPT_DAYS_LOOKED_AT = 31
_REPORT_EVERY = 5_000


@dataclass(frozen=True, slots=True)
class Findings:
    """What a look at a book found, each with its place.

    `damage`: it does not agree with itself. `otherwise`: where today's rules would say otherwise than was said then,
    which is no damage: what was said stays said. `aged`: the views are of another version, and were not looked at.
    """

    damage: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()
    aged: bool = False


SOUND = Findings()


def verify(path: Path, progress: Progress) -> Findings:
    """What is wrong with a book; SOUND when nothing is. Reads a state of one instant."""
    if revision(path) != newest():
        return _damaged(f"{path}: no book of this version (revision {revision(path)}, this code knows {newest()})")
    with closing(open_reader(path)) as connection:
        try:
            connection.execute("BEGIN")  # one state of the book, whatever is written meanwhile
            damage, aged = _damage(connection, path), not views.are_of_today(connection)
            return Findings(damage, () if damage else tuple(_otherwise(connection, progress)), aged)
        except sqlite3.DatabaseError as error:
            return _damaged(f"file: {error}")


def _damaged(*findings: str) -> Findings:
    return Findings(damage=findings)


def _damage(connection: sqlite3.Connection, path: Path) -> tuple[str, ...]:
    """What one look cannot read is told with what the others found: SQLite names the page where the chain cannot."""
    looks = (_file_findings, _chain_findings, _sequence_findings, _event_findings)
    findings = [finding for look in looks for finding in _as_far_as_read(look(connection))]
    if not findings and views.are_of_today(connection):
        findings += _first(_view_findings(connection, path.parent))
        findings += () if findings else _first(_kept_findings(connection, path))
    return tuple(findings)


def _as_far_as_read(findings: Iterator[str]) -> Iterator[str]:
    try:
        yield from _first(findings)
    except sqlite3.DatabaseError as error:
        yield f"file: {error}"


def _file_findings(connection: sqlite3.Connection) -> Iterator[str]:
    return (f"file: {row[0]}" for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok")


def rebuild(path: Path, progress: Progress) -> int:
    """Throw the views away and make them again from events and samples; returns how many were read."""
    with closing(open_writer(path)) as connection, transaction(connection):
        connection.execute("DELETE FROM figure_sum")  # at once, before each row of a stop would take its own out
        views.clear_views(connection)
        views.sign(connection)
        return _project(connection, connection, progress)


def renew(path: Path, progress: Progress) -> int | None:
    """Make the views again where another version made them; None where this one did."""
    with closing(open_reader(path)) as connection:
        if views.are_of_today(connection):
            return None
    return rebuild(path, progress)


def backup(path: Path, out: Path) -> None:
    """A whole copy of the book, while it is written. FileExistsError when `out` is there: nothing is overwritten.

    Other OSErrors say that it cannot be written there.
    """
    if out.exists():
        raise FileExistsError(f"{out} is there already; name a file that is not")
    part = out.with_name(out.name + ".part")
    part.write_bytes(b"")  # an OSError that names the file, where SQLite would only say that it cannot
    try:
        with closing(open_reader(path)) as source, closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, easy to carry
    except sqlite3.DatabaseError as error:
        part.unlink()
        raise JournalDamaged(f"the journal could not be copied to {out}: {error}") from error
    _sync(part)
    part.rename(out)


def restore(file: Path, path: Path, progress: Progress) -> Findings:
    """Put a backup in the place of a book that is not there yet, brought to today's tables.

    Returns where today's rules would say otherwise. JournalDamaged when the copy does not verify.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    shutil.copyfile(file, part)
    _sync(part)
    findings = _findings_today(part, progress)
    if findings.damage:
        part.unlink()
        raise JournalDamaged("\n".join([f"{file} is not restored:", *findings.damage]))
    part.rename(path)
    return findings


def _findings_today(path: Path, progress: Progress) -> Findings:
    """What is wrong with a book of this version or an older one, whose views are made as today's are."""
    held = revision(path)
    if held == newest() or is_older(held):
        try:
            if held != newest():
                migrate(path)
            renew(path, progress)
        except JournalDamaged as damaged:
            return _damaged(str(damaged))
        except sqlite3.DatabaseError as error:
            return _damaged(f"file: {error}")
    return verify(path, progress)


def _sync(file: Path) -> None:
    with file.open("rb") as opened:
        os.fsync(opened.fileno())


def _first(findings: Iterator[str]) -> Iterator[str]:
    return islice(findings, FINDINGS_MOST)


def _chain_findings(connection: sqlite3.Connection) -> Iterator[str]:
    last, read_until = rows.GENESIS, 0
    try:
        for *row, kept in connection.execute("SELECT seq, at, kind, who, body, hash FROM entry ORDER BY seq"):
            read_until, at, kind, who, body = row
            if rows.chain(last, (read_until, at, kind, who, body)) != kept:
                altered = "its hash does not follow from the one before; it or its neighbour was altered"
                yield f"entry {read_until}: {altered}"
            last = kept if isinstance(kept, bytes) else rows.GENESIS
    except sqlite3.DatabaseError as error:
        yield f"entry after {read_until}: cannot be read: {error}"


def _sequence_findings(connection: sqlite3.Connection) -> Iterator[str]:
    expected, (forgotten_until, _) = 1, retention.horizon(connection)
    sql = "SELECT seq FROM entry UNION ALL SELECT seq FROM sample ORDER BY seq"
    for (seq,) in connection.execute(sql):
        if seq > max(expected, forgotten_until + 1):
            yield f"sequence: {expected} to {seq - 1} are missing"
        elif seq < expected:
            yield f"sequence: {seq} stands twice"
        expected = seq + 1


def _event_findings(connection: sqlite3.Connection) -> Iterator[str]:
    orphans = "SELECT DISTINCT seq FROM event WHERE seq NOT IN (SELECT seq FROM entry) ORDER BY seq"
    for (seq,) in connection.execute(orphans):
        yield f"event {seq}: there is no entry that it came of"
    gaps = "SELECT seq FROM event GROUP BY seq HAVING count(*) <> max(n) + 1 ORDER BY seq"
    for (seq,) in connection.execute(gaps):
        yield f"event {seq}: one of what its entry meant is missing"


def _otherwise(connection: sqlite3.Connection, progress: Progress) -> Iterator[str]:
    """Fold the whole book again and hold it against what was said then: the first difference, and how many there are.

    From the first on the two tell different stories, so the others say less.
    """
    first, more = "", 0
    sides = merge(_then(connection), _today(connection, progress), key=lambda side: side[:2])
    for seq, both in groupby(sides, key=lambda side: side[0]):
        said = {is_today: events for _, is_today, events in both}
        then, today = said.get(False, []), said.get(True, [])
        if then == today or list(map(_read, then)) == list(map(_read, today)):
            continue  # the same words, though a later version may write them with another field
        if not first:
            kept, now = next(pair for pair in zip_longest(then, today) if pair[0] != pair[1])
            first = f"today's rules would say otherwise at seq {seq}: kept {kept}, today {now}"
        else:
            more += 1
    if first:
        yield f"{first}; and at {more} more entries" if more else first


_Side = tuple[int, bool, list[rows.EventRow]]
"""Of one entry: its seq, whether it is today's, what it meant."""


def _then(connection: sqlite3.Connection) -> Iterator[_Side]:
    kept = connection.execute("SELECT seq, n, at, kind, line, station, body FROM event ORDER BY seq, n")
    for seq, told in groupby(kept, key=lambda row: row[0]):
        yield seq, False, list(told)


def _today(connection: sqlite3.Connection, progress: Progress) -> Iterator[_Side]:
    floor, total = Floor(), _count(connection)
    for done, entry in enumerate(snapshots.items_after(connection, 0)):
        if done % _REPORT_EVERY == 0:
            progress(done, total)
        if events := fold(floor, entry):
            yield entry.seq, True, [rows.event_row(entry.seq, n, event) for n, event in enumerate(events)]


def _view_findings(connection: sqlite3.Connection, folder: Path) -> Iterator[str]:
    with (
        tempfile.NamedTemporaryFile(dir=folder, suffix=".verify") as scratch,
        closing(sqlite3.connect(scratch.name, isolation_level=None)) as fresh,
    ):
        _create_views(fresh)
        try:
            with transaction(fresh):
                _project(connection, fresh, lambda done, total: None)
        except JournalDamaged as damaged:
            yield str(damaged)
            return
        _, forgotten_before = retention.horizon(connection)
        for table in VIEWS:
            since = forgotten_before if table is count_minute else None
            kept, rebuilt = _ordered(connection, table.name, since), _ordered(fresh, table.name, since)
            yield from _differences(table.name, kept, rebuilt)


def _kept_findings(connection: sqlite3.Connection, path: Path) -> Iterator[str]:
    """The newest days that are kept of each line, reckoned again: all of five years would take a quarter of an hour."""
    sql = (
        "SELECT line, since, until, day FROM (SELECT *, row_number() OVER (PARTITION BY line ORDER BY since DESC) AS n"
        " FROM figure_sum WHERE station = ? AND token = '') WHERE n <= ?"
    )
    days = connection.execute(sql, (WHOLE_DAY, KEPT_DAYS_LOOKED_AT)).fetchall()
    with closing(Reader(path)) as reader:
        for line, since, until, day in days:
            held, again = reader.kept_day(line, Period(since, until, day=day), until + 7 * US_PER_DAY)
            if held and held != again:  # what was changed meanwhile is gone, and no finding
                yield f"figures kept of {line}, {day}: reckoned again they are others; `andon rebuild` throws them away"
                return


def _create_views(connection: sqlite3.Connection) -> None:
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    metadata.create_all(engine, tables=list(VIEWS))


def _ordered(connection: sqlite3.Connection, table: str, since: int | None = None) -> sqlite3.Cursor:
    key = ", ".join(f'"{column.name}"' for column in metadata.tables[table].primary_key.columns)
    where = "" if since is None else f"WHERE at >= {since}"
    return connection.execute(f'SELECT * FROM "{table}" {where} ORDER BY {key}')  # noqa: S608  # our own names


def _differences(table: str, kept: sqlite3.Cursor, rebuilt: sqlite3.Cursor) -> Iterator[str]:
    for was, now in zip_longest(kept, rebuilt):
        if was != now:
            yield f"view {table}: kept {was}, of the events {now}; `andon rebuild` makes the views again"
            return


def _project(source: sqlite3.Connection, target: sqlite3.Connection, progress: Progress) -> int:
    total, done = _count(source), 0
    events = source.execute("SELECT seq, n, at, kind, line, station, body FROM event ORDER BY seq, n")
    samples = source.execute("SELECT * FROM sample ORDER BY seq")
    told = merge(((row[0], row[1], row) for row in events), ((row[0], 0, row) for row in samples))
    for _, group in groupby(told, key=lambda piece: piece[0] // _REPORT_EVERY):
        changes: list[Change] = []
        for seq, n, row in group:
            done += 1
            is_sample = len(row) == 8
            changes += of_sample(rows.read_sample(row)) if is_sample else of_event(seq, n, _read(row))
        views.write_changes(target, changes)
        progress(done, total)
    return done


def _read(row: rows.EventRow) -> Event:
    try:
        return rows.read_event(row)
    except (KeyError, TypeError, ValueError) as error:
        raise JournalDamaged(f"event {row[0]}.{row[1]} cannot be read: {error!r}") from error


def _count(connection: sqlite3.Connection) -> int:
    sql = "SELECT (SELECT count(*) FROM entry) + (SELECT count(*) FROM sample)"
    return int(connection.execute(sql).fetchone()[0])
