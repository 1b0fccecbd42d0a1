"""Boxes on real pseudo-terminals, as a host finds them. Waits are blocking reads with an end, never sleeps."""

import contextlib
import os
import select
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
import serial

from firmware_sim.box import Box, Kind
from firmware_sim.pty_port import PortServer, PtyPort
from firmware_sim.stack_light import YELLOW
from firmware_sim.wire import Faults

from .bench import UID
from .reference_host import ack, lamps, parse, question

WITHIN_S = 5.0
Said = tuple[str, str, list[int]]


class Line:
    """The host's end: the opened port, read line by line until what is waited for comes."""

    def __init__(self, link: Path) -> None:
        self.port = serial.Serial(str(link), 57600, timeout=WITHIN_S, exclusive=True)

    def wait(self, wanted: Callable[[Said], bool]) -> Said:
        for _ in range(2000):
            line = self.port.read_until(b"\n")
            assert line, "nothing came within 5 s"
            found = parse(line[max(line.rfind(b">"), 0) : -1], ">")
            if found and wanted(found):
                return found
        raise AssertionError("2000 lines and not the one waited for")

    def kind(self, kind: str) -> Said:
        return self.wait(lambda said: said[0] == kind)


@pytest.fixture
def server() -> Iterator[PortServer]:
    with PortServer(Random(1)) as running:
        yield running


@pytest.fixture
def port(server: PortServer, tmp_path: Path) -> PtyPort:
    return server.add(Box(UID), tmp_path / "ports" / "box-01")


@pytest.fixture
def line(port: PtyPort) -> Iterator[Line]:
    line = Line(port.link)
    yield line
    line.port.close()


def test_a_question_is_answered_with_hello_and_beat(line: Line) -> None:
    line.port.write(question())
    assert line.kind("H1")[1] == UID
    assert line.kind("B1")[1] == UID


def test_a_press_comes_out_as_an_edge_until_it_is_acknowledged(port: PtyPort, line: Line) -> None:
    port.press(Kind.YELLOW)
    assert line.kind("E1")[2][4:] == [0, 1]
    line.port.write(ack(UID, 1, 1))
    line.wait(lambda said: said[0] == "B1" and said[2][5] == 1)
    assert port.box.waiting == 0


def test_lamps_are_shown_and_told_back(port: PtyPort, line: Line) -> None:
    line.port.write(lamps(UID, 9, YELLOW))
    line.wait(lambda said: said[0] == "B1" and said[2][7:9] == [YELLOW, 9])
    assert port.shown().words() == "yellow"


def test_a_host_may_close_and_open_the_port_and_nothing_is_lost(port: PtyPort) -> None:
    for pulled in range(1, 4):
        line = Line(port.link)
        port.press(Kind.YELLOW)
        port.release(Kind.YELLOW)
        line.wait(lambda said, top=pulled * 2: said[0] == "E1" and said[2][1] == top)
        line.port.close()
    assert port.box.waiting == 6


def test_while_nobody_listens_bytes_are_lost_not_kept(port: PtyPort) -> None:
    for _ in range(100):
        port.press(Kind.YELLOW)
        port.release(Kind.YELLOW)
    listener = os.open(port.link, os.O_RDWR | os.O_NOCTTY)
    try:
        assert select.select([listener], [], [], WITHIN_S)[0]
        first = os.read(listener, 4096).split(b"\n")[0]
        found = parse(first, ">")
        assert found is not None and found[0] in ("E1", "B1")  # a whole frame of now, no echo, no rest of the past
    finally:
        os.close(listener)


def test_a_pulled_cable_hangs_up_and_takes_the_name_away(port: PtyPort, line: Line) -> None:
    port.unplug()
    assert not port.plugged
    assert not port.link.exists()
    with pytest.raises(serial.SerialException):
        line.kind("never")
    port.press(Kind.RED)
    port.replug()
    again = Line(port.link)
    assert again.kind("E1")[2][4:] == [1, 1]
    again.port.close()


def test_a_cable_can_come_back_under_another_name(port: PtyPort, tmp_path: Path) -> None:
    port.unplug()
    port.replug(tmp_path / "elsewhere")
    again = Line(tmp_path / "elsewhere")
    assert again.kind("B1")[1] == UID
    again.port.close()


def test_a_flood_of_garbage_does_not_hide_the_frames_after_it(port: PtyPort, line: Line) -> None:
    port.flood(10_000)
    port.press(Kind.RED)
    assert line.kind("E1")[2][4:] == [1, 1]


def test_a_bad_cable_still_delivers(port: PtyPort, line: Line) -> None:
    port.faults(Faults(drop=0.02, flip=0.02, repeat=0.02))
    port.press(Kind.RED)
    assert line.kind("E1")[2][4:] == [1, 1]


def test_resets_are_told(port: PtyPort, line: Line) -> None:
    port.warm_reset()
    line.wait(lambda said: said[0] == "H1" and said[2][2] == 0x88)
    port.cold_reset()
    line.wait(lambda said: said[0] == "H1" and said[2][0] == 2)


def test_many_boxes_live_on_one_thread_and_leave_nothing_behind(tmp_path: Path) -> None:
    descriptors = len(list(Path("/proc/self/fd").iterdir()))
    with PortServer(Random(1)) as server:
        ports = [server.add(Box(f"A00000{n:02X}"), tmp_path / f"box-{n:02}") for n in range(1, 21)]
        with contextlib.ExitStack() as stack:
            lines = [Line(port.link) for port in ports]
            for line in lines:
                stack.callback(line.port.close)
            for port in ports:
                port.press(Kind.LEADER)
            assert [line.kind("E1")[1] for line in lines] == [port.box.uid for port in ports]
    assert list(tmp_path.iterdir()) == []
    assert len(list(Path("/proc/self/fd").iterdir())) == descriptors


def test_stopping_twice_is_harmless(tmp_path: Path) -> None:
    server = PortServer(Random(1))
    server.add(Box(UID), tmp_path / "box-01")
    server.start()
    server.stop()
    server.stop()
