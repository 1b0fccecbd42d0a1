"""A port is read as fast as any wire can be, and not faster."""

from __future__ import annotations

from andon.sources.serial.pace import BYTES_PER_S, Pace

S = 1_000_000


def test_a_wire_never_waits() -> None:
    pace = Pace()
    assert not any(pace.has_read(58, n * S // 100) for n in range(10_000))


def test_a_flood_waits() -> None:
    pace, at_us, read_bytes = Pace(), 0, 0
    while at_us < 10 * S:
        read_bytes += 4096
        at_us += 30_000 if pace.has_read(4096, at_us) else 100
    assert 0.9 * BYTES_PER_S < read_bytes / 10 < 1.1 * BYTES_PER_S


def test_a_flood_of_single_bytes_waits_too() -> None:
    pace = Pace()
    reads = [pace.has_read(1, n * 10) for n in range(1000)]
    assert not reads[0]
    assert reads[-1]
