"""The socket that reads ahead: the same bytes in fewer calls, and nothing is hidden from who asks for more."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from andon.sources.mqtt.broker import Broker
from andon.sources.mqtt.read_ahead import READ_AHEAD_BYTES, ReadAhead
from tests.mqtt.mosquitto import Mosquitto


@pytest.fixture
def pair() -> Iterator[tuple[ReadAhead, socket.socket]]:
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    with ours, theirs:
        yield ReadAhead(ours), theirs


def test_it_gives_piece_by_piece_what_came_at_once(pair: tuple[ReadAhead, socket.socket]) -> None:
    wire, peer = pair
    peer.sendall(b"\x30\x02ab" * 2)
    assert [wire.recv(1), wire.recv(1), wire.recv(2)] == [b"\x30", b"\x02", b"ab"]
    assert wire.pending() == 4
    assert wire.recv(100) == b"\x30\x02ab"
    assert wire.pending() == 0


def test_nothing_there_is_said_as_a_socket_says_it(pair: tuple[ReadAhead, socket.socket]) -> None:
    wire, peer = pair
    with pytest.raises(BlockingIOError):
        wire.recv(1)
    peer.sendall(b"x")
    assert wire.recv(1) == b"x"
    with pytest.raises(BlockingIOError):
        wire.recv(1)
    peer.close()
    assert wire.recv(1) == b""


def test_more_than_it_reads_ahead_comes_whole(pair: tuple[ReadAhead, socket.socket]) -> None:
    wire, peer = pair
    said = bytes(range(256)) * (READ_AHEAD_BYTES // 128)
    peer.sendall(said)
    heard = b""
    while len(heard) < len(said):
        heard += wire.recv(10_000)
    assert heard == said


@pytest.mark.parametrize("version", ["5", "3.1.1"])
def test_paho_reads_by_it(broker: Mosquitto, version: str) -> None:
    """Should paho ever make its sockets in another way, this is where it is noticed."""
    settings = Broker("127.0.0.1", broker.port, version, "reads-ahead", 10, 60)
    client = settings.client()
    settings.connect(client)
    wire = client.socket()
    assert isinstance(wire, ReadAhead)
    assert wire.inner.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    client.disconnect()
    client.loop_write()
