"""The one thread that follows the book, step by step."""

from __future__ import annotations

from pathlib import Path

import pytest

from andon.journal.reader import Reader
from andon.web import tailer as tailers
from andon.web.tailer import Tailer

from .book import Book, make_plan
from .test_messages import events


class Follow:
    """A tailer and what it published."""

    def __init__(self, path: Path, book: Book | None = None) -> None:
        self.heard: list[dict] = []
        self.picture = None
        clock = book.clock if book else Book.__init__.__globals__["Clock"]()
        self.tailer = Tailer(Reader(path), clock, self._publish)

    def _publish(self, picture, said) -> None:
        self.picture = picture
        self.heard += [event for message in said for event in events(message.whole)]

    def step(self) -> list[str]:
        """The kinds of what one step said, counts left out: they follow the second."""
        self.heard.clear()
        self.tailer.step()
        return [event["event"] for event in self.heard if event["event"] != "counts"]


def test_first_the_board_then_changes(floor: Book) -> None:
    follow = Follow(floor.path, floor)
    assert follow.step() == ["board"]
    assert follow.step() == []
    floor.tile("press", "s1", "call")
    assert follow.step() == ["change"]
    assert follow.picture.rows["press", "s1"].state == "call"


def test_the_pulse_found_at_first_is_not_passed_on(floor: Book) -> None:
    """It may be the last one of a recorder that died yesterday."""
    follow = Follow(floor.path, floor)
    assert "beat" not in follow.step()
    assert follow.step() == []
    floor.pulse()
    assert follow.step() == ["beat"]
    assert follow.step() == []


def test_a_new_plan_is_a_new_board(floor: Book) -> None:
    follow = Follow(floor.path, floor)
    follow.step()
    floor.db.execute("DELETE FROM board WHERE line='paint'")
    floor.adopt(make_plan({"press": 2, "weld": 1}))
    assert follow.step() == ["board"]
    assert set(follow.picture.rows) == {("press", "s1"), ("press", "s2")}


def test_a_younger_book_in_its_place_is_a_new_board(floor: Book) -> None:
    follow = Follow(floor.path, floor)
    follow.step()
    for table in ("entry", "board"):
        floor.db.execute(f"DELETE FROM {table} WHERE seq > 2")
    assert follow.step() == ["board"]


def test_no_book_says_nothing_and_is_followed_when_it_comes(tmp_path: Path) -> None:
    follow = Follow(tmp_path / "journal.sqlite")
    assert follow.step() == []
    book = Book(tmp_path)
    book.adopt(make_plan())
    assert follow.step() == ["board"]
    book.close()


def test_pieces_are_told_when_they_moved(floor: Book) -> None:
    follow = Follow(floor.path, floor)
    follow.step()
    floor.tally("press", "s1", 5)
    follow.tailer._counted_at = 0  # as if a second had passed
    follow.step()
    counts = [event["data"] for event in follow.heard if event["event"] == "counts"]
    assert '"station":"s1","good":5' in counts[0]
    assert '"s2"' not in counts[0]


def test_a_pulse_of_the_future_is_nobody_s(floor: Book) -> None:
    follow = Follow(floor.path, floor)
    floor.pulse(at=floor.clock.now() + 86_400_000_000)  # a dead recorder's, before the clock was set back
    follow.step()
    pulse = Reader(floor.path).pulse()
    assert pulse is not None
    assert follow.tailer.pulse_age_us(pulse) > 1_500_000


def test_the_age_of_a_pulse_does_not_need_two_clocks_to_agree(floor: Book) -> None:
    follow = Follow(floor.path, floor)
    follow.step()
    floor.pulse(at=floor.clock.now() - 1_900_000)
    follow.step()
    pulse = Reader(floor.path).pulse()
    assert pulse is not None
    assert follow.tailer.pulse_age_us(pulse) < 1_000_000


class Watch:
    """Time that passes while somebody sleeps, and when it is told to."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now_s += seconds


def test_after_a_pause_it_looks_at_once_and_in_a_flood_two_hundred_times_a_second(
    floor: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = Watch()
    monkeypatch.setattr(tailers, "time", watch)
    follow = Follow(floor.path, floor)
    follow.step()
    watch.now_s += 0.006
    follow.step()
    assert watch.slept == []
    begun = watch.now_s
    for _ in range(400):
        follow.step()
    assert watch.now_s - begun == pytest.approx(2.0)
