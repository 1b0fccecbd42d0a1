"""One bounded queue per source: fair, in order, and never a drop."""

from __future__ import annotations

import threading
from collections.abc import Callable

from andon.model.signal import LifeSign, Refused, Signal
from andon.runtime.inbox import CAPACITY, Errand, Inboxes, Item
from tests.patience import eventually


def signal(n: int, seen_at: int = 0) -> Signal:
    return Signal("a/b", n, seen_at)


def values(items: list[Item]) -> list[tuple[str, object]]:
    return [(item.source, item.what.value) for item in items if isinstance(item.what, Signal)]


def in_thread(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def test_sources_take_turns() -> None:
    inboxes = Inboxes()
    loud, quiet = inboxes.open("loud"), inboxes.open("quiet")
    for n in range(4):
        loud(signal(n))
    quiet(signal(0))
    taken = values(inboxes.take(4, 0))
    assert taken == [("loud", 0), ("quiet", 0), ("loud", 1), ("loud", 2)]
    assert values(inboxes.take(4, 0)) == [("loud", 3)]


def test_what_a_source_says_stays_in_order() -> None:
    inboxes = Inboxes()
    emit = inboxes.open("one")
    for n in range(50):
        emit(signal(n))
    taken = [value for _ in range(10) for _, value in values(inboxes.take(7, 0))]
    assert taken == list(range(50))


def test_taking_from_empty_inboxes_waits_for_the_first() -> None:
    inboxes = Inboxes()
    emit = inboxes.open("one")
    taken: list[Item] = []
    thread = in_thread(lambda: taken.extend(inboxes.take(5, 10)))
    emit(signal(1))
    thread.join(5)
    assert values(taken) == [("one", 1)]


def test_taking_gives_up_in_time() -> None:
    inboxes = Inboxes()
    inboxes.open("one")
    assert inboxes.take(5, 0.01) == []


def test_a_full_inbox_makes_its_source_wait_and_no_other() -> None:
    inboxes = Inboxes()
    flood, calm = inboxes.open("flood"), inboxes.open("calm")
    for n in range(CAPACITY):
        flood(signal(n))
    one_more = in_thread(lambda: flood(signal(CAPACITY)))
    in_thread(lambda: calm(signal(0))).join(5)
    assert one_more.is_alive()
    taken = values(inboxes.take(10, 0))
    assert ("calm", 0) in taken
    one_more.join(5)
    assert not one_more.is_alive()


def test_nothing_is_lost_when_many_wait() -> None:
    inboxes = Inboxes()
    emit = inboxes.open("one")
    many = [in_thread(lambda n=n: [emit(signal(n * 1_000 + i)) for i in range(1_000)] and None) for n in range(5)]
    taken: list[object] = []
    eventually(lambda: taken.extend(v for _, v in values(inboxes.take(500, 0.1))) or len(taken) == 5_000)
    assert sorted(taken, key=repr) == sorted(range(5_000), key=repr)
    assert all(not thread.join(1) and not thread.is_alive() for thread in many)


def test_closing_lets_everybody_go() -> None:
    inboxes = Inboxes()
    emit = inboxes.open("one")
    for n in range(CAPACITY):
        emit(signal(n))
    waiting = [in_thread(lambda: emit(signal(0))) for _ in range(3)]
    inboxes.close()
    for thread in waiting:
        thread.join(5)
        assert not thread.is_alive()


def test_it_knows_since_when_the_oldest_waits() -> None:
    inboxes = Inboxes()
    one, two = inboxes.open("one"), inboxes.open("two")
    assert inboxes.oldest() is None
    one(signal(1, seen_at=70))
    one(signal(2, seen_at=90))
    two(LifeSign("box/A", seen_at=80))
    assert inboxes.oldest() == 70
    inboxes.take(2, 0)
    assert inboxes.oldest() == 90
    two(Refused("weld/w9/cord", "?", "no such point", seen_at=85))  # what was heard behind it waits as long
    assert inboxes.oldest() == 85


def test_an_errand_was_not_heard_at_any_time() -> None:
    inboxes = Inboxes()
    inboxes.open("desk")
    inboxes.put(Item("desk", Errand(dict)))
    assert inboxes.oldest() is None
