"""Resending: the window, the interval, what a repeated acknowledgement does."""

from itertools import pairwise

from firmware_sim.box import Kind

from .bench import UID, booted
from .reference_host import ack, frame, lamps, question


def test_at_most_eight_edges_are_on_the_wire() -> None:
    bench = booted()
    for _ in range(6):
        bench.push()
    assert bench.seqs() == list(range(1, 9))
    bench.tell(ack(UID, 1, 3))
    assert bench.seqs() == [9, 10, 11]


def test_it_goes_back_each_120_ms_while_the_host_is_heard() -> None:
    bench = booted()
    bench.tell(lamps(UID, 1, 1))
    bench.press()
    bench.run(2900)
    sent = [at for at, _ in bench.take("E1")]
    assert sent == list(range(0, 2881, 120))


def test_it_doubles_the_pause_up_to_2_s_while_the_host_is_silent() -> None:
    bench = booted()
    bench.press()
    bench.run(10_000)
    sent = [at for at, _ in bench.take("E1")]
    assert [b - a for a, b in pairwise(sent)] == [120, 240, 480, 960, 1920, 2000, 2000, 2000]


def test_the_first_good_frame_brings_120_ms_back() -> None:
    bench = booted()
    bench.press()
    bench.run(5000)
    bench.tell(lamps(UID, 1, 1))
    bench.said.clear()
    bench.run(500)
    sent = [at for at, _ in bench.take("E1")]
    assert [b - a for a, b in pairwise(sent)] == [120] * 4


def test_three_seconds_after_the_last_word_it_backs_off_again() -> None:
    bench = booted()
    bench.tell(lamps(UID, 1, 1))
    bench.press()
    bench.run(4500)
    sent = [at for at, _ in bench.take("E1")]
    pauses = [b - a for a, b in pairwise(sent)]
    assert pauses[:25] == [120] * 25
    assert pauses[25:] == [240, 480, 960][: len(pauses) - 25]


def test_acknowledgements_are_cumulative() -> None:
    bench = booted()
    for _ in range(3):
        bench.push()
    bench.tell(ack(UID, 1, 5))
    bench.said.clear()
    bench.run(120)
    assert bench.seqs() == [6]


def test_an_acknowledgement_starts_the_interval_again() -> None:
    bench = booted()
    bench.push()
    bench.run(100)
    bench.tell(ack(UID, 1, 1))
    bench.said.clear()
    bench.run(110)
    assert bench.seqs() == []
    bench.run(10)
    assert bench.seqs() == [2]


def test_a_repeated_acknowledgement_means_send_again_now() -> None:
    bench = booted()
    bench.push()
    bench.push()
    bench.tell(ack(UID, 1, 1))
    bench.said.clear()
    bench.tell(ack(UID, 1, 1))
    assert bench.seqs() == [2, 3, 4]


def test_eight_echoes_of_one_window_send_it_again_only_once() -> None:
    bench = booted()
    for _ in range(4):
        bench.push()
    bench.tell(ack(UID, 1, 1))
    bench.said.clear()
    bench.tell(ack(UID, 1, 1) * 8)
    assert bench.seqs() == list(range(2, 9))
    bench.run(120)
    bench.said.clear()
    bench.tell(ack(UID, 1, 1))
    assert bench.seqs() == list(range(2, 9))


def test_acknowledgements_of_another_epoch_of_the_past_and_of_the_future_do_nothing() -> None:
    bench = booted()
    bench.push()
    bench.tell(ack(UID, 1, 1))
    bench.said.clear()
    bench.tell(ack(UID, 2, 2) + ack(UID, 1, 0) + ack(UID, 1, 9))
    assert bench.seqs() == []
    assert bench.box.waiting == 1


def test_a_question_sends_everything_in_the_window_again() -> None:
    bench = booted()
    for _ in range(6):
        bench.push(Kind.YELLOW)
    bench.said.clear()
    bench.tell(question())
    assert bench.seqs() == list(range(1, 9))


def test_a_damaged_acknowledgement_does_not_count_as_hearing_the_host() -> None:
    bench = booted()
    bench.press()
    bench.run(1000)
    bench.said.clear()
    bench.tell(frame("<", f"A1,{UID},1,1")[:-3] + b"X\n")
    bench.run(1000)
    assert [at for at, _ in bench.take("E1")] == [1800]
