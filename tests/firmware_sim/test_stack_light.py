"""The judge of the lamps: what it asks for, from when, and that it counts."""

from firmware_sim.box import Kind
from firmware_sim.stack_light import GREEN, RED, YELLOW, Judge, Shown

from .bench import UID, Bench, booted
from .reference_host import lamps


def lit(bench: Bench, bits: int) -> None:
    bench.tell(lamps(UID, 1, bits, 10_000))


def test_yellow_within_a_second_of_a_pull_is_right() -> None:
    bench = booted()
    lit(bench, GREEN)
    bench.push(Kind.YELLOW)
    bench.run(900)
    lit(bench, YELLOW)
    bench.run(2000)
    assert (bench.box.judge.why, bench.box.judge.wrong_ms) == ("", 0)


def test_every_millisecond_beyond_is_counted() -> None:
    bench = booted()
    lit(bench, GREEN)
    bench.push(Kind.YELLOW)
    bench.run(1500)
    assert bench.box.judge.why == "cord was pulled, yellow lamp is off"
    lit(bench, YELLOW)
    bench.run(1000)
    assert (bench.box.judge.why, bench.box.judge.wrong_ms) == ("", 500)


def test_red_is_as_good_as_yellow_for_a_pull() -> None:
    bench = booted()
    bench.push(Kind.YELLOW)
    lit(bench, RED)
    bench.run(3000)
    assert bench.box.judge.wrong_ms == 0


def test_a_call_resolved_elsewhere_is_no_longer_asked_for() -> None:
    bench = booted()
    bench.push(Kind.YELLOW)
    lit(bench, YELLOW)
    bench.run(2000)
    lit(bench, GREEN)
    bench.run(3000)
    assert bench.box.judge.wrong_ms == 0


def test_restart_ends_what_a_pull_asked_for() -> None:
    bench = booted()
    lit(bench, GREEN)
    bench.push(Kind.YELLOW)
    bench.run(500)
    bench.push(Kind.RESTART)
    bench.run(3000)
    assert bench.box.judge.wrong_ms == 0


def test_a_second_pull_may_have_cancelled_but_not_within_the_guard() -> None:
    judge, dark = Judge(), Shown(GREEN, False, "off")
    judge.pulled(0, dark)
    judge.pulled(2000, dark)
    judge.look(dark, 2500)
    assert judge.why
    judge.pulled(4000, dark)
    judge.look(dark, 4500)
    assert not judge.why


def test_a_red_button_asks_for_red_as_long_as_it_is_in() -> None:
    bench = booted()
    bench.press(Kind.RED)
    lit(bench, YELLOW)
    bench.run(2000)
    assert bench.box.judge.why == "red button is in, red lamp is off"
    lit(bench, RED)
    bench.run(100)
    assert bench.box.judge.why == ""
    bench.release(Kind.RED)
    lit(bench, GREEN)
    bench.run(3000)
    assert bench.box.judge.wrong_ms == 1000


def test_link_lost_is_right_whatever_was_pulled_and_green_beside_it_never_is() -> None:
    judge = Judge()
    judge.pulled(0, Shown(0, True, "fast"))
    judge.look(Shown(0, True, "fast"), 5000)
    assert judge.why == ""
    judge.look(Shown(GREEN, True, "fast"), 6000)
    assert judge.why == "green without a lease"


def test_it_says_what_it_shows_in_words() -> None:
    assert Shown(YELLOW | 8, False, "off").words() == "yellow+buzzer"
    assert Shown(0, False, "off").words() == "dark"
    assert Shown(0, True, "off").words() == "link lost"
