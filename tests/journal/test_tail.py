"""Who reads the book from a place on gets all of it, in order, and never half of an entry."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from andon.journal.tail import Tail, Told
from andon.journal.writer import Batch, Writer
from andon.model.entry import Sample, SignalAccepted
from andon.model.event import Noted
from tests.books.generator import make_book


@pytest.fixture
def grown(book: Path) -> Path:
    make_book(book, 1_200)
    return book


@pytest.fixture
def tail(grown: Path) -> Iterator[Tail]:
    opened = Tail(grown)
    yield opened
    opened.close()


def read_all(tail: Tail, most: int) -> list[list[Told]]:
    pages, upto = [], 0
    while True:
        page, reached = tail.after(upto, most)
        if reached == upto:
            return pages
        pages.append(page)
        upto = reached


def test_pages_of_any_size_tell_the_same_story(tail: Tail) -> None:
    whole = [told for page in read_all(tail, 100_000) for told in page]
    for most in (1, 2, 7, 100):
        assert [told for page in read_all(tail, most) for told in page] == whole
    assert [seq for seq, _ in whole] == sorted(seq for seq, _ in whole)


def test_an_entry_is_never_split_between_two_pages(tail: Tail) -> None:
    pages = [page for page in read_all(tail, 3) if page]
    ends = [(before[-1][0], after[0][0]) for before, after in pairwise(pages)]
    assert all(last < first for last, first in ends)


def test_events_of_one_entry_keep_their_order(writer: Writer) -> None:
    texts = [f"note {n}" for n in range(12)]
    batch = Batch()
    notes = [Noted(at=1, about="ignored", address="a/b", text=text) for text in texts]
    batch.add(SignalAccepted(seq=1, at=1, address="a/b", value=1), notes)
    writer.commit(batch)
    tail = Tail(writer.path)
    told, upto = tail.after(0, 5)
    tail.close()
    assert upto == 1
    assert [piece.text for _, piece in told if isinstance(piece, Noted)] == texts


def test_entries_that_mean_nothing_still_move_the_place(writer: Writer) -> None:
    batch = Batch()
    batch.add(SignalAccepted(seq=1, at=1, address="a/b", value=1), [])
    batch.add(Sample(seq=2, at=1, line="l", station="s", point="p", kind="count", delta=1, total=1), [])
    writer.commit(batch)
    tail = Tail(writer.path)
    assert tail.after(1, 5)[1] == 2
    assert tail.after(2, 5) == ([], 2)
    tail.close()


def test_a_forwarder_that_never_delivered_begins_at_the_beginning(writer: Writer) -> None:
    tail = Tail(writer.path)
    assert tail.cursor("archive") == 0
    writer.save_cursor("archive", 42)
    assert tail.cursor("archive") == 42
    tail.close()
