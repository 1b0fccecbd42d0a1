"""The single writer: all or nothing, repeats known, and a start that need not fold the whole book."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from andon.floor.fold import fold
from andon.floor.state import Floor
from andon.journal import rows
from andon.journal.connect import open_reader, open_writer
from andon.journal.snapshots import items_after
from andon.journal.writer import Batch, Delivery, Writer
from andon.model.entry import ServiceStarted, SignalAccepted
from andon.runtime.recorder import Recorder
from tests.books.clock import MONDAY_8_UTC, FakeClock
from tests.books.generator import grow, make_book


def numbered(writer: Writer, *device_seqs: int, boot: str = "b1", at: int = 1_000) -> None:
    batch = Batch()
    batch.deliveries.update({Delivery("press", boot, device_seq): at for device_seq in device_seqs})
    writer.commit(batch)


def test_a_delivery_is_known_once_it_is_committed(writer: Writer) -> None:
    assert not writer.is_known(Delivery("press", "b1", 7))
    numbered(writer, 7)
    assert writer.is_known(Delivery("press", "b1", 7))


def test_a_gap_below_the_highest_number_is_still_news(writer: Writer) -> None:
    numbered(writer, 3, 9)
    assert not writer.is_known(Delivery("press", "b1", 5))
    assert writer.is_known(Delivery("press", "b1", 3))


def test_numbers_begin_again_with_each_life_of_a_sender(writer: Writer) -> None:
    numbered(writer, 9)
    assert not writer.is_known(Delivery("press", "b2", 9))
    assert not writer.is_known(Delivery("lathe", "b1", 9))


def test_deliveries_are_known_after_a_restart(book: Path) -> None:
    with Writer(book) as writer:
        numbered(writer, 7)
    with Writer(book) as writer:
        assert writer.is_known(Delivery("press", "b1", 7))
        assert not writer.is_known(Delivery("press", "b1", 8))


def test_old_deliveries_are_forgotten_a_few_at_a_time(writer: Writer) -> None:
    numbered(writer, *range(10), at=1_000)
    numbered(writer, 10, at=2_000)
    assert [writer.forget_deliveries(2_000, most=6) for _ in range(3)] == [6, 4, 0]
    assert writer.is_known(Delivery("press", "b1", 10))
    assert not writer.is_known(Delivery("press", "b1", 3))


def test_a_row_that_cannot_be_written_takes_the_whole_batch_with_it(writer: Writer) -> None:
    batch = Batch()
    batch.add(ServiceStarted(seq=1, at=5, down_since=None, version="1"), [])
    batch.add(ServiceStarted(seq=1, at=6, down_since=None, version="1"), [])
    with pytest.raises(sqlite3.IntegrityError):
        writer.commit(batch)
    with closing(open_reader(writer.path)) as reader:
        assert reader.execute("SELECT count(*) FROM entry").fetchone() == (0,)


def test_the_chain_goes_on_where_it_was_after_a_restart(book: Path) -> None:
    for seq in (1, 2, 3):
        with Writer(book) as writer:
            batch = Batch()
            batch.add(SignalAccepted(seq=seq, at=seq, address="a/b", value=seq), [])
            writer.commit(batch)
    with closing(open_reader(book)) as reader:
        last = rows.GENESIS
        for *row, kept in reader.execute("SELECT seq, at, kind, who, body, hash FROM entry ORDER BY seq"):
            last = rows.chain(last, (row[0], row[1], row[2], row[3], row[4]))
            assert kept == last


def test_an_empty_book_loads_as_an_empty_floor(writer: Writer) -> None:
    assert writer.load().state == Floor().state
    assert writer.snapshot_seq() == 0


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_snapshot_and_rest_load_as_the_whole_book_folded(book: Path, seed: int) -> None:
    clock = FakeClock()
    with Writer(book) as writer:
        recorder = Recorder(writer, clock)
        grow(recorder, clock, 1_500, seed)
        writer.save_snapshot(recorder.floor)
        grow(recorder, clock, 1_500, seed + 100)
        assert writer.load().state == whole(book).state == recorder.floor.state


def whole(book: Path) -> Floor:
    floor = Floor()
    with closing(open_reader(book)) as reader:
        for entry in items_after(reader, 0):
            fold(floor, entry)
    return floor


def test_a_snapshot_by_other_rules_is_not_used(book: Path) -> None:
    make_book(book, 500)
    with closing(open_writer(book)) as connection:
        connection.execute("UPDATE snapshot SET rules = 'of last year', state = '{}'")
    with Writer(book) as writer:
        assert writer.snapshot_seq() == 0
        assert writer.load().state == whole(book).state


def test_a_kept_floor_says_how_far_it_reaches(book: Path) -> None:
    last = make_book(book, 500)
    with Writer(book) as writer:
        assert writer.snapshot_seq() == last


def test_what_is_no_text_is_set_aside_as_its_escape(writer: Writer) -> None:
    writer.set_aside(MONDAY_8_UTC, "http", "weld/w1/state = '\ud800'", "no character")
    with closing(open_reader(writer.path)) as reader:
        assert reader.execute("SELECT what FROM set_aside").fetchone() == ("weld/w1/state = '\\ud800'",)


def test_a_token_is_made_once_and_revoked_once(writer: Writer) -> None:
    assert writer.add_token("mes", b"x" * 32, "signals", 1)
    assert not writer.add_token("mes", b"y" * 32, "signals", 2)
    assert writer.revoke_token("mes", 3)
    assert not writer.revoke_token("mes", 4)
