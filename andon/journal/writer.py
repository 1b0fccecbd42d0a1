"""The single writer. What a batch holds goes to disk in one synced transaction: entries, events, samples, views."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from andon.base.units import US_PER_MINUTE
from andon.floor.state import Floor
from andon.journal import handovers, imports, kept_sums, retention, rows, snapshots
from andon.journal.connect import open_writer, reading, transaction
from andon.journal.migrate import migrate
from andon.journal.people import People, Row
from andon.journal.views import write_changes
from andon.model.command import CallRecord, StopRecord
from andon.model.entry import Entry, Sample
from andon.model.event import Event
from andon.model.signal import Handover
from andon.projections.changes import Change
from andon.projections.views import of_event, of_samples

SEQ_MOST = 2**63 - 1
LIVES_MOST = 10_000  # senders whose highest number is remembered; a stranger that makes up boots fills no memory


class Delivery(NamedTuple):
    """What makes a repeat harmless: who sent it, in which life, and its number there."""

    sender: str
    boot: str
    device_seq: int


Folded = tuple[Sample | None, int, Sequence[Event]]
"""A sample, or the events of an entry; to the fold a sample is only a piece that was made, and means no event."""


class Batch:
    """What the next commit will write, in order."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.samples: list[Sample] = []
        self.events: list[tuple[int, int, Event]] = []
        self.deliveries: dict[Delivery, int] = {}
        self.folded: list[Folded] = []
        self.sessions: set[str] = set()
        self.handovers: dict[handovers.Slot, str] = {}
        self.rows: list[Row] = []

    def add(self, entry: Entry, events: Sequence[Event]) -> None:
        """An entry or sample with what it meant."""
        if isinstance(entry, Sample):
            self.samples.append(entry)
            self.folded.append((entry, entry.seq, ()))
        else:
            self.entries.append(entry)
        if events:
            self.folded.append((None, entry.seq, events))
            self.events.extend((entry.seq, n, event) for n, event in enumerate(events))

    def __bool__(self) -> bool:
        return bool(self.entries or self.samples or self.deliveries or self.handovers or self.sessions or self.rows)

    def begin_session(self, session: str) -> None:
        """What was handed over in it so far is forgotten."""
        self.sessions.add(session)
        self.handovers = {slot: digest for slot, digest in self.handovers.items() if slot[0] != session}

    def hand_over(self, handover: Handover) -> None:
        """The last one taken in its slot."""
        slot = handovers.slot_of(handover)
        self.handovers.pop(slot, None)  # its place in the order is the end
        self.handovers[slot] = handover.digest

    def last_in(self, handover: Handover) -> str | None:
        """What this batch took last in the slot; empty when the session is new; None when this batch cannot say."""
        known = self.handovers.get(handovers.slot_of(handover))
        return "" if known is None and handover.session in self.sessions else known


class Writer:
    """The book, open for writing. Only one process may hold it; the recorder sees to that."""

    def __init__(self, path: Path) -> None:
        migrate(path)
        self.path = path
        self._connection = open_writer(path)
        self.people = People(self._connection)
        with transaction(self._connection):
            kept_sums.forget_others(self._connection)
        last = self._connection.execute("SELECT hash FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
        self._hash: bytes = last[0] if last else rows.GENESIS
        self._highest: dict[tuple[str, str], int] = {}

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def load(self) -> Floor:
        """The floor as of the last commit: the snapshot and what came after it."""
        with reading():
            return snapshots.load(self._connection)

    def snapshot_seq(self) -> int:
        """How far the snapshot by today's rules reaches; 0 where there is none."""
        with reading():
            return snapshots.reaches(self._connection)

    def save_snapshot(self, floor: Floor) -> None:
        """Keep the floor, so that the next start need not fold from the beginning."""
        with transaction(self._connection):
            snapshots.save(self._connection, floor)

    def is_known(self, delivery: Delivery) -> bool:
        """Was this very message taken before?"""
        return self.known_since(delivery) is not None

    def known_since(self, delivery: Delivery) -> int | None:
        """When it was taken, or None. One numbered above all that its sender sent in this life was never taken."""
        if delivery.device_seq > self._highest_of(delivery):
            return None
        with reading():
            found = self._connection.execute(
                "SELECT at FROM delivery WHERE sender = ? AND boot = ? AND device_seq = ?", delivery
            ).fetchone()
        return found[0] if found else None

    def has_heard(self, delivery: Delivery) -> bool:
        """Was anything taken of this sender in this life?"""
        return self._highest_of(delivery) >= 0

    def _highest_of(self, delivery: Delivery) -> int:
        life = delivery[:2]
        known = self._highest.get(life)
        if known is not None:
            return known
        with reading():
            sql = "SELECT max(device_seq) FROM delivery WHERE sender = ? AND boot = ?"
            (found,) = self._connection.execute(sql, life).fetchone()
        if len(self._highest) >= LIVES_MOST:
            self._highest.clear()
        highest = self._highest[life] = -1 if found is None else found
        return highest

    def last_in(self, handover: Handover) -> str | None:
        """The digest of what was taken last in the slot of this handover."""
        with reading():
            return handovers.last_in(self._connection, handover)

    def commit(self, batch: Batch) -> None:
        """Write a batch, all or nothing, synced. StorageFailed from the disk; other errors are a row's own fault."""
        entry_rows, last = self._chained(batch.entries)
        with transaction(self._connection):
            self._insert("entry", entry_rows)
            self._insert("event", [rows.event_row(*event) for event in batch.events])
            self._insert("sample", [rows.sample_row(sample) for sample in batch.samples])
            self._insert("delivery", [(*key, at) for key, at in batch.deliveries.items()])
            handovers.keep(self._connection, batch.sessions, batch.handovers)
            for sql, values in batch.rows:
                self._connection.execute(sql, values)
            write_changes(self._connection, _changes(batch.folded))
        self._hash = last
        for sender, boot, device_seq in batch.deliveries:
            if device_seq > self._highest.get((sender, boot), device_seq):
                self._highest[sender, boot] = device_seq

    def _insert(self, table: str, whole: Sequence[tuple[object, ...]]) -> None:
        """Most commits have rows of one or two kinds; what is empty is not worth asking the file."""
        if whole:
            marks = ", ".join("?" * len(whole[0]))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", whole)  # noqa: S608  # our own names

    def _chained(self, entries: Sequence[Entry]) -> tuple[list[tuple[int, int, str, str, str, bytes]], bytes]:
        last, chained = self._hash, []
        for entry in entries:
            row = rows.entry_row(entry)
            last = rows.chain(last, row)
            chained.append((*row, last))
        return chained, last

    def stop_record(self, stop_id: int) -> StopRecord | None:
        """A stop as the book holds it."""
        names = "id, line, station, began, ended, reason, stop_class, category, trigger, version"
        with reading():
            row = self._connection.execute(f"SELECT {names} FROM stop WHERE id = ?", (stop_id,)).fetchone()  # noqa: S608
        return StopRecord(*row) if row else None

    def call_record(self, call_id: int) -> CallRecord | None:
        """A call as the book holds it."""
        names = "id, line, station, type, ended, outcome, ended_by, returns, fixed"
        with reading():
            row = self._connection.execute(f"SELECT {names} FROM call WHERE id = ?", (call_id,)).fetchone()  # noqa: S608
        return CallRecord(*row) if row else None

    def imported(self, batch: int, most: int) -> tuple[imports.ImportRow | None, list[imports.ImportedRow]]:
        """An import and the first of its rows that are still there; None where there was none."""
        with reading():
            found = imports.made(self._connection, batch)
            return (found[0] if found else None), imports.left(self._connection, batch, most)

    def last_pulse(self) -> int | None:
        """When the last pulse was written."""
        row = self._connection.execute("SELECT at FROM pulse").fetchone()
        return row[0] if row else None

    def write_pulse(self, at: int, seq: int, started: int, commit_us: int, *, sources: object, disk: object) -> None:
        """The recorder's sign of life, once a second, outside the journal."""
        row = (at, seq, started, commit_us, json.dumps(sources), json.dumps(disk))
        self._write("INSERT OR REPLACE INTO pulse VALUES (1, ?, ?, ?, ?, ?, ?)", row)

    def set_aside(self, at: int, where: str, what: str, reason: str) -> None:
        """Keep what could not be taken or delivered, with why. What is no text is kept as its escape."""
        row = (at, where, _storable(what), _storable(reason))
        self._write('INSERT INTO set_aside (at, "where", what, reason) VALUES (?, ?, ?, ?)', row)

    def save_cursor(self, forwarder: str, seq: int) -> None:
        """How far a forwarder has delivered."""
        self._write("INSERT OR REPLACE INTO cursor VALUES (?, ?)", (forwarder, seq))

    def announce_day(self, line: str, since: int, until: int, token: str) -> None:
        """Somebody reckons a day of a line; what changes the past meanwhile takes the word back (`kept_sums`)."""
        with transaction(self._connection):
            kept_sums.announce(self._connection, line, since, until, token)

    def keep_day(self, token: str, rows: Sequence[Sequence[object]]) -> bool:
        """What was reckoned of it; false where the past has changed since, and it is to be reckoned again."""
        with transaction(self._connection):
            return kept_sums.fill(self._connection, token, rows)

    def add_token(self, name: str, digest: bytes, scopes: str, at: int) -> bool:
        """A program's token; false when the name is taken."""
        row = (name, digest, scopes, at)
        return bool(self._write("INSERT OR IGNORE INTO token VALUES (?, ?, ?, ?, NULL)", row))

    def revoke_token(self, name: str, at: int) -> bool:
        """The token is worth nothing from now on; false when there is no such one in force."""
        return bool(self._write("UPDATE token SET revoked = ? WHERE name = ? AND revoked IS NULL", (at, name)))

    def forget_deliveries(self, before: int, most: int) -> int:
        """Drop up to `most` keys so old that no device repeats them; returns how many."""
        old = "SELECT sender, boot, device_seq FROM delivery WHERE at < ? LIMIT ?"
        return self._write(f"DELETE FROM delivery WHERE (sender, boot, device_seq) IN ({old})", (before, most))  # noqa: S608

    def cursors(self) -> dict[str, int]:
        """How far each forwarder has delivered."""
        with reading():
            return dict(self._connection.execute("SELECT forwarder, seq FROM cursor").fetchall())

    def are_samples_held(self, before: int, upto: int) -> bool:
        """Whether samples from before an instant are kept only because they come after a seq."""
        with reading():
            return retention.are_held(self._connection, before, upto)

    def forget_samples(self, before: int, most: int, upto: int = SEQ_MOST) -> int:
        """Drop up to `most` of the oldest samples, and their minutes, from before an instant; returns how many.

        Those after the seq `upto` are kept.
        The quarter hours and the entries that closed them stay. The horizon remembers how far was forgotten, so that
        `verify` does not take it for a loss.
        """
        before -= before % US_PER_MINUTE
        with transaction(self._connection):
            return retention.forget(self._connection, before, most, upto)

    def used_bytes(self) -> int:
        """The size of the book."""
        return self.path.stat().st_size

    def first_at(self) -> int | None:
        """When the first entry was made."""
        row = self._connection.execute("SELECT at FROM entry ORDER BY seq LIMIT 1").fetchone()
        return row[0] if row else None

    def _write(self, sql: str, row: tuple[object, ...]) -> int:
        with transaction(self._connection):
            return self._connection.execute(sql, row).rowcount


def _changes(folded: Sequence[Folded]) -> Iterator[Change]:
    """In order, but for samples that follow one another, which are taken together."""
    for are_samples, run in groupby(folded, key=_is_sample):
        if are_samples:
            yield from of_samples(sample for sample, _, _ in run if sample is not None)
        else:
            for _, seq, events in run:
                for n, event in enumerate(events):
                    yield from of_event(seq, n, event)


def _is_sample(folded: Folded) -> bool:
    return folded[0] is not None


def _storable(text: str) -> str:
    """Half of a surrogate pair is no character; SQLite takes none."""
    return text.encode("utf-8", "backslashreplace").decode()
