"""What the journal remembers of messages without a number of their own, and when it believes in a repeat."""

from __future__ import annotations

from pathlib import Path

import pytest

from andon.journal.connect import BOOK
from andon.journal.handovers import KEPT
from andon.journal.writer import Writer
from andon.model.command import AdoptPlan
from andon.model.signal import Heard, Receipt, SessionBegan
from andon.runtime.inbox import Asked, Item
from andon.runtime.recorder import Recorder
from andon.sources.mqtt.codec import Codec, Message
from tests.books.clock import FakeClock
from tests.mqtt.house import plan, query

MADE = "andon/in/weld/w1/made"


class Desk:
    """A recorder that can be killed: what was not committed is gone, and another one goes on with the book."""

    def __init__(self, folder: Path) -> None:
        self._clock, self._path = FakeClock(), folder / BOOK
        self._open()
        self._recorder.process([Item("test", Asked(AdoptPlan(who="test", plan=plan()), self._clock.now()))])

    def hear(self, *heard: Heard) -> list[str]:
        """The verdicts, in order, of a batch that was committed."""
        receipts: list[Receipt] = []
        self._recorder.process([Item("mqtt", item, receipts.append) for item in heard])
        return [receipt.verdict for receipt in receipts]

    def say(self, payload: bytes = b"1", slot: int = 1, *, again: bool = False, retained: bool = False) -> Heard:
        """A message of QoS 1 as the source hands it over."""
        message = Message(MADE, payload, self._clock.now(), slot, 1, again, retained)
        return Codec([], "test").read(message)[0]

    def kill(self) -> None:
        self._writer.__exit__(None, None, None)
        self._open()

    def _open(self) -> None:
        self._writer = Writer(self._path)
        self._recorder = Recorder(self._writer, self._clock)

    def pieces(self) -> int:
        return int(query(self._path, "SELECT coalesce(sum(delta), 0) FROM sample")[0][0])

    def remembered(self) -> int:
        return int(query(self._path, "SELECT count(*) FROM handover")[0][0])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_repeat_is_known_in_the_same_batch(desk: Desk) -> None:
    assert desk.hear(desk.say(), desk.say(again=True)) == ["accepted", "duplicate"]


def test_a_repeat_is_known_after_a_kill(desk: Desk) -> None:
    desk.hear(desk.say())
    desk.kill()
    assert desk.hear(desk.say(again=True)) == ["duplicate"]
    assert desk.pieces() == 1


def test_what_was_not_on_disk_when_we_were_killed_is_taken_when_it_comes_again(desk: Desk) -> None:
    desk.kill()
    assert desk.hear(desk.say(again=True)) == ["accepted"]


def test_the_same_words_in_the_same_slot_are_news_unless_the_broker_says_otherwise(desk: Desk) -> None:
    assert desk.hear(desk.say(), desk.say()) == ["accepted", "accepted"]
    assert desk.pieces() == 2


@pytest.mark.parametrize("other", [{"slot": 2}, {"payload": b"2"}])
def test_another_slot_or_other_words_are_no_repeat(desk: Desk, other: dict[str, int | bytes]) -> None:
    desk.hear(desk.say())
    assert desk.hear(desk.say(again=True, **other)) == ["accepted"]  # type: ignore[arg-type]


def test_a_slot_that_was_used_again_knows_only_the_last(desk: Desk) -> None:
    desk.hear(desk.say(b"1"), desk.say(b"2"))
    assert desk.hear(desk.say(b"1", again=True)) == ["accepted"]


@pytest.mark.parametrize("together", [True, False])
def test_a_new_session_forgets_the_slots_of_the_old_one(desk: Desk, together: bool) -> None:
    begun, repeat = SessionBegan("mqtt/test", 5), desk.say(again=True)
    desk.hear(desk.say())
    if together:
        assert desk.hear(begun, repeat) == ["accepted", "accepted"]
    else:
        desk.hear(begun)
        desk.kill()
        assert desk.hear(repeat) == ["accepted"]


def test_another_session_is_not_forgotten(desk: Desk) -> None:
    desk.hear(desk.say())
    assert desk.hear(SessionBegan("mqtt/somebody", 5), desk.say(again=True)) == ["accepted", "duplicate"]


def test_what_is_so_old_that_it_was_acknowledged_is_forgotten(desk: Desk) -> None:
    """When the slots have gone around, equal words in an equal slot are news even if marked as a repeat."""
    desk.hear(desk.say(slot=1))
    for begin in range(2, KEPT + 10, 500):
        desk.hear(*(desk.say(slot=slot) for slot in range(begin, begin + 500)))
    assert desk.remembered() == KEPT
    assert desk.hear(desk.say(slot=1, again=True)) == ["accepted"]


def test_a_retained_count_is_ignored(desk: Desk) -> None:
    assert desk.hear(desk.say(retained=True)) == ["ignored"]
    assert desk.pieces() == 0
