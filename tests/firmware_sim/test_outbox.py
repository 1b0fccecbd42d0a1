"""What a controller still has to say: order, batches, signs of life, levels."""

from firmware_sim.controllers.outbox import BATCH_MAX, PENDING_MAX, Outbox

HERE, THERE = ("paint", "wash"), ("paint", "oven")


def outbox() -> Outbox:
    return Outbox("b7f1", [HERE, THERE])


def said(box: Outbox) -> list[tuple[object, ...]]:
    batch = box.batch()
    box.answered()
    return [(row["station"], row["point"], row["value"], row["seq"]) for row in batch]


def test_a_signal_carries_everything_the_interface_asks_for() -> None:
    box = outbox()
    box.say(*HERE, "state", "running", 0)
    row = {"line": "paint", "station": "wash", "point": "state", "value": "running", "boot": "b7f1", "seq": 1}
    assert box.batch() == [row]


def test_the_same_batch_comes_until_it_is_answered() -> None:
    box = outbox()
    box.say(*HERE, "count", 1, 0)
    first = box.batch()
    box.say(*HERE, "count", 2, 0)
    assert box.batch() == first
    box.answered()
    assert [row["value"] for row in box.batch()] == [2]


def test_long_queues_go_in_batches_in_order() -> None:
    box = outbox()
    for n in range(BATCH_MAX + 5):
        box.say(*HERE, "count", n, 0)
    assert [len(said(box)), len(said(box)), len(said(box))] == [BATCH_MAX, 5, 0]


def test_changes_are_urgent_and_totals_are_not() -> None:
    box = outbox()
    box.say(*HERE, "count", 1, 0)
    assert not box.urgent
    box.say(*HERE, "fault", "E-17", 0)
    assert box.urgent
    box.batch()
    assert not box.urgent


def test_a_station_that_said_nothing_for_two_seconds_says_it_is_alive() -> None:
    box = outbox()
    box.say_alive(0)
    assert said(box) == [("wash", "alive", 1, 1), ("oven", "alive", 1, 2)]
    box.say(*HERE, "count", 1, 1.5)
    box.say_alive(2.0)
    assert said(box) == [("wash", "count", 1, 3), ("oven", "alive", 1, 4)]
    box.say_alive(3.4)
    assert said(box) == []


def test_levels_are_the_last_value_of_every_point() -> None:
    box = outbox()
    box.say(*HERE, "state", "running", 0)
    box.say(*HERE, "state", "stopped", 1)
    box.say(*THERE, "count", 7, 1)
    said(box)
    box.say_levels(2)
    assert said(box) == [("wash", "state", "stopped", 4), ("oven", "count", 7, 5)]


def test_when_too_much_is_pending_the_oldest_goes_and_is_counted() -> None:
    box = outbox()
    for n in range(PENDING_MAX + 3):
        box.say(*HERE, "count", n, 0)
    assert box.dropped == 3
    assert box.batch()[0]["value"] == 3
