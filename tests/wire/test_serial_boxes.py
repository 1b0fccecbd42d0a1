"""Boxes of the independent simulator on real ptys, good wires and bad ones."""

from __future__ import annotations

import os
import termios
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from andon.base.clock import Clock
from andon.sources.serial import Settings, build, roster
from firmware_sim.frames import encode
from firmware_sim.pty_port import PtyPort
from firmware_sim.wire import Faults

A, B = "A0000001", "B0000002"
ROOM = 24  # edges that may wait in a box while a test pulls; its memory for anyone has 32 places
Until = Callable[..., bool]


def pull(box: PtyPort, edges: int, wait_until: Until, kind: int = 0) -> None:
    """Pull and let go, `edges` changes in all, never more at once than the box can remember."""
    for n in range(edges):
        assert wait_until(lambda: box.box.waiting < ROOM, 30)
        (box.press if n % 2 == 0 else box.release)(kind)


def expected(edges: int) -> list[tuple[int, int]]:
    return [(seq, seq % 2) for seq in range(1, edges + 1)]


def test_a_pull_reaches_the_journal_and_the_box_forgets_it(
    ledger: Any, open_host: Any, add_box: Any, tmp_path: Path, wait_until: Until
) -> None:
    box = add_box(A)
    open_host(f"{tmp_path}/box-*")
    box.press(0)
    assert ledger.wait(lambda: ledger.edges(A) == [(1, 1)], 3)
    (signal,) = ledger.signals
    assert signal.address == "box/A0000001/cord"
    assert 0 <= signal.seen_at - signal.device_at < 3_000_000
    assert wait_until(lambda: box.box.waiting == 0, 1)
    assert ledger.wait(lambda: bool(ledger.life), 3)


def test_nothing_is_acknowledged_before_the_commit(
    ledger: Any, open_host: Any, add_box: Any, tmp_path: Path, wait_until: Until
) -> None:
    box = add_box(A)
    host = open_host(f"{tmp_path}/box-*")
    assert ledger.wait(lambda: bool(ledger.life), 3)
    ledger.stall()
    box.press(0)
    assert wait_until(lambda: host.status(f"box/{A}").counters["duplicates"] > 3)  # it resends and is not answered
    assert box.box.waiting == 1
    ledger.resume()
    assert wait_until(lambda: box.box.waiting == 0)
    assert ledger.edges(A) == [(1, 1)]


@pytest.mark.parametrize(
    "faults", [Faults(drop=0.01), Faults(flip=0.01), Faults(0.005, 0.005, 0.005, 0.005, 30)], ids=str
)
def test_on_a_bad_wire_every_edge_comes_once_and_in_order(
    faults: Faults, ledger: Any, open_host: Any, add_box: Any, tmp_path: Path, wait_until: Until
) -> None:
    boxes = {uid: add_box(uid) for uid in (A, B)}
    host = open_host(f"{tmp_path}/box-*")
    for box in boxes.values():
        box.faults(faults)
    hands = [threading.Thread(target=pull, args=(box, 60, wait_until)) for box in boxes.values()]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(30)
    for uid, box in boxes.items():
        assert ledger.wait(lambda uid=uid: len(ledger.edges(uid)) == 60, 20)
        assert ledger.edges(uid) == expected(60)
        assert wait_until(lambda box=box: box.box.waiting == 0, 10)
    assert sum(status.counters.get("garbled", 0) for status in host.source.status()) > 0


def test_garbage_at_full_speed_on_one_port_leaves_the_others_alone(
    ledger: Any, open_host: Any, add_box: Any, tmp_path: Path, wait_until: Until
) -> None:
    master, slave = os.openpty()
    (tmp_path / "box-noise").symlink_to(os.ttyname(slave))
    box = add_box(A)
    host = open_host(f"{tmp_path}/box-*")
    assert ledger.wait(lambda: bool(ledger.life), 3)
    calm, noisy = threading.Event(), str(tmp_path / "box-noise")

    def flood() -> None:
        os.set_blocking(master, False)
        noise = os.urandom(4096) + b"\n" * 500 + b">22E1,A0000001,7,42,123456,123470,1,1*5498\n" * 20
        while not calm.is_set():
            try:
                os.write(master, noise)
            except BlockingIOError:
                calm.wait(0.001)

    noise = threading.Thread(target=flood)
    noise.start()
    try:
        waits_us = []
        for n in range(40):
            (box.press if n % 2 == 0 else box.release)(0)
            assert ledger.wait(lambda n=n: len(ledger.edges(A)) == n + 1, 5)
            signal = ledger.signals[-1]
            waits_us.append(signal.seen_at - signal.device_at)
            assert wait_until(lambda n=n: host.status(noisy).counters["bytes"] >= n * 2_000)
    finally:
        calm.set()
        noise.join(5)
    assert ledger.edges(A) == expected(40)
    assert sorted(waits_us)[20] < 50_000
    flooded = host.status(noisy)
    assert flooded.counters["bytes"] > 70_000
    assert flooded.counters["garbled"] > 500
    os.close(master)
    os.close(slave)


def test_a_full_inbox_stalls_its_port_and_loses_nothing(
    ledger: Any, open_host: Any, add_box: Any, tmp_path: Path, wait_until: Until
) -> None:
    box = add_box(A)
    open_host(f"{tmp_path}/box-*")
    assert ledger.wait(lambda: bool(ledger.life), 3)
    ledger.stall()
    for n in range(30):
        (box.press if n % 2 == 0 else box.release)(0)
    assert box.box.waiting == 30
    ledger.resume()
    assert ledger.wait(lambda: len(ledger.edges(A)) == 30)
    assert ledger.edges(A) == expected(30)


def test_a_box_is_known_again_under_another_name_within_two_seconds(
    ledger: Any, open_host: Any, add_box: Any, tmp_path: Path, wait_until: Until
) -> None:
    box = add_box(A)
    host = open_host(f"{tmp_path}/box-*")
    box.press(0)
    assert ledger.wait(lambda: len(ledger.edges(A)) == 1, 3)
    box.unplug()
    box.release(0)
    assert wait_until(lambda: host.status(str(tmp_path / f"box-{A}")).state == "down")
    box.replug(tmp_path / "box-elsewhere")
    assert ledger.wait(lambda: len(ledger.edges(A)) == 2, 2)
    assert ledger.edges(A) == expected(2)
    assert host.status(f"box/{A}").text.startswith(f"on {tmp_path}/box-elsewhere")
    assert host.status(f"box/{A}").counters["edges"] >= 2


def test_a_box_is_known_again_under_its_old_name(
    ledger: Any, open_host: Any, add_box: Any, tmp_path: Path, wait_until: Until
) -> None:
    box = add_box(A)
    open_host(str(tmp_path / f"box-{A}"))
    for seq in range(1, 4):
        (box.press if seq % 2 else box.release)(0)
        assert ledger.wait(lambda seq=seq: len(ledger.edges(A)) == seq, 2)
        box.unplug()
        box.replug()
    assert ledger.edges(A) == expected(3)


def test_a_host_killed_again_and_again_loses_and_doubles_nothing(
    ledger: Any, open_host: Any, add_box: Any, tmp_path: Path, wait_until: Until
) -> None:
    box = add_box(A)
    hand = threading.Thread(target=pull, args=(box, 80, wait_until))
    hand.start()
    for _ in range(6):
        before = len(ledger.edges(A))
        host = open_host(f"{tmp_path}/box-*")
        ledger.wait(lambda before=before: len(ledger.edges(A)) >= min(before + 7, 80), 5)
        host.kill()
    open_host(f"{tmp_path}/box-*")
    hand.join(20)
    assert ledger.wait(lambda: len(ledger.edges(A)) == 80, 20)
    assert ledger.edges(A) == expected(80)


def test_a_reset_box_keeps_its_edges_and_a_powerless_one_starts_a_new_epoch(
    ledger: Any, open_host: Any, add_box: Any, tmp_path: Path, wait_until: Until
) -> None:
    box = add_box(A)
    open_host(f"{tmp_path}/box-*")
    assert ledger.wait(lambda: bool(ledger.life), 3)
    ledger.stall()
    box.press(0)
    box.warm_reset()
    ledger.resume()
    assert ledger.wait(lambda: ledger.edges(A) == [(1, 1)], 3)
    box.cold_reset()  # the cord is still pulled
    assert ledger.wait(lambda: len(ledger.signals) == 2, 3)
    again = ledger.signals[1]
    assert (again.boot, again.device_seq, again.value, again.is_level) == ("2", 1, 1, True)


def test_lamps_go_out_at_once_after_a_commit_and_by_lease(
    ledger: Any, open_host: Any, add_box: Any, tmp_path: Path, wait_until: Until
) -> None:
    box = add_box(A)
    ledger.lamps[f"box/{A}"] = frozenset({"green"})
    host = open_host(f"{tmp_path}/box-*")
    assert wait_until(lambda: box.shown().words() == "green", 3)
    ledger.lamps[f"box/{A}"] = frozenset({"yellow", "buzzer"})
    assert wait_until(lambda: box.shown().words() == "yellow+buzzer", 0.5)
    told = box.box.light.sequence
    assert wait_until(lambda: box.box.light.sequence >= told + 2, 3)  # renewed without a change
    assert not box.shown().link_lost
    assert host.status(f"box/{A}").state == "up"


def test_a_box_of_no_station_shows_that_it_has_no_link_and_its_pulls_are_kept(
    ledger: Any, open_host: Any, add_box: Any, tmp_path: Path, wait_until: Until
) -> None:
    box = add_box(A)
    open_host(f"{tmp_path}/box-*")
    box.press(1)
    assert wait_until(lambda: ledger.edges(A) == [(1, 1)] and box.box.waiting == 0, 3)
    assert box.shown().link_lost


def test_two_boxes_of_one_uid_are_both_flagged_and_show_no_life(
    ledger: Any, open_host: Any, add_box: Any, tmp_path: Path, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster, "TWICE_US", 1_500_000)
    add_box(A, "box-one")
    other = add_box(A, "box-two")
    host = open_host(f"{tmp_path}/box-*")

    def state() -> str:
        status = host.status(f"box/{A}")
        return f"{status.state} {status.text}" if status else ""

    assert wait_until(lambda: state().startswith("fault the same uid on several ports"), 5)
    assert f"{tmp_path}/box-one, {tmp_path}/box-two" in state()
    lived = len(ledger.life)
    frames = host.status(f"box/{A}").counters["frames"]
    assert wait_until(lambda: host.status(f"box/{A}").counters["frames"] >= frames + 2, 5)
    assert len(ledger.life) <= lived + 1
    other.unplug()
    assert ledger.wait(lambda: len(ledger.life) > lived + 1, 6)
    assert wait_until(lambda: state().startswith("up"), 2)


def test_a_closed_port_keeps_its_dtr(ledger: Any, open_host: Any, tmp_path: Path, wait_until: Until) -> None:
    master, slave = os.openpty()
    flags = termios.tcgetattr(slave)
    flags[2] |= termios.HUPCL
    termios.tcsetattr(slave, termios.TCSANOW, flags)
    link = tmp_path / "board"
    link.symlink_to(os.ttyname(slave))
    host = open_host(str(link))
    assert os.read(master, 64) == b"<0BQ1,00000000*3750\n"  # asked at once, and the port is set by then
    flags = termios.tcgetattr(slave)
    assert not flags[2] & termios.HUPCL
    assert flags[4:6] == [termios.B57600, termios.B57600]
    assert host.stop()
    assert not termios.tcgetattr(slave)[2] & termios.HUPCL
    os.close(master)
    os.close(slave)


def test_a_port_is_nobody_elses(ledger: Any, open_host: Any, add_box: Any, tmp_path: Path, wait_until: Until) -> None:
    add_box(A)
    first = open_host(f"{tmp_path}/box-*")
    path = str(tmp_path / f"box-{A}")
    assert wait_until(
        lambda: (first.status(path) or first.status(path)) is not None and first.status(path).state == "up"
    )
    second = open_host(path)
    assert wait_until(lambda: second.status(path) is not None and "lock" in second.status(path).text)
    assert first.stop()
    assert wait_until(lambda: second.status(path).state == "up", 2)


def test_one_port_with_two_names_is_opened_once(
    ledger: Any, open_host: Any, add_box: Any, tmp_path: Path, wait_until: Until
) -> None:
    add_box(A)
    (tmp_path / "usb-0").symlink_to(tmp_path / f"box-{A}")
    host = open_host(f"{tmp_path}/box-*", f"{tmp_path}/usb-*")
    assert ledger.wait(lambda: bool(ledger.life), 3)
    assert wait_until(lambda: host.status(f"{tmp_path}/usb-0").text == "open under another name")


def test_a_port_that_cannot_be_opened_says_why_and_is_tried_again(
    ledger: Any, open_host: Any, add_box: Any, tmp_path: Path, wait_until: Until
) -> None:
    path = tmp_path / f"box-{A}"
    path.write_text("no tty")
    host = open_host(str(path), f"{tmp_path}/none-*")

    def text() -> str:
        status = host.status(str(path))
        return status.text if status else ""

    assert wait_until(lambda: "57600" in text() or "configure" in text())
    assert host.status(str(path)).state == "down"
    assert host.status(f"{tmp_path}/none-*").text == "nothing of this name is plugged in"
    path.unlink()
    assert wait_until(lambda: text() == "not there", 2)
    add_box(A)
    assert ledger.wait(lambda: bool(ledger.life), 3)


def test_incompatible_firmware_is_shown_and_gives_no_life(
    ledger: Any, open_host: Any, tmp_path: Path, wait_until: Until
) -> None:
    master, slave = os.openpty()
    (tmp_path / "box").symlink_to(os.ttyname(slave))
    host = open_host(f"{tmp_path}/box")
    os.read(master, 64)
    os.write(master, encode("H2", A, 1) + encode("B1", A, 1, 1000, *[0] * 8))
    assert wait_until(lambda: host.status(f"box/{A}") is not None and host.status(f"box/{A}").counters["frames"] == 2)
    assert "incompatible firmware" in host.status(f"box/{A}").text
    assert ledger.life == []
    os.close(master)
    os.close(slave)


def test_it_stops_in_time_though_the_inbox_is_full(add_box: Any, tmp_path: Path, wait_until: Until) -> None:
    add_box(A)
    full, stop, source = threading.Event(), threading.Event(), build(Settings(ports=(f"{tmp_path}/*",)), Clock())
    asked = threading.Event()

    def emit(item: object, done: object = None) -> None:
        asked.set()
        full.wait()

    thread = threading.Thread(target=source.run, args=(emit, lambda device: None, stop))
    thread.start()
    assert asked.wait(3)
    stop.set()
    thread.join(2)
    assert not thread.is_alive()
    full.set()


def test_a_box_that_is_flooded_with_valid_frames_cannot_fill_the_inbox(
    ledger: Any, open_host: Any, tmp_path: Path, wait_until: Until
) -> None:
    master, slave = os.openpty()
    (tmp_path / "box").symlink_to(os.ttyname(slave))
    host = open_host(f"{tmp_path}/box")
    os.read(master, 64)
    ledger.stall()
    os.write(master, encode("B1", A, 1, 1000, *[0] * 8))
    for seq in range(1, 201):
        os.write(master, encode("E1", A, 1, seq, 5, 9, 0, seq % 2))
        assert wait_until(lambda seq=seq: (s := host.status(f"box/{A}")) and s.counters["frames"] > seq)
    assert host.status(f"box/{A}").counters["edges"] == 64
    ledger.resume()
    assert ledger.wait(lambda: len(ledger.edges(A)) >= 64)
    os.close(master)
    os.close(slave)
