"""A thousand flipped bits, a thousand found: in what the entries say, and in the pages of the file that hold them.

In what entries say the chain finds each and names the entry. In the file most are found by the chain as well; those in
what SQLite alone reads, sizes and lists of cells, by its own check, which names tree, page and cell. The unused
middle of a page holds nothing, and a bit that SQLite does not look at leaves the book as it was, word for word.
"""

from __future__ import annotations

import os
import re
import sqlite3
import struct
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from andon.journal import upkeep
from andon.journal.connect import BOOK, open_reader, open_writer
from tests.books.generator import make_book

FLIPS = 1_000
ENTRIES = 60
INTERIOR = 5
COLUMNS = ("at", "kind", "who", "body", "hash")


def quiet(done: int, total: int) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of a few entries, whole in its one file."""
    book = tmp_path_factory.mktemp("small") / BOOK
    make_book(book, ENTRIES)
    with closing(open_writer(book)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert upkeep.verify(book, quiet) == upkeep.SOUND
    return book


def flipped(said: object, random: Random) -> object:
    """The same with one bit the other way."""
    if isinstance(said, int):
        return said ^ 1 << random.randrange(50)
    data = bytearray(said.encode() if isinstance(said, str) else said or b"\0")
    data[random.randrange(len(data))] ^= 1 << random.randrange(7)  # in ASCII, so that it stays a text
    return data.decode() if isinstance(said, str) else bytes(data)


def kept(book: Path) -> list[tuple[object, ...]]:
    with closing(open_reader(book)) as reader:
        return reader.execute(f"SELECT seq, {', '.join(COLUMNS)} FROM entry ORDER BY seq").fetchall()


def test_a_thousand_flipped_bits_of_entries_are_found_and_the_entry_is_named(small: Path) -> None:
    random, entries = Random(1), kept(small)
    with closing(sqlite3.connect(small, isolation_level=None)) as writer:
        writer.execute("PRAGMA synchronous=OFF")
        for _ in range(FLIPS):
            seq, *said = random.choice(entries)
            column = random.choice([n for n, value in enumerate(said) if value != ""])
            change = f"UPDATE entry SET {COLUMNS[column]} = ? WHERE seq = ?"
            writer.execute(change, (flipped(said[column], random), seq))
            damage = upkeep.verify(small, quiet).damage
            assert damage and damage[0].startswith(f"entry {seq}: "), (seq, COLUMNS[column], damage)
            writer.execute(change, (said[column], seq))
    assert kept(small) == entries


def leaves(book: Path) -> list[tuple[int, int, int]]:
    """The pages with rows of the table `entry`: where each begins, and where its unused middle begins and ends."""
    with closing(sqlite3.connect(book)) as reader:
        (root,) = reader.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entry'").fetchone()
        (size,) = reader.execute("PRAGMA page_size").fetchone()
    data, pages, found = book.read_bytes(), [root], []
    while pages:
        at = (pages.pop() - 1) * size
        kind, _, cells, content, _ = struct.unpack_from(">BHHHB", data, at)
        if kind == INTERIOR:
            places = struct.unpack_from(f">{cells}H", data, at + 12)
            pages += [struct.unpack_from(">I", data, at + place)[0] for place in (*places, 8)]
        else:
            found.append((at, at + 8 + 2 * cells, at + (content or 65_536)))
    return found


def test_a_thousand_flipped_bits_of_pages_are_found_and_the_place_is_named(small: Path, tmp_path: Path) -> None:
    book, random, entries = tmp_path / BOOK, Random(2), kept(small)
    with closing(sqlite3.connect(small)) as source, closing(sqlite3.connect(book)) as copy:
        source.backup(copy)
        (size,) = copy.execute("PRAGMA page_size").fetchone()
        copy.execute("PRAGMA journal_mode=DELETE")
    places = [n for at, unused, used in leaves(book) for n in range(at, at + size) if not unused <= n < used]
    found_by: Counter[str] = Counter()
    with book.open("r+b", buffering=0) as file:
        while found_by.total() - found_by["nothing was changed"] < FLIPS:
            place, bit = random.choice(places), 1 << random.randrange(8)
            was = os.pread(file.fileno(), 1, place)[0]
            os.pwrite(file.fileno(), bytes([was ^ bit]), place)
            damage = upkeep.verify(book, quiet).damage
            found_by[by(damage)] += 1
            assert damage or kept(book) == entries, (place, bit)
            assert not damage or re.search(
                r"entry (after )?\d|[Pp]age \d|to \d+ are missing|number \d", " ".join(damage)
            ), damage
            os.pwrite(file.fileno(), bytes([was]), place)
    print(dict(found_by))
    assert found_by["nothing was changed"] < FLIPS / 100
    assert upkeep.verify(book, quiet) == upkeep.SOUND


def by(damage: tuple[str, ...]) -> str:
    if not damage:
        return "nothing was changed"
    return "the chain" if not damage[0].startswith("file:") else "SQLite's check"
