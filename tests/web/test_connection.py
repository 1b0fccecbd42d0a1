"""One screen's stream: who writes when."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from threading import Thread

import pytest

from andon.web.connection import Connection
from andon.web.messages import Message
from andon.web.ring import Ring


@pytest.fixture
def wire() -> Iterator[tuple[socket.socket, socket.socket]]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        near = socket.create_connection(server.getsockname())
        far, _ = server.accept()
        far.settimeout(5)
        yield near, far
        near.close()
        far.close()


def connect(ring: Ring, forgotten: list | None = None) -> Connection:
    kept = [] if forgotten is None else forgotten
    return Connection(None, b"first", ring.head, ring.after, lambda line: (ring.head, b"whole"), kept.append)


def say(ring: Ring, connection: Connection, words: bytes) -> None:
    before = ring.head
    ring.append(Message(words))
    connection.hear(words, before, ring.head)


def serve(connection: Connection, near: socket.socket) -> Thread:
    """Writes the answer as the server does, in chunks; returns when it has nothing more to say for now."""

    def write() -> None:
        for said in connection:
            near.sendall(b"%x\r\n%b\r\n" % (len(said), said))

    thread = Thread(target=write, daemon=True)
    thread.start()
    while not connection._parked:
        thread.join(0.001)
    return thread


def read_chunks(far: socket.socket, size: int) -> bytes:
    """The content of chunks, until so much of it was read. Fails where the framing is broken."""
    stream, content = far.makefile("rb"), b""
    while len(content) < size:
        length = int(stream.readline(), 16)
        content += stream.read(length)
        assert stream.readline() == b"\r\n"
    return content


def test_the_first_words_come_first() -> None:
    assert next(connect(Ring())) == b"first"


def test_what_was_said_meanwhile_is_written_by_the_thread() -> None:
    ring = Ring()
    connection = connect(ring)
    say(ring, connection, b"one ")
    say(ring, connection, b"two ")
    assert [next(connection), next(connection)] == [b"first", b"one two "]


def test_to_a_parked_screen_the_tailer_writes_itself(wire: tuple[socket.socket, socket.socket]) -> None:
    near, far = wire
    ring = Ring()
    connection = connect(ring)
    connection.write_straight_to(near)
    thread = serve(connection, near)
    say(ring, connection, b"hello")
    assert read_chunks(far, 10) == b"firsthello"
    assert thread.is_alive()
    connection.end()
    thread.join(5)
    assert not thread.is_alive()


def test_what_a_full_socket_did_not_take_follows_whole_and_in_order(wire: tuple[socket.socket, socket.socket]) -> None:
    near, far = wire
    ring = Ring()
    connection = connect(ring)
    connection.write_straight_to(near)
    thread = serve(connection, near)
    words = [b"<%03d>" % n + b"x" * 300_000 for n in range(20)]
    for each in words:
        say(ring, connection, each)
    heard = read_chunks(far, len(b"first") + sum(map(len, words)))
    assert heard == b"first" + b"".join(words)
    connection.end()
    thread.join(5)


def test_one_that_fell_out_of_the_ring_gets_the_whole_board() -> None:
    ring = Ring(size=4)
    connection = connect(ring)
    next(connection)
    for n in range(9):
        say(ring, connection, b"%d" % n)
    assert next(connection) == b"whole"


def test_a_ring_never_grows() -> None:
    ring = Ring(size=4)
    for n in range(100):
        ring.append(Message(b"%d" % n))
    head, said = ring.after(97) or (0, [])
    assert (head, [message.whole for message in said]) == (100, [b"97", b"98", b"99"])
    assert ring.after(96) is None


def test_a_screen_that_is_gone_is_forgotten(wire: tuple[socket.socket, socket.socket]) -> None:
    near, _far = wire
    ring, forgotten = Ring(), []
    connection = connect(ring, forgotten)
    connection.write_straight_to(near)
    thread = serve(connection, near)
    near.close()
    say(ring, connection, b"hello")
    thread.join(5)
    connection.close()
    assert forgotten == [connection]
