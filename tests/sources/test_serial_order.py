"""Edges in order, each once; acknowledged only when they are on disk."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from andon.sources.serial.box import COUNTERS
from andon.sources.serial.codec import Edge
from andon.sources.serial.order import HELD_MAX, PENDING_MAX, REPEAT_MIN_US, Heard, Order


def heard(seq: int) -> Heard:
    return Heard(Edge("A0000001", 7, seq, 0, 0, 0, 1), 0)


def started(acked: int = 0) -> Order:
    order = Order(7, dict.fromkeys(COUNTERS, 0))
    assert order.beat(acked) == []
    return order


def seqs(released: list[Heard]) -> list[int]:
    return [item.edge.seq for item in released]


def test_it_waits_for_the_box_to_say_where_to_start() -> None:
    order = Order(7, dict.fromkeys(COUNTERS, 0))
    assert order.take(heard(43)) == order.take(heard(42)) == order.take(heard(40)) == []
    assert order.ack(10**9) is None
    assert seqs(order.beat(41)) == [42, 43]


def test_a_gap_is_held_and_the_last_ack_repeated() -> None:
    order = started(41)
    assert seqs(order.take(heard(44))) == []
    assert order.ack(10**9) == 41
    assert seqs(order.take(heard(42))) == [42]
    assert seqs(order.take(heard(43))) == [43, 44]


def test_nothing_is_acknowledged_before_it_is_on_disk() -> None:
    order = started()
    order.take(heard(1))
    order.take(heard(2))
    assert order.ack(10**9) is None
    order.committed(2)
    assert order.ack(10**9) is None
    order.committed(1)
    assert order.ack(10**9) == 2
    assert order.ack(2 * 10**9) is None


def test_a_duplicate_repeats_the_ack_but_not_without_end() -> None:
    order = started()
    order.take(heard(1))
    order.committed(1)
    assert order.ack(0) == 1
    assert order.take(heard(1)) == []
    assert order.ack(REPEAT_MIN_US - 1) is None
    assert order.ack(REPEAT_MIN_US) == 1
    assert order.ack(10 * REPEAT_MIN_US) is None


def test_a_duplicate_of_what_waits_for_the_disk_asks_for_nothing() -> None:
    order = started()
    order.take(heard(1))
    order.take(heard(1))
    assert order.ack(10**9) is None


def test_a_beat_that_shows_a_lost_ack_has_it_repeated() -> None:
    order = started()
    order.take(heard(1))
    order.committed(1)
    assert order.ack(0) == 1
    order.beat(0)
    assert order.ack(10**9) == 1


def test_what_another_host_took_is_skipped() -> None:
    order = started(5)
    order.take(heard(9))
    assert seqs(order.beat(8)) == [9]
    assert order._counters["skipped"] == 3


def test_a_flood_of_edges_is_bounded() -> None:
    order = started()
    handed = [seq for n in range(1, 1000) for seq in seqs(order.take(heard(n)))]
    assert handed == list(range(1, PENDING_MAX + 1))
    assert len(order._held) <= HELD_MAX + 1
    for seq in handed:
        order.committed(seq)
    assert seqs(order.take(heard(PENDING_MAX + 1)))[0] == PENDING_MAX + 1


@settings(max_examples=200)
@given(
    acked=st.integers(0, 50),
    arrivals=st.lists(st.integers(1, 30), max_size=120),
    commits=st.lists(st.integers(1, 30), max_size=40),
    beats=st.sets(st.integers(0, 100)),
)
def test_whatever_comes_it_is_in_order_once_and_acked_after_the_commit(
    acked: int, arrivals: list[int], commits: list[int], beats: set[int]
) -> None:
    order = started(acked)
    handed: list[int] = []
    on_disk = {*range(acked + 1)}
    for turn, offset in enumerate(arrivals):
        handed += seqs(order.take(heard(acked + offset)))
        if turn < len(commits) and acked + commits[turn] in handed:
            order.committed(acked + commits[turn])
            on_disk.add(acked + commits[turn])
        if turn in beats:
            order.beat(acked)
        ack = order.ack(turn * 10**9)
        assert ack is None or all(seq in on_disk for seq in range(acked, ack + 1))
    assert handed == list(range(acked + 1, acked + 1 + len(handed)))
