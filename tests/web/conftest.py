from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from andon.base.clock import Clock
from andon.journal.reader import Reader
from andon.web.app import create_app

from .book import Book, KeepingDesk, make_plan
from .shop import Shop


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = Book(tmp_path)
    yield made
    made.close()


@pytest.fixture
def floor(book: Book) -> Book:
    """A book with a plan of two lines, all of it running, and a living recorder."""
    plan = make_plan()
    book.adopt(plan)
    book.fill(plan)
    book.pulse()
    return book


@pytest.fixture
def web(book: Book) -> SimpleNamespace:
    """The application on the book, as the composition root hangs it together; no server in front."""
    desk = KeepingDesk()
    app = create_app(Reader(book.path), desk, Clock())
    app.testing = False  # errors must become answers, as in the shop
    return SimpleNamespace(app=app, client=app.test_client(), desk=desk, book=book)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path)
    yield made
    made.close()
