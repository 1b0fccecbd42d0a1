"""The socket that reads ahead: the same bytes in fewer calls, messages apart, and packets that are never torn."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress

import pytest

from andon.sources.mqtt.broker import Broker
from andon.sources.mqtt.read_ahead import READ_AHEAD_BYTES, ReadAhead
from tests.mqtt.mosquitto import Mosquitto

PINGREQ, PINGRESP = b"\xc0\x00", b"\xd0\x00"
MESSAGE = b"\x32\x06\x00\x01t\x00\x07x"


@pytest.fixture
def pair() -> Iterator[tuple[ReadAhead, socket.socket]]:
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    with ours, theirs:
        yield ReadAhead(ours, has_properties=False), theirs


def test_it_gives_paho_its_own_piece_by_piece(pair: tuple[ReadAhead, socket.socket]) -> None:
    wire, peer = pair
    peer.sendall(PINGRESP + MESSAGE + b"\x90\x02ab")
    assert [wire.recv(1), wire.recv(1), wire.recv(1)] == [b"\xd0", b"\x00", b"\x90"]
    assert wire.has_more
    assert wire.recv(100) == b"\x02ab"
    assert not wire.has_more
    assert [message.slot for message in wire.take()] == [7]
    assert wire.take() == []


def test_where_all_is_ours_there_is_nothing_for_paho(pair: tuple[ReadAhead, socket.socket]) -> None:
    wire, peer = pair
    wire.seen_at = 9
    peer.sendall(MESSAGE * 2 + MESSAGE[:4])
    with pytest.raises(BlockingIOError):
        wire.recv(1)
    assert [message.seen_at for message in wire.take()] == [9, 9]
    peer.sendall(MESSAGE[4:])
    with pytest.raises(BlockingIOError):
        wire.recv(1)
    assert len(wire.take()) == 1


def test_nothing_there_is_said_as_a_socket_says_it(pair: tuple[ReadAhead, socket.socket]) -> None:
    wire, peer = pair
    with pytest.raises(BlockingIOError):
        wire.recv(1)
    peer.sendall(PINGRESP)
    assert wire.recv(2) == PINGRESP
    peer.close()
    assert wire.recv(1) == b""


def test_more_than_it_reads_ahead_comes_whole(pair: tuple[ReadAhead, socket.socket]) -> None:
    wire, peer = pair
    said = b"\xe0\xff\x7f" + bytes(range(256)) * 64
    said = said[: 3 + 16_383]
    peer.sendall(said * 3)
    heard = b""
    while len(heard) < 3 * len(said):
        try:
            heard += wire.recv(READ_AHEAD_BYTES)
        except BlockingIOError:
            continue
    assert heard == said * 3


class Grudging:
    """A socket that takes three bytes at a time."""

    def __init__(self) -> None:
        self.taken = b""
        self.close = self.fileno = self.setblocking = lambda *said: None

    def send(self, data: bytes) -> int:
        self.taken += data[:3]
        return len(data[:3])


def test_what_is_sent_by_two_is_never_torn() -> None:
    """paho's packets and our acknowledgements, where a socket takes them in pieces."""
    inner, slots, pings = Grudging(), list(range(1, 2_001)), 0
    wire = ReadAhead(inner, has_properties=False)
    for begin in range(0, len(slots), 2):
        wire.acknowledge(slots[begin : begin + 2])
        wire.pay()
        with suppress(BlockingIOError):
            pings += wire.send(PINGREQ) // len(PINGREQ)
    while wire.owes:
        wire.pay()
        with suppress(BlockingIOError):
            pings += wire.send(PINGREQ) // len(PINGREQ)
    found = [inner.taken[at : at + 4] for at in _acknowledgements(inner.taken)]
    assert [int.from_bytes(each[2:]) for each in found] == slots
    assert 0 < pings < len(slots)


def _acknowledgements(heard: bytes) -> Iterator[int]:
    at = 0
    while at < len(heard):
        assert heard[at : at + 2] in (b"\x40\x02", PINGREQ)
        if heard[at] == 0x40:
            yield at
        at += 4 if heard[at] == 0x40 else 2


def test_a_wire_that_broke_is_owed_nothing(pair: tuple[ReadAhead, socket.socket]) -> None:
    """The connection would look at it again and again."""
    wire, peer = pair
    peer.close()
    wire.acknowledge([1])
    wire.pay()
    assert not wire.owes


@pytest.mark.parametrize("version", ["5", "3.1.1"])
def test_paho_reads_by_it(broker: Mosquitto, version: str) -> None:
    """Should paho ever make its sockets in another way, this is where it is noticed."""
    settings = Broker("127.0.0.1", broker.port, version, "reads-ahead", 10, 60)
    client = settings.client()
    settings.connect(client)
    wire = client.wire()
    assert wire is not None
    assert wire.inner.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    client.disconnect()
    client.loop_write()
