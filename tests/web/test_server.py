"""The real server: streams over sockets, signals, limits."""

from __future__ import annotations

import http.client
import itertools
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from .book import Book, make_plan
from .served import Served, until

CAP = 12


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all that do not end it: each test opens streams of its own."""
    book = Book(tmp_path_factory.mktemp("served"))
    yield from serve(book)


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Served]:
    """A server that a test may end."""
    yield from serve(Book(tmp_path))


def serve(book: Book) -> Iterator[Served]:
    plan = make_plan()
    book.adopt(plan)
    book.fill(plan)
    book.pulse()
    made = Served(book, streams_max=CAP)
    until(lambda: made.get("/api/v1/stream", method="HEAD").status == 200, "the book was read")
    yield made
    made.close()
    book.close()


def kinds(stream: Iterator[dict], wanted: set[str]) -> Iterator[dict]:
    return (event for event in stream if event["event"] in wanted)


def test_a_stream_begins_with_the_board_and_goes_on_with_changes(served: Served) -> None:
    stream = kinds(served.stream(), {"board", "change"})
    board = next(stream)
    assert [line["id"] for line in board["data"]["lines"]] == ["press", "paint"]
    seq = served.book.tile("press", "s2", "call")
    served.book.ring()
    change = next(stream)
    assert (change["id"], change["data"]["state"]) == (str(seq), "call")


def test_a_change_is_found_though_its_wake_up_was_lost(served: Served) -> None:
    stream = kinds(served.stream(), {"change"})
    served.book.tile("press", "s2", "call")
    assert next(stream)["data"]["station"] == "s2"


def test_a_beat_is_a_new_pulse_and_counts_come_without_one(served: Served) -> None:
    stream = served.stream()
    served.book.pulse()
    assert next(kinds(stream, {"beat"}))["data"]["seq"] == served.book.seq
    after = list(itertools.islice(kinds(stream, {"beat", "counts"}), 2))
    assert [event["event"] for event in after] == ["counts"] * 2
    assert all("id" not in event for event in after)


@pytest.mark.parametrize("by", ["header", "address"])
def test_a_stream_resumes_after_the_last_id(served: Served, by: str) -> None:
    before = served.book.seq
    served.book.tile("paint", "s1", "stopped")
    seq = served.book.tile("press", "s1", "call")
    served.book.ring()
    until(lambda: served.json("/api/v1/board")["seq"] == seq, "the changes are there")
    next(kinds(served.stream(), {"board"}))
    header = {"Last-Event-ID": str(before)} if by == "header" else {}
    query = "?line=press" + ("" if by == "header" else f"&last_event_id={before}")
    stream = kinds(served.stream(query, header), {"board", "change"})
    first = next(stream)
    assert (first["event"], first["data"]["line"], first["id"]) == ("change", "press", str(seq))


@pytest.mark.parametrize("by", ["header", "address"])
def test_a_stream_resumes_though_nothing_moved_since(served: Served, by: str) -> None:
    watching = served.stream()
    next(watching)
    seq = served.book.tile("press", "s1", "call")
    served.book.ring()
    next(event for event in watching if event.get("id") == str(seq))  # the streams have come so far
    header = {"Last-Event-ID": str(seq)} if by == "header" else {}
    stream = served.stream("" if by == "header" else f"?last_event_id={seq}", header)
    assert next(stream)["event"] == "counts"
    served.book.tile("press", "s2", "stopped")
    served.book.ring()
    assert next(kinds(stream, {"board", "change"}))["event"] == "change"


@pytest.mark.parametrize("last", ["999999", "1x", "0", "-1"])
def test_an_id_that_is_not_of_this_book_gets_the_whole_board(served: Served, last: str) -> None:
    assert next(served.stream(headers={"Last-Event-ID": last}))["event"] == "board"


def test_a_stream_of_a_line_hears_of_that_line_alone(served: Served) -> None:
    stream = kinds(served.stream("?line=paint"), {"board", "change"})
    assert len(next(stream)["data"]["lines"]) == 1
    served.book.tile("press", "s1", "call")
    served.book.tile("paint", "s1", "stopped")
    served.book.ring()
    assert next(stream)["data"]["line"] == "paint"


def test_a_new_plan_is_told_as_a_board(served: Served) -> None:
    stream = kinds(served.stream("?line=press"), {"board"})
    first = next(stream)
    served.book.adopt(make_plan({"press": 5, "paint": 1}))
    served.book.ring()
    second = next(stream)
    assert second["data"]["plan"] > first["data"]["plan"]
    assert len(second["data"]["lines"][0]["stations"]) == 5


def test_above_the_cap_a_screen_is_told_to_come_back_and_one_that_left_makes_room(served: Served) -> None:
    watching = []
    while (answer := served.get("/api/v1/stream")).status == 200:
        watching.append(answer)
        assert len(watching) <= CAP
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert int(answer.headers["Retry-After"]) >= 1
    assert served.get("/").status == 200
    for each in watching:
        each.close()
    until(lambda: _heard(served) and served.json("/healthz")["streams"] == 0, "all places are free again")


def test_one_address_gets_half_of_the_places(served: Served) -> None:
    until(lambda: _heard(served) and served.json("/healthz")["streams"] == 0, "all places are free")
    greedy = [served.get("/api/v1/stream", address="127.0.0.66") for _ in range(CAP)]
    assert [answer.status for answer in greedy] == [200] * (CAP // 2) + [503] * (CAP // 2)
    assert int(greedy[-1].headers["Retry-After"]) >= 1
    assert served.get("/api/v1/stream", address="127.0.0.67").status == 200
    for each in greedy:
        each.close()
    until(lambda: _heard(served) and served.json("/healthz")["streams"] == 0, "all places are free again")


def test_a_body_in_chunks_that_is_too_large_is_refused_and_not_cut(served: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    connection.request("POST", "/api/v1/signals", iter([b"x" * 10_000] * 101), encode_chunked=True)
    assert connection.getresponse().status in (401, 413)


def test_many_requests_on_one_connection_at_once_are_all_answered(served: Served) -> None:
    ask = b"GET /api/v1/board HTTP/1.1\r\nHost: x\r\n"
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as peer:
        peer.sendall((ask + b"\r\n") * 20 + ask)
        peer.sendall(b"Connection: close\r\n\r\n")
        assert peer.makefile("rb").read().count(b"HTTP/1.1 200 ") == 21


def test_who_asks_whether_to_go_on_with_its_body_is_told(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as peer:
        peer.sendall(b"POST /api/v1/signals HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        assert peer.recv(100).startswith(b"HTTP/1.1 100 ")
        peer.sendall(b"[]")
        assert b"HTTP/1.1 401 " in peer.recv(4096) + peer.recv(4096)


def _heard(served: Served) -> bool:
    """A closed socket is noticed when something is written to it."""
    served.book.pulse()
    return True


def test_it_stops_within_two_seconds_with_streams_open(mortal: Served) -> None:
    streams = [mortal.stream() for _ in range(3)]
    for stream in streams:
        next(stream)
    assert mortal.stop() < 2
    assert mortal.process.returncode == 0


def test_a_killed_master_takes_its_worker_along(mortal: Served) -> None:
    (worker,) = mortal.workers()
    mortal.process.kill()
    mortal.process.wait()
    until(lambda: not _lives(worker), "the worker is gone", within_s=5)


def _lives(pid: int) -> bool:
    """A zombie that nobody has buried yet holds no port."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
