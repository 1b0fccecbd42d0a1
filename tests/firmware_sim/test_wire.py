"""A bad cable does what it is asked, by its seed, and never changes the order."""

from random import Random

from firmware_sim.wire import GOOD, Cable, Faults, Wire

TEXT = bytes(range(256)) * 40


def carried(faults: Faults, seed: int = 1) -> bytes:
    return Wire(Random(seed), faults).carry(TEXT, 0)


def test_a_good_wire_changes_nothing() -> None:
    assert carried(GOOD) == TEXT


def test_rates_are_kept() -> None:
    assert 0.08 < 1 - len(carried(Faults(drop=0.1))) / len(TEXT) < 0.12
    assert 0.08 < len(carried(Faults(repeat=0.1))) / len(TEXT) - 1 < 0.12
    flipped = carried(Faults(flip=0.1))
    changed = [a ^ b for a, b in zip(flipped, TEXT, strict=True) if a != b]
    assert 0.08 < len(changed) / len(TEXT) < 0.12
    assert all(bits.bit_count() == 1 for bits in changed)


def test_the_same_seed_does_the_same_damage() -> None:
    faults = Faults(drop=0.1, flip=0.1, repeat=0.1)
    assert carried(faults, 5) == carried(faults, 5) != carried(faults, 6)


def test_late_bytes_come_later_in_order_and_hold_up_what_follows() -> None:
    wire = Wire(Random(1), Faults(late=1.0, late_ms=100))
    assert wire.carry(b"first", 0) == b""
    wire.faults = GOOD
    assert wire.carry(b"second", 50) == b""
    assert wire.holds
    assert wire.carry(b"", 100) == b"firstsecond"
    assert not wire.holds


def test_a_pulled_plug_loses_what_was_on_its_way_in_both_directions() -> None:
    cable = Cable(Random(1))
    cable.faults(Faults(late=1.0))
    cable.to_host.carry(b"on its way", 0)
    cable.unplug()
    assert cable.to_host.carry(b"x", 1) + cable.to_box.carry(b"y", 1) == b""
    cable.plug()
    cable.faults(GOOD)
    assert cable.to_host.carry(b"x", 1000) + cable.to_box.carry(b"y", 1000) == b"xy"


def test_what_is_held_up_is_bounded() -> None:
    wire = Wire(Random(1), Faults(late=1.0, late_ms=10))
    wire.carry(b"x" * 100_000, 0)
    assert len(wire.carry(b"", 10)) == Wire.HELD_BYTES_MAX


def test_a_flood_has_the_asked_size_and_is_rich_in_start_bytes() -> None:
    noise = Wire(Random(1)).flood(10_000, 0)
    assert len(noise) == 10_000
    assert noise.count(b"<") > 200
