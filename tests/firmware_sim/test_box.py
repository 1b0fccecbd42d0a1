"""The box: hello, beat, edges, the ring, lamps, resets. Names of a beat's numbers are PROTOCOL.md's."""

import pytest

from firmware_sim.box import Box, Kind
from firmware_sim.stack_light import GREEN, RED, YELLOW

from .bench import UID, Bench, booted
from .reference_host import ack, frame, lamps, question

EPOCH, NOW, LEVEL, COUNT, TOP, ACKED, LOST, LAMPS, LAMPSEQ, RXBAD = range(10)


def beat_of(bench: Bench) -> list[int]:
    bench.take("B1")
    bench.run(1000)
    return bench.take("B1")[-1][1]


def test_it_says_hello_and_a_beat_at_boot() -> None:
    bench = Bench()
    bench.hear(bench.box.tick(5))
    assert [kind for _, kind, _ in bench.said] == ["H1", "B1"]
    assert bench.said[0][2] == [1, 5, 1, 40, 0, 10000, 63]


def test_it_beats_each_second_and_says_hello_each_minute() -> None:
    bench = booted()
    bench.run(120_000)
    beats, hellos = [s for s in bench.said if s[1] == "B1"], [s for s in bench.said if s[1] == "H1"]
    assert [at for at, *_ in hellos] == [60_000, 120_000]
    assert [at for at, *_ in beats] == list(range(1000, 120_001, 1000))


@pytest.mark.parametrize("asked", [question(UID), question()])
def test_it_answers_a_question_with_hello_beat_and_what_waits(asked: bytes) -> None:
    bench = booted()
    bench.push()
    bench.said.clear()
    bench.tell(asked)
    assert [kind for _, kind, _ in bench.said] == ["H1", "B1", "E1", "E1"]


def test_it_does_not_obey_under_another_uid() -> None:
    bench = booted()
    bench.tell(question("A0000002") + lamps("A0000002", 1, GREEN) + lamps("00000000", 1, GREEN))
    assert bench.said == []
    assert bench.box.shown.link_lost


def test_a_pull_is_sent_at_once_with_both_clocks() -> None:
    bench = booted()
    bench.run(500)
    bench.press(Kind.RED)
    assert bench.take("E1") == [(500, [1, 1, 500, 500, 1, 1])]
    bench.run(120)
    assert bench.take("E1") == [(620, [1, 1, 500, 620, 1, 1])]


def test_pressing_what_is_pressed_makes_no_edge() -> None:
    bench = booted()
    bench.press()
    bench.press()
    assert bench.seqs() == [1]


def test_the_beat_tells_level_queue_count_and_lamps() -> None:
    bench = booted()
    bench.press(Kind.RED)
    bench.press(Kind.LEADER)
    bench.box.count_pieces(3)
    bench.tell(ack(UID, 1, 1) + lamps(UID, 17, RED) + b"<rubbish\n")
    assert beat_of(bench) == [1, 1000, 0b0110, 3, 2, 1, 0, RED, 17, 1]


def test_the_count_wraps_at_32_bits() -> None:
    bench = booted()
    bench.box.count_pieces(0xFFFF_FFFF)
    bench.box.count_pieces(2)
    assert bench.box.count == 1


def test_bad_frames_are_counted_up_to_999() -> None:
    bench = booted()
    bench.tell(b"<\n" * 2000)
    assert beat_of(bench)[RXBAD] == 999


def test_extra_numbers_are_ignored_and_missing_ones_counted() -> None:
    bench = booted()
    bench.tell(frame("<", f"L1,{UID},19,2,3000,500"))
    assert bench.box.shown.lamps == YELLOW
    bench.tell(frame("<", f"L1,{UID},20,4"))
    assert bench.box.shown.lamps == YELLOW
    assert beat_of(bench)[RXBAD] == 1


def test_unknown_types_and_majors_are_ignored_and_counted() -> None:
    bench = booted()
    bench.tell(frame("<", f"Z1,{UID},1") + frame("<", f"L2,{UID},1,1,3000"))
    assert bench.box.shown.link_lost
    assert beat_of(bench)[RXBAD] == 2


# -- the ring


def test_a_full_ring_refuses_new_edges_counts_them_and_keeps_eight_places_for_red() -> None:
    bench = booted()
    for _ in range(20):
        bench.push(Kind.YELLOW)
    assert (bench.box.waiting, bench.box.lost) == (32, 8)
    for _ in range(5):
        bench.push(Kind.RED)
    assert (bench.box.waiting, bench.box.lost) == (40, 10)


def test_what_was_promised_a_number_survives_a_full_ring() -> None:
    bench = booted()
    for _ in range(30):
        bench.push(Kind.YELLOW)
    got: list[int] = []
    for _ in range(50):
        bench.run(10)
        got += [seq for seq in bench.seqs() if seq > len(got)]
        bench.tell(ack(UID, 1, len(got)))
        got += [seq for seq in bench.seqs() if seq > len(got)]
    assert got == list(range(1, 33))
    assert bench.box.waiting == 0


def test_a_refused_edge_still_shows_in_the_level() -> None:
    bench = booted()
    for _ in range(16):
        bench.push(Kind.YELLOW)
    bench.press(Kind.YELLOW)
    beat = beat_of(bench)
    assert (beat[LEVEL], beat[TOP], beat[LOST]) == (1, 32, 1)


# -- resets


def test_ring_epoch_and_count_survive_a_warm_reset_and_bit_7_says_so() -> None:
    bench = booted()
    bench.push()
    bench.box.count_pieces(7)
    bench.said.clear()
    bench.hear(bench.box.warm_reset(bench.now_ms))
    assert [(kind, numbers[0]) for _, kind, numbers in bench.said] == [("H1", 1), ("B1", 1), ("E1", 1), ("E1", 1)]
    assert bench.said[0][2][2] & 0x80
    assert bench.said[1][2][COUNT] == 7


def test_a_cold_reset_takes_the_next_epoch_and_starts_numbers_again() -> None:
    bench = booted()
    bench.push()
    bench.said.clear()
    bench.hear(bench.box.cold_reset(bench.now_ms))
    assert [(kind, numbers[0]) for _, kind, numbers in bench.said] == [("H1", 2), ("B1", 2)]
    assert not bench.said[0][2][2] & 0x80
    bench.push()
    assert bench.seqs() == [1, 2]


def test_a_cord_held_through_a_power_cut_is_seen_again_in_the_new_epoch() -> None:
    bench = booted()
    bench.press(Kind.RED)
    bench.said.clear()
    bench.hear(bench.box.cold_reset(bench.now_ms))
    assert bench.take("E1") == [(0, [2, 1, 0, 0, 1, 1])]


def test_a_cord_held_through_a_warm_reset_makes_no_second_edge() -> None:
    bench = booted()
    bench.press(Kind.RED)
    bench.tell(ack(UID, 1, 1))
    bench.said.clear()
    bench.hear(bench.box.warm_reset(bench.now_ms))
    assert bench.seqs() == []


def test_the_epoch_is_kept_to_16_bits() -> None:
    box = Box(UID, epoch=0xFFFF)
    box.cold_reset(0)
    assert box.epoch == 1


# -- lamps


def test_lamps_are_a_lease_and_end_in_link_lost_never_green() -> None:
    bench = booted()
    bench.tell(lamps(UID, 1, GREEN, 3000))
    bench.run(2990)
    assert (bench.box.shown.lamps, bench.box.shown.link_lost) == (GREEN, False)
    bench.run(10)
    assert (bench.box.shown.lamps, bench.box.shown.link_lost) == (0, True)
    assert beat_of(bench)[LAMPS] == 0


def test_no_lease_is_longer_than_ten_seconds() -> None:
    bench = booted()
    bench.tell(lamps(UID, 1, GREEN, 4_000_000_000))
    bench.run(10_000)
    assert bench.box.shown.link_lost


def test_there_is_no_lease_after_a_reset() -> None:
    bench = booted()
    bench.tell(lamps(UID, 1, GREEN))
    bench.hear(bench.box.warm_reset(bench.now_ms))
    assert bench.box.shown.link_lost


def test_its_own_lamp_is_fast_until_acknowledged_then_steady_while_the_call_stands() -> None:
    bench = booted()
    seen = [bench.box.shown.own]
    bench.push()
    seen.append(bench.box.shown.own)
    bench.tell(lamps(UID, 1, YELLOW) + ack(UID, 1, 2))
    seen.append(bench.box.shown.own)
    bench.tell(lamps(UID, 2, GREEN))
    assert [*seen, bench.box.shown.own] == ["off", "fast", "steady", "off"]


# -- the clock


def test_beats_leases_and_resends_hold_across_the_wrap_of_the_clock() -> None:
    bench = booted(now_ms=0xFFFF_FFFF - 499)
    bench.tell(lamps(UID, 1, GREEN))
    bench.press()
    bench.run(2000)
    beats = [at for at, kind, _ in bench.said if kind == "B1"]
    edges = [numbers for _, kind, numbers in bench.said if kind == "E1"]
    assert beats == [0xFFFF_FFFF - 499 + 1000, 0xFFFF_FFFF - 499 + 2000]
    assert len(edges) == 1 + 2000 // 120
    assert edges[-1][2] == 0xFFFF_FFFF - 499 and edges[-1][3] == (0xFFFF_FFFF - 499 + 1920) & 0xFFFF_FFFF
    assert bench.box.shown.lamps == GREEN
    bench.run(1000)
    assert bench.box.shown.link_lost


def test_a_lease_that_ran_out_does_not_come_back_when_the_clock_has_wrapped() -> None:
    bench = booted()
    bench.tell(lamps(UID, 1, GREEN))
    bench.run(4000)
    bench.box.tick(2**32 + 100)
    assert bench.box.shown.link_lost


def test_it_says_when_it_wants_the_next_tick() -> None:
    bench = Bench()
    assert bench.box.due_in_ms(0) == 0
    bench.hear(bench.box.tick(0))
    assert bench.box.due_in_ms(300) == 700
    bench.tell(lamps(UID, 1, GREEN, 400))
    assert bench.box.due_in_ms(0) == 400
    bench.press()
    assert bench.box.due_in_ms(0) == 120
    assert bench.box.due_in_ms(500) == 0
