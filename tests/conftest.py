"""What every test may use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from andon.journal.connect import BOOK
from andon.journal.writer import Writer
from tests.books.clock import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Where a test's book is, or will be."""
    return tmp_path / BOOK


@pytest.fixture
def writer(book: Path) -> Iterator[Writer]:
    with Writer(book) as opened:
        yield opened
